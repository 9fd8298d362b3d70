// Men drawn from distributions, or the men of a list.
#include "io/read_population.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/load.hpp"
#include "io/names.hpp"
#include "io/read_dose.hpp"
#include "io/read_men.hpp"
#include "io/read_parts.hpp"
#include "io/trial_values.hpp"

namespace hpg::io {
namespace {

constexpr std::size_t kMostMen = 10'000'000;
constexpr double kWidestSds = 3;

/// How one number of a man is written: "45 a", or { mean = "45 a", sd = "8 a", min = "25 a", max = "65 a" }.
struct Trait {
  const char* key;
  Dimension dimension;
  double unit;  // canonical
  const char* symbol;
  double low;
  double high;
};

const Trait kAge{"age", kTime, kHoursPerYear, "a", kYoungest, kOldest};
const Trait kBmi{"bmi", kMass / (kLength * kLength), kKilogram, "kg/m2", kLeanest, kHeaviest};

Distribution read_distribution(TomlTable& population, const Trait& trait, double otherwise) {
  Distribution all{otherwise, 0, {trait.low, trait.high}};
  const auto value = [&](TomlTable& table, std::string_view key, double missing) {
    return between(table, key, trait.dimension, trait.unit, trait.low, trait.high, trait.symbol, missing);
  };
  if (!population.is(trait.key, TomlNode::Kind::table)) {
    all.mean = value(population, trait.key, otherwise);
    return all;
  }
  TomlTable table = population.table(trait.key);
  all.mean = value(table, "mean", otherwise);
  all.sd = between(table, "sd", trait.dimension, trait.unit, 0, trait.high, trait.symbol, 0);
  all.bounds = {value(table, "min", trait.low), value(table, "max", trait.high)};
  table.finish();
  if (!(all.bounds.low < all.bounds.high)) throw InputError(table.where("max"), "is not above \"min\"");
  // A mean far outside would leave nobody to draw.
  if (all.mean < all.bounds.low - kWidestSds * all.sd || all.mean > all.bounds.high + kWidestSds * all.sd) {
    throw InputError(table.where("mean"), "is more than 3 sd outside \"min\" to \"max\"");
  }
  return all;
}

/// "east asian" for everybody, or shares: { european = 0.6, "east asian" = 0.4 }; in the order of the alphabet.
std::vector<EthnicShare> read_ethnicity(TomlTable& population, const Catalog& catalog) {
  std::vector<EthnicShare> shares;
  if (!population.has("ethnicity")) return shares;
  if (population.is("ethnicity", TomlNode::Kind::text)) {
    return {{catalog.ancestry(population.text("ethnicity"), population.where("ethnicity")).name, 1}};
  }
  TomlTable table = population.table("ethnicity");
  for (const std::string& written : table.keys()) {
    const std::string& name = catalog.ancestry(written, table.where(written)).name;
    const double share = table.quantity(written, kDimensionless);
    if (!(share > 0)) throw InputError(table.where(written), "must be above 0");
    const bool twice = std::any_of(shares.begin(), shares.end(), [&](const auto& known) { return known.ethnicity == name; });
    if (twice) throw InputError(table.where(written), fmt::format("{} is given twice", name));
    shares.push_back({name, share});
  }
  if (shares.empty())
    throw InputError(table.where(), "names nobody: wanted shares such as { european = 0.6, \"east asian\" = 0.4 }");
  return shares;
}

void read_labs(TomlTable& table, const Catalog& catalog, Population& population) {
  std::set<std::string> seen;
  for (TomlTable& entry : table.tables("labs")) {
    CohortLab lab;
    const Observable& observable = read_sample(entry, catalog);
    lab.observable = observable.id;
    lab.where = entry.where();
    lab.mean = read_in_display_unit(entry, "mean", observable);
    lab.sd = read_in_display_unit(entry, "sd", observable);
    entry.finish();
    if (!(lab.mean > 0)) throw InputError(entry.where("mean"), in_quotes(entry.text("mean")) + " must be above 0");
    if (!(lab.sd > 0)) throw InputError(entry.where("sd"), in_quotes(entry.text("sd")) + " must be above 0");
    if (!seen.insert(lab.observable).second) {
      throw InputError(entry.where("observable"), fmt::format("{} is given twice", observable.name));
    }
    population.labs.push_back(lab);
  }
}

void read_criteria(TomlTable& table, const Catalog& catalog, Population& population) {
  for (TomlTable& entry : table.tables("include")) {
    const Observable& observable = read_sample(entry, catalog);
    population.include.push_back({observable.id, read_fit(entry, observable), entry.where()});
    entry.finish();
  }
}

/// The men of a list are taken as they are: nothing is left to draw or to choose.
void read_list(TomlTable& table, Population& population) {
  for (const char* key : {"men", "age", "bmi", "labs", "include"}) {
    if (table.has(key)) throw InputError(table.where(key), "does not go with \"file\", whose men are taken as they are");
  }
  const Where where = table.where("file");
  const std::filesystem::path file = std::filesystem::path(where.file).parent_path() / table.text("file");
  population.listed = read_men(file, where);
  population.listed_file = file.string();
  population.men = population.listed.size();
}

std::size_t read_count(TomlTable& table, std::optional<std::size_t> otherwise) {
  const auto written = table.find_count("men");
  const auto men = written ? written : otherwise;
  if (!men) throw InputError(table.where("men"), "is missing: how many men, or \"file\", a list of them");
  if (*men > kMostMen) throw InputError(table.where("men"), fmt::format("{} is more than the 10 million allowed", *men));
  return *men;
}

}  // namespace

Population read_population(TomlTable& table, const Catalog& catalog, std::optional<std::size_t> men) {
  // Every known key first, so that a misspelt one is named before what it leaves missing.
  for (const char* key : {"condition", "men", "age", "bmi", "ethnicity", "vary", "labs", "include", "history", "file"})
    (void)table.has(key);
  table.finish();

  Population population;
  Man man;
  if (const auto condition = table.find_text("condition")) man = catalog.man(*condition, table.where("condition"));
  population.condition = man.condition;
  population.ethnicity = read_ethnicity(table, catalog);
  population.vary = table.find_boolean("vary").value_or(true);
  population.history = man.history;
  for (TomlTable& past : table.tables("history")) population.history.push_back(read_past_dose(past, catalog));
  check_together(population.history, table.where("history"), catalog);
  if (table.has("file")) {
    read_list(table, population);
    return population;
  }
  population.men = read_count(table, men);
  population.age = read_distribution(table, kAge, man.age);
  population.bmi = read_distribution(table, kBmi, man.bmi);
  read_labs(table, catalog, population);
  read_criteria(table, catalog, population);
  return population;
}

}  // namespace hpg::io
