// The table of units and the small grammar: number, then units joined by * and /, each with an optional power.
#include "io/units.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <vector>

#include "io/names.hpp"

namespace hpg::io {
namespace {

struct Unit {
  std::string_view symbol;
  double in_canonical;
  Dimension dimension;
};

constexpr Unit kUnits[] = {
    {"h", 1, kTime},
    {"min", 1.0 / 60, kTime},
    {"s", 1.0 / 3600, kTime},
    {"d", kHoursPerDay, kTime},
    {"wk", 7 * kHoursPerDay, kTime},
    {"mo", kHoursPerMonth, kTime},
    {"a", kHoursPerYear, kTime},
    {"y", kHoursPerYear, kTime},
    {"hour", 1, kTime},
    {"hours", 1, kTime},
    {"day", kHoursPerDay, kTime},
    {"days", kHoursPerDay, kTime},
    {"week", 7 * kHoursPerDay, kTime},
    {"weeks", 7 * kHoursPerDay, kTime},
    {"month", kHoursPerMonth, kTime},
    {"months", kHoursPerMonth, kTime},
    {"year", kHoursPerYear, kTime},
    {"years", kHoursPerYear, kTime},
    {"kg", 1e9, kMass},
    {"g", 1e6, kMass},
    {"mg", 1e3, kMass},
    {"ug", 1, kMass},
    {"mcg", 1, kMass},
    {"ng", 1e-3, kMass},
    {"pg", 1e-6, kMass},
    {"mol", 1e9, kAmount},
    {"mmol", 1e6, kAmount},
    {"umol", 1e3, kAmount},
    {"nmol", 1, kAmount},
    {"pmol", 1e-3, kAmount},
    {"IU", 1, kActivity},
    {"iu", 1, kActivity},
    {"mIU", 1e-3, kActivity},
    {"kIU", 1e3, kActivity},
    {"L", 1, kVolume},
    {"dL", 0.1, kVolume},
    {"mL", 1e-3, kVolume},
    {"uL", 1e-6, kVolume},
    {"m", 1, kLength},
    {"cm", 1e-2, kLength},
    {"mm", 1e-3, kLength},
    {"M", 1, kCount},  // million cells
    {"%", 0.01, kDimensionless},
};

struct Kind {
  Dimension dimension;
  std::string_view name;
  std::string_view example;
};

const Kind kKinds[] = {
    {kDimensionless, "a bare number", "0.5"},
    {kTime, "a time", "7 d"},
    {kMass, "a mass", "100 mg"},
    {kAmount, "an amount of substance", "5 nmol"},
    {kActivity, "an activity", "500 IU"},
    {kVolume, "a volume", "3 L"},
    {kLength, "a length", "1.8 m"},
    {kCount, "a number of cells", "200 M"},
    {kDimensionless / kTime, "a rate", "0.5 1/h"},
    {kMass / kVolume, "a mass concentration", "5 ng/mL"},
    {kAmount / kVolume, "a molar concentration", "5 nmol/L"},
    {kActivity / kVolume, "an activity concentration", "4.5 IU/L"},
    {kCount / kVolume, "a cell concentration", "60 M/mL"},
    {kVolume / kTime, "a clearance", "20 L/h"},
    {kMass / kTime, "a mass per time", "10 ug/h"},
    {kActivity / kTime, "an activity per time", "10 IU/h"},
    {kMass / kAmount, "a molar mass", "288.4 g/mol"},
    {kMass / (kLength * kLength), "a body mass index", "25 kg/m2"},
};

const Kind* find_kind(const Dimension& dimension) {
  for (const Kind& kind : kKinds) {
    if (kind.dimension == dimension) return &kind;
  }
  return nullptr;
}

/// Both code points that keyboards give for micro become the "u" of the table.
std::string with_plain_micro(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view two = text.substr(i, 2);
    if (two == "\xC2\xB5" || two == "\xCE\xBC") {
      plain += 'u';
      ++i;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

const Unit& find_unit(std::string_view symbol, std::string_view unit, const Where& where) {
  std::vector<std::string> known;
  for (const Unit& u : kUnits) {
    if (u.symbol == symbol) return u;
    known.emplace_back(u.symbol);
  }
  if (symbol.empty()) throw InputError(where, fmt::format("unit {} is incomplete", in_quotes(unit)));
  throw InputError(where, fmt::format("unknown unit {}{}", in_quotes(symbol), did_you_mean(std::string(symbol), known)));
}

/// "m2", "m^2", "h^-1": symbol and power.
Quantity parse_factor(std::string_view factor, std::string_view unit, const Where& where) {
  const auto digits = factor.find_first_of("^-0123456789");
  const std::string_view symbol = trimmed(factor.substr(0, digits));
  int power = 1;
  if (digits != std::string_view::npos) {
    const std::string_view text = factor.substr(digits + (factor[digits] == '^' ? 1 : 0));
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), power);
    if (error != std::errc() || end != text.data() + text.size() || power < -4 || power > 4) {
      throw InputError(
          where, fmt::format("unit {}: power of {} is not a whole number from -4 to 4", in_quotes(unit), in_quotes(symbol)));
    }
  }
  const Unit& base = find_unit(symbol, unit, where);
  Quantity q{std::pow(base.in_canonical, power), {}};
  for (int i = 0; i < std::abs(power); ++i) q.dimension = power > 0 ? q.dimension * base.dimension : q.dimension / base.dimension;
  return q;
}

}  // namespace

Quantity parse_unit(std::string_view unit, const Where& where) {
  const std::string plain = with_plain_micro(trimmed(unit));
  if (plain.size() > 40) throw InputError(where, fmt::format("unit {} is too long", in_quotes(unit)));
  Quantity total{1, {}};
  if (plain.empty()) return total;
  bool divide = false;
  for (std::size_t start = 0; start <= plain.size();) {
    std::size_t stop = plain.find_first_of("*/", start);
    if (stop == std::string::npos) stop = plain.size();
    const std::string_view factor = trimmed(std::string_view(plain).substr(start, stop - start));
    if (!(factor == "1" && start == 0)) {
      const Quantity q = parse_factor(factor, plain, where);
      total.value = divide ? total.value / q.value : total.value * q.value;
      total.dimension = divide ? total.dimension / q.dimension : total.dimension * q.dimension;
    }
    divide = stop < plain.size() && plain[stop] == '/';
    start = stop + 1;
  }
  return total;
}

NumberAndUnit split_quantity(std::string_view written, const Where& where) {
  const std::string_view text = trimmed(written);
  NumberAndUnit result;
  const std::string_view digits = !text.empty() && text.front() == '+' ? text.substr(1) : text;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), result.number);
  if (error == std::errc::result_out_of_range) {
    throw InputError(where, fmt::format("{} is out of range", in_quotes(text)));
  }
  if (error != std::errc()) {
    throw InputError(where, fmt::format("{} is not a quantity; wanted a number and a unit such as \"100 mg\"", in_quotes(text)));
  }
  if (!std::isfinite(result.number)) throw InputError(where, fmt::format("{} is not a finite number", in_quotes(text)));
  result.unit = trimmed(digits.substr(static_cast<std::size_t>(end - digits.data())));
  if (result.unit.starts_with(','))
    throw InputError(where, fmt::format("{} has a decimal comma; write a point", in_quotes(text)));
  return result;
}

