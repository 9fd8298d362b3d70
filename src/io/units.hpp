// Quantities written as text, "100 mg", "0.58 1/h": read into canonical units (h, ug, nmol, IU, L, m) with their dimension.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "hpgsim/error.hpp"

namespace hpg::io {

/// Powers of the base quantities. IU is a base of its own for each drug: it never converts to mass.
struct Dimension {
  enum Base { time, mass, amount, activity, volume, length, count, bases };
  std::array<std::int8_t, bases> power{};

  friend bool operator==(const Dimension&, const Dimension&) = default;
  friend Dimension operator*(Dimension a, const Dimension& b) {
    for (std::size_t i = 0; i < bases; ++i) a.power[i] = static_cast<std::int8_t>(a.power[i] + b.power[i]);
    return a;
  }
  friend Dimension operator/(Dimension a, const Dimension& b) {
    for (std::size_t i = 0; i < bases; ++i) a.power[i] = static_cast<std::int8_t>(a.power[i] - b.power[i]);
    return a;
  }
};

constexpr Dimension base_dimension(Dimension::Base base) {
  Dimension d;
  d.power[base] = 1;
  return d;
}

inline constexpr Dimension kDimensionless{};
inline constexpr Dimension kTime = base_dimension(Dimension::time);
inline constexpr Dimension kMass = base_dimension(Dimension::mass);
inline constexpr Dimension kAmount = base_dimension(Dimension::amount);
inline constexpr Dimension kActivity = base_dimension(Dimension::activity);
inline constexpr Dimension kVolume = base_dimension(Dimension::volume);
inline constexpr Dimension kLength = base_dimension(Dimension::length);
inline constexpr Dimension kCount = base_dimension(Dimension::count);

inline constexpr double kKilogram = 1e9;  // ug
inline constexpr double kHoursPerDay = 24;
inline constexpr double kHoursPerMonth = 30.4375 * kHoursPerDay;
inline constexpr double kHoursPerYear = 365.25 * kHoursPerDay;

struct Quantity {
  double value = 0;  // canonical units
  Dimension dimension;
};

/// "100 mg" -> 1e5 ug. A number without unit is dimensionless. Throws InputError at `where`.
[[nodiscard]] Quantity parse_quantity(std::string_view text, const Where& where);

/// Checks that `found` is a `wanted`; else throws InputError: "7 d" is a time, wanted a mass such as "100 mg".
[[nodiscard]] double expect(const Quantity& found, const Dimension& wanted, std::string_view written, const Where& where);

/// parse_quantity and expect in one.
[[nodiscard]] double read_quantity(std::string_view text, const Dimension& wanted, const Where& where);

/// A number and the unit text after it, not interpreted: "264 ng/dL" -> 264, "ng/dL". Throws InputError.
struct NumberAndUnit {
  double number = 0;
  std::string unit;
};
[[nodiscard]] NumberAndUnit split_quantity(std::string_view text, const Where& where);

/// A unit alone, "ng/mL" -> {1, mass/volume}. Throws InputError.
[[nodiscard]] Quantity parse_unit(std::string_view unit, const Where& where);

/// "a time", "a mass concentration"; for anything without a name of its own "a quantity in ug/h".
[[nodiscard]] std::string kind_of(const Dimension& dimension);

/// The same with an example where there is one: "a time such as \"12 wk\"".
[[nodiscard]] std::string kind_with_example(const Dimension& dimension);

/// "1/h", "ug/L"; "" for dimensionless.
[[nodiscard]] std::string canonical_unit(const Dimension& dimension);

}  // namespace hpg::io
