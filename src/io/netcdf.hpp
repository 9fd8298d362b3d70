// A whole trial, man by man, as NetCDF-4.
#pragma once

#include <filesystem>

#include "hpgsim/observable.hpp"
#include "hpgsim/trial_result.hpp"
#include "io/atomic_file.hpp"
#include "io/catalog.hpp"

namespace hpg::io {

/// Dimensions subject, period, visit, column, arm and dose_change. Each column is a variable of its own, (subject, period,
/// visit), named after its observable ("total_testosterone", "lh_24h_mean") with units and long_name; missing values are NaN.
/// Dose changes are an indexed ragged array (CF conventions 1.11, 9.3.4). The file appears whole or not at all. Throws InputError
/// when it cannot be written, std::runtime_error when the disk refuses.
void write_netcdf(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file);

/// The same, to appear together with other files.
void write_netcdf(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file,
                  AtomicFiles& files);

}  // namespace hpg::io
