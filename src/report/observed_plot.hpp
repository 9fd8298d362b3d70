// Predicted against observed, all scored numbers in one picture.
#pragma once

#include <string>

#include "report/validation_view.hpp"

namespace hpg::report {

/// Two <figure>s and their key: all but fractions on log axes, fractions on linear ones; one of them is left out when it would be
/// empty.
[[nodiscard]] std::string observed_plots(const ValidationView& view);

}  // namespace hpg::report
