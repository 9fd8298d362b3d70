// Averages that take the dosing interval into account.
#include "hpgsim/result.hpp"

#include <algorithm>

namespace hpg {

double interval_mean(const Arm& arm, const std::vector<double>& time, const std::vector<double>& mean_24_h, std::size_t i) {
  constexpr double kDay = 24;
  constexpr double kLongest = 12 * 7 * kDay;
  double interval = kDay;
  for (const Dose& dose : arm.doses) {
    // In use: at least one whole interval done, and the last dose not longer ago than one.
    const double last = dose.first + static_cast<double>(dose.count - 1) * dose.every;
    if (dose.every > 0 && time[i] >= dose.first + dose.every && time[i] <= last + dose.every) {
      interval = std::max(interval, std::min(dose.every, kLongest));
    }
  }
  double sum = 0;
  std::size_t days = 0;
  for (std::size_t k = i + 1; k-- > 0 && time[k] > time[i] - interval + 1e-6;) {
    sum += mean_24_h[k];
    ++days;
  }
  return sum / static_cast<double>(days);
}

}  // namespace hpg
