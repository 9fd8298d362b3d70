// The three shapes of a dose: administrations (once or every so often), pulses of a pump, a constant rate.
#include "io/read_dose.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/load.hpp"
#include "io/names.hpp"
#include "io/read_protocol.hpp"

namespace hpg::io {
namespace {

using pharmacology::Drug;

constexpr double kMostAdministrations = 1e6;
constexpr double kMostLargestDosesADay = 4;
constexpr double kLongestHistory = 40 * kHoursPerYear;

/// Times that differ by less are the same: 7 d times 4 against 28 d must not gain or lose a dose by rounding.
constexpr double kSameTime = 1e-6;  // h

class DoseReader {
 public:
  /// `past`: a dose of a man's history, which lies before the baseline; else one of an arm.
  DoseReader(TomlTable& table, double duration, const Catalog& catalog, bool past)
      : table_(table),
        duration_(duration),
        catalog_(catalog),
        drug_(catalog.drug(table.text("drug"), table.where("drug"))),
        past_(past) {}

  Dose read() {
    dose_.drug = drug_.name;
    dose_.where = table_.where();
    dose_.route = read_route();
    if (past_) {
      read_past();
    } else {
      dose_.first = table_.find_quantity("from", kTime).value_or(0);
      if (dose_.first < 0) wrong("from", "is before the start of the protocol");
      if (dose_.first >= duration_) wrong("from", "is not before the end of the protocol");
    }
    // Asked for in every shape, so that a known key in the wrong shape is told from an unknown key.
    for (const char* key : {"amount", "every", "until", "count", "over", "pump", "rate"}) (void)table_.has(key);
    table_.finish();

    if (table_.has("rate")) {
      read_rate();
    } else {
      read_administrations();
    }
    if (last_time(dose_) + dose_.over > duration_ + kSameTime) {
      wrong("over",
            fmt::format("{} lasts beyond the end of the {}", in_quotes(written("over")), past_ ? "exposure" : "protocol"));
    }
    check_day();
    dose_.written = describe();
    return dose_;
  }

 private:
  [[noreturn]] void wrong(std::string_view key, const std::string& message) const {
    throw InputError(table_.where(key), message);
  }

  /// The value of a key as the file has it.
  std::string written(std::string_view key) { return table_.any_quantity(key).text; }

  std::string read_route() {
    const std::vector<std::string> known = routes_of(drug_, catalog_);
    if (!table_.has("route")) {
      // One way only to give it needs no word, unless it is a needle into a vein: nobody means that by saying nothing.
      if (known.size() == 1 && known.front() != "iv") return known.front();
      wrong("route", fmt::format("is missing; accepted for {}: {}", drug_.name, one_of(known)));
    }
    const std::string found = table_.text("route");
    for (const std::string& route : known) {
      if (plain_name(route) == plain_name(found)) return route;
    }
    wrong("route",
          fmt::format("{} has no route {}; accepted: {}{}", drug_.name, in_quotes(found), one_of(known), by_name(found)));
  }

  /// "testosterone" with the route "gel" or "transdermal" is a product with a name of its own.
  std::string by_name(const std::string& route) const {
    std::vector<std::string> products;
    for (const pharmacology::Drug& drug : catalog_.drugs) {
      if (!drug.name.starts_with(drug_.name + " ")) continue;
      const std::vector<std::string> routes = routes_of(drug, catalog_);
      if (drug.name.find(route) != std::string::npos || std::find(routes.begin(), routes.end(), route) != routes.end())
        products.push_back(drug.name);
    }
    return products.empty() ? "" : fmt::format(" (or the drug {})", one_of(products));
  }

  /// Above 0 and not more than anybody ever gives at once.
  double checked_amount(std::string_view key, double amount) {
    if (!(amount > 0)) wrong(key, fmt::format("{} must be above 0", in_quotes(written(key))));
    if (amount > drug_.largest_dose) {
      wrong(key, fmt::format("{} is more than the largest dose of {}, {}", in_quotes(written(key)), drug_.name,
                             dose_text(drug_, drug_.largest_dose)));
    }
    return amount;
  }

  /// Doses of one line add up: no more in a day than four of the largest.
  void check_day() {
    if (dose_.every <= 0 || dose_.every >= kHoursPerDay || drug_.dose_kind == pharmacology::DoseKind::level) return;
    const double a_day = dose_.amount * kHoursPerDay / dose_.every;
    if (dose_.count > 1 && a_day > kMostLargestDosesADay * drug_.largest_dose) {
      wrong(dose_.pump ? "pump" : "every",
            fmt::format("{} makes {} a day, absurd for {}", in_quotes(written(dose_.pump ? "pump" : "every")),
                        dose_text(drug_, std::round(a_day)), drug_.name));
    }
  }

  double positive_time(std::string_view key) {
    const double time = table_.quantity(key, kTime);
    if (!(time > 0)) wrong(key, fmt::format("{} must be above 0", in_quotes(written(key))));
    return time;
  }

  /// End of the regimen in h: `until`, else the end of the protocol.
  double read_end() {
    if (!table_.has("until")) return duration_;
    const double until = table_.quantity("until", kTime);
    if (until <= dose_.first) wrong("until", fmt::format("{} is not after the first dose", in_quotes(written("until"))));
    if (until > duration_ + kSameTime)
      wrong("until", fmt::format("{} is after the end of the protocol", in_quotes(written("until"))));
    return until;
  }

