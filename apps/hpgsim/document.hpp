// docs/drugs.md: every drug in words and numbers, written from the data files.
#pragma once

#include <string>

#include "io/catalog.hpp"

/// The whole document.
[[nodiscard]] std::string drug_document(const hpg::Catalog& catalog);
