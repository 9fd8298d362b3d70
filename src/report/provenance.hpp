// Where every number of the simulation comes from: drugs, condition, parameters, reference ranges, limits, each with its sources.
#pragma once

#include <string>

#include "hpgsim/number.hpp"
#include "report/view.hpp"

namespace hpg::report {

/// A citation with its link, as HTML. Only DOI, PMID and http(s) links become anchors.
[[nodiscard]] std::string citation(const Source& source);

/// <details> sections, closed: drugs of the protocol, the man's condition, all parameters, reference ranges, limits.
[[nodiscard]] std::string provenance(const View& view);

}  // namespace hpg::report
