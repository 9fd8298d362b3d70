// Random numbers of one man that depend on nothing but the seed, the man's number and what they are for: the same in a cohort of
// ten or of a million, on any thread, machine or rank, in any order (counter-based generator, Salmon 2011).
#pragma once

#include <cstdint>
#include <string_view>

namespace hpg::population {

class Draws {
 public:
  Draws(std::uint64_t seed, std::uint64_t man) : seed_(seed), man_(man) {}

  /// Uniform on (0, 1), never 0 or 1. `purpose` names the stream ("leydig.cell_number"), `index` counts within it.
  [[nodiscard]] double uniform(std::string_view purpose, std::uint64_t index = 0) const;
  /// Standard normal.
  [[nodiscard]] double normal(std::string_view purpose, std::uint64_t index = 0) const;

 private:
  std::uint64_t seed_;
  std::uint64_t man_;
};

/// Quantile of the standard normal distribution for 0 < p < 1, relative error below 1e-15 (Wichura 1988, Appl Stat 37:477).
[[nodiscard]] double normal_quantile(double p);

}  // namespace hpg::population
