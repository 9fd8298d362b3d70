// Change, response and time to an event, arm by arm and against the first arm.
#include <algorithm>
#include <cmath>

#include "trial/analysis_parts.hpp"

namespace hpg::trial {

OutcomeCollector::OutcomeCollector(const Trial& trial, const Outcome& outcome, std::size_t column)
    : trial_(trial), outcome_(outcome), column_(column), visit_(visit_at(trial, outcome.at)), arms_(trial.arms.size()) {}

void OutcomeCollector::add(const Subject& man) {
  switch (outcome_.kind) {
    case Outcome::Kind::change:
      add_change(man);
      break;
    case Outcome::Kind::responder:
      add_responder(man);
      break;
    case Outcome::Kind::time_to:
      add_time(man);
      break;
  }
}

void OutcomeCollector::add_change(const Subject& man) {
  std::vector<double> change(arms_.size(), kMissing);
  for (std::size_t period = 0; period < trial_.periods(); ++period) {
    const std::size_t arm = man.arm_in(period, arms_.size());
    const double baseline = value_of(trial_, man, period, 0, column_);
    const double value = value_of(trial_, man, period, visit_, column_);
    if (std::isfinite(baseline)) arms_[arm].baseline.push_back(baseline);
    if (std::isfinite(value)) arms_[arm].value.push_back(value);
    if (!std::isfinite(baseline) || !std::isfinite(value)) continue;
    change[arm] = value - baseline;
    arms_[arm].change.add(change[arm]);
  }
  for (std::size_t arm = 1; arm < arms_.size(); ++arm) {
    const double difference = change[arm] - change[0];
    if (std::isfinite(difference)) arms_[arm].paired.add(difference);
  }
}

void OutcomeCollector::add_responder(const Subject& man) {
  std::vector<double> at_visit(arms_.size(), kMissing);
  const auto responds = [&](double value) { return std::isfinite(value) && outcome_.bounds.hold(value); };
  for (std::size_t period = 0; period < trial_.periods(); ++period) {
    const std::size_t arm = man.arm_in(period, arms_.size());
    at_visit[arm] = value_of(trial_, man, period, visit_, column_);
    if (std::isfinite(at_visit[arm])) arms_[arm].observed.add(responds(at_visit[arm]));
    arms_[arm].imputed.add(responds(at_visit[arm]));
  }
  for (std::size_t arm = 1; arm < arms_.size(); ++arm) {
    const bool both = std::isfinite(at_visit[arm]) && std::isfinite(at_visit[0]);
    if (both) arms_[arm].pairs.add(responds(at_visit[arm]), responds(at_visit[0]));
    arms_[arm].imputed_pairs.add(responds(at_visit[arm]), responds(at_visit[0]));
  }
}

void OutcomeCollector::add_time(const Subject& man) {
  for (std::size_t period = 0; period < trial_.periods(); ++period) {
    Followed course;
    for (std::size_t visit = 0; visit < trial_.visits.size() && !course.reached; ++visit) {
      if (!(trial_.visits[visit].time > outcome_.from)) continue;
      const double value = value_of(trial_, man, period, visit, column_);
      if (!std::isfinite(value)) continue;
      // The planned time: on the days they came, men who came early to the last visit would leave too few at risk for those who
      // came late.
      course.time = trial_.visits[visit].time - outcome_.from;
      course.reached = outcome_.bounds.hold(value);
    }
    arms_[man.arm_in(period, arms_.size())].followed.push_back(course);
  }
}

OutcomeResult OutcomeCollector::result() {
  OutcomeResult out;
  out.column = column_;
  out.visit = visit_;
  switch (outcome_.kind) {
    case Outcome::Kind::change:
      finish_change(out);
      break;
    case Outcome::Kind::responder:
      finish_responder(out);
      break;
    case Outcome::Kind::time_to:
      finish_time(out);
      break;
  }
  return out;
}

void OutcomeCollector::finish_change(OutcomeResult& out) {
  const bool paired = trial_.design == Design::crossover;
  for (std::size_t i = 0; i < arms_.size(); ++i) {
    Arm& arm = arms_[i];
    ArmChange change;
    change.baseline = spread_of(arm.baseline);
    change.value = spread_of(arm.value);
    change.n = arm.change.n();
    change.sd = arm.change.sd();
    change.change = mean_interval(arm.change);
    if (i > 0) {
      change.difference = paired ? mean_interval(arm.paired) : welch_difference(arm.change, arms_[0].change);
      change.pairs = paired ? arm.paired.n() : 0;
    }
    out.change.push_back(change);
  }
}

void OutcomeCollector::finish_responder(OutcomeResult& out) const {
  const bool paired = trial_.design == Design::crossover;
  const Arm& first = arms_[0];
  for (std::size_t i = 0; i < arms_.size(); ++i) {
    const Arm& arm = arms_[i];
    ArmResponse response;
    response.observed = arm.observed;
    response.imputed = arm.imputed;
    response.share = share_interval(arm.observed);
    response.imputed_share = share_interval(arm.imputed);
    if (i > 0) {
      response.difference = paired ? paired_share_difference(arm.pairs) : share_difference(arm.observed, first.observed);
      response.imputed_difference =
          paired ? paired_share_difference(arm.imputed_pairs) : share_difference(arm.imputed, first.imputed);
    }
    out.responder.push_back(response);
  }
}

void OutcomeCollector::finish_time(OutcomeResult& out) {
  for (Arm& arm : arms_) {
    ArmTime found{product_limit(arm.followed), {}};
    for (const Visit& visit : trial_.visits) {
      const double time = visit.time - outcome_.from;
      // When all have reached it, nobody is followed longer and the share stays.
      const bool all = !found.curve.steps.empty() && found.curve.steps.back().share.value >= 1;
      const bool counts = time > 0 && (all || time <= found.curve.last_seen);
      found.at_visit.push_back(counts ? found.curve.share_at(time) : Estimate{});
    }
    out.time_to.push_back(std::move(found));
  }
}

}  // namespace hpg::trial
