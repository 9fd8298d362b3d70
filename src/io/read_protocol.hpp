// Protocol files: what a man takes, when, and what is recorded.
#pragma once

#include <filesystem>

#include "hpgsim/protocol.hpp"
#include "io/catalog.hpp"

namespace hpg::io {

/// Reads and checks a protocol. Times become hours, amounts ug or IU, names those of the catalogue.
/// Throws InputError naming file, line and key of the first thing that is wrong.
[[nodiscard]] Protocol read_protocol(const std::filesystem::path& file, const Catalog& catalog);

/// The ways a drug can be given: its own routes or, for a drug made of components, the routes they share.
[[nodiscard]] std::vector<std::string> routes_of(const pharmacology::Drug& drug, const Catalog& catalog);

}  // namespace hpg::io
