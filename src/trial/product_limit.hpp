// Time to an event when some men leave before it happens.
#pragma once

#include <cstddef>
#include <vector>

#include "trial/statistics.hpp"

namespace hpg::trial {

/// One man: when it happened, or until when he was seen without it.
struct Followed {
  double time = 0;  // h
  bool reached = false;
};

/// The share that has reached the event, as a step function: it jumps at each time of an event.
struct ProductLimit {
  struct Step {
    double time = 0;
    std::size_t at_risk = 0;  // seen up to this time without the event
    std::size_t events = 0;
    Estimate share;  // reached, from this time on
  };
  std::size_t men = 0;
  std::size_t events = 0;
  double last_seen = 0;  // the longest any man was followed
  std::vector<Step> steps;
  Estimate median;  // time by which half have reached it; missing when fewer than half do

  /// Share that has reached it by `time`; missing beyond the end of follow-up.
  [[nodiscard]] Estimate share_at(double time) const;
};

/// Reorders the men.
[[nodiscard]] ProductLimit product_limit(std::vector<Followed>& men);

}  // namespace hpg::trial
