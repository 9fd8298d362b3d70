// Columns, bounds and visits of a trial file.
#include "io/trial_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/load.hpp"
#include "io/names.hpp"

namespace hpg::io {
namespace {

/// What swings within a day; of everything else the sample says as much.
constexpr std::array<std::string_view, 5> kWithMean{"total_testosterone", "free_testosterone", "lh", "fsh", "estradiol"};

/// Rounding must not move 7 d times 4 to the day before.
constexpr double kSameDay = 1e-9;

/// Takes "24-h mean" off a name; false when it is not there.
bool strip_mean(std::string& name) {
  std::string plain = plain_name(name);
  for (const std::string_view prefix : {"24_h_mean_", "24h_mean_"}) {
    if (!plain.starts_with(prefix)) continue;
    name = plain.substr(prefix.size());
    if (name.starts_with("of_")) name = name.substr(3);
    return true;
  }
  for (const std::string_view suffix : {"_24h_mean", "_24_h_mean"}) {
    if (!plain.ends_with(suffix)) continue;
    name = plain.substr(0, plain.size() - suffix.size());
    return true;
  }
  return false;
}

void check_order(TomlTable& table, std::string_view low, std::string_view high, const Bounds& bounds) {
  if (bounds.low < bounds.high) return;
  throw InputError(table.where(high), fmt::format("{} is not higher than {} of \"{}\"", in_quotes(table.text(high)),
                                                  in_quotes(table.text(low)), low));
}

}  // namespace

Column read_column(const std::string& name, const Where& where, const Catalog& catalog) {
  Column column;
  std::string observable = name;
  column.mean_24_h = strip_mean(observable);
  column.observable = catalog.observable(observable, where).id;
  if (column.mean_24_h && std::find(kWithMean.begin(), kWithMean.end(), column.observable) == kWithMean.end()) {
    throw InputError(where, fmt::format("{}: 24-h means are kept of {} only; name the sample", in_quotes(name),
                                        one_of(std::vector<std::string>(kWithMean.begin(), kWithMean.end()))));
  }
  return column;
}

const Observable& read_sample(TomlTable& table, const Catalog& catalog) {
  const std::string name = table.text("observable");
  const Where where = table.where("observable");
  const Column column = read_column(name, where, catalog);
  if (column.mean_24_h) throw InputError(where, in_quotes(name) + " is a mean, wanted the observable of a sample");
  return catalog.observable(column.observable, where);
}

std::string name_of(const Column& column, const Catalog& catalog) {
  return catalog.observable(column.observable, {}).name + (column.mean_24_h ? " (24-h mean)" : "");
}

Bounds read_fit(TomlTable& table, const Observable& observable) {
  Bounds bounds;
  for (const auto& [plain, strict] : {std::pair{"at_least", "above"}, std::pair{"at_most", "below"}}) {
    if (table.has(plain) && table.has(strict)) {
      throw InputError(table.where(strict), fmt::format("does not go with \"{}\": give one of the two", plain));
    }
  }
  const std::string_view low = table.has("above") ? "above" : "at_least";
  const std::string_view high = table.has("below") ? "below" : "at_most";
  if (table.has(low)) bounds.low = read_in_display_unit(table, low, observable);
  if (table.has(high)) bounds.high = read_in_display_unit(table, high, observable);
  bounds.above = table.has("above");
  bounds.below = table.has("below");
  if (!table.has(low) && !table.has(high)) {
    throw InputError(table.where(), "wants a bound: \"at_least\" or \"above\", \"at_most\" or \"below\", or both ends");
  }
  check_order(table, low, high, bounds);
  return bounds;
}

Bounds read_keep(TomlTable& table, const Observable& observable) {
  Bounds keep;
  if (!table.has("below") && !table.has("above")) {
    throw InputError(table.where(), "wants \"below\", \"above\" or both: the values at which it acts");
  }
  if (table.has("below")) keep.low = read_in_display_unit(table, "below", observable);
  if (table.has("above")) keep.high = read_in_display_unit(table, "above", observable);
  check_order(table, "below", "above", keep);
  return keep;
}

double whole_days(double hours) { return kHoursPerDay * std::floor(hours / kHoursPerDay + kSameDay); }

double read_visit(const std::string& written, const Where& where, const std::vector<Visit>& visits) {
  const double time = whole_days(read_quantity(written, kTime, where));
  if (time == 0) throw InputError(where, in_quotes(written) + " is the baseline; wanted a later visit");
  for (const Visit& visit : visits) {
    if (visit.time == time) return time;
  }
  if (visits.size() < 2) throw InputError(where, in_quotes(written) + " is not a visit: there are none, see [visits]");
  const auto near = std::min_element(visits.begin() + 1, visits.end(), [&](const Visit& a, const Visit& b) {
    return std::abs(a.time - time) < std::abs(b.time - time);
  });
  throw InputError(where, fmt::format("{} is not a visit; the nearest one is at {}", in_quotes(written), time_text(near->time)));
}

std::string time_text(double hours) {
  const double days = hours / kHoursPerDay;
  return std::fmod(days, 7) == 0 && days > 0 ? shortest(days / 7) + " wk" : shortest(days) + " d";
}

}  // namespace hpg::io
