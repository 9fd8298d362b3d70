// Nadir-to-peak pulse detection.
#include "trial/pulses.hpp"

#include <algorithm>

namespace hpg::trial {

PulseSummary detect_pulses(std::span<const double> time, std::span<const double> value, const PulseCriteria& criteria) {
  PulseSummary found;
  if (value.size() < 3) return found;
  const auto rise_needed = [&](double nadir) { return std::max(criteria.relative_rise * nadir, criteria.smallest_rise); };

  double nadir = value[0];
  double peak = value[0];
  std::size_t peak_at = 0;
  bool rising = false;
  double amplitude_sum = 0;
  for (std::size_t i = 1; i < value.size(); ++i) {
    if (!rising) {
      nadir = std::min(nadir, value[i]);
      if (value[i] - nadir >= rise_needed(nadir)) {
        rising = true;
        peak = value[i];
        peak_at = i;
      }
    } else if (value[i] > peak) {
      peak = value[i];
      peak_at = i;
    } else if (peak - value[i] >= 0.5 * (peak - nadir) || peak - value[i] >= rise_needed(value[i])) {
      found.peak_times.push_back(time[peak_at]);
      amplitude_sum += peak - nadir;
      nadir = value[i];
      rising = false;
    }
  }
  found.pulses = found.peak_times.size();
  if (found.pulses == 0) return found;
  const double span = time.back() - time.front();
  found.per_24_h = static_cast<double>(found.pulses) * 24 / span;
  found.amplitude = amplitude_sum / static_cast<double>(found.pulses);
  if (found.pulses > 1) {
    found.interpulse_interval =
        (found.peak_times.back() - found.peak_times.front()) / static_cast<double>(found.pulses - 1);
  }
  return found;
}

}  // namespace hpg::trial
