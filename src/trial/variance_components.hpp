// How much of the spread of a lab is between men, and how much comes from what is not known about the parameters.
#pragma once

#include <cstdint>
#include <vector>

#include "trial/statistics.hpp"

namespace hpg::trial {

/// The draw under whose parameters the man at `place` of `men` is followed: the men are divided in order of their places into
/// `draws` blocks whose sizes differ by one at most.
[[nodiscard]] inline std::size_t draw_of(std::uint64_t place, std::uint64_t men, std::size_t draws) {
  return static_cast<std::size_t>(((place + 1) * draws - 1) / men);
}

/// First place of block `draw`; of the block behind the last, `men`.
[[nodiscard]] inline std::uint64_t first_of_draw(std::size_t draw, std::uint64_t men, std::size_t draws) {
  return men * draw / draws;
}

/// One-way analysis of variance with the draws as groups. Missing where there are too few men or draws for it.
struct VarianceComponents {
  std::size_t men = 0;
  std::size_t draws = 0;  // with at least one man
  double mean = kMissing;
  double between_men = kMissing;  // variance between the men of one draw
  double not_known = kMissing;    // variance, between the draws, of the mean of any number of men
  Estimate mean_90;  // mean, and where the mean of as many men would lie, 90 %: by chance who they are, and by what is not known
};

[[nodiscard]] VarianceComponents variance_components(const std::vector<Moments>& draws);

}  // namespace hpg::trial
