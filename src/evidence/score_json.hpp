// The score for other programs.
#pragma once

#include <string>
#include <vector>

#include "evidence/score.hpp"

namespace hpg::evidence {

/// {"score": {...}, "studies": [{"id", "class", "use", "numbers": [...]}]}. Each number in the "unit" that it names, that
/// of the tables; times in h; ratios, fractions and counts in "1". What could not be predicted is null.
[[nodiscard]] std::string score_json(const Catalog& catalog, const std::vector<Study>& studies, const std::vector<Scored>& all);

}  // namespace hpg::evidence
