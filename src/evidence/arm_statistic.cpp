// Statistics over men, some of whom were not read and some of whom never got there.
#include "evidence/arm_statistic.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "trial/statistics.hpp"

namespace hpg::evidence {

double statistic_of(const ArmStatistic& statistic, std::vector<double> readings, double limit) {
  using Kind = ArmStatistic::Kind;
  std::erase_if(readings, [](double x) { return std::isnan(x); });
  const bool ordered = statistic.kind == Kind::median || statistic.kind == Kind::centile || statistic.kind == Kind::fraction;
  if (!ordered) std::erase_if(readings, [](double x) { return std::isinf(x); });
  if (readings.empty()) return trial::kMissing;
  const auto n = static_cast<double>(readings.size());
  trial::Moments moments;
  switch (statistic.kind) {
    case Kind::mean:
    case Kind::sd:
    case Kind::cv:
      for (const double x : readings) moments.add(x);
      if (statistic.kind == Kind::mean) return moments.mean();
      return statistic.kind == Kind::sd ? moments.sd() : moments.sd() / moments.mean();
    case Kind::geometric_mean: {
      double sum = 0;
      for (const double x : readings) sum += std::log(std::max(x, limit > 0 ? 0.5 * limit : 1e-12));
      return std::exp(sum / n);
    }
    case Kind::median:
    case Kind::centile: {
      // By hand, for between two infinite readings nothing can be interpolated.
      std::sort(readings.begin(), readings.end());
      const double place = (statistic.kind == Kind::median ? 0.5 : statistic.share) * (n - 1);
      const auto below = static_cast<std::size_t>(place);
      const double low = readings[below];
      if (below + 1 == readings.size() || std::isinf(low)) return low;
      const double high = readings[below + 1];
      const double part = place - static_cast<double>(below);
      return part == 0 ? low : low + part * (high - low);
    }
    case Kind::fraction:
      return static_cast<double>(
                 std::count_if(readings.begin(), readings.end(), [&](double x) { return statistic.bounds.hold(x); })) /
             n;
  }
  return trial::kMissing;
}

}  // namespace hpg::evidence
