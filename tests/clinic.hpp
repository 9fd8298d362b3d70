// What the physiology tests share: the catalogue, short ways to write doses, and a man followed day by day.
#pragma once

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "io/catalog.hpp"
#include "trial/simulate.hpp"

namespace hpg::test {

inline const Catalog& catalog() {
  static const Catalog loaded = Catalog::load(std::string(HPGSIM_SOURCE_DIR) + "/data");
  return loaded;
}

inline constexpr double kWeek = 7;
inline constexpr double kNgPerDl = 28.842;  // testosterone, from nmol/L
inline constexpr double kPgPerMl = 272.38;  // estradiol, from nmol/L
inline constexpr double mg = 1000;          // in ug

/// `count` administrations of `amount` (ug or IU) every `every` days from day `from`; `over` hours each.
inline Dose dose(const std::string& drug, const std::string& route, double amount, double every, std::size_t count,
                 double from = 0, double over = 0) {
  Dose d;
  d.drug = drug;
  d.route = route;
  d.amount = amount;
  d.first = 24 * from;
  d.every = 24 * every;
  d.count = count;
  d.over = over;
  return d;
}

/// An even infusion of `per_day` from day `from` for `days`.
inline Dose infusion(const std::string& drug, double per_day, double days, double from = 0) {
  return dose(drug, "iv", per_day * days, 0, 1, from, 24 * days);
}

inline Man man(const std::string& condition = "healthy") { return catalog().man(condition, {}); }
inline Man man(const std::string& condition, double age, double bmi) {
  Man who = man(condition);
  who.age = age;
  who.bmi = bmi;
  return who;
}

/// One arm of one man, read by day.
class Followed {
 public:
  Followed(const Man& who, std::vector<Dose> doses, double days, std::vector<double> pulse_days = {}) {
    Protocol protocol;
    protocol.man = who;
    protocol.duration = 24 * days;
    protocol.arms.push_back({"arm", std::move(doses)});
    for (double day : pulse_days) protocol.pulse_days.push_back(24 * day);
    RunOptions options;
    options.tolerance = 1e-4;
    options.threads = 1;
    result_ = trial::simulate(catalog(), protocol, options);
  }

  /// 24-h mean of the day that ends at `day`, or of the `days` days up to it.
  [[nodiscard]] double mean(const std::string& observable, double day, int days = 1) const {
    double sum = 0;
    for (int k = 0; k < days; ++k) sum += series(observable, true)[index(day - k)];
    return sum / days;
  }
  /// Sample drawn at 08:00 of `day`.
  [[nodiscard]] double morning(const std::string& observable, double day) const { return series(observable, false)[index(day)]; }
  /// Mean over the last `days` days relative to the day before treatment.
  [[nodiscard]] double relative(const std::string& observable, double day, int days = 1) const {
    return mean(observable, day, days) / mean(observable, 0);
  }
  /// First day from `from` on which the 24-h mean is below (above) a level.
  [[nodiscard]] std::optional<double> first_below(const std::string& observable, double level, double from = 0) const {
    return first(observable, from, [level](double x) { return x < level; });
  }
  [[nodiscard]] std::optional<double> first_above(const std::string& observable, double level, double from = 0) const {
    return first(observable, from, [level](double x) { return x > level; });
  }
  /// 24-h mean blood concentration of a drug, ng/mL or IU/L.
  [[nodiscard]] double level(const std::string& drug, double day) const {
    for (const DrugLevel& each : result_.arms[0].levels) {
      if (each.drug == drug) return each.mean_24_h[index(day)];
    }
    throw std::invalid_argument("no level of " + drug);
  }
  [[nodiscard]] const std::vector<PulseProfile>& profiles() const { return result_.arms[0].profiles; }
  [[nodiscard]] double last_day() const { return result_.arms[0].series.time.back() / 24; }

 private:
  [[nodiscard]] static std::size_t index(double day) { return static_cast<std::size_t>(day + 0.5); }
  [[nodiscard]] const std::vector<double>& series(const std::string& observable, bool mean) const {
    const auto at = std::find(result_.observables.begin(), result_.observables.end(), observable);
    if (at == result_.observables.end()) throw std::invalid_argument("no observable " + observable);
    const auto& s = result_.arms[0].series;
    return (mean ? s.mean_24_h : s.at_visit)[static_cast<std::size_t>(at - result_.observables.begin())];
  }
  template <class Test>
  [[nodiscard]] std::optional<double> first(const std::string& observable, double from, Test&& test) const {
    const auto& values = series(observable, true);
    for (std::size_t day = index(from); day < values.size(); ++day) {
      if (test(values[day])) return static_cast<double>(day);
    }
    return std::nullopt;
  }

  Result result_;
};

}  // namespace hpg::test

/// Both ends included; doctest prints the value when it is outside.
#define CHECK_WITHIN(value, low, high) \
  do {                                 \
    const double checked_ = (value);   \
    INFO(#value " = ", checked_);      \
    CHECK(checked_ >= (low));          \
    CHECK(checked_ <= (high));         \
  } while (false)
