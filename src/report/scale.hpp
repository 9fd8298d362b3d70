// From values to drawing units: axes with round ticks. Cube-root axes keep zero (azoospermia) on the page, log axes show decades.
#pragma once

#include <string>
#include <vector>

namespace hpg::report {

enum class Mapping { linear, cube_root, log };

/// An axis from `low` to `high` (data units) drawn from `from` to `to` (drawing units).
struct Scale {
  Mapping mapping = Mapping::linear;
  double low = 0;
  double high = 1;
  double from = 0;
  double to = 1;

  /// Values outside the axis, zero on a log axis included, are drawn at its end.
  [[nodiscard]] double operator()(double value) const;
};

/// Ends of an axis that shows [low, high] and begins and ends on a tick where that wastes little; low and high must be finite.
[[nodiscard]] Scale covering(Mapping mapping, double low, double high);

/// A linear axis that need not start at zero, for values that move little; never so narrow that noise looks like news.
[[nodiscard]] Scale around(double low, double high);

/// Round values inside the axis: about `wanted` of them on a linear axis.
[[nodiscard]] std::vector<double> ticks(const Scale& scale, int wanted);

/// The unit in which a reader counts a span of time, and where to mark it.
struct TimeUnit {
  double hours = 1;
  std::string name;           // "months"
  std::string one;            // "month"
  std::vector<double> ticks;  // in this unit, from 0
};

inline constexpr double kMonth = 730.5;  // h: a twelfth of 365.25 d

[[nodiscard]] TimeUnit time_unit(double duration);

/// The same, but weeks where it and all `times` are whole weeks, up to two years.
[[nodiscard]] TimeUnit time_unit(double duration, const std::vector<double>& times);

/// Weeks, whatever suits the duration.
[[nodiscard]] TimeUnit weeks(double duration);

}  // namespace hpg::report
