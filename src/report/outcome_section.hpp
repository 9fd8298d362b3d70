// What the outcomes came to: table, forest of differences, shares of responders, time to an event.
#pragma once

#include <string>

#include "report/trial_view.hpp"

namespace hpg::report {

/// "at month 12, at least 264 ng/dL": what an outcome asks, as plain text.
[[nodiscard]] std::string outcome_words(const TrialView& view, const Outcome& outcome);

/// One row for each outcome and arm.
[[nodiscard]] std::string outcome_table(const TrialView& view);

/// Differences to the first arm with their intervals, one axis for each outcome; empty when nothing is compared.
[[nodiscard]] std::string forest_plot(const TrialView& view);

/// <figure> for one responder outcome: a bar for each arm.
[[nodiscard]] std::string responder_bars(const TrialView& view, std::size_t outcome);

/// <figure> for one time-to outcome: share that has reached it, with its interval.
[[nodiscard]] std::string reached_plot(const TrialView& view, std::size_t outcome);

}  // namespace hpg::report
