// Flow of the men through the trial, in the manner of CONSORT.
#pragma once

#include <string>

#include "report/trial_view.hpp"

namespace hpg::report {

/// <figure> with the drawing.
[[nodiscard]] std::string flow_diagram(const TrialView& view);

}  // namespace hpg::report
