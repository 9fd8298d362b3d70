// The self-contained HTML report of a simulation: no network, no script needed to read it.
#pragma once

#include <filesystem>
#include <ostream>

#include "hpgsim/observable.hpp"
#include "hpgsim/result.hpp"
#include "io/catalog.hpp"

namespace hpg::report {

/// Writes the page as UTF-8 HTML. The same result gives the same bytes, whatever the wall time it took.
void write_report(const Result& result, const Catalog& catalog, UnitSystem units, std::ostream& out);

/// The same into a file that appears whole or not at all. Throws what the file writer throws.
void write_report(const Result& result, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file);

}  // namespace hpg::report