Quantity parse_quantity(std::string_view text, const Where& where) {
  const NumberAndUnit parts = split_quantity(text, where);
  Quantity q = parse_unit(parts.unit, where);
  q.value *= parts.number;
  if (!std::isfinite(q.value)) throw InputError(where, fmt::format("{} is out of range", in_quotes(text)));
  return q;
}

double expect(const Quantity& found, const Dimension& wanted, std::string_view written, const Where& where) {
  if (found.dimension == wanted) return found.value;
  throw InputError(where,
                   fmt::format("{} is {}, wanted {}", in_quotes(written), kind_of(found.dimension), kind_with_example(wanted)));
}

double read_quantity(std::string_view text, const Dimension& wanted, const Where& where) {
  return expect(parse_quantity(text, where), wanted, text, where);
}

std::string kind_of(const Dimension& dimension) {
  const Kind* kind = find_kind(dimension);
  return kind ? std::string(kind->name) : "a quantity in " + canonical_unit(dimension);
}

std::string kind_with_example(const Dimension& dimension) {
  const Kind* kind = find_kind(dimension);
  return kind_of(dimension) + (kind ? fmt::format(" such as \"{}\"", kind->example) : "");
}

std::string canonical_unit(const Dimension& dimension) {
  static constexpr std::string_view kSymbols[Dimension::bases] = {"h", "ug", "nmol", "IU", "L", "m", "M"};
  static constexpr int kOrder[] = {Dimension::mass,   Dimension::amount, Dimension::activity, Dimension::count,
                                   Dimension::volume, Dimension::length, Dimension::time};
  std::string above, below;
  for (const int base : kOrder) {
    const int power = dimension.power[static_cast<std::size_t>(base)];
    if (power == 0) continue;
    std::string& side = power > 0 ? above : below;
    side += power > 0 ? (above.empty() ? "" : "*") : "/";
    side += kSymbols[base];
    if (std::abs(power) > 1) side += std::to_string(std::abs(power));
  }
  return above.empty() && !below.empty() ? "1" + below : above + below;
}

}  // namespace hpg::io
