// What a drug is: how each route delivers it, how the body disposes of it, where it acts. Plain data, read from
// data/drugs/*.toml.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hpgsim/number.hpp"
#include "model/axis.hpp"

namespace hpg::pharmacology {

/// One path from the site of administration: first order (rate > 0, after a transit step if there is one) or at a constant
/// rate over `duration`.
struct Absorption {
  double fraction = 1;      // of the bioavailable dose
  double rate = 0;          // 1/h; 0 when duration is used
  double duration = 0;      // h
  double transit_rate = 0;  // 1/h: first-order step before the one of `rate` (oil to tissue); 0 = none
  std::optional<model::Species> species = std::nullopt;  // what it delivers, if not the drug's own species (DHT made in skin)
};

struct Route {
  std::string name;  // "im", "sc", "oral", "iv"
  double bioavailability = 1;
  std::vector<Absorption> absorption;  // empty: straight into blood
};

/// One exponential of the disposition: a fraction of what enters blood leaves with this rate (two modes = two compartments).
struct DispositionMode {
  double fraction = 1;
  double rate = 0;  // 1/h
};

struct Action {
  model::Site site;
  double half_effect = 1;  // concentration that occupies half of the free site, canonical units
  double efficacy = 0;     // intrinsic: 1 full agonist, 0 antagonist or inhibitor
};

/// Part of a dose that is another drug of the catalogue (an isomer, an ester of a blend).
struct Component {
  std::string drug;
  double fraction = 1;  // of the dose, by mass
};

/// ug, IU, or the strength of a load of life (fasting, short nights) held while it lasts.
enum class DoseKind { mass, activity, level };

/// A drug. Exactly one of: components; a species whose rate it feeds (no disposition: the axis clears it); own disposition.
struct Drug {
  std::string id;    // "testosterone_cypionate": the file name
  std::string name;  // "testosterone cypionate": what protocols say
  std::vector<std::string> aliases;
  std::string group;   // "testosterone", "SERM", ...
  std::string about;   // one or two lines
  std::string usual;   // doses as they are prescribed
  std::string limits;  // what the description leaves out
  DoseKind dose_kind = DoseKind::mass;
  double largest_dose = 0;     // of one administration, in the unit of dose_kind: above it the dose is refused as absurd
  double active_fraction = 1;  // active substance per unit of dose (salt, ester), by mass
  std::vector<Component> components;
  std::vector<Route> routes;
  std::optional<model::Species> species;
  double molar_mass = 0;  // g/mol of the active substance; needed for species counted in nmol
  double volume = 0;      // L
  std::vector<DispositionMode> disposition;
  double effect_site_rate = 0;  // 1/h; 0: acts at the blood concentration
  std::vector<Action> actions;
  std::vector<Number> numbers;  // every number above with its provenance, for explain and tests
};

/// Does the species enter the axis as a rate into blood (the axis clears it), or as a concentration the drug's own kinetics give?
[[nodiscard]] constexpr bool enters_as_rate(model::Species s) { return s != model::Species::gnrh && s != model::Species::hcg; }

/// A drug whose doses say nothing without the time they last.
[[nodiscard]] inline bool wants_duration(const Drug& drug) {
  return drug.dose_kind == DoseKind::level || drug.species == model::Species::weight_loss ||
         drug.species == model::Species::lasting_weight_loss;
}

}  // namespace hpg::pharmacology
