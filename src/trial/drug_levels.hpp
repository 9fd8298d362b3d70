// Blood concentrations of the drugs of an arm: exact, so worked out beside the integration.
#pragma once

#include <vector>

#include "hpgsim/result.hpp"
#include "pharmacology/course.hpp"

namespace hpg::trial {

/// Levels at `visits` (h, ascending, from 0) of every drug of the course that has kinetics of its own. Consumes the course.
[[nodiscard]] std::vector<DrugLevel> drug_levels(pharmacology::Course course, const std::vector<double>& visits);

}  // namespace hpg::trial
