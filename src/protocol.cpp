// When an arm of a protocol is treated, and how often.
#include "hpgsim/protocol.hpp"

#include <algorithm>
#include <cmath>

namespace hpg {

std::optional<Treatment> treatment_of(const Arm& arm, double duration) {
  std::optional<Treatment> all;
  for (const Dose& dose : arm.doses) {
    if (dose.count == 0 || dose.first >= duration) continue;
    const double steps = static_cast<double>(dose.count - 1);
    const double inside = dose.every > 0 ? std::min(steps, std::floor((duration - dose.first) / dose.every)) : 0;
    const double last = std::min(dose.first + inside * dose.every + dose.over, duration);
    const double end = std::min(dose.first + inside * dose.every + std::max(dose.every, dose.over), duration);
    if (!all) all = Treatment{dose.first, last, end};
    all->first = std::min(all->first, dose.first);
    all->last = std::max(all->last, last);
    all->end = std::max(all->end, end);
  }
  return all;
}

double dosing_interval(const Arm& arm, double time) {
  constexpr double kDay = 24;
  constexpr double kLongest = 12 * 7 * kDay;
  double interval = kDay;
  for (const Dose& dose : arm.doses) {
    const double last = dose.first + static_cast<double>(dose.count - 1) * dose.every;
    if (dose.every > 0 && time >= dose.first + dose.every && time <= last + dose.every) {
      interval = std::max(interval, std::min(dose.every, kLongest));
    }
  }
  return interval;
}

}  // namespace hpg
