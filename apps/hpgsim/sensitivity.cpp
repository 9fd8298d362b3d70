// Checks everything that can be wrong before the runs, runs, writes, prints what ranks highest.
#include "sensitivity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "data_folder.hpp"
#include "hpgsim/run.hpp"
#include "interrupt.hpp"
#include "io/read_protocol.hpp"
#include "io/units.hpp"
#include "output_files.hpp"
#include "print.hpp"
#include "progress.hpp"
#include "report/sensitivity_report.hpp"
#include "sensitivity/run.hpp"
#include "sensitivity/table.hpp"

namespace {

using namespace hpg::sensitivity;

constexpr std::size_t kShown = 15;
constexpr std::size_t kFailuresShown = 5;
constexpr double kLeast = 0.005;  // shown as 0.01

std::string two(double value) { return std::isfinite(value) ? fmt::format("{:.2f}", value) : "-"; }
std::string signed_two(double value) { return std::isfinite(value) ? fmt::format("{:+.2f}", value) : "-"; }
std::string interval(const hpg::trial::Estimate& e) {
  return e.has_interval() ? fmt::format("{:.2f} to {:.2f}", e.low, e.high) : "-";
}

/// "Total testosterone, 24-h mean: median 512 ng/dL, sd 130".
std::string heading(const Analysis& analysis, const Runs& runs, std::size_t arm, std::size_t o, const hpg::Catalog& catalog,
                    hpg::UnitSystem units) {
  const Outcome& outcome = analysis.outcomes[o];
  const hpg::Observable& observable = catalog.observable(outcome.observable, {});
  const hpg::DisplayUnit& unit = units == hpg::UnitSystem::us ? observable.us : observable.si;
  const hpg::trial::Spread& spread = runs.spread[analysis.cell(arm, o)];
  return fmt::format("{}{}: median {}{}, sd {}", observable.name, outcome.area ? ", 24-h mean" : "",
                     three_digits(spread.median * unit.factor), unit.symbol == "1" ? "" : " " + unit.symbol,
                     three_digits(spread.sd * unit.factor));
}

/// Indices of the largest `key`, at most kShown; those without a value, or with next to none, are left out.
template <class Key>
std::vector<std::size_t> largest(std::size_t size, const Key& key) {
  std::vector<std::size_t> order(size);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return !(key(i) >= kLeast); });
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return key(a) > key(b); });
  order.resize(std::min(order.size(), kShown));
  return order;
}

void print_rows(const std::string& title, const std::vector<std::vector<std::string>>& rows) {
  fmt::print("\n  {}\n", title);
  if (rows.size() > 1) {
    print_table(rows);
  } else {
    fmt::print("    no parameter moves it\n");
  }
}

void print_screening(const Analysis& analysis, const hpg::Catalog& catalog, hpg::UnitSystem units) {
  const MorrisResult& screening = *analysis.screening;
  fmt::print("\nMorris screening: {} parameters, {} trajectories, {} runs in each arm, seed {}\n", analysis.factors.size(),
             screening.trajectories, screening.runs.count, analysis.seed);
  fmt::print(
      "mu* (mean absolute effect), mu (with sign) and sigma (curvature and interaction) in units of the outcome's\n"
      "standard deviation over all runs, itself an estimate: near 1 a parameter makes nearly all the spread alone;\n"
      "intervals from 8 trajectories on\n");
  for (std::size_t arm = 0; arm < analysis.protocol.arms.size(); ++arm) {
    fmt::print("\n{}\n", analysis.protocol.arms[arm].name);
    for (std::size_t o = 0; o < analysis.outcomes.size(); ++o) {
      const auto& effects = screening.effects[analysis.cell(arm, o)];
      std::vector<std::vector<std::string>> rows{{"    parameter", "mu*", "95 % interval", "mu", "sigma"}};
      for (const std::size_t f : largest(effects.size(), [&](std::size_t i) { return effects[i].size.value; })) {
        rows.push_back({"    " + analysis.factors[f].name, two(effects[f].size.value), interval(effects[f].size),
                        signed_two(effects[f].mean), two(effects[f].sd)});
      }
      print_rows(heading(analysis, screening.runs, arm, o, catalog, units), rows);
    }
  }
}

