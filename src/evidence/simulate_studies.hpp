// Runs every arm of every study as a virtual trial, all men of all arms in one queue.
#pragma once

#include <atomic>
#include <functional>
#include <vector>

#include "hpgsim/study.hpp"
#include "hpgsim/trial_result.hpp"
#include "io/catalog.hpp"

namespace hpg::evidence {

/// The attempt that was taken at each place of each arm of each study: with it the same men are simulated again under other
/// parameters, without choosing anew.
using Seating = std::vector<std::vector<std::vector<std::uint32_t>>>;

struct SimulationOptions {
  std::size_t men = 100;             // of each arm
  unsigned threads = 0;              // 0 = as many as the machine has
  const Seating* seating = nullptr;  // none = choose
  const std::atomic<bool>* stop = nullptr;
  /// Share of the work that is over, from 0 on; from any thread, one at a time.
  std::function<void(double)> progress = {};
};

/// The men of each arm of each study, by place: the same men in the arms of a study whose population they share.
using SimulatedArms = std::vector<std::vector<std::vector<Subject>>>;

/// Throws InputError when a population cannot be drawn, Stopped when asked to stop.
[[nodiscard]] SimulatedArms simulate_studies(const Catalog& catalog, const std::vector<Study>& studies,
                                             const SimulationOptions& options);

[[nodiscard]] Seating seating_of(const SimulatedArms& men);

}  // namespace hpg::evidence
