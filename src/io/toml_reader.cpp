// The only file that knows the TOML parser: turns its tree into ours, and its errors into InputError.
#include "io/toml_reader.hpp"

#include <fmt/format.h>
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

#include <algorithm>

#include "io/names.hpp"
#include "io/text_file.hpp"

namespace hpg::io {
namespace {

TomlNode convert(const toml::node& from) {
  TomlNode node;
  node.line = from.source().begin.line;
  if (const auto* table = from.as_table()) {
    node.kind = TomlNode::Kind::table;
    for (const auto& [key, value] : *table) {
      node.members.emplace_back(std::string(key.str()), convert(value));
      // A [header] is remembered by the line of its name, not by that of its first member.
      if (key.source().begin.line > 0) node.members.back().second.line = key.source().begin.line;
    }
    std::stable_sort(node.members.begin(), node.members.end(),
                     [](const auto& a, const auto& b) { return a.second.line < b.second.line; });
  } else if (const auto* list = from.as_array()) {
    node.kind = TomlNode::Kind::list;
    for (const auto& item : *list) node.items.push_back(convert(item));
  } else if (const auto* text = from.as_string()) {
    node.kind = TomlNode::Kind::text;
    node.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    node.kind = TomlNode::Kind::number;
    node.number = static_cast<double>(integer->get());
    node.whole = true;
  } else if (const auto* real = from.as_floating_point()) {
    node.kind = TomlNode::Kind::number;
    node.number = real->get();
  } else if (const auto* boolean = from.as_boolean()) {
    node.kind = TomlNode::Kind::boolean;
    node.boolean = boolean->get();
  } else {
    node.kind = TomlNode::Kind::date;
  }
  return node;
}

/// The parser recurses once for each dot of a key; a key that no file of ours could have must not exhaust the stack.
void refuse_deep_keys(const std::string& text, const std::filesystem::path& path) {
  constexpr int kMostDots = 32;
  std::size_t line = 1;
  int dots = 0;
  char quote = 0;
  for (const char c : text) {
    if (c == '\n') {
      ++line;
      dots = 0;
      quote = 0;
    } else if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '.' && ++dots > kMostDots) {
      throw InputError({path.string(), line, ""}, fmt::format("a key of more than {} parts", kMostDots));
    }
  }
}

std::string_view name_of(TomlNode::Kind kind) {
  switch (kind) {
    case TomlNode::Kind::text:
      return "a text in quotes";
    case TomlNode::Kind::number:
      return "a number";
    case TomlNode::Kind::boolean:
      return "true or false";
    case TomlNode::Kind::list:
      return "a list";
    case TomlNode::Kind::table:
      return "a table";
    case TomlNode::Kind::date:
      return "a date";
  }
  return "";
}

InputError wrong_kind(const Where& where, const TomlNode& found, std::string_view wanted) {
  const std::string shown = found.kind == TomlNode::Kind::text     ? in_quotes(found.text)
                            : found.kind == TomlNode::Kind::number ? shortest(found.number)
                                                                   : std::string("this");
  return InputError(where, fmt::format("{} is {}, wanted {}", shown, name_of(found.kind), wanted));
}

}  // namespace

std::string shortest(double value) { return fmt::format("{}", value); }

TomlTable::TomlTable(std::shared_ptr<const TomlNode> root, const TomlNode& node, std::string file, std::string path)
    : root_(std::move(root)), node_(&node), file_(std::move(file)), path_(std::move(path)) {}

TomlTable TomlTable::read(const std::filesystem::path& path) {
  const std::string text = read_text_file(path);
  refuse_deep_keys(text, path);
  std::shared_ptr<const TomlNode> root;
  try {
    root = std::make_shared<const TomlNode>(convert(toml::parse(text, path.string())));
  } catch (const toml::parse_error& error) {
    const std::string_view what = error.description();
    const bool control = what.find("unescaped control characters") != std::string_view::npos;  // the end of a line is one
    throw InputError(
        {path.string(), error.source().begin.line, ""},
        control ? "a text is not closed before the end of its line, or holds a control character" : std::string(what));
  }
  if (root->members.empty()) throw InputError({path.string(), 0, ""}, "is empty");
  return TomlTable(root, *root, path.string(), "");
}

std::string TomlTable::dotted(std::string_view key) const {
  if (key.empty()) return path_;
  return path_.empty() ? std::string(key) : path_ + "." + std::string(key);
}

Where TomlTable::where(std::string_view key) const {
  const auto member = std::find_if(node_->members.begin(), node_->members.end(), [&](const auto& m) { return m.first == key; });
  return {file_, member != node_->members.end() ? member->second.line : node_ == root_.get() ? 0 : node_->line, dotted(key)};
}

std::vector<std::string> TomlTable::keys() const {
  std::vector<std::string> names;
  for (const auto& [key, value] : node_->members) names.push_back(key);
  return names;
}

const TomlNode* TomlTable::find(std::string_view key) {
  asked_.emplace(key);
  for (const auto& [name, value] : node_->members) {
    if (name == key) return &value;
  }
  return nullptr;
}

