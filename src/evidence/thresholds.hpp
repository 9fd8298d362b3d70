// What a model that deserves its name reaches on the published studies, and where it falls short.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "evidence/score.hpp"

namespace hpg::evidence {

struct Thresholds {
  struct Of {
    double gmfe = 0, within_2 = 0, within_1_25 = 0;
  };
  Of calibration, validation;
  double class_gmfe = 0, inside_low = 0, inside_high = 0, fraction_error = 0;
};

/// Reads data/thresholds.toml. Throws InputError.
[[nodiscard]] Thresholds read_thresholds(const std::filesystem::path& file);

/// One line for each threshold that is missed: "calibration: GMFE 1.39, wanted at most 1.20". A threshold is for all studies of
/// a use, of a class, or for all; of a choice among them only those are judged that it holds entirely. `known`: the studies there
/// are; `studies`: those that were scored.
[[nodiscard]] std::vector<std::string> shortfalls(const Thresholds& wanted, const std::vector<Study>& known,
                                                  const std::vector<Study>& studies, const std::vector<Scored>& all);

}  // namespace hpg::evidence
