// Runs the arms of a protocol on one man and records what a clinic would see.
#pragma once

#include <atomic>
#include <functional>

#include "hpgsim/result.hpp"
#include "io/catalog.hpp"

namespace hpg::trial {

struct SimulateOptions {
  double tolerance = 1e-6;                       // relative error per step of each state
  unsigned threads = 0;                          // 0 = as many as the machine has; results do not depend on it
  std::function<void(double fraction)> progress; // called from any thread, 0-1
  const std::atomic<bool>* stop = nullptr;       // set to true to give up
};

/// Thrown when `stop` was set.
struct Interrupted : std::runtime_error {
  Interrupted() : std::runtime_error("interrupted") {}
};

/// A man's parameters: typical, changed by condition, age and BMI. Throws InputError for an unknown condition.
[[nodiscard]] model::Parameters<double> parameters_of(const Catalog& catalog, const Man& man, const Where& where = {});

/// Simulates every arm from a day before the baseline visit. Observables follow the protocol, or all if it names none.
/// Throws InputError for what the protocol has wrong, Interrupted when stopped.
[[nodiscard]] Result simulate(const Catalog& catalog, const Protocol& protocol, const SimulateOptions& options = {});

}  // namespace hpg::trial
