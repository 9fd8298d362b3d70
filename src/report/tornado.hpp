// Bars of a sensitivity analysis, the longest on top: to the right for parameters that raise the outcome, to the left for those
// that lower it.
#pragma once

#include <string>
#include <vector>

#include "trial/statistics.hpp"

namespace hpg::report {

struct TornadoBar {
  std::string name;
  trial::Estimate length;          // not negative
  double inner = trial::kMissing;  // a part of it, drawn in full colour
  bool lowers = false;
};

/// Drawing of the longest bars, at most kTornadoBars. `largest` is the end of the axis, the same in panels that are compared.
inline constexpr std::size_t kTornadoBars = 12;
[[nodiscard]] std::string tornado(std::vector<TornadoBar> bars, double largest, const std::string& label);

}  // namespace hpg::report
