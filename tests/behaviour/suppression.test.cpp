// Testosterone given to healthy men: Coviello 2005, WHO 1990, Ly 2005, MacIndoe 1997.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

TEST_CASE("enanthate 200 mg weekly: suppression, azoospermia and recovery") {
  constexpr double weeks = 26;
  constexpr double first_missed = weeks * kWeek;
  const Followed m(man(), {dose("testosterone enanthate", "im", 200 * mg, kWeek, static_cast<std::size_t>(weeks))},
                   first_missed + 365);
  CHECK(m.relative("lh", 21) <= 0.10);
  CHECK(m.relative("fsh", 21) <= 0.10);
  CHECK(m.relative("intratesticular_testosterone", 21) <= 0.12);

  const auto below_10 = m.first_below("sperm_concentration", 10);
  const auto below_1 = m.first_below("sperm_concentration", 1);
  REQUIRE(below_10);
  REQUIRE(below_1);
  CHECK_WITHIN(*below_10 / kWeek, 5, 10);
  CHECK_WITHIN(*below_1 / kWeek, 10, 20);

  const auto back_at_20 = m.first_above("sperm_concentration", 20, first_missed);
  REQUIRE(back_at_20);
  CHECK_WITHIN((*back_at_20 - first_missed) / 30.44, 2.5, 5);
  CHECK(m.relative("sperm_concentration", first_missed + 365) > 0.8);

  CHECK_WITHIN(1 - m.relative("testis_volume", first_missed), 0.08, 0.35);
  CHECK_WITHIN(m.relative("testis_volume", first_missed + 365), 0.93, 1.07);
  CHECK_WITHIN(m.relative("lh", first_missed + 365, 5), 0.85, 1.15);
  CHECK_WITHIN(m.relative("total_testosterone", first_missed + 365, 5), 0.85, 1.15);
}

TEST_CASE("hCG keeps intratesticular testosterone on enanthate, in the order of its dose") {
  double before = 0;
  for (const auto& [units, expected] : {std::pair{125.0, 0.75}, {250.0, 0.93}, {500.0, 1.26}}) {
    INFO(units, " IU every 2 d");
    const Followed m(man(), {dose("testosterone enanthate", "im", 200 * mg, kWeek, 3), dose("hCG", "sc", units, 2, 11)}, 21);
    const double now = m.relative("intratesticular_testosterone", 21);
    CHECK_WITHIN(now, expected / 1.4, expected * 1.4);
    CHECK(now > before);
    before = now;
  }
}

TEST_CASE("cypionate 250 mg weekly suppresses faster and deeper than 100 mg") {
  const auto followed = [](double amount) {
    return Followed(man(), {dose("testosterone cypionate", "im", amount * mg, kWeek, 14)}, 98);
  };
  const Followed low = followed(100);
  const Followed high = followed(250);
  const double undetectable = 0.05 * low.mean("lh", 0);
  const auto low_gone = low.first_below("lh", undetectable);
  const auto high_gone = high.first_below("lh", undetectable);
  REQUIRE(low_gone);
  REQUIRE(high_gone);
  // Undetectable "by" these visits (MacIndoe 1997): not later than their end; 100 mg takes at least twice as long.
  CHECK(*high_gone / kWeek <= 3);
  CHECK_WITHIN(*low_gone / kWeek, 5, 7);
  CHECK(*low_gone >= 2 * *high_gone);
  CHECK(high.mean("lh", 98, 7) < low.mean("lh", 98, 7));
  CHECK(high.mean("fsh", 98, 7) < low.mean("fsh", 98, 7));
  CHECK(high.mean("sperm_concentration", 98) < low.mean("sperm_concentration", 98));
}
