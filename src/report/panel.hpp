// Small multiples: one panel for each observable, all arms in every panel, over the whole run.
#pragma once

#include <cstddef>
#include <string>

#include "report/view.hpp"

namespace hpg::report {

/// Compact panels stand three abreast.
enum class PanelSize { full, compact };

/// <figure> with the observable's name, unit, reference range and the drawing, in which the zone
/// beyond a limit is shaded. `points` bounds the points of one line.
[[nodiscard]] std::string panel(const View& view, std::size_t observable, std::size_t points, PanelSize size = PanelSize::full);

/// The lines' values at common times as JSON, read by the script for the crosshair. `points` bounds the times.
[[nodiscard]] std::string panel_data(const View& view, std::size_t points);

/// How many points a line may have so that the whole page stays small.
[[nodiscard]] std::size_t points_per_line(const View& view);

}  // namespace hpg::report
