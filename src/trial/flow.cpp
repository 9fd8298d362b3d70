// Who came in, who stayed, who could not be computed.
#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "trial/analysis_parts.hpp"

namespace hpg::trial {
namespace {

void check_shape(const Trial& trial, const Subject& man) {
  const std::size_t visits = trial.periods() * trial.visits.size();
  if (man.arm >= trial.arms.size() || man.visit_time.size() != visits || man.values.size() != visits * trial.columns.size()) {
    throw std::invalid_argument("man " + std::to_string(man.man) + " does not have the shape of the trial");
  }
}

void count_stopped(const Trial& trial, const Subject& man, ArmFlow& flow) {
  ++flow.stopped;
  const std::uint32_t arm = arm_when_stopped(trial, man);
  for (StoppedBy& rule : flow.stopped_by) {
    if (rule.arm == arm && rule.rule == man.reason) ++rule.men;
  }
}

/// The rules that can stop a man of this arm or sequence.
std::vector<StoppedBy> rules_of(const Trial& trial, std::uint32_t arm) {
  std::vector<StoppedBy> rules;
  Subject man;
  man.arm = arm;
  for (std::size_t period = 0; period < trial.periods(); ++period) {
    const std::uint32_t treated = man.arm_in(period, trial.arms.size());
    for (std::uint32_t rule = 0; rule < trial.arms[treated].stopping.size(); ++rule) rules.push_back({treated, rule, 0});
  }
  return rules;
}

void count_seen(const Trial& trial, const Subject& man, ArmFlow& flow) {
  const std::size_t columns = trial.columns.size();
  for (std::size_t visit = 0; visit < flow.seen.size(); ++visit) {
    const auto begin = man.values.begin() + static_cast<std::ptrdiff_t>(visit * columns);
    const auto end = begin + static_cast<std::ptrdiff_t>(columns);
    flow.seen[visit] += std::any_of(begin, end, [](double value) { return std::isfinite(value); }) ? 1 : 0;
  }
}

}  // namespace

void add_flow(const TrialData& data, Analysis& analysis) {
  const Trial& trial = analysis.trial;
  Flow& flow = analysis.flow;
  flow.screened = analysis.screening.screened;
  flow.eligible = analysis.screening.eligible;
  flow.accepted = analysis.screening.accepted;
  flow.ethnicity.assign(trial.population.ethnicity.size(), 0);
  flow.arms.resize(trial.arms.size());
  for (std::uint32_t arm = 0; arm < flow.arms.size(); ++arm) {
    flow.arms[arm].stopped_by = rules_of(trial, arm);
    flow.arms[arm].seen.assign(trial.periods() * trial.visits.size(), 0);
  }
  data.each([&](const Subject& man) {
    check_shape(trial, man);
    ArmFlow& arm = flow.arms[man.arm];
    ++flow.randomised;
    flow.age.add(man.age);
    flow.bmi.add(man.bmi);
    if (man.ethnicity > 0) ++flow.ethnicity.at(man.ethnicity - 1);
    ++arm.allocated;
    if (man.ill_conditioned) {
      ++arm.ill_conditioned;
      analysis.ill_conditioned.push_back({man.man, man.arm, man.left_at});
    }
    switch (man.status) {
      case Status::completed:
        ++arm.completed;
        break;
      case Status::dropped_out:
        ++arm.dropped_out;
        break;
      case Status::stopped:
        count_stopped(trial, man, arm);
        break;
      case Status::failed:
        ++arm.failed;
        analysis.failed.push_back({man.man, man.arm, man.left_at});
        break;
    }
    count_seen(trial, man, arm);
  });
}

}  // namespace hpg::trial
