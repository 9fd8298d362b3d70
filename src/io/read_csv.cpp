#include "io/read_csv.hpp"

#include <fmt/format.h>

#include <string_view>

#include "io/text_file.hpp"

namespace hpg::io {
namespace {

CsvFields split_fields(std::string_view line, const Where& where) {
  CsvFields fields{""};
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

}  // namespace

void read_csv(const std::filesystem::path& file, const ReadCsvLine& names, const ReadCsvLine& row) {
  const std::string text = read_text_file(file);
  std::string_view rest = text;
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";  // spreadsheets write one
  if (rest.starts_with(kByteOrderMark)) rest.remove_prefix(kByteOrderMark.size());
  std::size_t columns = 0;  // 0 before the first line
  for (Where where{file.string(), 0, ""}; !rest.empty();) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++where.line;
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    const CsvFields fields = split_fields(line, where);
    const bool first = columns == 0;
    if (first) columns = fields.size();
    if (fields.size() != columns)
      throw InputError(where, fmt::format("has {} fields, the first line {}", fields.size(), columns));
    (first ? names : row)(fields, where);
  }
}

}  // namespace hpg::io
