// The score for a spreadsheet.
#pragma once

#include <string>
#include <vector>

#include "evidence/score.hpp"

namespace hpg::evidence {

/// A row for each published number: study, class, use, arm, what, unit, observed, predicted, low_90, high_90, error (difference
/// of fractions, else log10 of predicted over observed), scored. Units as in `score_json`; what could not be predicted is empty.
[[nodiscard]] std::string score_csv(const Catalog& catalog, const std::vector<Study>& studies, const std::vector<Scored>& all);

}  // namespace hpg::evidence
