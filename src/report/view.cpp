// Names, units and periods of a result, for all sections of the report.
#include "report/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/trial_words.hpp"
#include "report/text.hpp"

namespace hpg::report {

Observable View::observable(std::size_t index) const { return io::observable_or_made(catalog, result.observables.at(index)); }

std::optional<std::size_t> View::index_of(const std::string& id) const {
  const auto found = std::find(result.observables.begin(), result.observables.end(), id);
  if (found == result.observables.end()) return std::nullopt;
  return static_cast<std::size_t>(found - result.observables.begin());
}

std::vector<std::size_t> reading_order(const std::vector<Observable>& observables) {
  static constexpr std::array first{"total_testosterone",
                                    "free_testosterone",
                                    "lh",
                                    "fsh",
                                    "estradiol",
                                    "dht",
                                    "shbg",
                                    "prolactin",
                                    "sperm_concentration",
                                    "total_sperm_count",
                                    "testis_volume",
                                    "intratesticular_testosterone",
                                    "inhibin_b",
                                    "hematocrit",
                                    "hemoglobin",
                                    "psa",
                                    "prostate_volume",
                                    "bone_density",
                                    "bone_resorption",
                                    "testosterone_to_estradiol",
                                    "body_weight",
                                    "body_mass_index",
                                    "fat_mass",
                                    "lean_mass",
                                    "insulin_resistance",
                                    "leptin",
                                    "igf1",
                                    "growth_hormone"};
  std::vector<std::size_t> order(observables.size());
  const auto place = [&](std::size_t index) {
    const auto asked = std::find(first.begin(), first.end(), observables[index].id);
    return std::pair{observables[index].group, asked - first.begin()};
  };
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return place(a) < place(b); });
  return order;
}

std::vector<std::size_t> View::reading_order() const {
  std::vector<Observable> observables;
  for (std::size_t i = 0; i < result.observables.size(); ++i) observables.push_back(observable(i));
  return report::reading_order(observables);
}

std::vector<std::size_t> View::group(ObservableGroup group) const {
  std::vector<std::size_t> members = reading_order();
  std::erase_if(members, [&](std::size_t index) { return observable(index).group != group; });
  return members;
}

const DisplayUnit& View::unit(const Observable& observable) const {
  return units == UnitSystem::us ? observable.us : observable.si;
}

const std::vector<double>& View::values(const ArmResult& arm, std::size_t observable, Basis basis) const {
  static const std::vector<double> none;
  const auto& table = basis == Basis::mean       ? arm.series.mean_24_h
                      : basis == Basis::interval ? arm.series.interval_mean
                                                 : arm.series.at_visit;
  return observable < table.size() ? table[observable] : none;
}

const Arm* View::arm(std::size_t index) const {
  return index < result.protocol.arms.size() ? &result.protocol.arms[index] : nullptr;
}

std::optional<Treatment> View::treatment(std::size_t arm_index) const {
  const Arm* const arm = this->arm(arm_index);
  return arm == nullptr ? std::nullopt : treatment_of(*arm, duration());
}

std::optional<Treatment> View::treatment() const {
  std::optional<Treatment> all;
  for (std::size_t i = 0; i < result.arms.size(); ++i) {
    const auto one = treatment(i);
    if (!one) continue;
    if (!all) all = one;
    all->first = std::min(all->first, one->first);
    all->last = std::max(all->last, one->last);
    all->end = std::max(all->end, one->end);
  }
  return all;
}

double View::duration() const {
  double longest = result.protocol.duration;
  if (longest > 0) return longest;
  for (const ArmResult& arm : result.arms) {
    if (!arm.series.time.empty()) longest = std::max(longest, arm.series.time.back());
  }
  return longest > 0 ? longest : 24;
}

std::string View::sample_name() const {
  const double days = result.protocol.sample_every / 24;
  if (days < 1 || std::abs(days - std::round(days)) > 1e-6) return "point sample";
  const double minutes = std::round(result.protocol.clock_at_start * 60);
  return fmt::format("{:02}:{:02} sample", static_cast<int>(minutes / 60) % 24, static_cast<int>(minutes) % 60);
}

std::string arm_letter(std::size_t arm_index) {
  std::string letter(1, static_cast<char>('A' + static_cast<int>(arm_index % 26)));
  if (arm_index >= 26) letter += std::to_string(arm_index / 26 + 1);
  return letter;
}

std::string_view group_id(ObservableGroup group) {
  for (const auto& [known, name] : kObservableGroups) {
    if (known == group) return name;
  }
  return "";
}

std::string group_title(ObservableGroup group) {
  switch (group) {
    case ObservableGroup::hormones:
      return "Hormones";
    case ObservableGroup::fertility:
      return "Fertility";
    case ObservableGroup::safety:
      return "Safety";
    case ObservableGroup::symptoms:
      return "How he feels";
    case ObservableGroup::body:
      break;
  }
  return "Body";
}

std::string arm_class(std::size_t arm_index) { return fmt::format("a{}", arm_index % 8); }

std::string arm_badge(std::size_t arm_index) {
  return fmt::format("<span class=\"badge {}\" aria-hidden=\"true\">{}</span>", arm_class(arm_index), arm_letter(arm_index));
}

std::string dose_words(const Dose& dose) {
  if (dose.written.find(dose.drug) != std::string::npos) return dose.written;
  return dose.written.empty() ? dose.drug : dose.drug + " " + dose.written;
}

std::string time_words(double time, double duration) { return time_words(time, time_unit(duration)); }

std::string time_words(double time, const TimeUnit& unit) {
  const double count = time / unit.hours;
  return fmt::format("{} {}", unit.one, tick_label(std::round(count * 10) / 10));
}

std::string span_words(double hours, double duration) { return span_words(hours, time_unit(duration)); }

std::string span_words(double hours, const TimeUnit& unit) {
  const double count = std::round(hours / unit.hours * 10) / 10;
  return fmt::format("{} {}", tick_label(count), count == 1 ? unit.one : unit.name);
}

std::string unit_words(const DisplayUnit& unit) {
  if (unit.symbol == "1") return "";
  if (unit.symbol == "kg/m2") return "kg/m&sup2;";
  if (unit.symbol == "%/a") return "% a year";
  return escape(unit.symbol);
}

std::string limit_words(const Limit& limit, const DisplayUnit& unit) {
  const std::string symbol = unit_words(unit);
  return fmt::format("{} {}{}{}", limit.high ? "above" : "below", short_number(limit.value * unit.factor),
                     symbol.empty() ? "" : " ", symbol);
}

bool has_upper(const ReferenceRange& range) { return std::isfinite(range.high) && range.high > range.low; }

std::string range_words(const ReferenceRange& range, double factor) {
  if (!has_upper(range)) return "above " + short_number(range.low * factor);
  if (range.low <= 0) return "below " + short_number(range.high * factor);
  return short_number(range.low * factor) + "&ndash;" + short_number(range.high * factor);
}

}  // namespace hpg::report
