// What a study reads off one man.
#pragma once

#include "hpgsim/study.hpp"
#include "hpgsim/trial_result.hpp"

namespace hpg::evidence {

/// NaN when the man left before it could be told, or has no pulses to measure; infinite for a first time that never comes. `man`
/// went through `trial`, whose visits hold all times of the reading.
[[nodiscard]] double read_off(const Reading& reading, const Trial& trial, const Subject& man);

}  // namespace hpg::evidence