  /// "lasted" and "ended" instead of "from" and "until": the end of the exposure becomes the end of the dose's protocol.
  void read_past() {
    const double lasted = positive_time("lasted");
    const double ended = table_.find_quantity("ended", kTime).value_or(0);
    if (ended < 0) wrong("ended", "is after the baseline");
    if (lasted + ended > kLongestHistory) wrong("lasted", "goes back more than 40 a");
    dose_.first = -(lasted + ended);
    duration_ = -ended;
    for (const char* key : {"from", "until", "count"}) {
      if (table_.has(key)) wrong(key, "does not go with a history, which is told by \"lasted\" and \"ended\"");
    }
  }

  void read_rate() {
    for (const char* key : {"amount", "every", "count", "over", "pump"}) {
      if (table_.has(key)) wrong(key, "does not go with \"rate\"; a constant rate takes only \"from\" and \"until\"");
    }
    if (drug_.dose_kind == pharmacology::DoseKind::level) {
      wrong("rate",
            fmt::format("has no meaning for {}: give \"amount\", its strength, and \"over\", how long it lasts", drug_.name));
    }
    const double rate = table_.quantity("rate", dose_dimension(drug_) / kTime);
    dose_.over = read_end() - dose_.first;
    dose_.amount = rate * dose_.over;
    dose_.count = 1;
    // What a day brings counts as one dose, but weight lost is lost in all.
    (void)checked_amount("rate", rate * (wants_duration(drug_) ? dose_.over : std::min(dose_.over, kHoursPerDay)));
  }

  void read_administrations() {
    if (!table_.has("amount")) wrong("", "wants \"amount\" (with \"every\" or \"pump\" if repeated) or \"rate\"");
    dose_.amount = checked_amount("amount", table_.quantity("amount", dose_dimension(drug_)));
    dose_.pump = table_.has("pump");
    if (dose_.pump && table_.has("every")) wrong("every", "does not go with \"pump\", which is the time between its pulses");
    if (dose_.pump && table_.has("over")) wrong("over", "does not go with \"pump\": its pulses are short");
    if (table_.has("over")) dose_.over = positive_time("over");
    if (wants_duration(drug_) && dose_.over == 0) {
      if (table_.has("every")) wrong("every", fmt::format("wants \"over\": how long each {} lasts", drug_.name));
      dose_.over = read_end() - dose_.first;
    }
    const std::string_view period = dose_.pump ? "pump" : "every";
    const auto count = table_.find_count("count");
    if (count && table_.has("until")) wrong("until", "does not go with \"count\": give one of the two");
    if (!table_.has(period)) {
      if (count.value_or(1) > 1) wrong("count", "wants \"every\", the time between administrations");
      if (table_.has("until") && !wants_duration(drug_)) wrong("until", "wants \"every\", the time between administrations");
      dose_.count = 1;
      return;
    }
    dose_.every = positive_time(period);
    if (dose_.over > dose_.every + kSameTime) wrong("over", "is longer than \"every\": the infusions would overlap");
    const double wanted = count ? static_cast<double>(*count) : std::ceil((read_end() - dose_.first - kSameTime) / dose_.every);
    if (wanted > kMostAdministrations) {
      wrong(count ? "count" : period,
            fmt::format("makes {:.3g} administrations, more than the {:.0f} allowed", wanted, kMostAdministrations));
    }
    if (wanted < 1) wrong(period, "leaves no dose: the time from the first to the end is too short");
    dose_.count = static_cast<std::size_t>(wanted);
    if (dose_.first + (wanted - 1) * dose_.every > duration_ - kSameTime) {
      wrong("count", fmt::format("the last of {} doses is after the end of the protocol", dose_.count));
    }
  }

  /// "100 mg im every 7 d until 12 mo".
  std::string describe() {
    std::string text = written(table_.has("rate") ? "rate" : "amount");
    if (dose_.route != "life") text += " " + dose_.route;
    if (dose_.pump) text += " by pump";
    if (table_.has("over")) text += " over " + written("over");
    if (dose_.every > 0) text += " every " + written(dose_.pump ? "pump" : "every");
    if (past_)
      return text +
             fmt::format(" for {}{}", written("lasted"), table_.has("ended") ? ", ended " + written("ended") + " ago" : "");
    if (dose_.first > 0) text += (dose_.every > 0 || table_.has("rate") ? " from " : " at ") + written("from");
    if (table_.has("until")) text += " until " + written("until");
    if (table_.has("count") && dose_.count > 1) text += fmt::format(", {} times", dose_.count);
    return text;
  }

  TomlTable& table_;
  double duration_;
  const Catalog& catalog_;
  const Drug& drug_;
  bool past_;
  Dose dose_;
};

}  // namespace

Dose read_dose(TomlTable& table, double duration, const Catalog& catalog) {
  return DoseReader(table, duration, catalog, false).read();
}

Dose read_past_dose(TomlTable& table, const Catalog& catalog) { return DoseReader(table, 0, catalog, true).read(); }

double last_time(const Dose& dose) { return dose.first + static_cast<double>(dose.count - 1) * dose.every; }

}  // namespace hpg::io
