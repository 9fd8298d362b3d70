// When a reading is sampled, and on which scale a number is compared.
#include "hpgsim/study.hpp"

#include <cmath>

namespace hpg {

std::vector<double> Reading::times() const {
  if (kind == Kind::sample) return {from};
  std::vector<double> times;
  const auto steps = static_cast<std::size_t>(std::floor((to - from) / every + 1e-6));
  for (std::size_t i = 0; i <= steps; ++i) times.push_back(from + static_cast<double>(i) * every);
  return times;
}

PublishedNumber::Scale PublishedNumber::scale() const {
  if (statistic.kind == ArmStatistic::Kind::fraction) return Scale::fraction;
  if (statistic.kind == ArmStatistic::Kind::cv) return Scale::ratio;
  if (comparison) return comparison->difference ? Scale::difference : Scale::ratio;
  switch (reading.kind) {
    case Reading::Kind::time_of_highest:
    case Reading::Kind::interpulse_interval:
    case Reading::Kind::first_time:
      return Scale::time;
    case Reading::Kind::pulses_per_day:
      return Scale::count;
    default:
      return Scale::level;
  }
}

}  // namespace hpg
