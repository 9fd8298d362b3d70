// Results as tidy CSV: one number a row.
#pragma once

#include <filesystem>
#include <string>

#include "hpgsim/observable.hpp"
#include "hpgsim/result.hpp"
#include "io/catalog.hpp"

namespace hpg::io {

/// Columns arm, man, time_d, observable, value, unit. Each observable has its value at the visit under its id and its 24-h
/// mean as <id>_24h_mean; the days of pulse profiles add lh_pulses_24h, lh_interpulse_interval and lh_pulse_amplitude.
/// A value that does not exist (no interval with fewer than two pulses) is an empty field.
[[nodiscard]] std::string csv_text(const Result& result, const Catalog& catalog, UnitSystem units);

/// The same into a file, whole or not at all. Throws InputError when the file cannot be written.
void write_csv(const Result& result, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file);

/// A field quoted as RFC 4180 asks, where it needs it.
[[nodiscard]] std::string csv_field(const std::string& text);

}  // namespace hpg::io
