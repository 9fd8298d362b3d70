// Words for bounds and doses.
#include "io/trial_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace hpg::io {
namespace {

std::string shown(double value, const DisplayUnit& unit) { return fmt::format("{:.4g}", value * unit.factor); }

std::string symbol(const DisplayUnit& unit) { return unit.symbol.empty() || unit.symbol == "1" ? "" : " " + unit.symbol; }

}  // namespace

std::string within_words(const Bounds& bounds, const DisplayUnit& unit) {
  const bool low = std::isfinite(bounds.low);
  const bool high = std::isfinite(bounds.high);
  const std::string from = (bounds.above ? "above " : "at least ") + shown(bounds.low, unit);
  const std::string to = (bounds.below ? "below " : "at most ") + shown(bounds.high, unit);
  if (low && high && !bounds.above && !bounds.below)
    return shown(bounds.low, unit) + " to " + shown(bounds.high, unit) + symbol(unit);
  if (low && high) return from + " and " + to + symbol(unit);
  if (low) return from + symbol(unit);
  if (high) return to + symbol(unit);
  return "any value";
}

std::string outside_words(const Bounds& bounds, const DisplayUnit& unit) {
  const bool low = std::isfinite(bounds.low);
  const bool high = std::isfinite(bounds.high);
  if (low && high) return "below " + shown(bounds.low, unit) + " or above " + shown(bounds.high, unit) + symbol(unit);
  if (low) return "below " + shown(bounds.low, unit) + symbol(unit);
  if (high) return "above " + shown(bounds.high, unit) + symbol(unit);
  return "no value";
}

DisplayUnit dose_unit(const Dose& dose, const Catalog& catalog) {
  const auto drug = std::find_if(catalog.drugs.begin(), catalog.drugs.end(),
                                 [&](const auto& known) { return known.name == dose.drug || known.id == dose.drug; });
  if (drug != catalog.drugs.end() && drug->dose_kind == pharmacology::DoseKind::activity) return {"IU", 1};
  if (drug != catalog.drugs.end() && drug->dose_kind == pharmacology::DoseKind::level) return {"1", 1};
  return dose.amount >= 1000 ? DisplayUnit{"mg", 1e-3} : DisplayUnit{"ug", 1};
}

Observable observable_or_made(const Catalog& catalog, const std::string& id) {
  for (const Observable& known : catalog.observables) {
    if (known.id == id) return known;
  }
  Observable made;
  made.id = id;
  made.name = id;
  std::replace(made.name.begin(), made.name.end(), '_', ' ');
  return made;
}

}  // namespace hpg::io
