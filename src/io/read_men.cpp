// CSV of men: RFC 4180 fields, one man a line.
#include "io/read_men.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "io/names.hpp"
#include "io/read_parts.hpp"
#include "io/text_file.hpp"

namespace hpg::io {
namespace {

using Fields = std::vector<std::string>;

/// Fields of one line, unquoted and without blanks around them.
Fields split_fields(std::string_view line, const Where& where) {
  Fields fields{""};
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\t') {
      throw InputError(where, "has a control character");
    } else {
      fields.back() += c;
    }
  }
  if (quoted) throw InputError(where, "has a quote that is not closed");
  for (std::string& field : fields) {
    const auto first = field.find_first_not_of(" \t");
    field = first == std::string::npos ? "" : field.substr(first, field.find_last_not_of(" \t") - first + 1);
  }
  return fields;
}

class MenReader {
 public:
  explicit MenReader(const std::filesystem::path& file) : where_{file.string(), 0, ""} {}

  std::vector<ListedMan> read(std::string_view text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // spreadsheets write one
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    while (!text.empty()) {
      const auto end = text.find('\n');
      std::string_view line = text.substr(0, end);
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++where_.line;
      where_.key.clear();
      if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
      const Fields fields = split_fields(line, where_);
      if (columns_ == 0) {
        read_header(fields);
      } else {
        read_man(fields);
      }
    }
    if (men_.empty()) throw InputError({where_.file, 0, ""}, "lists no men: wanted a line \"id,age,bmi\" and one for each man");
    return men_;
  }

 private:
  void read_header(const Fields& fields) {
    const std::vector<std::string> known(kNames.begin(), kNames.end());
    std::array<bool, kNames.size()> found{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto name = std::find(kNames.begin(), kNames.end(), plain_name(fields[i]));
      if (name == kNames.end()) {
        throw InputError(where_,
                         fmt::format("unknown column {}{}", in_quotes(fields[i]), did_you_mean_or_list(fields[i], known, known)));
      }
      const auto which = static_cast<std::size_t>(name - kNames.begin());
      if (found[which]) throw InputError(where_, fmt::format("has two columns \"{}\"", *name));
      found[which] = true;
      place_[which] = i;
    }
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if (!found[i]) throw InputError(where_, fmt::format("has no column \"{}\"; wanted {}", kNames[i], one_of(known)));
    }
    columns_ = fields.size();
  }

  void read_man(const Fields& fields) {
    if (fields.size() != columns_) {
      throw InputError(where_, fmt::format("has {} fields, the first line {}", fields.size(), columns_));
    }
    ListedMan man;
    man.id = fields[place_[0]];
    man.age = number(fields, 1, kYoungest, kOldest, "a");
    man.bmi = number(fields, 2, kLeanest, kHeaviest, "kg/m2");
    where_.key = "id";
    if (man.id.empty()) throw InputError(where_, "is empty");
    if (!ids_.insert(man.id).second) throw InputError(where_, in_quotes(man.id) + " is the id of two men");
    men_.push_back(std::move(man));
  }

  double number(const Fields& fields, std::size_t column, double low, double high, std::string_view unit) {
    where_.key = kNames[column];
    const std::string& text = fields[place_[column]];
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
      throw InputError(where_, fmt::format("{} is not a number, wanted {} without unit", in_quotes(text), unit));
    }
    if (!(value >= low && value <= high)) {
      throw InputError(where_, fmt::format("{} is outside {} to {} {}", in_quotes(text), low, high, unit));
    }
    return value;
  }

  static constexpr std::array<std::string_view, 3> kNames{"id", "age", "bmi"};

  Where where_;
  std::size_t columns_ = 0;  // 0 before the first line
  std::array<std::size_t, kNames.size()> place_{};
  std::set<std::string> ids_;
  std::vector<ListedMan> men_;
};

}  // namespace

std::vector<ListedMan> read_men(const std::filesystem::path& file, const Where& asked) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) throw InputError(asked, fmt::format("no such file {}", in_quotes(file.string())));
  return MenReader(file).read(read_text_file(file));
}

}  // namespace hpg::io
