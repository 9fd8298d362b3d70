// A trial as three tables named and laid out after CDISC (ADaM ADSL and ADLB, SDTM EX), for statistics programs.
#pragma once

#include <filesystem>
#include <vector>

#include "hpgsim/observable.hpp"
#include "hpgsim/trial_result.hpp"
#include "io/atomic_file.hpp"
#include "io/catalog.hpp"

namespace hpg::io {

/// Writes <stem>-adsl.csv (a row for each man), <stem>-adlb.csv (a row for each man, visit and column; missing values have none)
/// and <stem>-ex.csv (a row for each span of one amount of one dose line). They appear together, whole or not at all. Throws
/// InputError when one cannot be written.
///
/// Days count from the first baseline, which is day 1. AVAL is in the shown unit, 0 = below the limit of the assay. "-like":
/// no controlled terminology is claimed, and columns that a simulator has nothing for (site, race, dates) are left out.
void write_cdisc_csv(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& stem);

/// The same, to appear together with other files.
void write_cdisc_csv(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& stem,
                     AtomicFiles& files);

/// The three names.
[[nodiscard]] std::vector<std::filesystem::path> cdisc_files(const std::filesystem::path& stem);

}  // namespace hpg::io
