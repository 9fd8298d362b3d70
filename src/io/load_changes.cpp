// Changes of parameters, and data/ancestries.toml, which is made of them.
#include <fmt/format.h>

#include "io/load.hpp"
#include "io/names.hpp"

namespace hpg::io {

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

ParameterChange read_change(TomlTable& table, const Number& parameter, const std::string& owner, const Sources& sources,
                            bool may_replace, std::vector<Number>& numbers) {
  const bool is_factor = table.has("factor");
  if (may_replace && is_factor == table.has("value")) throw InputError(table.where(), "wants either \"factor\" or \"value\"");
  if (!may_replace && !is_factor) throw InputError(table.where("factor"), "is missing");
  const std::string_view key = is_factor ? "factor" : "value";
  ReadNumber read = read_number(table, owner + "." + parameter.name, sources, key);
  const Dimension wanted = is_factor ? kDimensionless : model_unit_of(parameter.name).dimension;
  (void)expect({read.number.value, read.dimension}, wanted, read.number.written, table.where(key));
  if (!is_factor) read.number.value /= model_unit_of(parameter.name).value;
  if (read.number.what.empty()) read.number.what = parameter.what;
  const ParameterChange change{parameter.name, is_factor, read.number.value};
  numbers.push_back(std::move(read.number));
  return change;
}

std::vector<Ancestry> load_ancestries(const std::filesystem::path& file, const Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  std::vector<Ancestry> all;
  for (const std::string& id : root.keys()) {
    TomlTable table = root.table(id);
    Ancestry ancestry;
    ancestry.id = plain_name(id);
    ancestry.name = table.text("name");
    ancestry.aliases = table.texts("aliases");
    ancestry.about = table.text("about");
    if (auto changes = table.find_table("change")) {
      for (const std::string& name : changes->keys()) {
        TomlTable entry = changes->table(name);
        const Number& parameter = find_parameter(catalog, name, changes->where(name));
        ancestry.changes.push_back(read_change(entry, parameter, ancestry.id, catalog.sources, false, ancestry.numbers));
        entry.finish();
        if (!(ancestry.changes.back().value > 0)) throw InputError(entry.where("factor"), "must be above 0");
        if (ancestry.numbers.back().between_men) throw InputError(entry.where("between_men"), "is not for an ancestry");
      }
    }
    table.finish();
    all.push_back(std::move(ancestry));
  }
  return all;
}

}  // namespace hpg::io
