// A long series made short enough to draw without losing its peaks and troughs.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace hpg::report {

/// Indices of at most `most` (>= 4) points, ascending: the first, the last, and the lowest and highest of every stretch between.
/// Values that are not finite are left out.
[[nodiscard]] std::vector<std::size_t> decimate(const std::vector<double>& values, std::size_t most);

/// SVG path through the points, in tenths of a drawing unit; x and y of equal length, finite.
[[nodiscard]] std::string path(const std::vector<double>& x, const std::vector<double>& y);

}  // namespace hpg::report
