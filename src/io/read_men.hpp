// A list of men as CSV: columns id, age (years) and bmi (kg/m2), in any order.
#pragma once

#include <filesystem>
#include <vector>

#include "hpgsim/trial.hpp"

namespace hpg::io {

/// `asked`: the place that names the file. Throws InputError with file and line.
[[nodiscard]] std::vector<ListedMan> read_men(const std::filesystem::path& file, const Where& asked);

}  // namespace hpg::io
