// Trial files: who takes part, what each arm gets, when men are seen, what is asked of the result.
#pragma once

#include <filesystem>

#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// Reads and checks a trial. Times become hours, amounts ug or IU, values of observables canonical, names those of the
/// catalogue. Throws InputError naming file, line and key of the first thing that is wrong.
[[nodiscard]] Trial read_trial(const std::filesystem::path& file, const Catalog& catalog);

/// The [conduct] of a trial or study: dropout and missed doses.
void read_conduct(TomlTable& root, Trial& trial);

}  // namespace hpg::io
