// A day of LH pulses and testosterone, before, on and after treatment, one row for each arm.
#pragma once

#include <cstddef>
#include <string>

#include "report/view.hpp"

namespace hpg::report {

/// The row of one arm as HTML; empty when the arm has no profiles. All panels of a row share their axes.
[[nodiscard]] std::string pulse_row(const View& view, std::size_t arm);

}  // namespace hpg::report