const TomlNode* TomlTable::find(std::string_view key, TomlNode::Kind kind) {
  const TomlNode* node = find(key);
  if (node && node->kind != kind) throw wrong_kind(where(key), *node, name_of(kind));
  return node;
}

const TomlNode& TomlTable::need(std::string_view key, TomlNode::Kind kind) {
  if (const TomlNode* node = find(key, kind)) return *node;
  missing(key, name_of(kind));
}

void TomlTable::missing(std::string_view key, std::string_view wanted) const {
  // A misspelt key is the likely reason: name it instead of saying that something is missing.
  for (const auto& [name, value] : node_->members) {
    if (!asked_.contains(name) && !did_you_mean(name, {std::string(key)}).empty()) {
      throw InputError({file_, value.line, dotted(name)}, "unknown key" + did_you_mean(name, {std::string(key)}));
    }
  }
  throw InputError(where(key), fmt::format("is missing, wanted {}", wanted));
}

bool TomlTable::holds(std::string_view key) const {
  return std::any_of(node_->members.begin(), node_->members.end(), [&](const auto& member) { return member.first == key; });
}

bool TomlTable::has(std::string_view key) { return find(key) != nullptr; }

bool TomlTable::is(std::string_view key, TomlNode::Kind kind) {
  const TomlNode* node = find(key);
  return node != nullptr && node->kind == kind;
}

std::string TomlTable::text(std::string_view key) { return need(key, TomlNode::Kind::text).text; }

std::optional<std::string> TomlTable::find_text(std::string_view key) {
  const TomlNode* node = find(key, TomlNode::Kind::text);
  return node ? std::optional(node->text) : std::nullopt;
}

double TomlTable::number(std::string_view key) { return need(key, TomlNode::Kind::number).number; }

std::optional<double> TomlTable::find_number(std::string_view key) {
  const TomlNode* node = find(key, TomlNode::Kind::number);
  return node ? std::optional(node->number) : std::nullopt;
}

std::optional<std::size_t> TomlTable::find_count(std::string_view key) {
  const TomlNode* node = find(key, TomlNode::Kind::number);
  if (!node) return std::nullopt;
  if (!node->whole || node->number < 1) {
    throw InputError(where(key), fmt::format("{} is not a whole number of at least 1", shortest(node->number)));
  }
  return static_cast<std::size_t>(node->number);
}

std::optional<bool> TomlTable::find_boolean(std::string_view key) {
  const TomlNode* node = find(key, TomlNode::Kind::boolean);
  return node ? std::optional(node->boolean) : std::nullopt;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
  std::vector<std::string> all;
  if (const TomlNode* list = find(key, TomlNode::Kind::list)) {
    for (const TomlNode& item : list->items) {
      if (item.kind != TomlNode::Kind::text)
        throw wrong_kind({file_, item.line, dotted(key)}, item, name_of(TomlNode::Kind::text));
      all.push_back(item.text);
    }
  }
  return all;
}

TomlTable::Written TomlTable::any_quantity(std::string_view key, const std::string& wanted) {
  const TomlNode* node = find(key);
  if (!node) missing(key, wanted);
  if (node->kind == TomlNode::Kind::text) return {parse_quantity(node->text, where(key)), node->text};
  if (node->kind != TomlNode::Kind::number) throw wrong_kind(where(key), *node, wanted);
  const std::string written = shortest(node->number);
  return {parse_quantity(written, where(key)), written};
}

double TomlTable::quantity(std::string_view key, const Dimension& wanted) {
  const Written found = any_quantity(key, kind_with_example(wanted));
  return expect(found.quantity, wanted, found.text, where(key));
}

std::optional<double> TomlTable::find_quantity(std::string_view key, const Dimension& wanted) {
  return find(key) ? std::optional(quantity(key, wanted)) : std::nullopt;
}

TomlTable TomlTable::table(std::string_view key) { return {root_, need(key, TomlNode::Kind::table), file_, dotted(key)}; }

std::optional<TomlTable> TomlTable::find_table(std::string_view key) {
  const TomlNode* node = find(key, TomlNode::Kind::table);
  return node ? std::optional(TomlTable(root_, *node, file_, dotted(key))) : std::nullopt;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
  std::vector<TomlTable> all;
  if (const TomlNode* node = find(key); node != nullptr && node->kind == TomlNode::Kind::table) {
    throw InputError(where(key), fmt::format("is a single table; write [[{}]] with double brackets, once for each", key));
  }
  if (const TomlNode* list = find(key, TomlNode::Kind::list)) {
    for (const TomlNode& item : list->items) {
      const std::string path = fmt::format("{}[{}]", dotted(key), all.size() + 1);
      if (item.kind != TomlNode::Kind::table) throw wrong_kind({file_, item.line, path}, item, name_of(TomlNode::Kind::table));
      all.push_back(TomlTable(root_, item, file_, path));
    }
  }
  return all;
}

void TomlTable::finish() const {
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [key, value] : node_->members) {
    if (asked_.contains(key)) continue;
    throw InputError({file_, value.line, dotted(key)}, "unknown key" + did_you_mean_or_list(key, known, known));
  }
}

}  // namespace hpg::io
