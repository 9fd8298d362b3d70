// Run-in, history, doses, reading.
#include "sensitivity/varied_man.hpp"

#include <algorithm>
#include <cmath>

#include "model/observe.hpp"
#include "population/resting_state.hpp"

namespace hpg::sensitivity {

namespace {

constexpr double kDay = 24;
constexpr std::size_t kStages = std::size(population::kRunIn);

/// What he took before, then the arm.
std::vector<Dose> doses_of(const Protocol& protocol, std::size_t arm) {
  std::vector<Dose> doses = protocol.man.history;
  const std::vector<Dose>& of_arm = protocol.arms[arm].doses;
  doses.insert(doses.end(), of_arm.begin(), of_arm.end());
  return doses;
}

}  // namespace

VariedMan::VariedMan(const Setting& setting, std::size_t arm, const model::Parameters<double>& man, Done done)
    : setting_(setting),
      man_(man),
      constants_(man_, setting.catalog.typical),
      done_(std::move(done)),
      doses_(doses_of(setting.protocol, arm)),
      course_(doses_, [&](const std::string& name) -> const pharmacology::Drug& {
        return setting.catalog.drug(name, {setting.protocol.source_file, 0, "drug"});
      }) {
  // Whole days, so that the hour of the day stays the protocol's.
  double life_begins = -kDay;
  for (const Dose& past : setting.protocol.man.history) {
    life_begins = std::min(life_begins, kDay * std::floor(past.first / kDay) - kDay);
  }
  start_ = life_begins;
  for (const population::RunInStage& stage : population::kRunIn) start_ -= kDay * stage.days;
  double time = start_;
  for (const population::RunInStage& stage : population::kRunIn) stops_.push_back(time += kDay * stage.days);
  stops_.insert(stops_.end(), {setting.at - kDay, setting.at});
  course_.begin(start_);
}

model::AxisState<double> VariedMan::start_state() const { return population::starting_point(man_, setting_.catalog.typical); }

model::Pace<double> VariedMan::pace() const {
  if (next_ >= kStages) return {};
  return {population::kRunIn[next_].pace, 0};
}

batch::Next VariedMan::arrive(double time, const model::AxisState<double>& state, const batch::Areas& areas) {
  for (; next_ < stops_.size() && stops_[next_] <= time; ++next_) {
    if (next_ == kStages) day_before_ = areas;
  }
  if (next_ < stops_.size()) return batch::Next::go_on;
  const model::Observation<double> now = model::observe(man_, state);
  std::vector<double> values;
  for (const Outcome& outcome : setting_.outcomes) {
    values.push_back(outcome.area ? (areas[*outcome.area] - day_before_[*outcome.area]) / kDay : now[outcome.index]);
  }
  done_(std::move(values), time);
  return batch::Next::done;
}

void VariedMan::fail(double time) { done_({}, time); }

}  // namespace hpg::sensitivity
