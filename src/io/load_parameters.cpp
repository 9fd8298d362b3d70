// data/sources.toml and data/parameters.toml.
#include <fmt/format.h>

#include <array>
#include <map>
#include <utility>

#include "io/load.hpp"
#include "io/names.hpp"

namespace hpg::io {

Sources load_sources(const std::filesystem::path& file) {
  TomlTable root = TomlTable::read(file);
  Sources sources;
  for (const std::string& id : root.keys()) {
    TomlTable entry = root.table(id);
    Source source{id, entry.text("citation"), entry.text("link")};
    const bool known_link = source.link.empty() || source.link.starts_with("doi:") || source.link.starts_with("pmid:");
    if (source.citation.empty()) throw InputError(entry.where("citation"), "is empty");
    if (!known_link) {
      throw InputError(entry.where("link"), in_quotes(source.link) + " must start with \"doi:\" or \"pmid:\", or be empty");
    }
    entry.finish();
    sources.emplace(id, std::move(source));
  }
  return sources;
}

namespace {

/// Calls f("group.member", reference) for every number that parameters.toml holds.
template <class Visitor>
void visit_parameters(Catalog& catalog, Visitor&& f) {
  model::visit_numbers(catalog.typical, f);
  using Covariates = population::CovariateParameters<double>;
  Covariates::visit(catalog.covariates, [&f](const char* name, double& value) { f(std::string("covariates.") + name, value); });
}

}  // namespace

void load_parameters(const std::filesystem::path& file, Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  std::map<std::string, TomlTable> organs;
  const auto organ_table = [&](const std::string& organ) -> TomlTable& {
    const auto known = organs.find(organ);
    return known != organs.end() ? known->second : organs.emplace(organ, root.table(organ)).first->second;
  };
  // Every name is asked for first: a misspelt one is then reported as such, not as a missing one.
  visit_parameters(catalog, [&](const std::string& name, double&) {
    const auto dot = name.find('.');
    (void)organ_table(name.substr(0, dot)).has(name.substr(dot + 1));
  });
  root.finish();
  for (const auto& [name, organ] : organs) organ.finish();

  visit_parameters(catalog, [&](const std::string& name, double& value) {
    const auto dot = name.find('.');
    TomlTable entry = organ_table(name.substr(0, dot)).table(name.substr(dot + 1));
    ReadNumber read = read_number(entry, name, catalog.sources);
    Number& number = read.number;
    const Quantity unit = model_unit_of(name);
    (void)expect({number.value, read.dimension}, unit.dimension, number.written, entry.where("value"));
    if (number.what.empty()) throw InputError(entry.where("what"), "is missing: one line that says what the parameter is");
    entry.finish();
    value = number.value /= unit.value;
    catalog.parameters.push_back(std::move(number));
  });
}

}  // namespace hpg::io
