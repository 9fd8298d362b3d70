// A made-up trial with the shapes of real ones (suppression, recovery, stimulation), so that the report is tested without a
// simulator.
#pragma once

#include "hpgsim/result.hpp"
#include "io/catalog.hpp"

namespace hpg::test {

/// Four arms over `months`: none, weekly testosterone, testosterone + hCG, clomiphene; treated for half of the run.
[[nodiscard]] Result synthetic_result(double months = 24, double sample_every = 24);

/// Observables in their groups with ranges and limits, three drugs, a condition, parameters and sources to go with it.
[[nodiscard]] Catalog synthetic_catalog();

}  // namespace hpg::test
