// Growth hormone and what releases it; no direct effect on LH or testosterone.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

TEST_CASE("CJC-1295: growth hormone 2-10-fold for a week, IGF-1 1.5-3-fold, LH and testosterone untouched (Teichman 2006)") {
  const Followed m(man(), {dose("CJC-1295", "sc", 60 * 80, 0, 1)}, 30);  // 60 ug/kg
  CHECK_WITHIN(m.relative("growth_hormone", 3), 2, 10);
  CHECK(m.relative("growth_hormone", 6) > 1.7);
  CHECK_WITHIN(m.relative("igf1", 5), 1.5, 3);
  CHECK(m.relative("igf1", 9) > 1.3);
  CHECK_WITHIN(m.relative("lh", 7, 3), 0.95, 1.05);
  CHECK_WITHIN(m.relative("total_testosterone", 7, 3), 0.9, 1.05);
}

TEST_CASE("ipamorelin: one dose gives a peak within the hour, not a change of LH (Gobburu 1999)") {
  const Followed m(man(), {dose("ipamorelin", "iv", 3 * mg, 0, 1, 1)}, 2);
  CHECK(m.relative("growth_hormone", 2) > 1.3);
  CHECK_WITHIN(m.relative("lh", 2), 0.97, 1.03);
  CHECK_WITHIN(m.relative("total_testosterone", 2), 0.97, 1.03);
}

TEST_CASE("ibutamoren 25 mg daily doubles growth hormone and IGF-1, and no more (Chapman 1996)") {
  const Followed m(man("healthy", 70, 26), {dose("ibutamoren", "oral", 25 * mg, 1, 28)}, 28);
  CHECK_WITHIN(m.relative("growth_hormone", 28), 1.5, 2.6);  // +97 %
  CHECK_WITHIN(m.relative("igf1", 28), 1.4, 2.3);            // 141 to 265 ng/mL
  CHECK(m.mean("insulin_resistance", 28) > m.mean("insulin_resistance", 0));
}

TEST_CASE("growth hormone: lean mass up, fat down; total testosterone falls with SHBG, free testosterone does not (Giavoli)") {
  const Followed m(man("healthy", 48, 26), {dose("growth hormone", "sc", 300, 1, 365)}, 365);
  CHECK(m.mean("igf1", 365) > 1.2 * m.mean("igf1", 0));
  CHECK(m.mean("lean_mass", 365) > m.mean("lean_mass", 0) + 0.3);
  CHECK(m.mean("fat_mass", 365) < m.mean("fat_mass", 0) - 0.3);
  CHECK_WITHIN(m.relative("shbg", 365), 0.65, 0.97);
  CHECK_WITHIN(m.relative("total_testosterone", 365, 3), 0.7, 0.98);
  CHECK_WITHIN(m.relative("free_testosterone", 365, 3), 0.93, 1.07);
}
