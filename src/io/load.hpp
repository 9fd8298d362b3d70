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

/// Fills catalog.assays; needs catalog.observables and catalog.sources.
void load_assays(const std::filesystem::path& file, Catalog& catalog);

/// The value of a key written in one of the two display units of an observable, in canonical units.
[[nodiscard]] double read_in_display_unit(TomlTable& table, std::string_view key, const Observable& observable);

/// The components still carry the names of the file; Catalog::load resolves them.
[[nodiscard]] pharmacology::Drug load_drug(const std::filesystem::path& file, const Sources& sources);

/// The dimension in which doses of a drug are written.
[[nodiscard]] Dimension dose_dimension(const pharmacology::Drug& drug);

/// "1000 mg", "5000 IU", "100 %", "10 kg": a dose in its canonical unit as people write it.
[[nodiscard]] std::string dose_text(const pharmacology::Drug& drug, double amount);

/// Needs catalog.parameters, and catalog.drugs for the exposure of a history.
[[nodiscard]] Condition load_condition(const std::filesystem::path& file, const Catalog& catalog);

/// Needs catalog.parameters.
[[nodiscard]] std::vector<Ancestry> load_ancestries(const std::filesystem::path& file, const Catalog& catalog);

/// Fills catalog.correlations and catalog.copula; needs catalog.parameters.
void load_correlations(const std::filesystem::path& file, Catalog& catalog);

/// The parameter that a condition or an ancestry changes. Throws InputError, also for one that age and weight set.
[[nodiscard]] const Number& find_parameter(const Catalog& catalog, const std::string& name, const Where& where);

/// How `table` changes a parameter: "factor", or "value" if `may_replace`. The number with its provenance is added to `numbers`.
[[nodiscard]] ParameterChange read_change(TomlTable& table, const Number& parameter, const std::string& owner,
                                          const Sources& sources, bool may_replace, std::vector<Number>& numbers);

/// The unit in which the model counts a parameter: its dimension, and its size in canonical units (1 but for volumes of semen
/// and testis in mL and sperm in M/mL). Value in the model = canonical value / size.
[[nodiscard]] Quantity model_unit_of(const std::string& parameter);

}  // namespace hpg::io
