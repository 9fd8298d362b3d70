// One [[arm]] of a trial: doses, and the rules that change or stop them.
#pragma once

#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// Reads one arm. `duration` of the trial (or of one period) in h closes doses without an end of their own; rules look at
/// `visits`. Throws InputError.
[[nodiscard]] TrialArm read_trial_arm(TomlTable& table, double duration, const std::vector<Visit>& visits,
                                      const Catalog& catalog);

}  // namespace hpg::io
