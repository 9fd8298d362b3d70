// Outcomes of a trial as tables.
#include "trial_summary.hpp"

#include <fmt/format.h>

#include <cmath>

#include "io/trial_words.hpp"
#include "print.hpp"

namespace {

using hpg::trial::Analysis;
using hpg::trial::Estimate;
using hpg::trial::OutcomeResult;

constexpr double kDay = 24;

/// "12.3 (10.1 to 14.5)" of value times factor.
std::string with_interval(const Estimate& e, double factor) {
  if (!std::isfinite(e.value)) return "-";
  const std::string value = three_digits(e.value * factor);
  return e.has_interval() ? fmt::format("{} ({} to {})", value, three_digits(e.low * factor), three_digits(e.high * factor))
                          : value;
}

std::vector<std::string> outcome_row(const OutcomeResult& result, const hpg::Outcome& outcome, std::size_t arm, double factor) {
  switch (outcome.kind) {
    case hpg::Outcome::Kind::change:
      return {three_digits(result.change[arm].value.mean * factor), with_interval(result.change[arm].change, factor),
              arm == 0 ? "" : with_interval(result.change[arm].difference, factor)};
    case hpg::Outcome::Kind::responder:
      return {fmt::format("{} of {}", result.responder[arm].observed.with, result.responder[arm].observed.of),
              with_interval(result.responder[arm].share, 100),
              arm == 0 ? "" : with_interval(result.responder[arm].difference, 100)};
    case hpg::Outcome::Kind::time_to:
      break;
  }
  const hpg::trial::ProductLimit& curve = result.time_to[arm].curve;
  const Estimate end = curve.steps.empty() ? Estimate{0} : curve.steps.back().share;
  return {fmt::format("{} of {}", curve.events, curve.men), with_interval(end, 100),
          std::isfinite(curve.median.value) ? with_interval(curve.median, 1 / kDay) + " d" : "not reached by half"};
}

std::vector<std::string> headings(const hpg::Outcome& outcome, const std::string& unit) {
  switch (outcome.kind) {
    case hpg::Outcome::Kind::change:
      return {"", "mean, " + unit, "change (95 %)", "against the first arm (95 %)"};
    case hpg::Outcome::Kind::responder:
      return {"", "men", "% (95 %)", "against the first arm, % (95 %)"};
    case hpg::Outcome::Kind::time_to:
      break;
  }
  return {"", "men", "% at the end (95 %)", "median (95 %)"};
}

void print_flow(const Analysis& analysis) {
  const hpg::trial::Flow& flow = analysis.flow;
  fmt::print("screened {}, eligible {}, randomised {}\n", flow.screened, flow.eligible, flow.randomised);
  std::vector<std::vector<std::string>> rows{{"", "men", "completed", "dropped out", "stopped by a rule", "failed"}};
  for (std::size_t a = 0; a < flow.arms.size(); ++a) {
    const hpg::trial::ArmFlow& arm = flow.arms[a];
    rows.push_back({analysis.trial.arms[a].name, fmt::format("{}", arm.allocated), fmt::format("{}", arm.completed),
                    fmt::format("{}", arm.dropped_out), fmt::format("{}", arm.stopped), fmt::format("{}", arm.failed)});
  }
  print_table(rows);
}

/// Of trials with draws: the labs of the outcomes at the last visit.
void print_not_known(const Analysis& analysis, const hpg::Catalog& catalog, hpg::UnitSystem units) {
  const hpg::Trial& trial = analysis.trial;
  if (trial.draws == 0) return;
  fmt::print("\nBetween men, and what is not known ({} draws), on day {:.4g}\n", trial.draws, trial.visits.back().time / kDay);
  std::vector<std::vector<std::string>> rows{{"", "", "mean (90 %, both)", "sd between men", "sd of the mean, not known", ""}};
  for (const std::size_t c : hpg::trial::outcome_columns(analysis)) {
    const hpg::Column& column = trial.columns[c];
    const hpg::Observable observable = hpg::io::observable_or_made(catalog, column.observable);
    const hpg::DisplayUnit& unit = hpg::io::unit_of(observable, units);
    for (std::size_t a = 0; a < trial.arms.size(); ++a) {
      const hpg::trial::VarianceComponents& found = analysis.columns[c].not_known[a].back();
      const auto sd = [&](double variance) { return three_digits(std::sqrt(variance) * unit.factor); };
      rows.push_back({a == 0 ? "  " + observable.name + (column.mean_24_h ? " (24-h mean)" : "") : "", trial.arms[a].name,
                      with_interval(found.mean_90, unit.factor), sd(found.between_men),
                      found.not_known == 0 ? "below chance" : sd(found.not_known), unit.symbol == "1" ? "" : unit.symbol});
    }
  }
  print_table(rows);
}

void print_men(const char* what, const std::vector<hpg::trial::NamedMan>& men) {
  if (men.empty()) return;
  constexpr std::size_t kShown = 10;
  std::string numbers;
  for (std::size_t i = 0; i < std::min(men.size(), kShown); ++i)
    numbers += fmt::format("{}{}", i > 0 ? ", " : "", men[i].man + 1);
  fmt::print("\n{} {}: {}{} (see one with --man)\n", men.size(), what, numbers, men.size() > kShown ? ", ..." : "");
}

}  // namespace

void print_trial_summary(const Analysis& analysis, const hpg::Catalog& catalog, hpg::UnitSystem units) {
  const hpg::Trial& trial = analysis.trial;
  fmt::print("{}\na model, not medical advice\n\n", trial.title);
  print_flow(analysis);
  for (std::size_t i = 0; i < trial.population.labs.size() && i < analysis.screening.lab_mean.size(); ++i) {
    const hpg::CohortLab& lab = trial.population.labs[i];
    const hpg::Observable& observable = catalog.observable(lab.observable, lab.where);
    const hpg::DisplayUnit& unit = hpg::io::unit_of(observable, units);
    fmt::print("{}: {} (sd {}) {} at screening in the men taken, {} ({}) asked for\n", observable.name,
               three_digits(analysis.screening.lab_mean[i] * unit.factor),
               three_digits(analysis.screening.lab_sd[i] * unit.factor), unit.symbol, three_digits(lab.mean * unit.factor),
               three_digits(lab.sd * unit.factor));
  }
  for (std::size_t o = 0; o < trial.outcomes.size(); ++o) {
    const hpg::Outcome& outcome = trial.outcomes[o];
    const hpg::Observable& observable = catalog.observable(outcome.column.observable, outcome.where);
    const hpg::DisplayUnit& unit = hpg::io::unit_of(observable, units);
    fmt::print("\n{}\n", outcome.name);
    std::vector<std::vector<std::string>> rows{headings(outcome, unit.symbol)};
    for (std::size_t a = 0; a < trial.arms.size(); ++a) {
      std::vector<std::string> row = outcome_row(analysis.outcomes[o], outcome, a, unit.factor);
      row.insert(row.begin(), "  " + trial.arms[a].name);
      rows.push_back(std::move(row));
    }
    print_table(rows);
  }
  print_not_known(analysis, catalog, units);
  print_men("could not be integrated", analysis.failed);
  print_men("of the men followed twice came out differently", analysis.ill_conditioned);
}
