// data/correlations.toml: which parameters of a man deviate together.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/load.hpp"
#include "io/names.hpp"

namespace hpg::io {
namespace {

/// Place of a parameter that differs between men.
std::size_t find_varying(const Catalog& catalog, const std::string& name, const Where& where) {
  const Number& parameter = find_parameter(catalog, name, where);
  if (!parameter.between_men) throw InputError(where, in_quotes(name) + " does not differ between men: it has no between_men");
  return static_cast<std::size_t>(&parameter - catalog.parameters.data());
}

}  // namespace

void load_correlations(const std::filesystem::path& file, Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  std::vector<population::Pair> pairs;
  std::set<std::pair<std::size_t, std::size_t>> seen;
  for (TomlTable& table : root.tables("pair")) {
    const std::vector<std::string> names = table.texts("parameters");
    const Where where = table.where("parameters");
    if (names.size() != 2) throw InputError(where, fmt::format("names {} parameters, wanted 2", names.size()));
    const std::size_t first = find_varying(catalog, names[0], where), second = find_varying(catalog, names[1], where);
    if (first == second) throw InputError(where, in_quotes(names[0]) + " is paired with itself");
    if (!seen.insert(std::minmax(first, second)).second) throw InputError(where, "this pair is given twice");
    ReadNumber read = read_number(table, fmt::format("correlation.{}.{}", names[0], names[1]), catalog.sources, "rho");
    (void)expect({read.number.value, read.dimension}, kDimensionless, read.number.written, table.where("rho"));
    if (!(read.number.value > -1 && read.number.value < 1)) {
      throw InputError(table.where("rho"), fmt::format("{} is not between -1 and 1", read.number.written));
    }
    table.finish();
    pairs.push_back({first, second, read.number.value});
    catalog.correlations.push_back({names[0], names[1], std::move(read.number)});
  }
  root.finish();
  const auto copula = population::Copula::of(pairs);
  if (!copula) {
    throw InputError(
        {file.string(), 0, "pair"},
        "no men can have all these correlations at once: two parameters that go with a third must go with each other");
  }
  catalog.copula = *copula;
}

}  // namespace hpg::io
