// data/drugs/*.toml: routes, disposition and actions of one drug.
#include <fmt/format.h>

#include <array>
#include <cmath>
#include <functional>
#include <numbers>

#include "io/load.hpp"
#include "io/names.hpp"

namespace hpg::io {
namespace {

using pharmacology::Absorption;
using pharmacology::Action;
using pharmacology::DispositionMode;
using pharmacology::DoseKind;
using pharmacology::Drug;
using pharmacology::Route;

constexpr std::array<std::string_view, static_cast<std::size_t>(model::Site::count)> kSites{"gnrh_receptor",
                                                                                            "kiss1r",
                                                                                            "nk3r",
                                                                                            "opioid_receptor",
                                                                                            "estrogen_receptor.hypothalamus",
                                                                                            "estrogen_receptor.pituitary",
                                                                                            "estrogen_receptor.liver",
                                                                                            "estrogen_receptor.breast",
                                                                                            "estrogen_receptor.bone",
                                                                                            "androgen_receptor.hypothalamus",
                                                                                            "androgen_receptor.pituitary",
                                                                                            "androgen_receptor.periphery",
                                                                                            "lh_receptor",
                                                                                            "fsh_receptor",
                                                                                            "aromatase.adipose",
                                                                                            "aromatase.testis",
                                                                                            "five_alpha_reductase",
                                                                                            "steroidogenesis",
                                                                                            "leydig_insulin",
                                                                                            "d2_receptor",
                                                                                            "ghrh_receptor",
                                                                                            "ghrelin_receptor"};

constexpr std::array<std::string_view, static_cast<std::size_t>(model::Species::count)> kSpecies{
    "testosterone",        "estradiol",      "dht",      "lh",         "fsh",    "gnrh", "hcg", "growth_hormone", "weight_loss",
    "lasting_weight_loss", "energy_deficit", "exercise", "sleep_loss", "illness"};

constexpr std::array<std::string_view, 3> kDoseKinds{"mass", "activity", "level"};  // in the order of DoseKind

constexpr double kGramPerMol = 1e-3;  // in ug/nmol

template <std::size_t n>
std::size_t find_name(const std::array<std::string_view, n>& names, TomlTable& table, std::string_view key) {
  const std::string found = table.text(key);
  for (std::size_t i = 0; i < n; ++i) {
    if (names[i] == found) return i;
  }
  const std::vector<std::string> known(names.begin(), names.end());
  throw InputError(table.where(key),
                   fmt::format("unknown {} {}{}", key, in_quotes(found), did_you_mean_or_list(found, known, known)));
}

bool is_steroid(model::Species s) { return s <= model::Species::dht; }

/// How doses of a drug that is this species are counted.
DoseKind kind_of_species(model::Species s) {
  using model::Species;
  if (s == Species::lh || s == Species::fsh || s == Species::hcg) return DoseKind::activity;
  return s >= Species::energy_deficit ? DoseKind::level : DoseKind::mass;
}

/// Reads the tables of one drug file and collects every number with its provenance.
class DrugReader {
 public:
  DrugReader(const std::filesystem::path& file, const Sources& sources) : sources_(sources), root_(TomlTable::read(file)) {
    drug_.id = plain_name(file.stem().string());
  }

  Drug read() {
    read_description();
    read_components();
    read_routes();
    read_disposition();
    for (TomlTable& table : root_.tables("action")) read_action(table);
    root_.finish();
    check();
    return std::move(drug_);
  }

 private:
  struct Bounds {
    double above = 0;  // exclusive, unless closed
    double most = HUGE_VAL;
    bool closed = false;
  };

