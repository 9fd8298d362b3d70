// What a study reports of an arm.
#pragma once

#include <vector>

#include "hpgsim/study.hpp"

namespace hpg::evidence {

/// Of the readings of the men, NaN = not read. An infinite reading (a time that never came) counts in medians, centiles and
/// fractions and is left out of the others. Half of `limit` stands for a 0 in a geometric mean. NaN when nothing was read.
[[nodiscard]] double statistic_of(const ArmStatistic& statistic, std::vector<double> readings, double limit);

}  // namespace hpg::evidence
