// The loaders behind Catalog::load, one for each kind of data file.
#pragma once

#include <filesystem>

#include "io/catalog.hpp"
#include "io/read_number.hpp"

namespace hpg::io {

[[nodiscard]] Sources load_sources(const std::filesystem::path& file);

/// Fills catalog.parameters and catalog.typical; needs catalog.sources.
void load_parameters(const std::filesystem::path& file, Catalog& catalog);

/// Fills catalog.observables in the order of model::kObservableIds; needs catalog.sources.
void load_observables(const std::filesystem::path& file, Catalog& catalog);

/// The components still carry the names of the file; Catalog::load resolves them.
[[nodiscard]] pharmacology::Drug load_drug(const std::filesystem::path& file, const Sources& sources);

/// Needs catalog.parameters.
[[nodiscard]] Condition load_condition(const std::filesystem::path& file, const Catalog& catalog);

/// The model counts these parameters in a unit of the laboratory rather than in the canonical one (mL of semen, not L);
/// value in the model = canonical value / this. 1 for all others.
[[nodiscard]] double model_unit_of(const std::string& parameter);

}  // namespace hpg::io
