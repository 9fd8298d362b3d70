// How the trial was made: design, treatments and rules in words, and how its men were found.
#pragma once

#include <string>

#include "report/trial_view.hpp"

namespace hpg::report {

/// One sentence for the head of the page, as HTML.
[[nodiscard]] std::string design_words(const TrialView& view);

/// One card for each arm: doses, titration and stopping rules.
[[nodiscard]] std::string treatment_cards(const TrialView& view);

/// Visits, entry criteria, history, screening, and the labs the cohort was made to have.
[[nodiscard]] std::string cohort_section(const TrialView& view);

/// "below 264 ng/dL: add 25 mg ..." as plain text.
[[nodiscard]] std::string titration_words(const TrialView& view, const TrialArm& arm, const TitrationRule& rule);

/// "Stop when hematocrit is above 54 %" as plain text.
[[nodiscard]] std::string stopping_words(const TrialView& view, const StoppingRule& rule);

}  // namespace hpg::report