  double number(TomlTable& parent, std::string_view key, const std::string& name, const Dimension& wanted, const Bounds& bounds) {
    TomlTable table = parent.table(key);
    ReadNumber read = read_number(table, drug_.id + "." + name, sources_);
    const double value = expect({read.number.value, read.dimension}, wanted, read.number.written, table.where("value"));
    table.finish();
    if (value > bounds.most || value < bounds.above || (!bounds.closed && value == bounds.above)) {
      const std::string upper = std::isfinite(bounds.most) ? fmt::format(" and at most {}", bounds.most) : "";
      throw InputError(table.where("value"), fmt::format("{} must be {} {}{}", in_quotes(read.number.written),
                                                         bounds.closed ? "at least" : "above", bounds.above, upper));
    }
    drug_.numbers.push_back(std::move(read.number));
    return value;
  }

  double positive(TomlTable& parent, std::string_view key, const std::string& path, const Dimension& wanted) {
    return number(parent, key, path + "." + std::string(key), wanted, {});
  }

  double share(TomlTable& parent, std::string_view key, const std::string& name) {
    return number(parent, key, name, kDimensionless, {.above = 0, .most = 1});
  }

  /// A first-order rate, written as one or as a half-life.
  double rate(TomlTable& table, const std::string& path) {
    const bool as_rate = table.has("rate");
    if (as_rate && table.has("half_life")) throw InputError(table.where(), "wants either \"half_life\" or \"rate\", not both");
    if (as_rate) return positive(table, "rate", path, kDimensionless / kTime);
    return std::numbers::ln2 / positive(table, "half_life", path, kTime);
  }

  void read_description() {
    drug_.name = root_.text("name");
    drug_.aliases = root_.texts("aliases");
    drug_.group = root_.text("group");
    drug_.about = root_.text("about");
    drug_.usual = root_.find_text("usual").value_or("");
    drug_.limits = root_.find_text("limits").value_or("");
    drug_.dose_kind = static_cast<DoseKind>(find_name(kDoseKinds, root_, "dose"));
    drug_.largest_dose = root_.quantity("largest_dose", dose_dimension(drug_));
    if (!(drug_.largest_dose > 0)) throw InputError(root_.where("largest_dose"), "must be above 0");
    if (root_.has("active_fraction")) drug_.active_fraction = share(root_, "active_fraction", "active_fraction");
    if (root_.has("molar_mass")) {
      drug_.molar_mass = number(root_, "molar_mass", "molar_mass", kMass / kAmount, {}) / kGramPerMol;
    }
    if (root_.has("species")) drug_.species = static_cast<model::Species>(find_name(kSpecies, root_, "species"));
  }

  void read_components() {
    double total = 0;
    for (TomlTable& table : root_.tables("component")) {
      const std::string name = table.text("drug");
      drug_.components.push_back({name, share(table, "fraction", "component." + plain_name(name) + ".fraction")});
      total += drug_.components.back().fraction;
      table.finish();
    }
    // Units of activity are counted per substance: one vial may hold 75 IU of one and 75 IU of another.
    if (by_mass() && total > 1 + 1e-9)
      throw InputError(root_.where("component"), fmt::format("fractions add up to {:.4g}, more than the dose", total));
  }

  void read_routes() {
    auto routes = root_.find_table("route");
    if (!routes) return;
    for (const std::string& name : routes->keys()) {
      TomlTable table = routes->table(name);
      Route route{name, share(table, "bioavailability", "route." + name + ".bioavailability"), {}};
      std::vector<TomlTable> paths = table.tables("absorption");
      double total = 0;
      for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string path = fmt::format("route.{}.absorption{}", name, paths.size() > 1 ? fmt::format(".{}", i + 1) : "");
        route.absorption.push_back(read_absorption(paths[i], path));
        total += route.absorption.back().fraction;
      }
      if (!paths.empty() && std::abs(total - 1) > 1e-3) {
        throw InputError(table.where("absorption"), fmt::format("fractions add up to {:.4g}, must be 1", total));
      }
      table.finish();
      drug_.routes.push_back(std::move(route));
    }
  }

