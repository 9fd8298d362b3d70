// What all drawings of an observable over time share: frame, value axis, reference range, zones beyond limits, letters at the
// ends.
#pragma once

#include <cstddef>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "hpgsim/observable.hpp"
#include "report/scale.hpp"
#include "report/svg.hpp"

namespace hpg::report {

/// The plot's place in the drawing.
struct Frame {
  double width, left, right, top, bottom;
};

inline constexpr Frame kFull{420, 46, 400, 12, 172};
inline constexpr Frame kCompact{330, 44, 312, 10, 126};

/// Lowest and highest finite value.
struct Extremes {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void take(double value);
  [[nodiscard]] bool any() const { return low <= high; }
};

/// Axis for the values seen (in shown units): ranges and limits are shown where the data come near them; far from all data they
/// would only flatten the lines.
[[nodiscard]] Scale value_scale(const Observable& observable, double factor, Extremes seen, const Frame& frame);

[[nodiscard]] inline bool on_axis(const Scale& scale, double value) { return value > scale.low && value < scale.high; }

/// Heights of the letters at the line ends, moved apart evenly so that none hides another.
[[nodiscard]] std::vector<double> letter_heights(std::vector<double> wanted, const Frame& frame);

/// The reference range as a band.
void draw_range(Svg& svg, const ReferenceRange& range, double factor, const Frame& frame, const Scale& up);

/// Lines and numbers of the value axis, and the foot of the plot.
void draw_value_axis(Svg& svg, const Frame& frame, const Scale& up);

/// Marks and numbers of the time axis at `foot`, and its title.
void draw_time_axis(Svg& svg, const Frame& frame, const Scale& across, const TimeUnit& unit, double foot,
                    const std::string& title);

/// Beyond a limit: a tint, deeper where two limits overlap.
void draw_zone(Svg& svg, const Limit& limit, double factor, const Frame& frame, const Scale& up);

/// What crossing it means, on the far side of the line, where few curves run, or on the near side when there is no room; at the
/// end of the run unless the beginning is emptier. `points_within` counts points of curves in (left, right, top, bottom).
void name_zone(Svg& svg, const Limit& limit, double factor, const Frame& frame, const Scale& up,
               const std::function<std::size_t(double, double, double, double)>& points_within);

/// Reference range, limits off the axis and kind of axis, as HTML, for the note beside a panel's name.
[[nodiscard]] std::string axis_notes(const Observable& observable, double factor, const Scale& up);

/// What the script needs to place the crosshair.
[[nodiscard]] std::string plot_attributes(const std::string& id, const Scale& up, const Frame& frame);

}  // namespace hpg::report
