// The trial as a whole: design, visits, labs, conduct, and the checks that need more than one part.
#include "io/read_trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "io/names.hpp"
#include "io/read_outcomes.hpp"
#include "io/read_parts.hpp"
#include "io/read_population.hpp"
#include "io/read_trial_arm.hpp"
#include "io/read_visits.hpp"
#include "io/toml_reader.hpp"
#include "io/trial_values.hpp"

namespace hpg::io {
namespace {

constexpr std::size_t kLargestSeed = std::size_t{1} << 53;  // numbers of a TOML file pass through a double

/// What a trial that names no observables measures.
constexpr std::array<std::string_view, 11> kUsualSamples{
    "total_testosterone",  "free_testosterone", "lh",         "fsh", "estradiol",  "shbg",
    "sperm_concentration", "testis_volume",     "hematocrit", "psa", "body_weight"};

Design read_design(TomlTable& root) {
  const std::string written = root.find_text("design").value_or("parallel");
  const std::vector<std::string> known{"parallel", "crossover"};
  if (plain_name(written) == "parallel") return Design::parallel;
  if (plain_name(written) == "crossover" || plain_name(written) == "cross_over") return Design::crossover;
  throw InputError(root.where("design"),
                   fmt::format("unknown design {}{}", in_quotes(written), did_you_mean_or_list(written, known, known)));
}

/// A share below 1, such as "15 %".
double read_share(TomlTable& table, std::string_view key) {
  const auto share = table.find_quantity(key, kDimensionless);
  if (!share) return 0;
  if (!(*share >= 0 && *share < 1)) {
    throw InputError(table.where(key), in_quotes(table.any_quantity(key).text) + " is not a share from 0 to below 100 %");
  }
  return *share;
}

void add_column(std::vector<Column>& columns, const Column& column) {
  const auto same = [&](const Column& c) { return c.observable == column.observable && c.mean_24_h == column.mean_24_h; };
  if (std::none_of(columns.begin(), columns.end(), same)) columns.push_back(column);
}

/// What is asked for, and what rules and outcomes look at.
void read_labs(TomlTable& root, const Catalog& catalog, Trial& trial) {
  auto table = root.find_table("labs");
  if (table) {
    trial.assay_error = table->find_boolean("assay_error").value_or(trial.assay_error);
    for (const std::string& name : table->texts("observables")) {
      add_column(trial.columns, read_column(name, table->where("observables"), catalog));
    }
    table->finish();
  }
  if (!table || !table->has("observables")) {
    for (const std::string_view id : kUsualSamples) trial.columns.push_back({std::string(id), false});
    trial.columns.push_back({"total_testosterone", true});
  }
  for (const TrialArm& arm : trial.arms) {
    for (const TitrationRule& rule : arm.titration) add_column(trial.columns, {rule.observable, rule.mean});
    for (const StoppingRule& rule : arm.stopping) add_column(trial.columns, {rule.observable, false});
  }
  for (const Outcome& outcome : trial.outcomes) add_column(trial.columns, outcome.column);
  if (trial.columns.empty()) throw InputError(table->where("observables"), "is empty: nothing would be measured");
}

void read_arms(TomlTable& root, const Catalog& catalog, Trial& trial) {
  std::set<std::string> names;
  for (TomlTable& table : root.tables("arm")) {
    TrialArm arm = read_trial_arm(table, trial.duration, trial.visits, catalog);
    if (!names.insert(plain_name(arm.name)).second) {
      throw InputError(table.where("name"), in_quotes(arm.name) + " is the name of two arms");
    }
    if (trial.design == Design::crossover && table.has("share")) {
      throw InputError(table.where("share"), "does not go with a crossover, where every man goes through every arm");
    }
    trial.arms.push_back(std::move(arm));
  }
  if (trial.arms.empty()) throw InputError(root.where("arm"), "is missing: a trial wants at least one [[arm]] with a name");
  if (trial.population.men < trial.arms.size()) {
    throw InputError(root.where("population"), fmt::format("has {} men for {} arms", trial.population.men, trial.arms.size()));
  }
}

/// Periods one after the other, with the washouts between them.
void check_periods(TomlTable& root, const Trial& trial) {
  if (trial.design != Design::crossover) return;
  if (trial.arms.size() < 2) throw InputError(root.where("design"), "a crossover wants at least two arms");
  const auto periods = static_cast<double>(trial.periods());
  if (periods * trial.duration + (periods - 1) * trial.washout > kLongest) {
    throw InputError(root.where("duration"), fmt::format("{:.0f} periods are longer than the 60 a allowed", periods));
  }
}

double read_washout(TomlTable& root, Design design) {
  const auto washout = root.find_quantity("washout", kTime);
  if (!washout) return 0;
  if (design != Design::crossover) throw InputError(root.where("washout"), "goes with design = \"crossover\" only");
  if (!(*washout >= 0)) throw InputError(root.where("washout"), "must not be below 0");
  return *washout;
}

void read_outcomes(TomlTable& root, const Catalog& catalog, Trial& trial) {
  std::set<std::string> names;
  for (TomlTable& table : root.tables("outcome")) {
    trial.outcomes.push_back(read_outcome(table, trial.visits, catalog));
    if (!names.insert(plain_name(trial.outcomes.back().name)).second) {
      throw InputError(table.where("name"), in_quotes(trial.outcomes.back().name) + " is the name of two outcomes");
    }
  }
}

}  // namespace

void read_conduct(TomlTable& root, Trial& trial) {
  auto table = root.find_table("conduct");
  if (!table) return;
  trial.dropout_per_year = -std::log1p(-read_share(*table, "dropout"));
  trial.missed_doses = read_share(*table, "missed_doses");
  table->finish();
}

Trial read_trial(const std::filesystem::path& file, const Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  check_kind(root, "trial");
  // Every known key first, so that a misspelt one is named before what it leaves missing.
  for (const char* key : {"title", "duration", "seed", "design", "washout", "starts_at", "population", "visit", "visits", "labs",
                          "conduct", "arm", "outcome"}) {
    (void)root.has(key);
  }
  root.finish();

  Trial trial;
  trial.source_file = file.string();
  trial.title = root.has("title") ? one_line(root, "title") : file.stem().string();
  trial.seed = root.find_count("seed").value_or(trial.seed);
  if (trial.seed > kLargestSeed) throw InputError(root.where("seed"), "is larger than 2^53");
  trial.design = read_design(root);
  // Every visit is at the same time of day, in every period.
  trial.duration = whole_days(read_duration(root, "duration"));
  if (trial.duration < kHoursPerDay) throw InputError(root.where("duration"), "a trial lasts at least a day");
  trial.washout = whole_days(read_washout(root, trial.design));
  trial.clock_at_start = read_clock(root, "starts_at", trial.clock_at_start);
  if (!root.has("population")) throw InputError(root.where("population"), "is missing: a trial wants a [population] with men");
  TomlTable population = root.table("population");
  trial.population = read_population(population, catalog);
  trial.visits = read_visits(root, trial.duration);
  read_conduct(root, trial);
  read_arms(root, catalog, trial);
  check_periods(root, trial);
  read_outcomes(root, catalog, trial);
  read_labs(root, catalog, trial);
  if (trial.outcomes.empty()) trial.outcomes = usual_outcomes(trial.columns, trial.visits, catalog);
  return trial;
}

}  // namespace hpg::io
