// A sensitivity analysis as tidy CSV: one number a row.
#pragma once

#include <string>

#include "sensitivity/run.hpp"

namespace hpg::sensitivity {

/// Columns method, arm, time_d, outcome, parameter, index, value, low, high, unit. Rows of an outcome without parameter are its
/// median and sd over all runs, in its unit, and the number of runs that failed.
[[nodiscard]] std::string csv_text(const Analysis& analysis, const Catalog& catalog, UnitSystem units);

}  // namespace hpg::sensitivity
