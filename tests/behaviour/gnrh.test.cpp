// GnRH and its agonists: pulses sustain, continuous exposure silences (Hoffman and Crowley 1982, Pitteloud 2002).
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

constexpr double kPulse = 5;            // ug
constexpr double kInterval = 1.5 / 24;  // d
const char* const kChh = "congenital hypogonadotropic hypogonadism";

Dose pump(double days) {
  Dose d = dose("gonadorelin", "iv", kPulse, kInterval, static_cast<std::size_t>(days / kInterval));
  d.pump = true;
  return d;
}

}  // namespace

TEST_CASE("agonist depot: flare, castration, recovery") {
  const Followed m(man(), {dose("leuprolide depot", "im", 7.5 * mg, 28, 3)}, 300);
  double flare = 0;
  for (int day = 2; day <= 4; ++day) flare = std::max(flare, m.relative("total_testosterone", day));
  CHECK_WITHIN(flare, 1.2, 2.0);
  const auto castrate = m.first_below("total_testosterone", 50 / kNgPerDl, 5);
  REQUIRE(castrate);
  CHECK(*castrate <= 35);
  CHECK(m.mean("total_testosterone", 35) * kNgPerDl < 50);
  CHECK(m.relative("total_testosterone", 300) > 0.85);
  CHECK(m.relative("lh", 300, 5) > 0.85);
}

TEST_CASE("the same daily gonadorelin: pulses sustain LH and testosterone for six months, an infusion does not") {
  const Followed pulses(man(kChh), {pump(180)}, 180);
  const Followed infused(man(kChh), {infusion("gonadorelin", kPulse / kInterval, 180)}, 180);
  CHECK(pulses.mean("lh", 180, 5) > 0.7 * pulses.mean("lh", 30, 5));
  CHECK(pulses.mean("lh", 180, 5) > 2);
  CHECK(pulses.mean("total_testosterone", 180, 5) * kNgPerDl > 350);
  CHECK(infused.mean("lh", 180, 5) < 0.3 * pulses.mean("lh", 180, 5));
  CHECK(infused.mean("total_testosterone", 180, 5) < 0.3 * pulses.mean("total_testosterone", 180, 5));
}

TEST_CASE("a subcutaneous pump works too: 10 ug every 120 min") {
  Dose sc = dose("gonadorelin", "sc", 10, 2.0 / 24, 12 * 120);
  sc.pump = true;
  const Followed m(man(kChh), {sc}, 120);
  CHECK_WITHIN(m.mean("lh", 120, 5), 2, 10);
  CHECK_WITHIN(m.mean("total_testosterone", 120, 5) * kNgPerDl, 300, 900);
}

TEST_CASE("pump gonadorelin in congenital hypogonadotropic hypogonadism") {
  const Followed m(man(kChh), {pump(560)}, 560);
  CHECK(m.mean("lh", 0) < 1);
  CHECK(m.mean("total_testosterone", 0) * kNgPerDl < 100);
  CHECK(m.mean("sperm_concentration", 0) < 0.1);
  // FSH rises first: on day 2 it is nearer to its normal level than LH.
  CHECK(m.mean("fsh", 2) / 4.0 > m.mean("lh", 2) / 4.5);
  const auto lh_normal = m.first_above("lh", 2.2);
  REQUIRE(lh_normal);
  CHECK(*lh_normal <= 14);
  CHECK(m.mean("lh", 14) < 9);
  const auto testosterone_normal = m.first_above("total_testosterone", 300 / kNgPerDl);
  REQUIRE(testosterone_normal);
  CHECK(*testosterone_normal <= 61);
  const auto sperm = m.first_above("sperm_concentration", 0.1);
  REQUIRE(sperm);
  CHECK_WITHIN(*sperm / 30.44, 4, 18);
  CHECK(m.relative("testis_volume", 365) > 1.8);
}
