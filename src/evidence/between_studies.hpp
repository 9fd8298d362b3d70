// What published numbers differ by from study to study beyond the chance of their men: laboratory, population, practice, and what
// the model does not know.
#pragma once

#include <filesystem>

namespace hpg::evidence {

/// Standard deviations; 0 = studies differ by chance alone.
struct BetweenStudies {
  double fold = 0;        // of log10 of levels, ratios, times and counts
  double difference = 0;  // of log10 of differences
  double fraction = 0;    // of fractions
};

/// Reads data/between_studies.toml. Throws InputError.
[[nodiscard]] BetweenStudies read_between_studies(const std::filesystem::path& file);

}  // namespace hpg::evidence