void print_decomposition(const Analysis& analysis, const hpg::Catalog& catalog, hpg::UnitSystem units) {
  const SobolResult& found = *analysis.decomposition;
  fmt::print("\nSobol indices: {} parameters{}, {} samples, {} runs in each arm, seed {}\n", found.factors.size(),
             analysis.screening ? " that the screening ranks highest" : "", found.samples, found.runs.count, analysis.seed);
  fmt::print(
      "S1: share of the outcome's variance that the parameter makes by itself; ST: with its interactions; 95 % intervals;\n"
      "all other parameters are those of the man; with few samples chance takes the shares below 0 or above 1\n");
  for (std::size_t arm = 0; arm < analysis.protocol.arms.size(); ++arm) {
    fmt::print("\n{}\n", analysis.protocol.arms[arm].name);
    for (std::size_t o = 0; o < analysis.outcomes.size(); ++o) {
      const auto& indices = found.indices[analysis.cell(arm, o)];
      std::vector<std::vector<std::string>> rows{{"    parameter", "S1", "95 % interval", "ST", "95 % interval", "correlation"}};
      for (const std::size_t f : largest(indices.size(), [&](std::size_t i) { return indices[i].total.value; })) {
        rows.push_back({"    " + analysis.factors[found.factors[f]].name, two(indices[f].first.value), interval(indices[f].first),
                        two(indices[f].total.value), interval(indices[f].total), signed_two(indices[f].correlation)});
      }
      print_rows(heading(analysis, found.runs, arm, o, catalog, units), rows);
    }
  }
}

/// On standard error too when there are no tables: what is missing must not go unseen.
void print_failures(const Analysis& analysis, const char* what, const Runs& runs) {
  if (runs.failures.empty()) return;
  std::vector<std::string> named;
  for (std::size_t i = 0; i < std::min(kFailuresShown, runs.failures.size()); ++i) {
    const Failure& failure = runs.failures[i];
    named.push_back(
        fmt::format("set {} in {} (day {:.4g})", failure.run + 1, analysis.protocol.arms[failure.arm].name, failure.time / 24));
  }
  fmt::print(stderr, "{}: {} of {} runs could not be integrated and are left out: {}{}\n", what, runs.failures.size(),
             runs.count * analysis.protocol.arms.size(), joined(named), runs.failures.size() > kFailuresShown ? ", ..." : "");
}

Options options_of(const SensitivityCommand& command) {
  Options options;
  options.method = command.method == "sobol" ? Method::sobol : Method::morris;
  options.trajectories = command.trajectories;
  options.samples = command.samples;
  options.top = command.top;
  options.choice = command.choice == "fitted"        ? Choice::fitted
                   : command.choice == "between-men" ? Choice::between_men
                                                     : Choice::all;
  options.parameters = command.parameters;
  options.observables = command.observables;
  if (!command.at.empty()) options.at = hpg::io::read_quantity(command.at, hpg::io::kTime, {"--at", 0, ""});
  options.seed = command.seed;
  options.threads = command.threads;
  options.stop = &interrupted;
  return options;
}

}  // namespace

void sensitivity(const SensitivityCommand& command, const std::string& data) {
  check_outputs(command.outputs, {".csv", ".html"}, {command.protocol});
  const hpg::Catalog catalog = hpg::Catalog::load(data_folder(data));
  const hpg::Protocol protocol = hpg::io::read_protocol(command.protocol, catalog);
  const Analysis analysis = [&] {
    Progress progress(!command.quiet);
    Options options = options_of(command);
    options.progress = [&](double share) {
      progress(share, [&] {
        return fmt::format("{}, {} {}", command.method == "sobol" ? "Sobol indices" : "Morris screening", protocol.arms.size(),
                           protocol.arms.size() == 1 ? "arm" : "arms");
      });
    };
    return analyse(catalog, protocol, options);
  }();
  write_outputs(command.outputs, [&](const std::string& ending) {
    return ending == ".csv" ? csv_text(analysis, catalog, command.units)
                            : hpg::report::sensitivity_page(analysis, catalog, command.units);
  });
  if (analysis.screening) print_failures(analysis, "screening", analysis.screening->runs);
  if (analysis.decomposition) print_failures(analysis, "Sobol indices", analysis.decomposition->runs);
  if (command.quiet) return;
  fmt::print("{}\nwhich parameters outcomes hang on, day {:.4g}; a model of a man, not medical advice\n", protocol.title,
             analysis.at / 24);
  fmt::print("man: {}{}, {:.4g} a, {:.4g} kg/m2\n", protocol.man.condition,
             protocol.man.ethnicity.empty() ? "" : ", " + protocol.man.ethnicity, protocol.man.age, protocol.man.bmi);
  if (analysis.screening) print_screening(analysis, catalog, command.units);
  if (analysis.decomposition) print_decomposition(analysis, catalog, command.units);
}
