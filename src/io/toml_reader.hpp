// TOML as this project reads it: every value knows its line and dotted key, and a key nobody asked for is an error.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hpgsim/error.hpp"
#include "io/units.hpp"

namespace hpg::io {

/// One value of a file, free of the parser's types.
struct TomlNode {
  enum class Kind { text, number, boolean, list, table, date };
  Kind kind = Kind::table;
  std::size_t line = 0;
  std::string text;
  double number = 0;
  bool whole = false;  // number written without a fraction
  bool boolean = false;
  std::vector<TomlNode> items;                            // list
  std::vector<std::pair<std::string, TomlNode>> members;  // table, in the order of the file
};

/// A table being read. Remembers the keys asked for; finish() rejects the others and knows which one was probably meant.
class TomlTable {
 public:
  /// Reads a file. Throws InputError on anything read_text_file refuses, an empty file, or a syntax error.
  static TomlTable read(const std::filesystem::path& path);

  [[nodiscard]] Where where(std::string_view key = "") const;
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] bool has(std::string_view key);
  /// The same, but a key only looked for so does not count as known to finish().
  [[nodiscard]] bool holds(std::string_view key) const;
  /// There and of this kind: for a key that may be written in two ways.
  [[nodiscard]] bool is(std::string_view key, TomlNode::Kind kind);

  // Each throws InputError when the value is of another kind, and the ones without "find" when it is missing.
  [[nodiscard]] std::string text(std::string_view key);
  [[nodiscard]] std::optional<std::string> find_text(std::string_view key);
  [[nodiscard]] double number(std::string_view key);
  [[nodiscard]] std::optional<double> find_number(std::string_view key);
  [[nodiscard]] std::optional<std::size_t> find_count(std::string_view key);  // a whole number, at least 1
  [[nodiscard]] std::optional<bool> find_boolean(std::string_view key);
  /// Texts of a list; missing: empty.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key);

  /// A quantity of the wanted dimension in canonical units. A bare TOML number is dimensionless.
  [[nodiscard]] double quantity(std::string_view key, const Dimension& wanted);
  [[nodiscard]] std::optional<double> find_quantity(std::string_view key, const Dimension& wanted);
  /// Any quantity, with the text it was written as.
  struct Written {
    Quantity quantity;
    std::string text;
  };
  [[nodiscard]] Written any_quantity(std::string_view key, const std::string& wanted = "a quantity such as \"100 mg\"");

  [[nodiscard]] TomlTable table(std::string_view key);
  [[nodiscard]] std::optional<TomlTable> find_table(std::string_view key);
  /// Tables of [[key]] or of key = [{...}]; missing: empty.
  [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);

  /// Throws InputError for the first key that was never asked for.
  void finish() const;

 private:
  TomlTable(std::shared_ptr<const TomlNode> root, const TomlNode& node, std::string file, std::string path);
  const TomlNode* find(std::string_view key);
  const TomlNode& need(std::string_view key, TomlNode::Kind kind);
  [[noreturn]] void missing(std::string_view key, std::string_view wanted) const;
  const TomlNode* find(std::string_view key, TomlNode::Kind kind);
  [[nodiscard]] std::string dotted(std::string_view key) const;

  std::shared_ptr<const TomlNode> root_;  // keeps node_ alive
  const TomlNode* node_;
  std::string file_;
  std::string path_;  // dotted key of this table
  std::set<std::string, std::less<>> asked_;
};

/// A number as it is shown: shortest text that reads back the same.
[[nodiscard]] std::string shortest(double value);

}  // namespace hpg::io
