// Forests of ratios, predicted over observed.
#pragma once

#include <string>

#include "report/validation_view.hpp"

namespace hpg::report {

/// <details> for each class of studies, with every number of every study, scored or not.
[[nodiscard]] std::string ratio_plots(const ValidationView& view);

}  // namespace hpg::report
