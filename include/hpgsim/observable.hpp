// What can be measured: id, name, units (US and SI) and reference range with source. Read from data/observables.toml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hpgsim/number.hpp"

namespace hpg {

/// Display unit: shown value = canonical value * factor.
struct DisplayUnit {
  std::string symbol;  // "ng/dL"
  double factor = 1;
};

/// Which of an observable's two display units to show.
enum class UnitSystem { us, si };

struct ReferenceRange {
  double low = 0;  // canonical units
  double high = 0;
  std::string population;  // "non-obese men 19-39 y"
  std::vector<std::string> sources;
};

struct Observable {
  std::string id;    // "total_testosterone"
  std::string name;  // "Total testosterone"
  std::string what;  // one line
  DisplayUnit us;
  DisplayUnit si;
  std::optional<ReferenceRange> range;
  std::vector<std::string> aliases;
};

}  // namespace hpg
