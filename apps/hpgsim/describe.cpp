// Sentences from numbers: the words follow the values, so that a changed data file changes what is said.
#include "describe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "io/units.hpp"

namespace {

using hpg::Catalog;
using hpg::model::Site;
using hpg::model::Species;
using hpg::pharmacology::Absorption;
using hpg::pharmacology::Action;
using hpg::pharmacology::DoseKind;
using hpg::pharmacology::Drug;
using hpg::pharmacology::Route;

std::string percent(double share) { return few_digits(100 * share) + " %"; }

/// "40 min", "10 h", "2.4 d".
std::string duration(double hours) {
  if (hours < 1) return few_digits(60 * hours) + " min";
  return hours < 54 ? few_digits(hours) + " h" : few_digits(hours / 24) + " d";
}

std::string sentence(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text + ".";
}

std::string way_of(const std::string& route) {
  static const std::map<std::string, std::string> ways{
      {"oral", "by mouth"},     {"im", "into muscle"},          {"sc", "under the skin"}, {"iv", "into a vein"},
      {"nasal", "in the nose"}, {"transdermal", "on the skin"}, {"buccal", "on the gum"}};
  const auto known = ways.find(route);
  return known == ways.end() ? route : known->second;
}

std::string name_of(Species species) {
  switch (species) {
    case Species::testosterone:
      return "testosterone";
    case Species::estradiol:
      return "estradiol";
    case Species::dht:
      return "DHT";
    case Species::lh:
      return "LH";
    case Species::fsh:
      return "FSH";
    case Species::growth_hormone:
      return "growth hormone";
    default:
      return "";
  }
}

/// Time by which half of a first-order path is absorbed, its transit step included.
double half_time(const Absorption& path) {
  const double a = path.rate, b = path.transit_rate;
  if (b <= 0) return std::numbers::ln2 / a;
  const auto left = [&](double t) {
    if (std::abs(a - b) < 1e-6 * a) return std::exp(-a * t) * (1 + a * t);
    return (b * std::exp(-a * t) - a * std::exp(-b * t)) / (b - a);
  };
  double early = 0, late = 4 * std::numbers::ln2 / std::min(a, b);
  for (int i = 0; i < 60; ++i) {
    const double middle = (early + late) / 2;
    (left(middle) > 0.5 ? early : late) = middle;
  }
  return late;
}

std::string pace_of(const Absorption& path) {
  return path.rate > 0 ? "half in " + duration(half_time(path)) : "evenly over " + duration(path.duration);
}

/// "5.7 % (half in 2 d)", "7 % as DHT (half in 20 h)".
std::string part_of(const Absorption& path) {
  const std::string as = path.species ? " as " + name_of(*path.species) : "";
  return fmt::format("{}{} ({})", percent(path.fraction), as, pace_of(path));
}

/// What a route delivers, and how fast; also the making of a metabolite, which is written as one.
std::string delivery_of(const Route& route) {
  const bool whole = route.bioavailability == 1;
  const std::string share = whole ? "" : percent(route.bioavailability) + " of it reaches blood";
  if (route.absorption.empty()) return whole ? "in blood at once" : share + " at once";
  if (route.absorption.size() > 1) {
    std::vector<std::string> parts;
    for (const Absorption& path : route.absorption) parts.push_back(part_of(path));
    return fmt::format("{}, in parts: {}", whole ? "reaches blood" : share, enumerated(parts));
  }
  const Absorption& path = route.absorption.front();
  if (path.rate <= 0) return fmt::format("{}, {}", whole ? "reaches blood" : share, pace_of(path));
  return whole ? "half of it reaches blood in " + duration(half_time(path))
               : fmt::format("{}, half of that in {}", share, duration(half_time(path)));
}

/// A sentence for each way of delivery; routes that do the same are named together.
std::vector<std::string> describe_routes(const Drug& drug) {
  std::vector<std::pair<std::string, std::string>> told;  // delivery, ways
  for (const Route& route : drug.routes) {
    const std::string delivery = delivery_of(route);
    const auto same = std::find_if(told.begin(), told.end(), [&](const auto& each) { return each.first == delivery; });
    if (same == told.end()) {
      told.emplace_back(delivery, way_of(route.name));
    } else {
      same->second += " or " + way_of(route.name);
    }
  }
  std::vector<std::string> sentences;
  for (const auto& [delivery, ways] : told) sentences.push_back(sentence(ways + ": " + delivery));
  return sentences;
}

std::string describe_disposition(const Drug& drug) {
  std::vector<double> half_lives;
  for (const auto& mode : drug.disposition) half_lives.push_back(std::numbers::ln2 / mode.rate);
  std::string text = half_lives.size() == 1 ? fmt::format("leaves blood with a half-life of {}", duration(half_lives[0]))
                                            : fmt::format("leaves blood in two phases, with half-lives of {} and {}",
                                                          duration(half_lives[0]), duration(half_lives[1]));
  if (drug.effect_site_rate > 0) {
    text += fmt::format("; reaches its site over {} (half-time)", duration(std::numbers::ln2 / drug.effect_site_rate));
  }
  return text;
}

/// What a drug is to the body where it is one of the body's own substances, or a load of life.
std::string describe_species(const Drug& drug) {
  if (drug.dose_kind == DoseKind::level) {
    return "a load of life: \"amount\" is its strength, held for \"over\" or up to \"until\"; it acts at once and ends with it";
  }
  switch (*drug.species) {
    case Species::weight_loss:
      return "takes off body weight evenly over the time in \"over\" or up to \"until\"";
    case Species::lasting_weight_loss:
      return "takes off body weight evenly over the time in \"over\" or up to \"until\", and lowers the weight that the body "
             "defends";
    case Species::gnrh:
      return "acts as GnRH on the pituitary, at its level in blood";
    case Species::hcg:
      return "acts on the LH receptor of Leydig cells, at its level in blood";
    default:
      return fmt::format("enters blood as {0}; the body clears it as its own {0}", name_of(*drug.species));
  }
}

/// "the estrogen receptor" of "pituitary": what drugs act on, and where if there are several places. No default: a new site
/// wants its words.
struct Target {
  std::string_view what;
  std::string_view place;
  std::string_view verb = "";  // where drugs can only turn it down
};

Target target_of(Site site) {
  switch (site) {
    case Site::gnrh_receptor:
      return {"the GnRH receptor of the pituitary", ""};
    case Site::kiss1r:
      return {"the kisspeptin receptor of GnRH neurons", ""};
    case Site::nk3r:
      return {"the neurokinin-3 receptor of the pulse generator", "", "blocks"};
    case Site::opioid_receptor:
      return {"the opioid receptor that slows the pulse generator", ""};
    case Site::estrogen_receptor_hypothalamus:
      return {"the estrogen receptor", "hypothalamus"};
    case Site::estrogen_receptor_pituitary:
      return {"the estrogen receptor", "pituitary"};
    case Site::estrogen_receptor_liver:
      return {"the estrogen receptor", "liver"};
    case Site::estrogen_receptor_breast:
      return {"the estrogen receptor", "breast"};
    case Site::estrogen_receptor_bone:
      return {"the estrogen receptor", "bone"};
    case Site::androgen_receptor_hypothalamus:
      return {"the androgen receptor", "hypothalamus"};
    case Site::androgen_receptor_pituitary:
      return {"the androgen receptor", "pituitary"};
    case Site::androgen_receptor_periphery:
      return {"the androgen receptor", "periphery (muscle, marrow, prostate, skin, breast)"};
    case Site::lh_receptor:
      return {"the LH receptor of Leydig cells", ""};
    case Site::fsh_receptor:
      return {"the FSH receptor of Sertoli cells", ""};
    case Site::aromatase_adipose:
      return {"aromatase", "fat", "inhibits"};
    case Site::aromatase_testis:
      return {"aromatase", "testis", "inhibits"};
    case Site::five_alpha_reductase:
      return {"5-alpha-reductase", "", "inhibits"};
    case Site::steroidogenesis:
      return {"steroid synthesis in the testis", "", "inhibits"};
    case Site::leydig_insulin:
      return {"the testosterone secretion of Leydig cells", "", "holds down"};
    case Site::d2_receptor:
      return {"the dopamine receptor of lactotrophs", ""};
    case Site::ghrh_receptor:
      return {"the GHRH receptor of somatotrophs", ""};
    case Site::ghrelin_receptor:
      return {"the ghrelin receptor of somatotrophs", ""};
    case Site::count:
      break;
  }
  return {"", ""};
}

bool is_estrogen_receptor(Site site) {
  return site >= Site::estrogen_receptor_hypothalamus && site <= Site::estrogen_receptor_bone;
}

/// A weak agonist takes the place of estradiol: whether it adds to its signal or takes from it depends on how much of the
/// receptor normal estradiol occupies.
std::string beside_estradiol(double efficacy, const Catalog& catalog) {
  const double own = 1 / catalog.typical.steroids.estrogen_receptor_half;
  const double neutral = own / (1 + own);
  if (efficacy < 0.8 * neutral) return ", in effect a blocker at normal estradiol";
  if (efficacy < 1.25 * neutral) return ", about neutral at normal estradiol";
  return "";
}

std::string verb_of(const Action& action) {
  if (const std::string_view verb = target_of(action.site).verb; !verb.empty()) return std::string(verb);
  if (action.efficacy == 0) return "blocks";
  if (action.efficacy == 1) return "stimulates";
  return fmt::format("is a partial agonist ({}) at", percent(action.efficacy));
}

std::string level(const Drug& drug, double concentration) {
  if (drug.dose_kind == DoseKind::activity) return few_digits(concentration) + " IU/L";
  return concentration < 1e4 ? few_digits(concentration) + " ng/mL" : few_digits(concentration / 1000) + " ug/mL";
}

std::string describe_actions(const Drug& drug, const Catalog& catalog) {
  std::vector<std::string> clauses;
  std::vector<bool> told(drug.actions.size(), false);
  for (std::size_t i = 0; i < drug.actions.size(); ++i) {
    if (told[i]) continue;
    const Action& first = drug.actions[i];
    const Target target = target_of(first.site);
    std::vector<std::string> places;
    for (std::size_t k = i; k < drug.actions.size(); ++k) {
      const Action& other = drug.actions[k];
      const bool same =
          target_of(other.site).what == target.what && other.half_effect == first.half_effect && other.efficacy == first.efficacy;
      if (!same) continue;
      told[k] = true;
      if (!target.place.empty()) places.emplace_back(target_of(other.site).place);
    }
    std::string clause = fmt::format("{} {}", verb_of(first), target.what);
    if (!places.empty()) clause += " in " + enumerated(places);
    clause += ", half at " + level(drug, first.half_effect);
    const bool weak = first.efficacy > 0 && first.efficacy < 1;
    if (weak && is_estrogen_receptor(first.site)) clause += beside_estradiol(first.efficacy, catalog);
    if (first.site == Site::gnrh_receptor && first.efficacy > 0) clause += "; held up without pause it silences the pituitary";
    clauses.push_back(clause);
  }
  return fmt::format("{}", fmt::join(clauses, "; "));
}

}  // namespace

