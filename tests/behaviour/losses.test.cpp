// The scrambled man: a part is taken out, and each fails in its known way.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

Followed resting(const std::string& condition) { return Followed(man(condition), {}, 3, {0, 1}); }

const Followed& healthy() {
  static const Followed m = resting("healthy");
  return m;
}

double compared(const Followed& m, const std::string& observable) {
  return m.mean(observable, 2, 2) / healthy().mean(observable, 2, 2);
}

}  // namespace

TEST_CASE("no GnRH: no gonadotropins, no testosterone, no sperm, small testes") {
  const Followed m = resting("congenital hypogonadotropic hypogonadism");
  CHECK(compared(m, "lh") < 0.2);
  CHECK(compared(m, "fsh") < 0.3);
  CHECK(m.mean("total_testosterone", 2) * kNgPerDl < 60);
  CHECK(m.mean("sperm_concentration", 2) < 0.1);
  CHECK(m.mean("testis_volume", 2) < 5);
  CHECK(m.profiles()[0].pulses.pulses == 0);
}

TEST_CASE("no LH receptor: low testosterone in spite of high LH, no sperm") {
  const Followed m = resting("LH receptor loss");
  CHECK(m.mean("total_testosterone", 2) * kNgPerDl < 60);
  CHECK(compared(m, "lh") > 2.5);
  CHECK(m.mean("sperm_concentration", 2) < 0.1);
}

TEST_CASE("no aromatase: no estradiol, high gonadotropins and testosterone") {
  const Followed m = resting("aromatase deficiency");
  CHECK(m.mean("estradiol", 2) * kPgPerMl < 2);
  CHECK(compared(m, "lh") > 1.4);
  CHECK(compared(m, "total_testosterone") > 1.2);
}

TEST_CASE("no androgen receptor: high LH, testosterone and estradiol, no sperm") {
  const Followed m = resting("androgen insensitivity");
  CHECK(compared(m, "lh") > 1.1);
  CHECK(compared(m, "total_testosterone") > 1.05);
  CHECK(compared(m, "estradiol") > 1.05);
  CHECK(m.mean("sperm_concentration", 2) < 0.1);
}

TEST_CASE("no testes: LH and FSH of the castrate, fast pulses") {
  const Followed m = resting("orchidectomy");
  CHECK_WITHIN(compared(m, "lh"), 3.5, 7);
  CHECK(compared(m, "fsh") > 5);
  CHECK(m.mean("total_testosterone", 2) * kNgPerDl < 30);
  CHECK(m.profiles()[0].pulses.pulses > 1.6 * static_cast<double>(healthy().profiles()[0].pulses.pulses));
}
