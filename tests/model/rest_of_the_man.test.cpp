// Metabolism, lactotrophs, growth hormone and tissues: rest, closed forms, balance and limits.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

TEST_CASE("an untreated man keeps his weight and his tissues") {
  for (const Man& who : {man(), man("secondary hypogonadism"), man("healthy", 70, 33), man("Klinefelter syndrome")}) {
    INFO(who.condition, " ", who.age, " y ", who.bmi, " kg/m2");
    const Followed m(who, {}, 120);
    CHECK(m.mean("body_mass_index", 0) == doctest::Approx(who.bmi).epsilon(1e-3));
    for (const char* what :
         {"body_weight", "fat_mass", "hemoglobin", "psa", "bone_density", "insulin_resistance", "igf1", "libido"}) {
      INFO(what);
      CHECK(m.relative(what, 120) == doctest::Approx(1).epsilon(0.005));
    }
  }
}

TEST_CASE("a diet takes off what it says, surgery for good, and energy balance is kept") {
  constexpr double kg = 1e9;  // ug
  const Followed diet(man("healthy", 35, 33), {dose("diet", "life", 10 * kg, 0, 1, 0, 24 * 100)}, 1200);
  const Followed surgery(man("healthy", 35, 33), {dose("bariatric surgery", "life", 10 * kg, 0, 1, 0, 24 * 100)}, 1200);
  CHECK(diet.mean("body_weight", 0) - diet.mean("body_weight", 100) == doctest::Approx(10).epsilon(0.05));
  const double regained = diet.mean("body_weight", 1200) - diet.mean("body_weight", 100);
  CHECK_WITHIN(regained, 3, 8);
  CHECK(std::abs(surgery.mean("body_weight", 1200) - surgery.mean("body_weight", 100)) < 1.2);
  // A day without food costs the same as a diet of that weight in a day.
  const double per_day = catalog().typical.metabolism.weight_of_need * 24;
  const Followed fast(man(), {dose("fasting", "life", 1, 0, 1, 0, 48)}, 3);
  CHECK(fast.morning("body_weight", 0) - fast.morning("body_weight", 2) == doctest::Approx(2 * per_day).epsilon(0.02));
}

TEST_CASE("prolactin at a fixed dopamine tone, in closed form") {
  const auto& p = catalog().typical.lactotroph;
  model::LactotrophState<double> s{1}, d{};
  for (const double tone : {0.0, 1.0, 10.0}) {
    model::lactotroph(p, tone, s, d);
    CHECK(d.prolactin == doctest::Approx(p.turnover * ((1 + p.dopamine_brake) / (1 + p.dopamine_brake * tone) - 1)));
  }
}

TEST_CASE("growth hormone given steadily stands at rate over clearance above the own") {
  const auto& p = catalog().typical.somatotropic;
  model::SomatotropicState<double> s{0, 0, 1}, d{};
  const double rate = 20;  // ug/h
  s.growth_hormone = rate / (p.growth_hormone_elimination * p.growth_hormone_volume);
  model::somatotropic(p, model::SomatotropicInputs<double>{0, 0, 1, rate}, s, d);
  CHECK(d.growth_hormone == doctest::Approx(0).epsilon(1e-12));
}

TEST_CASE("what one dose releases was in the store: a ghrelin agonist cannot make growth hormone") {
  const auto& p = catalog().typical.somatotropic;
  // However strong the release, what flows out in a steady state is what is made.
  for (const double stimulus : {0.0, 0.2, 1.0}) {
    model::SomatotropicState<double> s{1, p.typical_growth_hormone, 1}, d{};
    const double release = p.release * (1 + p.ghrelin_releases * stimulus);
    s.store = (p.release + p.store_loss) / (release + p.store_loss);
    model::somatotropic(p, model::SomatotropicInputs<double>{0, stimulus, 1, 0}, s, d);
    CHECK(d.store == doctest::Approx(0).epsilon(1e-12));
    CHECK(release * s.store <= p.release + p.store_loss);
  }
}

TEST_CASE("tissues answer every androgen and estrogen level in order, and stay positive at none and at enormous ones") {
  const auto& p = catalog().typical.tissues;
  double hemoglobin = 0, prostate = 0, bone = 0;
  for (const double x : {0.0, 0.1, 0.5, 1.0, 3.0, 50.0}) {
    model::TissueState<double> s{}, d{};
    model::tissues(p, model::TissueInputs<double>{x, x, x, x, x, x, 0}, s, d, 1.0);
    const double marrow = d.marrow / p.marrow_rate;  // from empty: the level it goes to
    CHECK(marrow >= hemoglobin);
    hemoglobin = marrow;
    CHECK(d.prostate / p.prostate_rate >= prostate);
    prostate = d.prostate / p.prostate_rate;
    CHECK(d.bone / p.bone_rate >= bone);
    bone = d.bone / p.bone_rate;
    CHECK(d.resorption > 0);
    CHECK(d.breast >= 0);
  }
  CHECK(prostate < 2);
  CHECK(bone < 1.2);
}

TEST_CASE("the same exposure, lived through before the baseline or in the protocol, gives the same man") {
  Man after = man();
  after.history = {dose("testosterone enanthate", "im", 200 * mg, 7, 8, -70)};
  const Followed history(after, {}, 1);
  const Followed course(man(), {dose("testosterone enanthate", "im", 200 * mg, 7, 8)}, 71);
  for (const char* what : {"total_testosterone", "lh", "sperm_concentration", "hematocrit"}) {
    INFO(what);
    CHECK(history.mean(what, 1) == doctest::Approx(course.mean(what, 71)).epsilon(2e-3));
  }
}
