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
  std::size_t amplitudes = 0;
  std::size_t nadir_at = 0;
  for (std::size_t i = 1; i < value.size(); ++i) {
    if (!rising) {
      if (value[i] < nadir) {
        nadir = value[i];
        nadir_at = i;
      }
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
      if (nadir_at > 0) {
        amplitude_sum += peak - nadir;
        ++amplitudes;
      }
      nadir = value[i];
      nadir_at = i;
      rising = false;
    }
  }
  found.pulses = found.peak_times.size();
  if (found.pulses == 0) return found;
  const double span = time.back() - time.front();
  found.per_24_h = static_cast<double>(found.pulses) * 24 / span;
  if (amplitudes > 0) found.amplitude = amplitude_sum / static_cast<double>(amplitudes);
  if (found.pulses > 1) {
    found.interpulse_interval = (found.peak_times.back() - found.peak_times.front()) / static_cast<double>(found.pulses - 1);
  }
  return found;
}

}  // namespace hpg::trial
