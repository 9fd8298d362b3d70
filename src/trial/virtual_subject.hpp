// Draws the men of a trial.
#pragma once

#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "population/draws.hpp"

namespace hpg::trial {

/// A man who might enter the trial.
struct Candidate {
  double age;               // years
  double bmi;               // kg/m2
  std::uint32_t ethnicity;  // 1 + index in Population::ethnicity; 0 = not stated
  model::Parameters<double> parameters;
  model::Constants<double> constants;
};

/// The random numbers of the `attempt`-th candidate for place `place` of the trial, both from 0: they depend on nothing else.
[[nodiscard]] population::Draws draws_of(const Trial& trial, std::uint64_t place, std::uint64_t attempt);

/// Age, weight and ethnicity from their distributions (age and weight also from the list), parameters from the condition and the
/// variability between men.
[[nodiscard]] Candidate draw_candidate(const Catalog& catalog, const Trial& trial, std::uint64_t place, std::uint64_t attempt);

/// Arm of a place (cross-over: of its first period). Blocks of places hold every arm in proportion to its share, in an order
/// drawn for each block.
[[nodiscard]] std::uint32_t arm_of(const Trial& trial, std::uint64_t place);

/// What the laboratory reports of `value` at `assay`: the error of the `sample`-th sample of this observable, and the man's own
/// variation from day to day at `time`, h; 0 below the limit.
[[nodiscard]] double measured(double value, const Assay& assay, const population::Draws& draws, const std::string& observable,
                              std::uint64_t sample, double time);

}  // namespace hpg::trial
