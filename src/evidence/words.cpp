// Readings, statistics and comparisons as a table or a caption names them.
#include "evidence/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace hpg::evidence {

namespace {

constexpr double kDay = 24, kWeek = 7 * kDay, kMonth = 730.5;  // h

std::string number_text(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "-" : "never";
  return std::abs(value) >= 1000 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
}

/// "Total testosterone" in the middle of a sentence; LH stays.
std::string inside_sentence(std::string name) {
  if (name.size() > 1 && std::islower(static_cast<unsigned char>(name[1]))) {
    name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
  }
  return name;
}

std::string bounds_text(const Bounds& bounds, const Observable& observable) {
  const auto text = [&](double x) { return number_text(x * observable.us.factor) + " " + observable.us.symbol; };
  if (std::isinf(bounds.low)) return (bounds.below ? "below " : "up to ") + text(bounds.high);
  if (std::isinf(bounds.high)) return bounds.above ? "above " + text(bounds.low) : "from " + text(bounds.low) + " on";
  return text(bounds.low) + " to " + text(bounds.high);
}

std::string reading_words(const Reading& reading, const Observable& observable) {
  const std::string stretch = fmt::format("{} to {}", span_text(reading.from), span_text(reading.to));
  using Kind = Reading::Kind;
  switch (reading.kind) {
    case Kind::sample:
      return fmt::format("{} at {}", inside_sentence(observable.name), span_text(reading.from));
    case Kind::mean:
      return fmt::format("{}, mean of {}", inside_sentence(observable.name), stretch);
    case Kind::highest:
      return fmt::format("highest {}, {}", inside_sentence(observable.name), stretch);
    case Kind::lowest:
      return fmt::format("lowest {}, {}", inside_sentence(observable.name), stretch);
    case Kind::time_of_highest:
      return fmt::format("time of highest {} after {}", inside_sentence(observable.name), span_text(reading.from));
    case Kind::pulses_per_day:
      return fmt::format("LH pulses a day, {}", stretch);
    case Kind::interpulse_interval:
      return fmt::format("LH interpulse interval, {}", stretch);
    case Kind::pulse_amplitude:
      return fmt::format("LH pulse amplitude, {}", stretch);
    case Kind::first_time:
      return fmt::format("time after {} until {} {}", span_text(reading.from), inside_sentence(observable.name),
                         bounds_text(reading.bounds, observable));
    case Kind::within:
      return fmt::format("{} {} at any time, {}", inside_sentence(observable.name), bounds_text(reading.bounds, observable),
                         stretch);
  }
  return "";
}

std::string statistic_words(const ArmStatistic& statistic) {
  using Kind = ArmStatistic::Kind;
  switch (statistic.kind) {
    case Kind::mean:
      return "mean";
    case Kind::geometric_mean:
      return "geometric mean";
    case Kind::median:
      return "median";
    case Kind::sd:
      return "sd of";
    case Kind::cv:
      return "cv of";
    case Kind::centile:
      return fmt::format("{:.3g} % centile of", 100 * statistic.share);
    case Kind::fraction:
      return "fraction with";
  }
  return "";
}

}  // namespace

std::string span_text(double hours) {
  const auto whole = [&](double unit) { return hours >= 2 * unit && std::abs(std::remainder(hours, unit)) < 1e-6 * unit; };
  if (hours == 0) return "0";
  if (whole(kMonth)) return fmt::format("{:.0f} mo", hours / kMonth);
  if (whole(kWeek)) return fmt::format("{:.0f} wk", hours / kWeek);
  if (hours >= 2 * kDay) return number_text(hours / kDay) + " d";
  if (hours >= 1) return fmt::format("{:.3g} h", hours);
  return fmt::format("{:.0f} min", 60 * hours);
}

std::string words_of(const PublishedNumber& number, const Study& study, const Catalog& catalog) {
  const Observable& observable = catalog.observable(number.reading.observable, number.where);
  std::string words = statistic_words(number.statistic) + " " + reading_words(number.reading, observable);
  const bool bounded = number.statistic.kind == ArmStatistic::Kind::fraction && number.reading.kind != Reading::Kind::within;
  if (bounded) words += ", " + bounds_text(number.statistic.bounds, observable);
  if (!number.comparison) return words;
  const Comparison& other = *number.comparison;
  words += other.difference ? ", difference from " : ", ratio to ";
  const bool same_time = other.reading.from == number.reading.from && other.reading.to == number.reading.to;
  const std::string& arm = study.arms[other.arm].name();
  if (same_time) return words + arm;
  words += other.reading.kind == Reading::Kind::sample && other.reading.from == 0 ? "baseline"
                                                                                  : reading_words(other.reading, observable);
  const auto& theirs = study.arms[other.arm].published;
  const bool own_arm = std::any_of(theirs.begin(), theirs.end(), [&](const PublishedNumber& one) { return &one == &number; });
  if (!own_arm) words += " of " + arm;
  return words;
}

std::string value_text(const PublishedNumber& number, double value, const Catalog& catalog) {
  const Observable& observable = catalog.observable(number.reading.observable, number.where);
  switch (number.scale()) {
    case PublishedNumber::Scale::level:
    case PublishedNumber::Scale::difference:
      return number_text(value * observable.us.factor) + (observable.us.symbol == "1" ? "" : " " + observable.us.symbol);
    case PublishedNumber::Scale::fraction:
      return std::isnan(value) ? "-" : fmt::format("{:.0f} %", 100 * value);
    case PublishedNumber::Scale::time:
      if (!std::isfinite(value)) return number_text(value);
      return value >= 2 * kDay ? number_text(value / kDay) + " d" : number_text(value) + " h";
    default:
      return number_text(value);
  }
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

DisplayUnit unit_of(const PublishedNumber& published, const Catalog& catalog) {
  switch (published.scale()) {
    case PublishedNumber::Scale::level:
    case PublishedNumber::Scale::difference:
      return catalog.observable(published.reading.observable, published.where).us;
    case PublishedNumber::Scale::time:
      return {"h", 1};
    default:
      return {"1", 1};
  }
}

std::string use_word(StudyUse use) {
  switch (use) {
    case StudyUse::calibration:
      return "calibration";
    case StudyUse::validation:
      return "validation";
    case StudyUse::none:
      break;
  }
  return "";
}

}  // namespace hpg::evidence
