// hpgsim list: what the data folder holds.
#pragma once

#include <string>
#include <vector>

#include "io/catalog.hpp"

/// "drugs", "observables", "conditions", "parameters", "sources".
[[nodiscard]] const std::vector<std::string>& listable();

void list(const std::string& what, const hpg::Catalog& catalog);
