// The self-contained HTML report of published studies against the model: no network, no script needed to read it.
#pragma once

#include <filesystem>
#include <ostream>
#include <vector>

#include "evidence/score.hpp"
#include "hpgsim/observable.hpp"
#include "hpgsim/study.hpp"
#include "io/catalog.hpp"

namespace hpg::report {

/// Writes the page as UTF-8 HTML. `scored` is score_all() of the same studies and men. The same input gives the same bytes.
void write_validation_report(const std::vector<Study>& studies, const std::vector<evidence::Scored>& scored,
                             const evidence::SimulatedArms& men, const Catalog& catalog, UnitSystem units, std::ostream& out);

/// The same into a file that appears whole or not at all. Throws what the file writer throws.
void write_validation_report(const std::vector<Study>& studies, const std::vector<evidence::Scored>& scored,
                             const evidence::SimulatedArms& men, const Catalog& catalog, UnitSystem units,
                             const std::filesystem::path& file);

}  // namespace hpg::report
