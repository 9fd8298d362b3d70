// [population] of a trial: who takes part.
#pragma once

#include <optional>

#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// Reads the table; a list of men is looked for beside the trial file. `men`: how many when the table does not say. Throws
/// InputError.
[[nodiscard]] Population read_population(TomlTable& table, const Catalog& catalog, std::optional<std::size_t> men = {});

}  // namespace hpg::io
