// hpgsim list: what the data folder holds.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/catalog.hpp"

/// "drugs", "observables", "conditions", "parameters", "sources", "studies".
[[nodiscard]] const std::vector<std::string>& listable();

struct ListCommand {
  std::string what;
  bool names = false;     // of conditions, without the labs of their men
  bool markdown = false;  // of drugs, as in docs/drugs.md
};

/// `data`: the folder of the catalogue. Throws hpg::InputError for an option that does not go with what is listed, and
/// hpg::Stopped: the labs of the conditions are simulated.
void list(const ListCommand& command, const hpg::Catalog& catalog, const std::filesystem::path& data);
