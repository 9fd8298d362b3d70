// One column: how its values are spread at each visit, and what the outcomes make of it.
#include <cmath>

#include "trial/analysis_parts.hpp"

namespace hpg::trial {

void add_column(const TrialData& data, std::size_t column, Analysis& analysis) {
  const Trial& trial = analysis.trial;
  const std::size_t arms = trial.arms.size();
  const std::size_t visits = trial.visits.size();
  std::vector<std::vector<double>> values(arms * visits);
  std::vector<std::pair<std::size_t, OutcomeCollector>> outcomes;
  for (std::size_t i = 0; i < trial.outcomes.size(); ++i) {
    if (analysis.outcomes[i].column == column) outcomes.emplace_back(i, OutcomeCollector(trial, trial.outcomes[i], column));
  }

  data.each([&](const Subject& man) {
    for (std::size_t period = 0; period < trial.periods(); ++period) {
      const std::size_t arm = man.arm_in(period, arms);
      for (std::size_t visit = 0; visit < visits; ++visit) {
        const double value = value_of(trial, man, period, visit, column);
        if (std::isfinite(value)) values[arm * visits + visit].push_back(value);
      }
    }
    for (auto& [index, outcome] : outcomes) outcome.add(man);
  });

  ColumnSummary& summary = analysis.columns[column];
  summary.visits.resize(arms);
  for (std::size_t arm = 0; arm < arms; ++arm) {
    for (std::size_t visit = 0; visit < visits; ++visit) summary.visits[arm].push_back(spread_of(values[arm * visits + visit]));
  }
  for (auto& [index, outcome] : outcomes) analysis.outcomes[index] = outcome.result();
}

}  // namespace hpg::trial
