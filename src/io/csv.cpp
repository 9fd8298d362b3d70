// Rows of the tidy CSV.
#include "io/csv.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>

#include "io/atomic_file.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {
namespace {

constexpr double kMinutesPerHour = 60;
constexpr double kHoursADay = 24;

class Rows {
 public:
  explicit Rows(const std::string& arm) : start_(csv_field(arm) + ",1,") {}

  /// Nine digits: three more than the tightest tolerance gives. What has decayed below any assay is written as 0.
  void add(std::string& text, double hours, std::string_view observable, double value, const std::string& unit) const {
    if (std::abs(value) < 1e-30) value = 0;
    fmt::format_to(std::back_inserter(text), "{}{},{},{},{}\r\n", start_, shortest(hours / kHoursADay), observable,
                   std::isfinite(value) ? fmt::format("{:.9g}", value) : "", csv_field(unit));
  }

 private:
  std::string start_;  // arm and man
};

void add_series(std::string& text, const Rows& rows, const Result& result, const Series& series, const Catalog& catalog,
                UnitSystem units) {
  for (std::size_t o = 0; o < result.observables.size(); ++o) {
    const Observable& observable = catalog.observable(result.observables[o], {});
    const DisplayUnit& unit = units == UnitSystem::us ? observable.us : observable.si;
    const std::string mean = observable.id + "_24h_mean";
    for (std::size_t i = 0; i < series.time.size(); ++i) {
      rows.add(text, series.time[i], observable.id, series.at_visit[o][i] * unit.factor, unit.symbol);
      rows.add(text, series.time[i], mean, series.mean_24_h[o][i] * unit.factor, unit.symbol);
    }
  }
}

void add_level(std::string& text, const Rows& rows, const std::vector<double>& time, const DrugLevel& level) {
  const std::string id = level.drug + "_concentration";
  const std::string mean = id + "_24h_mean";
  for (std::size_t i = 0; i < time.size(); ++i) {
    rows.add(text, time[i], id, level.at_visit[i], level.unit);
    rows.add(text, time[i], mean, level.mean_24_h[i], level.unit);
  }
}

void add_pulses(std::string& text, const Rows& rows, const PulseProfile& profile) {
  if (profile.time.empty()) return;
  const PulseSummary& pulses = profile.pulses;
  const double time = profile.time.front();
  const double interval = pulses.pulses >= 2 ? pulses.interpulse_interval * kMinutesPerHour : NAN;
  rows.add(text, time, "lh_pulses_24h", pulses.per_24_h, "1/24 h");
  rows.add(text, time, "lh_interpulse_interval", interval, "min");
  rows.add(text, time, "lh_pulse_amplitude", pulses.pulses >= 1 ? pulses.amplitude : NAN, "IU/L");
}

}  // namespace

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string field = "\"";
  for (const char c : text) {
    if (c == '"') field += '"';
    field += c;
  }
  return field + '"';
}

std::string csv_text(const Result& result, const Catalog& catalog, UnitSystem units) {
  std::string text = "arm,man,time_d,observable,value,unit\r\n";
  for (const ArmResult& arm : result.arms) {
    const Rows rows(arm.name);
    add_series(text, rows, result, arm.series, catalog, units);
    for (const DrugLevel& level : arm.levels) add_level(text, rows, arm.series.time, level);
    for (const PulseProfile& profile : arm.profiles) add_pulses(text, rows, profile);
  }
  return text;
}

void write_csv(const Result& result, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file) {
  write_atomically(file, csv_text(result, catalog, units));
}

}  // namespace hpg::io
