// Axis mappings and their round ticks.
#include "report/scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace hpg::report {
namespace {

double mapped(Mapping mapping, double value) {
  switch (mapping) {
    case Mapping::cube_root:
      return std::cbrt(value);
    case Mapping::log:
      return std::log10(value);
    case Mapping::linear:
      break;
  }
  return value;
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `rough`.
double round_step(double rough) {
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double multiple : {1.0, 2.0, 2.5, 5.0}) {
    if (multiple * power >= rough * (1 - 1e-9)) return multiple * power;
  }
  return 10 * power;
}

std::vector<double> multiples(double low, double high, double step) {
  std::vector<double> out;
  const auto first = static_cast<long>(std::ceil(low / step - 1e-9));
  const auto last = static_cast<long>(std::floor(high / step + 1e-9));
  for (long i = first; i <= last; ++i) out.push_back(static_cast<double>(i) * step);
  return out;
}

std::vector<double> decades(double low, double high, std::initializer_list<double> within) {
  std::vector<double> out;
  for (int power = static_cast<int>(std::floor(std::log10(low))); std::pow(10, power) <= high * (1 + 1e-9); ++power) {
    for (const double m : within) {
      const double value = m * std::pow(10, power);
      if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) out.push_back(value);
    }
  }
  return out;
}

}  // namespace

double Scale::operator()(double value) const {
  const double at = mapped(mapping, std::clamp(value, low, high));
  const double first = mapped(mapping, low);
  return from + (to - from) * (at - first) / (mapped(mapping, high) - first);
}

Scale covering(Mapping mapping, double low, double high) {
  Scale scale;
  scale.mapping = mapping;
  if (mapping == Mapping::log) {
    // Four decades below the top is as far as a reader needs to follow a value that vanishes.
    high = std::max(high, 1e-9);
    low = std::clamp(low, high * 1e-4, high);
    if (high / low < 10) {
      const double widen = std::sqrt(10 * low / high);
      low /= widen;
      high *= widen;
    }
    scale.low = low / 1.15;
    scale.high = high * 1.15;
    return scale;
  }
  scale.low = std::min(low, 0.0);
  scale.high = std::max(high, 0.0);
  // A narrow band far from zero (SHBG, testis volume) still starts at zero: heights then compare honestly.
  if (scale.high - scale.low < 1e-9) scale.high = scale.low + 1;
  if (mapping == Mapping::cube_root) {
    scale.low = 0;
    scale.high *= 1.1;
    return scale;
  }
  const double step = round_step((scale.high - scale.low) / 5);
  // Headroom of a twentieth, or the next tick when it is near.
  const double room = scale.high * 1.05;
  const double next = std::ceil(scale.high / step - 1e-9) * step;
  scale.high = next < scale.high * 1.12 ? std::max(next, scale.high * 1.02) : room;
  scale.low = std::floor(scale.low / step) * step;
  return scale;
}

Scale around(double low, double high) {
  const double middle = (low + high) / 2;
  const double half = std::max({0.54 * (high - low), 0.07 * std::abs(middle), 1e-9});
  Scale scale;
  scale.low = middle - half;
  scale.high = middle + half;
  return scale;
}

std::vector<double> ticks(const Scale& scale, int wanted) {
  if (scale.mapping == Mapping::log) {
    const double span = std::log10(scale.high / scale.low);
    if (span < 2) return decades(scale.low, scale.high, {1, 2, 5});
    if (span < 3) return decades(scale.low, scale.high, {1, 3});
    return decades(scale.low, scale.high, {1});
  }
  if (scale.mapping == Mapping::cube_root) {
    std::vector<double> out{0};
    // From the top, so that the largest round value is kept and neighbours stay a line of text apart.
    std::vector<double> round = decades(scale.high * 1e-4, scale.high, {1, 2, 5});
    double previous = 2;
    std::vector<double> kept;
    for (auto it = round.rbegin(); it != round.rend(); ++it) {
      const double place = std::cbrt(*it / scale.high);
      if (previous - place >= 0.8 / wanted && place >= 0.8 / wanted) {
        kept.push_back(*it);
        previous = place;
      }
    }
    out.insert(out.end(), kept.rbegin(), kept.rend());
    return out;
  }
  return multiples(scale.low, scale.high, round_step((scale.high - scale.low) / wanted));
}

namespace {

TimeUnit marked(TimeUnit unit, double duration, const std::vector<double>& steps) {
  const double span = duration / unit.hours;
  const auto step = std::find_if(steps.begin(), steps.end(), [&](double s) { return span / s <= 8.5; });
  unit.ticks = multiples(0, span, step == steps.end() ? round_step(span / 8) : *step);
  return unit;
}

}  // namespace

TimeUnit time_unit(double duration) {
  struct Choice {
    double longest;  // h
    double hours;
    const char* name;
    const char* one;
  };
  static constexpr std::array<Choice, 4> choices{{
      {2 * 24.0, 1, "hours", "hour"},
      {21 * 24.0, 24, "days", "day"},
      {2.5 * kMonth, 168, "weeks", "week"},
      {1e300, kMonth, "months", "month"},
  }};
  const auto& choice = *std::find_if(choices.begin(), choices.end(), [&](const Choice& c) { return duration <= c.longest; });
  return marked({choice.hours, choice.name, choice.one, {}}, duration, {1, 2, 3, 6, 12, 24, 48, 60, 120, 240, 600, 1200});
}

TimeUnit time_unit(double duration, const std::vector<double>& times) {
  constexpr double kWeek = 7 * 24, kLongest = 104 * kWeek;
  const auto whole = [](double time) { return std::abs(time / kWeek - std::round(time / kWeek)) < 1e-6; };
  const bool in_weeks = duration <= kLongest && whole(duration) && std::all_of(times.begin(), times.end(), whole);
  return in_weeks ? weeks(duration) : time_unit(duration);
}

TimeUnit weeks(double duration) {
  // A month is about 4 weeks, a quarter 13.
  return marked({7 * 24, "weeks", "week", {}}, duration, {1, 2, 4, 8, 13, 26});
}

}  // namespace hpg::report
