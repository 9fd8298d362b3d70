// Quantities as text: values, dimensions, and what is said when they are wrong.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "io/units.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "io/error_of.hpp"

using namespace hpg::io;

TEST_CASE("quantities become canonical") {
  struct Case {
    const char* text;
    double value;
    Dimension dimension;
    const char* unit;
  };
  const Case cases[] = {
      {"100 mg", 1e5, kMass, "ug"},
      {"7 d", 168, kTime, "h"},
      {"4.5 IU/L", 4.5, kActivity / kVolume, "IU/L"},
      {"12 mo", 12 * 30.4375 * 24, kTime, "h"},
      {"38 a", 38 * 365.25 * 24, kTime, "h"},
      {"1 y", 8766, kTime, "h"},
      {"31 kg/m2", 31e9, kMass / (kLength * kLength), "ug/m2"},
      {"31 kg/m^2", 31e9, kMass / (kLength * kLength), "ug/m2"},
      {"0.58 1/h", 0.58, kDimensionless / kTime, "1/h"},
      {"0.24 1/d", 0.01, kDimensionless / kTime, "1/h"},
      {"2870 L", 2870, kVolume, "L"},
      {"10 ug/h", 10, kMass / kTime, "ug/h"},
      {"10 \xC2\xB5g/h", 10, kMass / kTime, "ug/h"},
      {"10 \xCE\xBCg/h", 10, kMass / kTime, "ug/h"},
      {"0.25 ng/mL", 0.25, kMass / kVolume, "ug/L"},
      {"300 pg/mL", 0.3, kMass / kVolume, "ug/L"},
      {"90 min", 1.5, kTime, "h"},
      {"85 %", 0.85, kDimensionless, ""},
      {"1e9 L/mol", 1, kVolume / kAmount, "L/nmol"},
      {"20 nmol/L", 20, kAmount / kVolume, "nmol/L"},
      {"20 pmol/mL", 20, kAmount / kVolume, "nmol/L"},
      {"288.42 g/mol", 0.28842, kMass / kAmount, "ug/nmol"},
      {"5 mIU/mL", 5, kActivity / kVolume, "IU/L"},
      {"60 M/mL", 60000, kCount / kVolume, "M/L"},
      {"0.5", 0.5, kDimensionless, ""},
      {"-3", -3, kDimensionless, ""},
      {"+2 d", 48, kTime, "h"},
      {"2 weeks", 336, kTime, "h"},
      {"  3   d ", 72, kTime, "h"},
      {"5d", 120, kTime, "h"},
      {"1 ng/mL/h", 1, kMass / kVolume / kTime, "ug/L/h"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const Quantity q = parse_quantity(c.text, {});
    CHECK(q.value == doctest::Approx(c.value).epsilon(1e-14));
    CHECK(q.dimension == c.dimension);
    CHECK(canonical_unit(q.dimension) == c.unit);
  }
}

TEST_CASE("the canonical unit reads back as itself") {
  const Dimension bases[] = {kTime, kMass, kAmount, kActivity, kVolume, kLength, kCount};
  for (const Dimension& a : bases) {
    for (const Dimension& b : bases) {
      for (const Dimension& d : {a * b, a / b, a / (b * b), kDimensionless / a}) {
        const Quantity q = parse_quantity(fmt::format("2.5 {}", canonical_unit(d)), {});
        CHECK(q.value == 2.5);
        CHECK(q.dimension == d);
      }
    }
  }
}

TEST_CASE("the wrong kind is named, with what was wanted") {
  const auto message = [](const char* text, const Dimension& wanted) {
    return error_of([&] { (void)read_quantity(text, wanted, {"a.toml", 3, "amount"}); });
  };
  CHECK(message("7 d", kMass) == "a.toml:3: amount: \"7 d\" is a time, wanted a mass such as \"100 mg\"");
  CHECK(contains(message("500 IU", kMass), "is an activity, wanted a mass"));
  CHECK(contains(message("500", kTime), "is a bare number, wanted a time such as \"7 d\""));
  CHECK(contains(message("5 ng/mL", kActivity / kVolume), "is a mass concentration, wanted an activity concentration"));
  CHECK(contains(message("5 nmol/h", kTime), "is a quantity in nmol/h"));
}

TEST_CASE("what is no quantity is refused") {
  const std::pair<const char*, const char*> cases[] = {
      {"", "is not a quantity"},
      {"mg", "is not a quantity"},
      {"ten mg", "is not a quantity"},
      {"nan mg", "not a finite"},
      {"inf d", "not a finite"},
      {"1e999 mg", "out of range"},
      {"1e305 kg", "out of range"},
      {"5 mgg", "did you mean \"mg\"?"},
      {"5 mg/", "incomplete"},
      {"5 /h/", "incomplete"},
      {"5 m99", "power"},
      {"5 mg L", "unknown unit"},
      {"5 MG", "did you mean \"mg\"?"},
      {"1,5 mg", "decimal comma"},
  };
  for (const auto& [text, part] : cases) {
    CAPTURE(text);
    CHECK_MESSAGE(contains(error_of([&, t = text] { (void)parse_quantity(t, {}); }), part),
                  error_of([&, t = text] { (void)parse_quantity(t, {}); }));
  }
}
