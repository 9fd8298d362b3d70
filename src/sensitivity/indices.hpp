// From outcomes at the points of a plan to sensitivity indices. A run without an outcome is not finite, and is left out with all
// that would need it.
#pragma once

#include <vector>

#include "sensitivity/design.hpp"
#include "trial/statistics.hpp"

namespace hpg::sensitivity {

/// Of one factor: change of the outcome for a step of the factor, for each unit of its quantile.
struct ElementaryEffects {
  std::size_t n = 0;
  trial::Estimate size;           // mu*: mean of the absolute effects, with its bootstrap interval (Campolongo 2007)
  double mean = trial::kMissing;  // mu: with sign (Morris 1991)
  double sd = trial::kMissing;    // sigma: curvature and interactions
};

/// One for each factor. `outcome`: one for each run.
[[nodiscard]] std::vector<ElementaryEffects> elementary_effects(const MorrisPlan& plan, const std::vector<double>& outcome,
                                                                std::uint64_t seed);

/// Shares of the variance of the outcome, of one factor.
struct SobolIndices {
  trial::Estimate first;                 // by itself
  trial::Estimate total;                 // with all its interactions
  double correlation = trial::kMissing;  // with the outcome: which way it acts
};

/// One for each factor, with bootstrap intervals over rows of the sample. All are missing when the outcome does not vary.
[[nodiscard]] std::vector<SobolIndices> sobol_indices(const SobolPlan& plan, const std::vector<double>& outcome,
                                                      std::uint64_t seed);

}  // namespace hpg::sensitivity
