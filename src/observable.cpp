// When an observable is beyond a limit.
#include "hpgsim/observable.hpp"

#include <algorithm>
#include <cmath>

namespace hpg {

std::optional<Crossing> crossing_of(const Limit& limit, const std::vector<double>& time, const std::vector<double>& values) {
  std::optional<Crossing> out;
  for (std::size_t i = 0; i < values.size() && i < time.size(); ++i) {
    if (!std::isfinite(values[i])) continue;
    if (!out) out.emplace().extreme = values[i];
    out->extreme = limit.high ? std::max(out->extreme, values[i]) : std::min(out->extreme, values[i]);
    out->at_end = limit.high ? values[i] > limit.value : values[i] < limit.value;
    if (!out->at_end) continue;
    if (!out->first) out->first = time[i];
    if (i + 1 < time.size()) out->beyond += time[i + 1] - time[i];
  }
  return out;
}

}  // namespace hpg
