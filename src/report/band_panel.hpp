// A column over time: median and bands of each arm.
#pragma once

#include <string>

#include "report/panel.hpp"
#include "report/trial_view.hpp"

namespace hpg::report {

/// <figure> with the medians as lines, 25-75 % and 5-95 % of the men as bands.
[[nodiscard]] std::string band_panel(const TrialView& view, std::size_t column, PanelSize size);

/// Medians at the visits as JSON, read by the script for the crosshair.
[[nodiscard]] std::string band_data(const TrialView& view);

/// Numbers behind the panels of one group: median, quartiles and men at each visit.
[[nodiscard]] std::string visit_table(const TrialView& view, ObservableGroup group);

}  // namespace hpg::report
