// data/conditions/*.toml: which parameters of a kind of man differ from typical.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/load.hpp"
#include "io/names.hpp"
#include "io/read_dose.hpp"

namespace hpg::io {
namespace {

const Number& find_parameter(const Catalog& catalog, const std::string& name, const Where& where) {
  std::vector<std::string> known;
  for (const Number& parameter : catalog.parameters) {
    // Not the man's own: age and BMI set them.
    const bool by_covariates = parameter.name == "metabolism.resting_fat" || parameter.name == "metabolism.resting_lean";
    if (by_covariates || parameter.name.starts_with("covariates.")) continue;
    if (parameter.name == name) return parameter;
    known.push_back(parameter.name);
  }
  throw InputError(where, "unknown parameter " + in_quotes(name) + did_you_mean(name, known));
}

Condition::Change read_change(TomlTable& table, const Number& parameter, Condition& condition, const Sources& sources) {
  const bool is_factor = table.has("factor");
  if (is_factor == table.has("value")) throw InputError(table.where(), "wants either \"factor\" or \"value\"");
  const std::string_view key = is_factor ? "factor" : "value";
  ReadNumber read = read_number(table, condition.id + "." + parameter.name, sources, key);
  const Dimension wanted = is_factor ? kDimensionless : model_unit_of(parameter.name).dimension;
  (void)expect({read.number.value, read.dimension}, wanted, read.number.written, table.where(key));
  if (!is_factor) read.number.value /= model_unit_of(parameter.name).value;
  if (read.number.what.empty()) read.number.what = parameter.what;
  const Condition::Change change{parameter.name, is_factor, read.number.value};
  condition.numbers.push_back(std::move(read.number));
  return change;
}

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
      condition.changes.push_back(read_change(entry, parameter, condition, catalog.sources));
      entry.finish();
    }
  }
  root.finish();
  return condition;
}

}  // namespace hpg::io
