// The rest of the man and his gonads: weight, meals, illness, sleep, age.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

Followed resting(const Man& who) { return {who, {}, 2, {0, 1}}; }

/// A load of life held from day `from` for `days`.
Dose load(const std::string& what, double strength, double days, double from = 0) {
  return dose(what, "life", strength, 0, 1, from, 24 * days);
}

}  // namespace

TEST_CASE("body mass index 22, 30, 40: SHBG and testosterone fall steeply, free testosterone less, estradiol rises") {
  const Followed lean = resting(man("healthy", 35, 22)), heavy = resting(man("healthy", 35, 30)),
                 obese = resting(man("healthy", 35, 40));
  const auto falls = [&](const char* what) { return obese.mean(what, 1) / lean.mean(what, 1); };
  CHECK(heavy.mean("total_testosterone", 1) < lean.mean("total_testosterone", 1) - 3);  // -5.1 nmol/L above 30 (Wu 2008)
  CHECK_WITHIN(obese.mean("total_testosterone", 1) * kNgPerDl, 230, 400);               // 320 ng/dL at 43 (Lima 2000)
  CHECK_WITHIN(falls("shbg"), 0.35, 0.65);
  CHECK(falls("total_testosterone") < 0.65);
  CHECK(falls("free_testosterone") > falls("total_testosterone") + 0.08);
  CHECK(falls("free_testosterone") < 0.9);
  CHECK_WITHIN(falls("lh"), 0.6, 1.05);
  CHECK(heavy.mean("estradiol", 1) > lean.mean("estradiol", 1));
  CHECK(obese.mean("estradiol", 1) > lean.mean("estradiol", 1));
  CHECK(obese.mean("insulin_resistance", 1) > 2 * lean.mean("insulin_resistance", 1));
}

TEST_CASE("weight loss raises testosterone: a diet by 2-3 nmol/L, surgery by more (8-9 in Corona 2013, half of it here)") {
  const Man obese = man("healthy", 45, 36);
  const Followed diet(obese, {dose("diet", "life", 11.3e9, 0, 1, 0, 24 * 180)}, 240);
  CHECK_WITHIN(diet.relative("body_weight", 180), 0.88, 0.92);
  CHECK_WITHIN(diet.mean("total_testosterone", 240, 5) - diet.mean("total_testosterone", 0), 1.5, 4.5);
  // Three quarters of such men had low testosterone: one man like most, one whose axis suffers more from his fat.
  double gain = 0;
  for (const char* condition : {"healthy", "secondary hypogonadism"}) {
    const Followed surgery(man(condition, 40, 46), {dose("bariatric surgery", "life", 43e9, 0, 1, 0, 24 * 365)}, 420);
    gain += (surgery.mean("total_testosterone", 420, 5) - surgery.mean("total_testosterone", 0)) / 2;
    CHECK(surgery.mean("shbg", 420) > 1.4 * surgery.mean("shbg", 0));
  }
  // Half of the 8.7 published: the larger loss gives the larger gain, but too little of it (docs/model.md, known limits).
  CHECK_WITHIN(gain, 3.5, 11);
  CHECK(gain > 1.5 * (diet.mean("total_testosterone", 240, 5) - diet.mean("total_testosterone", 0)));
  // What a diet took off returns slowly.
  const Followed years(obese, {dose("diet", "life", 11.3e9, 0, 1, 0, 24 * 180)}, 900);
  CHECK(years.mean("body_weight", 900) > years.mean("body_weight", 180) + 2);
}

TEST_CASE("glucose by mouth lowers testosterone for two hours, LH unchanged (Caronia 2013)") {
  const Followed none(man(), {}, 2, {1}), loaded(man(), {dose("glucose", "oral", 75e6, 0, 1, 1)}, 2, {1});
  const auto& without = none.profiles()[0].testosterone;
  const auto& with = loaded.profiles()[0].testosterone;
  double lowest = 1;
  for (std::size_t i = 0; i < 18; ++i) lowest = std::min(lowest, with[i] / without[i]);
  CHECK_WITHIN(1 - lowest, 0.12, 0.35);
  CHECK(with[72] / without[72] > 0.9);
  CHECK_WITHIN(loaded.relative("lh", 2), 0.9, 1.15);
}

TEST_CASE("acute illness halves testosterone in hours while LH rises; it returns") {
  const Followed m(man(), {load("acute illness", 1, 1.0 / 12, 1)}, 8, {0, 1});
  const auto& before = m.profiles()[0].testosterone;
  const auto& after = m.profiles()[1].testosterone;
  CHECK_WITHIN(after[24] / before[24], 0.35, 0.65);  // 18.2 to 9.1 nmol/L at 4 h (van der Poll 1993)
  CHECK_WITHIN(m.relative("total_testosterone", 7), 0.85, 1.15);
  const Followed days(man(), {load("acute illness", 0.3, 5)}, 40);
  CHECK(days.relative("total_testosterone", 5) < 0.7);
  CHECK_WITHIN(days.relative("total_testosterone", 40), 0.9, 1.1);
}

TEST_CASE("a week of short nights lowers testosterone by about a seventh (Leproult 2011)") {
  const Followed m(man(), {load("sleep restriction", 1, 7)}, 20);
  CHECK_WITHIN(m.relative("total_testosterone", 7), 0.8, 0.95);
  CHECK_WITHIN(m.relative("total_testosterone", 20), 0.95, 1.05);
}

TEST_CASE("age 25 to 75: testosterone falls slowly, SHBG rises, LH rises slightly, pulses smaller, less answer to hCG") {
  const Followed young = resting(man("healthy", 25, 25)), old = resting(man("healthy", 75, 27));
  const double per_year = 100 * std::log(old.mean("total_testosterone", 1) / young.mean("total_testosterone", 1)) / 50;
  CHECK_WITHIN(per_year, -1.5, -0.2);
  const double free_per_year = 100 * std::log(old.mean("free_testosterone", 1) / young.mean("free_testosterone", 1)) / 50;
  CHECK_WITHIN(free_per_year, -2.2, -0.5);
  CHECK(old.mean("shbg", 1) > 1.2 * young.mean("shbg", 1));
  CHECK_WITHIN(old.mean("lh", 1) / young.mean("lh", 1), 1.05, 2.2);
  const auto answer = [](double age, double bmi) {
    const Followed m(man("healthy", age, bmi), {dose("hCG", "im", 5000, 0, 1)}, 4);
    return m.mean("total_testosterone", 4) - m.mean("total_testosterone", 0);
  };
  CHECK(answer(75, 27) < 0.85 * answer(25, 25));
  CHECK(old.mean("hematocrit", 1) < young.mean("hematocrit", 1));
  CHECK(old.mean("prostate_volume", 1) > 1.3 * young.mean("prostate_volume", 1));
}
