// What can be measured: id, name, group, units (US and SI), reference range and limits with source. Read from
// data/observables.toml.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
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

/// A line that somebody ought to act on when it is crossed.
struct Limit {
  bool high = true;  // crossed above it; else below
  double value = 0;  // canonical units
  std::string what;  // "stop until safe"
  std::vector<std::string> sources;
};

/// What a reader looks for together: a section of the report.
enum class ObservableGroup { hormones, fertility, safety, symptoms, body };

/// In reading order: all groups as data/observables.toml writes them.
inline constexpr std::array<std::pair<ObservableGroup, std::string_view>, 5> kObservableGroups{
    {{ObservableGroup::hormones, "hormones"},
     {ObservableGroup::fertility, "fertility"},
     {ObservableGroup::safety, "safety"},
     {ObservableGroup::symptoms, "symptoms"},
     {ObservableGroup::body, "body"}}};

struct Observable {
  std::string id;    // "total_testosterone"
  std::string name;  // "Total testosterone"
  std::string what;  // one line
  DisplayUnit us;
  DisplayUnit si;
  std::optional<ReferenceRange> range;
  std::vector<std::string> aliases;
  ObservableGroup group = ObservableGroup::hormones;
  std::vector<Limit> limits;
};

/// How a series stands against a limit.
struct Crossing {
  double extreme = 0;           // the value nearest to the limit or farthest beyond it, canonical units
  std::optional<double> first;  // h: when it was first beyond; none = never
  double beyond = 0;            // h: visits beyond it, each counted up to the next
  bool at_end = false;          // beyond at the last visit
};

/// None when there is no finite value. `values` at `time`, canonical units.
[[nodiscard]] std::optional<Crossing> crossing_of(const Limit& limit, const std::vector<double>& time,
                                                  const std::vector<double>& values);

}  // namespace hpg
