// The man's own axis woken: clomiphene (Pelusi 2017, Helo 2017), anastrozole (Burnett-Bowie 2009).
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

Dose clomiphene(double days) { return dose("clomiphene", "oral", 25 * mg, 1, static_cast<std::size_t>(days)); }

}  // namespace

TEST_CASE("clomiphene 25 mg daily in secondary hypogonadism") {
  const Followed m(man("secondary hypogonadism"), {clomiphene(180)}, 180);
  CHECK_WITHIN(m.mean("total_testosterone", 0) * kNgPerDl, 200, 330);
  CHECK_WITHIN(m.relative("total_testosterone", 90, 3), 1.6, 2.6);
  CHECK_WITHIN(m.relative("lh", 90, 3), 1.5, 2.8);
  CHECK_WITHIN(m.relative("fsh", 90, 3), 1.4, 2.6);
  CHECK(m.relative("estradiol", 90, 3) > 1.1);
  CHECK(m.relative("sperm_concentration", 180) >= 1);
}

TEST_CASE("zuclomiphene builds up to 10-30 times enclomiphene") {
  const Followed m(man(), {clomiphene(180)}, 180);
  CHECK_WITHIN(m.level("zuclomiphene", 180) / m.level("enclomiphene", 180), 10, 30);
  CHECK_WITHIN(m.level("enclomiphene", 180), 1, 5);  // ng/mL; median 2.2 in Helo 2017
}

TEST_CASE("clomiphene in primary testicular failure raises LH and little else") {
  const Followed m(man("primary hypogonadism"), {clomiphene(90)}, 90);
  CHECK(m.mean("lh", 0) > 9);
  CHECK(m.mean("total_testosterone", 0) * kNgPerDl < 350);
  CHECK(m.relative("lh", 90, 3) > 1.1);
  CHECK(m.relative("total_testosterone", 90, 3) < 1.25);
}

TEST_CASE("anastrozole 1 mg daily") {
  const Followed m(man(), {dose("anastrozole", "oral", 1 * mg, 1, 90)}, 90);
  CHECK_WITHIN(1 - m.relative("estradiol", 90, 3), 0.25, 0.55);
  CHECK_WITHIN(m.relative("total_testosterone", 90, 3), 1.35, 1.80);
  CHECK(m.relative("lh", 90, 3) > 1.1);
}
