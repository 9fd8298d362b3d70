// One reading of the men for the flow, one for each column and one for each dose line.
#include "trial/analysis.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "trial/analysis_parts.hpp"

namespace hpg::trial {
namespace {

std::size_t column_of(const Trial& trial, const Outcome& outcome) {
  const auto found = std::find_if(trial.columns.begin(), trial.columns.end(), [&](const Column& column) {
    return column.observable == outcome.column.observable && column.mean_24_h == outcome.column.mean_24_h;
  });
  if (found == trial.columns.end()) {
    throw std::invalid_argument("outcome \"" + outcome.name + "\": " + outcome.column.observable + " is not stored");
  }
  return static_cast<std::size_t>(found - trial.columns.begin());
}

}  // namespace

std::size_t visit_at(const Trial& trial, double time) {
  const auto nearer = [&](const Visit& a, const Visit& b) { return std::abs(a.time - time) < std::abs(b.time - time); };
  return static_cast<std::size_t>(std::min_element(trial.visits.begin(), trial.visits.end(), nearer) - trial.visits.begin());
}

std::vector<std::size_t> outcome_columns(const Analysis& analysis) {
  std::vector<std::size_t> columns;
  for (const OutcomeResult& outcome : analysis.outcomes) {
    if (std::find(columns.begin(), columns.end(), outcome.column) == columns.end()) columns.push_back(outcome.column);
  }
  for (std::size_t c = 0; analysis.outcomes.empty() && c < analysis.columns.size(); ++c) columns.push_back(c);
  return columns;
}

Analysis analyse(const TrialData& data) {
  Analysis out;
  out.trial = data.trial();
  out.screening = data.screening();
  if (out.trial.visits.empty() || out.trial.arms.empty()) throw std::invalid_argument("a trial needs arms and visits");
  out.outcomes.resize(out.trial.outcomes.size());
  for (std::size_t i = 0; i < out.outcomes.size(); ++i) out.outcomes[i].column = column_of(out.trial, out.trial.outcomes[i]);

  add_flow(data, out);
  out.columns.resize(out.trial.columns.size());
  for (std::size_t column = 0; column < out.columns.size(); ++column) add_column(data, column, out);
  std::size_t lines = 0;
  for (const TrialArm& arm : out.trial.arms) lines = std::max(lines, arm.doses.size());
  for (std::size_t dose = 0; dose < lines; ++dose) add_doses(data, dose, out);
  std::stable_sort(out.doses.begin(), out.doses.end(), [](const DoseSummary& a, const DoseSummary& b) { return a.arm < b.arm; });
  return out;
}

}  // namespace hpg::trial
