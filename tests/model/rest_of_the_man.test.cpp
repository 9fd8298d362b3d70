// Metabolism, lactotrophs, growth hormone and tissues: rest, closed forms, balance and limits.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>

#include "clinic.hpp"
#include "model/observe.hpp"

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

TEST_CASE("prolactin goes to its level at a fixed dopamine tone with its own half-life") {
  const auto& p = catalog().typical.lactotroph;
  const double tone = 10;
  const double level = (1 + p.dopamine_brake) / (1 + p.dopamine_brake * tone);
  model::LactotrophState<double> s{1}, d{};
  const double step = 0.001;
  for (double t = 0; t < 20; t += step) {
    model::lactotroph(p, tone, s, d);
    s.prolactin += step * d.prolactin;
  }
  CHECK(s.prolactin == doctest::Approx(level + (1 - level) * std::exp(-20 * p.turnover)).epsilon(1e-4));
}

TEST_CASE("growth hormone given steadily stands at rate over clearance above the own") {
  const auto& p = catalog().typical.somatotropic;
  model::SomatotropicState<double> s{0, 0, 1}, d{};
  const double rate = 20;  // ug/h
  s.growth_hormone = rate / (p.growth_hormone_elimination * p.growth_hormone_volume);
  model::somatotropic(p, model::SomatotropicInputs<double>{0, 0, 1, rate}, s, d);
  CHECK(d.growth_hormone == doctest::Approx(0).epsilon(1e-12));
}

TEST_CASE("a ghrelin agonist cannot make growth hormone: what flows out for good is what is made") {
  const Followed m(man(), {dose("ibutamoren", "oral", 100 * mg, 1, 60)}, 60);
  const auto& p = catalog().typical.somatotropic;
  CHECK(m.relative("growth_hormone", 1) > m.relative("growth_hormone", 60));
  CHECK(m.relative("growth_hormone", 60) < (p.release + p.store_loss) / p.release);
}

TEST_CASE("tissues answer every androgen and estrogen level in order, and stay positive at none and at enormous ones") {
  const auto& p = catalog().typical.tissues;
  double marrow = 0, prostate = 0, bone = 0;
  for (const double x : {0.0, 0.1, 0.5, 1.0, 3.0, 50.0}) {
    model::TissueState<double> s{}, d{};
    model::tissues(p, model::TissueInputs<double>{x, x, x, x, x, x, 0}, s, d, 1.0);
    // From empty, so that a rate over its constant is the level it goes to.
    CHECK(d.marrow / p.marrow_rate >= marrow);
    marrow = d.marrow / p.marrow_rate;
    CHECK(d.prostate / p.prostate_rate >= prostate);
    prostate = d.prostate / p.prostate_rate;
    CHECK(d.bone / p.bone_rate >= bone);
    bone = d.bone / p.bone_rate;
    CHECK(d.resorption > 0);
    CHECK(d.breast < 10 * p.months_rate * (1 + x));
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

TEST_CASE("each load at its largest for months: every observable stays finite, not negative, scores within 0-100") {
  constexpr double kg = 1e9;
  struct Case {
    const char* what;
    double amount;
  };
  for (const double bmi : {19.0, 30.0}) {
    for (const Case& c : {Case{"diet", 100 * kg},
                          {"bariatric surgery", 100 * kg},
                          {"fasting", 1},
                          {"exercise", 5},
                          {"sleep restriction", 2},
                          {"acute illness", 1}}) {
      INFO(c.what, " at ", bmi, " kg/m2");
      const double most = catalog().drug(c.what, {}).largest_dose;
      const Followed m(man("healthy", 35, bmi), {dose(c.what, "life", std::min(c.amount, most), 0, 1, 0, 24 * 180)}, 200);
      for (const auto id : model::kObservableIds) {
        if (id == "fluid_retention") continue;  // relative to the typical man
        INFO(id);
        for (const double day : {1.0, 30.0, 180.0, 200.0}) {
          const double value = m.mean(std::string(id), day);
          CHECK(std::isfinite(value));
          CHECK(value >= 0);
        }
      }
      for (const char* score : {"libido", "erectile_function", "energy", "mood"}) CHECK(m.mean(score, 180) <= 100);
    }
  }
  const Followed abuse(man(), {dose("testosterone enanthate", "im", 1000 * mg, 7, 52)}, 364);
  CHECK(abuse.mean("energy", 364) <= 100);
  CHECK(abuse.mean("gynecomastia_risk", 364) > abuse.mean("gynecomastia_risk", 0));
}

TEST_CASE("exercise is not a diet") {
  const Followed m(man(), {dose("exercise", "life", 3, 0, 1, 0, 24 * 720)}, 720);
  CHECK_WITHIN(m.mean("body_weight", 720) - m.mean("body_weight", 0), -4, 2);
  CHECK(m.mean("lean_mass", 720) > m.mean("lean_mass", 0));
  CHECK(m.mean("insulin_resistance", 720) < m.mean("insulin_resistance", 0));
  CHECK_WITHIN(m.relative("total_testosterone", 720, 3), 0.95, 1.2);
}

TEST_CASE("DHT given reaches the prostate") {
  const Followed m(man(), {infusion("DHT", 1 * mg, 120)}, 120);
  CHECK(m.relative("dht", 120) > 2);
  CHECK(m.relative("psa", 120) > 0.8);
}