  Absorption read_absorption(TomlTable& table, const std::string& path) {
    Absorption absorption;
    if (table.has("fraction")) absorption.fraction = share(table, "fraction", path + ".fraction");
    if (table.has("duration")) {
      if (table.has("rate") || table.has("half_life")) {
        throw InputError(table.where(), "wants one of \"half_life\", \"rate\" and \"duration\"");
      }
      absorption.duration = positive(table, "duration", path, kTime);
    } else {
      absorption.rate = rate(table, path);
      if (table.has("transit_rate")) absorption.transit_rate = positive(table, "transit_rate", path, kDimensionless / kTime);
    }
    if (table.has("species")) {
      absorption.species = static_cast<model::Species>(find_name(kSpecies, table, "species"));
      const bool fits = is_steroid(*absorption.species) && drug_.species && is_steroid(*drug_.species) && absorption.rate > 0;
      if (!fits) {
        throw InputError(table.where("species"),
                         "a path may deliver another steroid only where the drug is a steroid and the path "
                         "is first order (\"half_life\" or \"rate\")");
      }
    }
    table.finish();
    return absorption;
  }

  void read_disposition() {
    if (auto table = root_.find_table("disposition")) {
      drug_.volume = positive(*table, "volume", "disposition", kVolume);
      const bool two = table->has("peripheral_volume") || table->has("intercompartmental_clearance");
      if (two) {
        const double clearance = positive(*table, "clearance", "disposition", kVolume / kTime);
        const double peripheral = positive(*table, "peripheral_volume", "disposition", kVolume);
        const double between = positive(*table, "intercompartmental_clearance", "disposition", kVolume / kTime);
        drug_.disposition = two_compartments(clearance, peripheral, between);
      } else if (table->has("clearance")) {
        if (table->has("rate") || table->has("half_life")) {
          throw InputError(table->where(), "wants one of \"half_life\", \"rate\" and \"clearance\"");
        }
        drug_.disposition = {{1, positive(*table, "clearance", "disposition", kVolume / kTime) / drug_.volume}};
      } else {
        drug_.disposition = {{1, rate(*table, "disposition")}};
      }
      table->finish();
    }
    if (auto table = root_.find_table("effect_site")) {
      drug_.effect_site_rate = rate(*table, "effect_site");
      table->finish();
    }
  }

  /// The two exponentials of the central compartment after a bolus into it; their fractions add up to 1.
  [[nodiscard]] std::vector<DispositionMode> two_compartments(double clearance, double peripheral, double between) const {
    const double out = clearance / drug_.volume;
    const double there = between / drug_.volume;
    const double back = between / peripheral;
    const double sum = out + there + back;
    const double fast = (sum + std::sqrt(sum * sum - 4 * out * back)) / 2;
    const double slow = out * back / fast;  // free of the cancellation in (sum - root) / 2
    const double fast_share = (fast - back) / (fast - slow);
    return {{fast_share, fast}, {1 - fast_share, slow}};
  }

  void read_action(TomlTable& table) {
    Action action{};
    const std::size_t site = find_name(kSites, table, "site");
    action.site = static_cast<model::Site>(site);
    const std::string path = "action." + std::string(kSites[site]);
    action.half_effect = half_effect(table, path);
    // Inhibitors and the NK3 receptor know occupancy only; at KISS1R and the receptors of growth-hormone release there is no own
    // ligand for an antagonist to displace.
    const std::string_view name = kSites[site];
    const bool occupancy_only = name == "nk3r" || name == "steroidogenesis" || name == "leydig_insulin" ||
                                name == "five_alpha_reductase" || name.starts_with("aromatase.");
    if (!occupancy_only) {
      action.efficacy = number(table, "efficacy", path + ".efficacy", kDimensionless, {.above = 0, .most = 1, .closed = true});
      const bool no_own_ligand = name == "kiss1r" || name == "ghrh_receptor" || name == "ghrelin_receptor";
      if (no_own_ligand && action.efficacy == 0) {
        throw InputError(table.where("efficacy"), fmt::format("0 does nothing at {}", name));
      }
    } else if (table.has("efficacy")) {
      throw InputError(table.where("efficacy"), fmt::format("has no meaning at {}, which drugs can only block", name));
    }
    table.finish();
    for (const Action& other : drug_.actions) {
      if (other.site == action.site) throw InputError(table.where("site"), fmt::format("{} is acted on twice", in_quotes(name)));
    }
    drug_.actions.push_back(action);
  }

