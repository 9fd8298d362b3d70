// Testosterone products in men without testosterone of their own: the published mean and peak of each.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

/// Mean of the last `days` days in nmol/L.
double testosterone(const Followed& m, double day, int days = 1) { return m.mean("total_testosterone", day, days); }

Followed without_own(std::vector<Dose> doses, double days) { return {man("acquired HH"), std::move(doses), days}; }

/// Daily (or `per_day` times a day) for `days` days.
Dose daily(const std::string& drug, const std::string& route, double amount, double days, double per_day = 1) {
  return dose(drug, route, amount, 1 / per_day, static_cast<std::size_t>(days * per_day));
}

}  // namespace

TEST_CASE("enanthate at five doses on a GnRH agonist (Bhasin 2001)") {
  // Trough at week 20. The step from 50 to 125 mg is steeper in men than clearance of free testosterone allows.
  for (const auto& [weekly, published] :
       {std::pair{25.0, 253.0}, {50.0, 306.0}, {125.0, 542.0}, {300.0, 1345.0}, {600.0, 2370.0}}) {
    INFO(weekly, " mg a week");
    const Followed m(
        man(), {dose("leuprolide", "im", 7.5 * mg, 28, 5), dose("testosterone enanthate", "im", weekly * mg, kWeek, 20)}, 140);
    CHECK_WITHIN(m.morning("total_testosterone", 140) * kNgPerDl, published / 1.6, published * 1.6);
  }
}

TEST_CASE("skin: gels and patch, and the DHT that skin makes") {
  const Followed injected = without_own({dose("testosterone enanthate", "im", 100 * mg, kWeek, 8)}, 56);
  const Followed gel = without_own({daily("testosterone gel 1 %", "transdermal", 50 * mg, 21)}, 21);
  CHECK_WITHIN(testosterone(gel, 21), 12, 20);  // 15.9 (SD 4.8) nmol/L, Dobs 2004
  CHECK_WITHIN(gel.mean("dht", 21), 2.0, 4.5);  // 3.2 (SD 1.3)
  const double dht_share = gel.mean("dht", 21) / testosterone(gel, 21);
  CHECK_WITHIN(1 / dht_share, 4, 7);  // testosterone over DHT 5.0
  // 2-fold by injection, 5-fold by gel: the same testosterone makes more DHT through skin.
  CHECK(dht_share > 1.7 * injected.mean("dht", 56, 7) / testosterone(injected, 56, 7));

  const Followed strong = without_own({daily("testosterone gel 1.62 %", "transdermal", 60.75 * mg, 21)}, 21);
  CHECK_WITHIN(testosterone(strong, 21) * kNgPerDl, 420, 750);  // 561 (SD 259) on titrated doses
  const Followed patch = without_own({daily("testosterone patch", "transdermal", 5 * mg, 14)}, 14);
  CHECK_WITHIN(testosterone(patch, 14), 9, 16);  // 12.2 (SD 5.6), Korbonits 2004
}

TEST_CASE(
    "DHT rises about 5-fold on gel; on injections it only keeps its share of testosterone (2-fold where testosterone doubles)") {
  const auto rise = [](const Followed& m, const char* what) { return m.mean(what, 56, 14) / m.mean(what, 0); };
  for (const char* condition : {"primary hypogonadism", "secondary hypogonadism"}) {
    INFO(condition);
    const Followed gel(man(condition), {daily("testosterone gel 1 %", "transdermal", 50 * mg, 56)}, 56);
    CHECK_WITHIN(rise(gel, "dht"), 3, 7);
    CHECK(rise(gel, "dht") > 1.7 * rise(gel, "total_testosterone"));
    const Followed im(man(condition), {dose("testosterone enanthate", "im", 75 * mg, 7, 8)}, 56);
    CHECK_WITHIN(rise(im, "dht") / rise(im, "total_testosterone"), 0.8, 1.25);
  }
}

TEST_CASE("mouth, gum and nose") {
  const Followed buccal = without_own({daily("testosterone buccal", "buccal", 30 * mg, 14, 2)}, 14);
  CHECK_WITHIN(testosterone(buccal, 14), 13, 22);  // 16.7 and 18.7 nmol/L
  const Followed oral = without_own({daily("testosterone undecanoate", "oral", 237 * mg, 30, 2)}, 30);
  CHECK_WITHIN(testosterone(oral, 30) * kNgPerDl, 370, 640);  // 489 (SD 155), Swerdloff 2020
  const Followed nasal({man("secondary hypogonadism")}, {daily("testosterone nasal gel", "nasal", 11 * mg, 14, 3)}, 14);
  CHECK_WITHIN(testosterone(nasal, 14) * kNgPerDl, 300, 1050);  // nine of ten men in range, Rogol 2016
}

TEST_CASE("long depots: undecanoate, pellets, the four esters") {
  const Followed undecanoate = without_own(
      {dose("testosterone undecanoate", "im", 1000 * mg, 42, 2), dose("testosterone undecanoate", "im", 1000 * mg, 84, 4, 126)},
      378);
  // Mean of the last interval within the range of men, trough at the lower limit or above (14.9-19.2 nmol/L, Haider 2010).
  CHECK_WITHIN(testosterone(undecanoate, 378, 84), 14, 26);
  CHECK_WITHIN(undecanoate.morning("total_testosterone", 378), 9.5, 19.2);

  const Followed pellets = without_own({dose("testosterone pellets", "sc", 1200 * mg, 0, 1)}, 190);
  // 49 nmol/L at 12 h, plateau of 35 for two months, about 10 at six months (Jockenhoevel 1996). Release was measured too: at
  // 936 L/d of clearance it carries a plateau of 26, so that the two reports do not agree.
  CHECK_WITHIN(pellets.morning("total_testosterone", 1), 25, 55);
  CHECK_WITHIN(testosterone(pellets, 63, 30), 22, 38);
  CHECK_WITHIN(testosterone(pellets, 63, 5) / testosterone(pellets, 14, 5), 0.8, 1.25);
  CHECK_WITHIN(testosterone(pellets, 180), 4, 14);

  const Followed blend = without_own({dose("testosterone blend", "im", 250 * mg, 0, 1)}, 28);
  CHECK_WITHIN(blend.mean("total_testosterone", 2), 45, 85);  // about 70 nmol/L after 24-48 h
  CHECK_WITHIN(testosterone(blend, 21), 4, 13);
}

TEST_CASE("under the skin, 75 mg of enanthate a week") {
  const Followed m({man("secondary hypogonadism")}, {dose("testosterone enanthate", "sc", 75 * mg, kWeek, 12)}, 84);
  CHECK_WITHIN(testosterone(m, 84, 7) * kNgPerDl, 450, 700);  // 553 (SD 127)
  CHECK(m.relative("lh", 84, 7) < 0.4);
}
