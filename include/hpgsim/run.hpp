// How to run a simulation: accuracy, threads, progress, and how to stop it.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <stdexcept>

namespace hpg {

struct RunOptions {
  double tolerance = 1e-6;                        // relative error per step of each state
  unsigned threads = 0;                           // 0 = as many as the machine has; results do not depend on it
  std::function<void(double fraction)> progress;  // 0-1, called from any thread
  const std::atomic<bool>* stop = nullptr;        // set to true to give up
};

/// How to run a virtual trial.
struct TrialRunOptions {
  unsigned threads = 0;                                           // as above
  bool resume = false;                                            // go on with the records of a run that was stopped
  std::function<void(std::uint64_t men, double share)> progress;  // men finished and share of the work done, from any thread
  const std::atomic<bool>* stop = nullptr;                        // set to true to stop; the men finished are kept
};

/// Thrown by a run when `stop` was set.
struct Stopped : std::runtime_error {
  Stopped() : std::runtime_error("stopped") {}
};

}  // namespace hpg
