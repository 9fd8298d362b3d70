// Provenance rules: no number without a grade, no measured or fitted number without a source, no assumption without a reason.
#include "io/read_number.hpp"

#include <fmt/format.h>

#include "io/names.hpp"

namespace hpg::io {
namespace {

Grade read_grade(TomlTable& table) {
  const std::string grade = table.text("grade");
  if (grade == "measured") return Grade::measured;
  if (grade == "fitted") return Grade::fitted;
  if (grade == "assumed") return Grade::assumed;
  const std::vector<std::string> known{"measured", "fitted", "assumed"};
  throw InputError(table.where("grade"), "unknown grade " + in_quotes(grade) + did_you_mean_or_list(grade, known, known));
}

}  // namespace

std::vector<std::string> read_source_ids(TomlTable& table, const Sources& sources) {
  const std::vector<std::string> ids = table.texts("source");
  for (const std::string& id : ids) {
    if (sources.contains(id)) continue;
    std::vector<std::string> known;
    for (const auto& [name, source] : sources) known.push_back(name);
    throw InputError(table.where("source"), fmt::format("unknown source {}{}", in_quotes(id), did_you_mean(id, known)));
  }
  return ids;
}

ReadNumber read_number(TomlTable& table, const std::string& name, const Sources& sources, std::string_view value_key) {
  const TomlTable::Written written = table.any_quantity(value_key);
  ReadNumber read{{}, written.quantity.dimension};
  Number& number = read.number;
  number.name = name;
  number.value = written.quantity.value;
  number.written = written.text;
  number.what = table.find_text("what").value_or("");
  number.grade = read_grade(table);
  number.sources = read_source_ids(table, sources);
  number.note = table.find_text("note").value_or("");
  number.aliases = table.texts("aliases");
  number.between_men = table.find_number("between_men");
  if (number.between_men && !(*number.between_men >= 0 && *number.between_men <= 5)) {
    throw InputError(table.where("between_men"),
                     fmt::format("{} is not a coefficient of variation from 0 to 5", shortest(*number.between_men)));
  }
  number.at_most = table.find_number("at_most");
  if (number.at_most && !(number.value < *number.at_most)) {
    throw InputError(table.where("at_most"),
                     fmt::format("{} is not above the value, {}", shortest(*number.at_most), number.written));
  }
  if (number.sources.empty()) {
    if (number.grade != Grade::assumed)
      throw InputError(table.where("source"), "only a number of grade \"assumed\" may be without a source");
    if (number.note.empty()) throw InputError(table.where("note"), "is missing: an assumed number without source must say why");
  }
  return read;
}

}  // namespace hpg::io
