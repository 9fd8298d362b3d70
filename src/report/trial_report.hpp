// The self-contained HTML report of a trial: no network, no script needed to read it.
#pragma once

#include <filesystem>
#include <ostream>

#include "hpgsim/observable.hpp"
#include "io/catalog.hpp"
#include "trial/analysis.hpp"

namespace hpg::report {

/// Writes the page as UTF-8 HTML. The same analysis gives the same bytes.
void write_trial_report(const trial::Analysis& analysis, const Catalog& catalog, UnitSystem units, std::ostream& out);

/// The same into a file that appears whole or not at all. Throws what the file writer throws.
void write_trial_report(const trial::Analysis& analysis, const Catalog& catalog, UnitSystem units,
                        const std::filesystem::path& file);

}  // namespace hpg::report
