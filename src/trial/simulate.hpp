// Runs the arms of a protocol on one man and records what a clinic would see.
#pragma once

#include "hpgsim/result.hpp"
#include "hpgsim/run.hpp"
#include "io/catalog.hpp"

namespace hpg::trial {

/// A man's parameters: typical, changed by condition, age and BMI. Throws InputError for an unknown condition.
[[nodiscard]] model::Parameters<double> parameters_of(const Catalog& catalog, const Man& man, const Where& where = {});

/// Simulates every arm from a day before the baseline visit. Observables follow the protocol, or all if it names none.
/// Throws InputError for what the protocol has wrong, Stopped when stopped.
[[nodiscard]] Result simulate(const Catalog& catalog, const Protocol& protocol, const RunOptions& options = {});

}  // namespace hpg::trial
