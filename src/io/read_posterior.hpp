// A sample of what parameters may be: posterior.csv of the data folder, which `hpgsim calibrate -o posterior.csv` writes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/catalog.hpp"

namespace hpg::io {

/// Values of parameters that are as likely as each other, after all that the data say.
struct Posterior {
  std::vector<std::string> parameters;      // as scale_parameter takes them
  std::vector<std::vector<double>> values;  // [draw][parameter], canonical units
};

[[nodiscard]] std::filesystem::path posterior_file(const std::filesystem::path& folder);

/// Names in the first line, then one draw a line. Throws InputError with file and line for a parameter the catalogue does not
/// have or that is 0, for a value that is missing, 0 or of another sign, and when there are fewer than `draws`.
[[nodiscard]] Posterior read_posterior(const std::filesystem::path& folder, const Catalog& catalog, std::size_t draws = 1);

/// The catalogue if draw `draw` were the truth.
[[nodiscard]] Catalog under_draw(const Catalog& catalog, const Posterior& posterior, std::size_t draw);

}  // namespace hpg::io