  /// In the unit in which the drug's own kinetics give its concentration: ug/L or IU/L.
  double half_effect(TomlTable& table, const std::string& path) {
    if (drug_.dose_kind == DoseKind::activity) return positive(table, "half_effect", path, kActivity / kVolume);
    const Dimension written = table.table("half_effect").any_quantity("value").quantity.dimension;
    if (written != kAmount / kVolume) return positive(table, "half_effect", path, kMass / kVolume);
    if (drug_.molar_mass == 0) {
      throw InputError(table.where("half_effect"), "a molar concentration needs the [molar_mass] of the drug");
    }
    return positive(table, "half_effect", path, kAmount / kVolume) * drug_.molar_mass * kGramPerMol;
  }

  /// Exactly one of: components; a species whose rate it feeds; own disposition.
  void check() {
    const bool fed = drug_.species && pharmacology::enters_as_rate(*drug_.species);
    const int ways = !drug_.components.empty() + fed + !drug_.disposition.empty();
    if (ways != 1) {
      throw InputError(root_.where(), "wants exactly one of [[component]], a species that the body clears, and [disposition]");
    }
    const bool counted_in_nmol = fed && is_steroid(*drug_.species);
    if (counted_in_nmol && !(by_mass() && drug_.molar_mass > 0)) {
      throw InputError(root_.where("species"), "a steroid needs dose = \"mass\" and a [molar_mass]");
    }
    if (drug_.species && drug_.dose_kind != kind_of_species(*drug_.species)) {
      throw InputError(root_.where("species"),
                       fmt::format("wants dose = \"{}\"", kDoseKinds[static_cast<std::size_t>(kind_of_species(*drug_.species))]));
    }
    if (drug_.dose_kind == DoseKind::level && !drug_.species) {
      throw InputError(root_.where("dose"), "\"level\" wants a species: a load of life");
    }
    if (drug_.disposition.empty() && (!drug_.actions.empty() || drug_.effect_site_rate > 0)) {
      throw InputError(root_.where("action"), "an action needs the concentration that [disposition] gives");
    }
    if (drug_.components.empty() && !drug_.species && drug_.actions.empty()) {
      throw InputError(root_.where(), "acts nowhere: wants a species or an [[action]]");
    }
    if (drug_.components.empty() && drug_.routes.empty()) throw InputError(root_.where(), "has no [route]");
    if (!drug_.components.empty() && !drug_.routes.empty()) {
      throw InputError(root_.where("route"), "a drug made of components is given by the routes of its components");
    }
  }

  [[nodiscard]] bool by_mass() const { return drug_.dose_kind == DoseKind::mass; }

  const Sources& sources_;
  TomlTable root_;
  Drug drug_;
};

}  // namespace

Dimension dose_dimension(const Drug& drug) {
  switch (drug.dose_kind) {
    case DoseKind::mass:
      return kMass;
    case DoseKind::activity:
      return kActivity;
    default:
      return kDimensionless;
  }
}

std::string dose_text(const Drug& drug, double amount) {
  if (drug.dose_kind == DoseKind::level) return shortest(100 * amount) + " %";
  if (drug.dose_kind == DoseKind::activity) return shortest(amount) + " IU";
  return amount >= 1e9 ? shortest(amount / 1e9) + " kg" : shortest(amount / 1e3) + " mg";
}

pharmacology::Drug load_drug(const std::filesystem::path& file, const Sources& sources) {
  return DrugReader(file, sources).read();
}

}  // namespace hpg::io
