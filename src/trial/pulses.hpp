// Pulse detection in a sampled hormone series, as an endocrinologist would read it.
#pragma once

#include <span>

#include "hpgsim/result.hpp"

namespace hpg::trial {

struct PulseCriteria {
  double relative_rise =
      0.15;  // above the nadir: three times a 5 % assay CV (after Santen and Bardin 1973, J Clin Invest 52:2617)
  double smallest_rise = 0.20;  // IU/L: twice the detection limit of a modern LH assay
};

/// Finds pulses in `value` sampled at `time` (h, ascending): a rise from a nadir by both criteria, up to the highest
/// sample before the series falls by half of the rise or by both criteria. Amplitude is peak minus preceding nadir; a pulse
/// that was rising when sampling began counts, but its amplitude is not known.
[[nodiscard]] PulseSummary detect_pulses(std::span<const double> time, std::span<const double> value,
                                         const PulseCriteria& criteria = {});

}  // namespace hpg::trial
