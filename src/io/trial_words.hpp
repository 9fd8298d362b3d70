// Bounds and doses of a trial in plain words and shown units.
#pragma once

#include <string>

#include "hpgsim/observable.hpp"
#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"

namespace hpg::io {

/// "at least 16 M/mL", "at most 54 %", "264 to 916 ng/dL", "any value".
[[nodiscard]] std::string within_words(const Bounds& bounds, const DisplayUnit& unit);

/// What lies outside: "below 16 M/mL", "above 54 %", "below 264 or above 916 ng/dL".
[[nodiscard]] std::string outside_words(const Bounds& bounds, const DisplayUnit& unit);

/// The unit in which to show the amounts of a line: mg or ug, IU, or none for a load of life.
[[nodiscard]] DisplayUnit dose_unit(const Dose& dose, const Catalog& catalog);

/// The catalogue's entry, or one made from the id so that an unknown observable still has a name.
[[nodiscard]] Observable observable_or_made(const Catalog& catalog, const std::string& id);

[[nodiscard]] inline const DisplayUnit& unit_of(const Observable& observable, UnitSystem units) {
  return units == UnitSystem::us ? observable.us : observable.si;
}

}  // namespace hpg::io