std::string few_digits(double value) {
  const double size = std::abs(value);
  if (size < 1e-6 || size >= 100) return fmt::format("{:.0f}", value);
  const int decimals = std::max(0, 2 - static_cast<int>(std::floor(std::log10(size))));
  std::string text = fmt::format("{:.{}f}", value, decimals);
  if (text.find('.') != std::string::npos) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return text;
}

std::string enumerated(const std::vector<std::string>& words) {
  if (words.size() < 2) return words.empty() ? "" : words.front();
  return fmt::format("{} and {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

std::string describe(const Drug& drug, const Catalog& catalog) {
  std::vector<std::string> said;
  if (!drug.components.empty()) {
    std::vector<std::string> parts;
    for (const auto& part : drug.components) {
      parts.push_back(fmt::format("{} ({} of the dose)", catalog.drug(part.drug, {}).name, percent(part.fraction)));
    }
    return sentence("acts through " + enumerated(parts));
  }
  const bool measured_out = drug.dose_kind != DoseKind::level && drug.routes.front().name != "life";
  if (drug.active_fraction < 1) said.push_back(sentence(percent(drug.active_fraction) + " of the dose is active substance"));
  if (measured_out) {
    const std::vector<std::string> routes = describe_routes(drug);
    said.insert(said.end(), routes.begin(), routes.end());
  }
  if (drug.species) said.push_back(sentence(describe_species(drug)));
  if (!drug.disposition.empty()) said.push_back(sentence(describe_disposition(drug)));
  if (!drug.actions.empty()) said.push_back(sentence(describe_actions(drug, catalog)));
  return fmt::format("{}", fmt::join(said, " "));
}

std::string describe(const hpg::Condition& condition) {
  std::vector<std::string> said;
  if (condition.age) said.push_back(fmt::format("{:g} a", *condition.age));
  if (condition.bmi) said.push_back(fmt::format("{:g} kg/m2", *condition.bmi));
  std::string text = enumerated(said);
  for (const hpg::Dose& past : condition.history) {
    text += fmt::format("{}before the baseline {} {}", text.empty() ? "" : "; ", past.drug, past.written);
  }
  return text;
}

std::vector<std::string> describe_changes(const std::vector<hpg::ParameterChange>& changes,
                                          const std::vector<hpg::Number>& numbers, const Catalog& catalog) {
  std::vector<std::string> said;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const hpg::ParameterChange& change = changes[i];
    const hpg::Number& number = numbers[i];
    const auto typical = std::find_if(catalog.parameters.begin(), catalog.parameters.end(),
                                      [&](const hpg::Number& p) { return p.name == change.parameter; });
    said.push_back(change.is_factor ? fmt::format("{}: {} times the typical {}", number.what, number.written, typical->written)
                                    : fmt::format("{}: {} instead of {}", number.what, number.written, typical->written));
    if (number.between_men) said.back() += fmt::format(", in virtual men with a CV of {:g} %", 100 * *number.between_men);
  }
  return said;
}

std::string published(const hpg::Condition::Lab& lab, const hpg::Observable& observable) {
  const auto shown = [&](double value) { return few_digits(value * observable.us.factor); };
  const std::string unit = observable.us.symbol == "1" ? "" : " " + observable.us.symbol;
  if (lab.low == lab.high) return shown(lab.low) + unit;
  return fmt::format("{} to {}{}", shown(lab.low), shown(lab.high), unit);
}
