// data/conditions/*.toml: which parameters of a kind of man differ from typical.
#include <fmt/format.h>

#include "io/load.hpp"
#include "io/names.hpp"
#include "io/read_dose.hpp"

namespace hpg::io {
namespace {

/// A published lab: "value", or "low" and "high".
Condition::Lab read_lab(TomlTable& table, const Catalog& catalog) {
  const Observable& observable = catalog.observable(table.text("observable"), table.where("observable"));
  Condition::Lab lab;
  lab.observable = observable.id;
  if (table.has("value")) {
    lab.low = lab.high = read_in_display_unit(table, "value", observable);
  } else {
    lab.low = read_in_display_unit(table, "low", observable);
    lab.high = read_in_display_unit(table, "high", observable);
  }
  lab.statistic = table.text("statistic");
  lab.note = table.find_text("note").value_or("");
  lab.sources = read_source_ids(table, catalog.sources);
  if (lab.sources.empty()) throw InputError(table.where("source"), "is missing: a published lab needs a source");
  table.finish();
  return lab;
}

}  // namespace

Condition load_condition(const std::filesystem::path& file, const Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  Condition condition;
  condition.id = plain_name(file.stem().string());
  condition.name = root.text("name");
  condition.aliases = root.texts("aliases");
  condition.about = root.text("about");
  if (const auto age = root.find_quantity("age", kTime)) condition.age = *age / kHoursPerYear;
  if (const auto bmi = root.find_quantity("bmi", kMass / (kLength * kLength))) condition.bmi = *bmi / kKilogram;
  for (TomlTable& past : root.tables("history")) condition.history.push_back(read_past_dose(past, catalog));
  for (TomlTable& lab : root.tables("labs")) condition.labs.push_back(read_lab(lab, catalog));
  if (auto changes = root.find_table("change")) {
    for (const std::string& name : changes->keys()) {
      TomlTable entry = changes->table(name);
      const Number& parameter = find_parameter(catalog, name, changes->where(name));
      condition.changes.push_back(read_change(entry, parameter, condition.id, catalog.sources, true, condition.numbers));
      entry.finish();
    }
  }
  root.finish();
  return condition;
}

}  // namespace hpg::io
