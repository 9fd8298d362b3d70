// A trial held in memory, and small ones to work out by hand.
#pragma once

#include <cmath>
#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

#include "hpgsim/trial_result.hpp"

namespace hpg::test {

inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

class MemoryTrial : public TrialData {
 public:
  explicit MemoryTrial(Trial trial) : trial_(std::move(trial)) {}
  [[nodiscard]] const Trial& trial() const override { return trial_; }
  [[nodiscard]] const Screening& screening() const override { return found; }
  [[nodiscard]] std::size_t size() const override { return men.size(); }
  void each(const std::function<void(const Subject&)>& visitor) const override {
    for (const Subject& man : men) visitor(man);
  }

  /// A man with the values of one column at the visits, one period after the other; seen as planned.
  Subject& add(std::uint32_t arm, std::vector<double> values) {
    Subject man;
    man.man = men.size();
    man.arm = arm;
    man.age = 40;
    man.bmi = 28;
    for (std::size_t period = 0; period < trial_.periods(); ++period) {
      for (const Visit& visit : trial_.visits) man.visit_time.push_back(visit.time);
    }
    man.values = std::move(values);
    men.push_back(std::move(man));
    return men.back();
  }

  Screening found;
  std::vector<Subject> men;

 private:
  Trial trial_;
};

/// Arms "A", "B", ... without doses; visits at the given days; column total_testosterone.
inline Trial plain_trial(std::size_t arms, std::initializer_list<double> days, Design design = Design::parallel) {
  Trial trial;
  trial.title = "Plain";
  trial.design = design;
  for (const double day : days) trial.visits.push_back({day * 24, 0});
  trial.duration = trial.visits.back().time;
  for (std::size_t a = 0; a < arms; ++a) {
    TrialArm arm;
    arm.name = std::string(1, static_cast<char>('A' + static_cast<int>(a)));
    trial.arms.push_back(arm);
  }
  trial.columns = {{"total_testosterone", false}};
  return trial;
}

inline Outcome outcome(Outcome::Kind kind, double at_day, Bounds bounds = {}) {
  Outcome out;
  out.kind = kind;
  out.name = "outcome";
  out.column = {"total_testosterone", false};
  out.bounds = bounds;
  out.at = at_day * 24;
  return out;
}

}  // namespace hpg::test
