// One published study in full: who, what, every number, and its course.
#pragma once

#include <string>

#include "report/validation_view.hpp"

namespace hpg::report {

/// <details>, closed.
[[nodiscard]] std::string study_section(const ValidationView& view, std::size_t study);

}  // namespace hpg::report
