// The score for other programs.
#pragma once

#include <string>
#include <vector>

#include "evidence/score.hpp"

namespace hpg::evidence {

/// {"score": {...}, "studies": [{"id", "class", "use", "numbers": [...]}]}. Values in canonical units (h; hormones nmol/L or
/// IU/L); what could not be predicted is null.
[[nodiscard]] std::string score_json(const Catalog& catalog, const std::vector<Study>& studies, const std::vector<Scored>& all);

}  // namespace hpg::evidence
