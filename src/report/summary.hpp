// Numbers to compare: what happened in each arm in a few words, and the table of visits.
#pragma once

#include <string>
#include <vector>

#include "report/view.hpp"

namespace hpg::report {

/// Where a value lies against a reference range.
enum class Flag { none, low, high };
[[nodiscard]] Flag flag(double canonical_value, const std::optional<ReferenceRange>& range);

/// A line of a key-findings card, as HTML.
struct Finding {
  std::string name;
  std::string value;
  std::string remark;
};

/// Computed from the 24-h means of the arm; only what the result holds.
[[nodiscard]] std::vector<Finding> findings(const View& view, std::size_t arm);

/// Visits of the table, h: 0, 3, 6, 12, 18, 24 months within the run, and its end; weeks or days in a short run.
[[nodiscard]] std::vector<double> table_times(double duration);

/// The observables of a group by arm and visit, flagged against the reference ranges.
[[nodiscard]] std::string summary_table(const View& view, ObservableGroup group);

}  // namespace hpg::report
