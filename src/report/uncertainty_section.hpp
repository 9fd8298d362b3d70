// How far a trial can be trusted beside how men differ: of trials run under draws of what is not known.
#pragma once

#include <string>

#include "report/trial_view.hpp"

namespace hpg::report {

/// The labs of the outcomes at the last visit, arm by arm: spread between men, and what is not known of their mean. Empty for a
/// trial without draws.
[[nodiscard]] std::string uncertainty_section(const TrialView& view);

/// The same of every lab, arm and visit, as CSV.
[[nodiscard]] std::string uncertainty_csv(const trial::Analysis& analysis, const Catalog& catalog, UnitSystem units);

}  // namespace hpg::report
