// One [[arm.dose]] of a protocol.
#pragma once

#include "hpgsim/protocol.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// Reads one dose; `duration` of the protocol in h closes what has no end of its own. Throws InputError.
[[nodiscard]] Dose read_dose(TomlTable& table, double duration, const Catalog& catalog);

/// One [[man.history]] or [[history]] of a condition: an exposure before the baseline, "lasted" so long and "ended" so long ago.
[[nodiscard]] Dose read_past_dose(TomlTable& table, const Catalog& catalog);

/// Time in h of the last administration.
[[nodiscard]] double last_time(const Dose& dose);

}  // namespace hpg::io
