// The visits of a trial: [visits], a plan, or [[visit]], one by one.
#pragma once

#include "hpgsim/trial.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// All visits in the order of time, the baseline at 0 in front whether it is written or not; every 4 weeks when none are.
/// `root`: the trial file. Throws InputError.
[[nodiscard]] std::vector<Visit> read_visits(TomlTable& root, double duration);

}  // namespace hpg::io
