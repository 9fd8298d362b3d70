// One column: how its values are spread at each visit, and what the outcomes make of it.
#include <cmath>

#include "trial/analysis_parts.hpp"

namespace hpg::trial {

void add_column(const TrialData& data, std::size_t column, Analysis& analysis) {
  const Trial& trial = analysis.trial;
  const std::size_t arms = trial.arms.size();
  const std::size_t visits = trial.visits.size();
  const std::size_t draws = trial.draws;
  std::vector<std::vector<double>> values(arms * visits);
  std::vector<std::vector<Moments>> by_draw(draws > 0 ? arms * visits : 0, std::vector<Moments>(draws));
  std::vector<std::pair<std::size_t, OutcomeCollector>> outcomes;
  for (std::size_t i = 0; i < trial.outcomes.size(); ++i) {
    if (analysis.outcomes[i].column == column) outcomes.emplace_back(i, OutcomeCollector(trial, trial.outcomes[i], column));
  }

  data.each([&](const Subject& man) {
    const std::size_t draw = draws > 0 ? draw_of(man.man, trial.population.men, draws) : 0;
    for (std::size_t period = 0; period < trial.periods(); ++period) {
      const std::size_t arm = man.arm_in(period, arms);
      for (std::size_t visit = 0; visit < visits; ++visit) {
        const double value = value_of(trial, man, period, visit, column);
        if (!std::isfinite(value)) continue;
        values[arm * visits + visit].push_back(value);
        if (draws > 0) by_draw[arm * visits + visit].at(draw).add(value);
      }
    }
    for (auto& [index, outcome] : outcomes) outcome.add(man);
  });

  ColumnSummary& summary = analysis.columns[column];
  summary.visits.resize(arms);
  for (std::size_t arm = 0; arm < arms; ++arm) {
    for (std::size_t visit = 0; visit < visits; ++visit) summary.visits[arm].push_back(spread_of(values[arm * visits + visit]));
  }
  if (draws > 0) summary.not_known.resize(arms);
  for (std::size_t cell = 0; cell < by_draw.size(); ++cell) {
    summary.not_known[cell / visits].push_back(variance_components(by_draw[cell]));
  }
  for (auto& [index, outcome] : outcomes) analysis.outcomes[index] = outcome.result();
}

}  // namespace hpg::trial
