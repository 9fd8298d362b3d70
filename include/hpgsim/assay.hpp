// What a laboratory makes of a sample. Read from data/assays.toml.
#pragma once

#include <string>
#include <vector>

#include "hpgsim/number.hpp"

namespace hpg {

/// A measured value is the true one times exp(e), e normal with variance log(1 + cv^2) + log(1 + within_man^2), drawn anew for
/// each sample; below `limit` it reads 0.
struct Assay {
  double cv = 0;                // coefficient of variation of the measurement: one sample on different days
  double limit = 0;             // lower limit of quantification, canonical units
  double within_man = 0;        // the man himself from day to day, as far as the model holds him still; semen: each ejaculate
  std::string moves_with;       // the observable whose day-to-day variation this one shares; empty = its own
  std::vector<Number> numbers;  // the same with provenance, "lh.assay.cv"
};

}  // namespace hpg
