// How well the model does: by use and class, and where it does worst.
#pragma once

#include <string>

#include "report/validation_view.hpp"

namespace hpg::report {

/// One row for each use and each class.
[[nodiscard]] std::string score_table(const ValidationView& view);

/// The numbers farthest off, worst first, with the notes of their studies.
[[nodiscard]] std::string worst_table(const ValidationView& view);

}  // namespace hpg::report
