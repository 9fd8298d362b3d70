// What a reader must know to trust or repeat a trial: men who could not be computed, seed, methods.
#pragma once

#include <string>

#include "report/trial_view.hpp"

namespace hpg::report {

/// Failed and ill-conditioned men by number, and the seed that draws them again.
[[nodiscard]] std::string computation_notes(const TrialView& view);

/// How each estimate and interval was computed, with its source; only what this trial uses.
[[nodiscard]] std::string method_notes(const TrialView& view);

}  // namespace hpg::report
