// Amounts of the dose lines over time.
#pragma once

#include <string>

#include "report/trial_view.hpp"

namespace hpg::report {

/// A panel for each line whose amount differs between men or visits, and words for the others; empty without doses.
[[nodiscard]] std::string dose_panels(const TrialView& view);

}  // namespace hpg::report
