// Linear kinetics against closed forms; what is dosed is absorbed or left, eliminated or in the body.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>

#include "pharmacology/course.hpp"
#include "pharmacology/linear_chain.hpp"
#include "trial/drug_levels.hpp"

namespace {

using namespace hpg::pharmacology;

Drug one_compartment(double absorption_rate, double elimination_rate, double volume) {
  Drug drug;
  drug.name = "test drug";
  drug.volume = volume;
  drug.disposition = {{1, elimination_rate}};
  drug.routes.push_back({"oral", 1, {{1, absorption_rate, 0}}});
  drug.routes.push_back({"iv", 1, {}});
  return drug;
}

/// `count` doses of the test drug from time 0, each over `over` hours.
hpg::Dose regimen(const std::string& route, double amount, double every, std::size_t count, double over = 0) {
  hpg::Dose dose;
  dose.drug = "test drug";
  dose.route = route;
  dose.amount = amount;
  dose.every = every;
  dose.count = count;
  dose.over = over;
  return dose;
}

/// One dose by one route, now.
void give(DrugKinetics& kinetics, const Route& route, double amount) {
  for (const auto& [delay, change] : kinetics.administer(route, amount, 0, {})) kinetics.apply(change);
  kinetics.restart();
}

}  // namespace

TEST_CASE("absorption and elimination: Bateman's equation") {
  LinearChain<double> chain;
  const double ka = 0.8;
  const double ke = 0.1;
  chain.add(ka);
  chain.add(ke);
  chain.couple(0, 1, ka);
  chain.deposit(0, 100);
  chain.restart();
  for (double t : {0.0, 0.5, 3.0, 40.0}) {
    chain.decay(t);
    CHECK(chain.amount(0) == doctest::Approx(100 * std::exp(-ka * t)).epsilon(1e-13));
    CHECK(chain.amount(1) == doctest::Approx(100 * ka / (ka - ke) * (std::exp(-ke * t) - std::exp(-ka * t))).epsilon(1e-12));
  }
}

TEST_CASE("equal rates: the t exp(-kt) limit is met to 1e-4") {
  LinearChain<double> chain;
  const double k = 0.3;
  chain.add(k);
  chain.add(k);
  chain.couple(0, 1, k);
  chain.deposit(0, 1);
  chain.restart();
  for (double t : {0.1, 2.0, 15.0}) {
    chain.decay(t);
    CHECK(chain.amount(1) == doctest::Approx(k * t * std::exp(-k * t)).epsilon(1e-4));
  }
}

TEST_CASE("three equal rates in a row keep their digits") {
  LinearChain<double> chain;
  const double k = 0.3;
  for (int i = 0; i < 3; ++i) chain.add(k);
  chain.couple(0, 1, k);
  chain.couple(1, 2, k);
  chain.deposit(0, 1);
  chain.restart();
  for (double t : {0.5, 2.0, 15.0}) {
    chain.decay(t);
    CHECK(chain.amount(2) == doctest::Approx(0.5 * k * k * t * t * std::exp(-k * t)).epsilon(2e-3));
  }
}

TEST_CASE("back-to-back infusions are one infusion") {
  Drug drug = one_compartment(0.4, 0.07, 30);
  const auto find = [&](const std::string&) -> const Drug& { return drug; };
  const hpg::Dose parts = regimen("iv", 10, 6, 8, 6);
  const hpg::Dose whole = regimen("iv", 80, 0, 1, 48);
  const std::vector<double> visits{0, 5, 13, 48, 60};
  const auto a = hpg::trial::drug_levels(Course({parts}, find), visits);
  const auto b = hpg::trial::drug_levels(Course({whole}, find), visits);
  for (std::size_t i = 0; i < visits.size(); ++i) CHECK(a[0].at_visit[i] == doctest::Approx(b[0].at_visit[i]).epsilon(1e-12));
}

TEST_CASE("a constant inflow approaches inflow over rate") {
  LinearChain<double> chain;
  chain.add(0.5);
  chain.change_input(0, 3);
  chain.restart();
  chain.decay(2);
  CHECK(chain.amount(0) == doctest::Approx(6 * (1 - std::exp(-1.0))).epsilon(1e-14));
  chain.decay(1000);
  CHECK(chain.amount(0) == doctest::Approx(6).epsilon(1e-14));
}

TEST_CASE("moving the origin changes nothing") {
  LinearChain<double> a;
  for (double rate : {0.9, 0.2, 0.05}) a.add(rate);
  a.couple(0, 1, 0.9);
  a.couple(1, 2, 0.15);
  a.deposit(0, 10);
  a.change_input(1, 0.4);
  a.restart();
  LinearChain<double> b = a;
  for (int i = 0; i < 7; ++i) {
    b.move_origin(1.5);
    b.restart();
  }
  a.decay(12);
  b.decay(1.5);
  for (std::size_t i = 0; i < a.size(); ++i) CHECK(a.amount(i) == doctest::Approx(b.amount(i)).epsilon(1e-13));
}

TEST_CASE("two compartments as two modes: the central concentration of an intravenous bolus") {
  // CL 10, V 50, Q 5, V2 80: macro constants from the quadratic of the two-compartment model.
  const double k10 = 10.0 / 50;
  const double k12 = 5.0 / 50;
  const double k21 = 5.0 / 80;
  const double sum = k10 + k12 + k21;
  const double root = std::sqrt(sum * sum - 4 * k10 * k21);
  const double alpha = (sum + root) / 2;
  const double beta = (sum - root) / 2;
  const double a = (alpha - k21) / (alpha - beta);
  Drug drug = one_compartment(1, 1, 50);
  drug.disposition = {{a, alpha}, {1 - a, beta}};
  DrugKinetics kinetics(drug, {&drug.routes[1]});
  give(kinetics, drug.routes[1], 1000);
  // Clearance from the area under the curve, and the amount in the body from the peripheral compartment's own equation.
  CHECK(kinetics.eliminated(1e4) == doctest::Approx(1000).epsilon(1e-10));
  const double t = 4;
  const double central = 1000 * (a * std::exp(-alpha * t) + (1 - a) * std::exp(-beta * t));
  const double peripheral = 1000 * k12 / (alpha - beta) * (std::exp(-beta * t) - std::exp(-alpha * t));
  CHECK(kinetics.in_body(t) == doctest::Approx(central + peripheral).epsilon(1e-12));
  CHECK(kinetics.concentration(t) == doctest::Approx(central / 50).epsilon(1e-12));
}

TEST_CASE("what is dosed is in the depot, in the body or eliminated, through many doses of every kind") {
  Drug drug = one_compartment(0.4, 0.07, 30);
  drug.routes.push_back({"depot", 0.8, {{0.3, 0.5, 0}, {0.7, 0, 100}}});
  DrugKinetics kinetics(drug, {&drug.routes[0], &drug.routes[1], &drug.routes[2]});
  struct Due {
    double time;
    DrugKinetics::Change change;
  };
  std::vector<Due> due;
  double dosed = 0;
  const auto give = [&](std::size_t route, double amount, double over, double time) {
    for (const auto& [delay, change] : kinetics.administer(drug.routes[route], amount, over, {}))
      due.push_back({time + delay, change});
    dosed += amount * drug.routes[route].bioavailability;
  };
  for (int i = 0; i < 30; ++i) give(0, 50, 0, 24.0 * i);
  give(1, 200, 36, 10);
  give(1, 80, 0, 300);
  give(2, 500, 0, 50);
  std::stable_sort(due.begin(), due.end(), [](const Due& a, const Due& b) { return a.time < b.time; });
  double origin = 0;
  double eliminated = 0;
  for (const Due& d : due) {
    eliminated += kinetics.eliminated(d.time - origin);
    kinetics.move_origin(d.time - origin);
    origin = d.time;
    kinetics.apply(d.change);
    kinetics.restart();
  }
  const double tau = 240;
  const double total = eliminated + kinetics.eliminated(tau) + kinetics.unabsorbed(tau) + kinetics.in_body(tau);
  CHECK(std::abs(total / dosed - 1) < 1e-10);
}

TEST_CASE("a transit step delays absorption and loses nothing") {
  Drug drug = one_compartment(0.05, 0.2, 10);
  drug.routes[0].absorption[0].transit_rate = 0.3;
  DrugKinetics kinetics(drug, {&drug.routes[0]});
  give(kinetics, drug.routes[0], 100);
  const double t = 7;
  // Two steps in a row: what is left is the sum of a Bateman function and of what is still in transit.
  CHECK(kinetics.unabsorbed(t) ==
        doctest::Approx(100 * std::exp(-0.3 * t) + 100 * 0.3 / (0.3 - 0.05) * (std::exp(-0.05 * t) - std::exp(-0.3 * t)))
            .epsilon(1e-12));
  CHECK(kinetics.unabsorbed(t) + kinetics.in_body(t) + kinetics.eliminated(t) == doctest::Approx(100).epsilon(1e-12));
}

TEST_CASE("an effect site follows blood and reaches it at steady state") {
  Drug drug = one_compartment(1, 0.2, 10);
  drug.effect_site_rate = 0.05;
  drug.actions = {{hpg::model::Site::kiss1r, 2.0, 0.5}};
  DrugKinetics kinetics(drug, {&drug.routes[1]});
  for (const auto& [delay, change] : kinetics.administer(drug.routes[1], 2000, 1000, {})) {
    if (delay == 0) kinetics.apply(change);
  }
  kinetics.restart();
  hpg::model::Exposure<double> exposure;
  kinetics.act(900, exposure);
  // 2 per h over CL 2 L/h = 1 per L; half effect 2: load 0.5, of which half is active.
  CHECK(exposure.at(hpg::model::Site::kiss1r).bound == doctest::Approx(0.5).epsilon(1e-9));
  CHECK(exposure.at(hpg::model::Site::kiss1r).active == doctest::Approx(0.25).epsilon(1e-9));
}

TEST_CASE("drug levels at visits: trough before the dose, mean from the area") {
  Drug drug = one_compartment(0.4, 0.07, 30);
  drug.id = "test_drug";
  const hpg::Dose daily = regimen("iv", 300, 24, 60);
  const auto levels =
      hpg::trial::drug_levels(Course({daily}, [&](const std::string&) -> const Drug& { return drug; }), {0, 24, 24.0 * 50});
  REQUIRE(levels.size() == 1);
  CHECK(levels[0].at_visit[0] == 0);
  CHECK(levels[0].at_visit[1] == doctest::Approx(10 * std::exp(-0.07 * 24)).epsilon(1e-12));
  CHECK(levels[0].mean_24_h[1] == doctest::Approx(10 * (1 - std::exp(-0.07 * 24)) / (0.07 * 24)).epsilon(1e-12));
  // At steady state a day's area is dose over clearance.
  CHECK(levels[0].mean_24_h[2] == doctest::Approx(300 / (0.07 * 30) / 24).epsilon(1e-9));
}

TEST_CASE("changes fall at exact times and in order") {
  Drug drug = one_compartment(0.4, 0.07, 30);
  hpg::Dose weekly = regimen("oral", 10, 168, 3);
  weekly.first = 0.1;
  hpg::Dose infusion = regimen("iv", 10, 0, 1, 12.5);
  infusion.first = 100;
  Course course({weekly, infusion}, [&](const std::string&) -> const Drug& { return drug; });
  for (double expected : {0.1, 100.0, 112.5, 168.1, 336.1}) {
    CHECK(course.next_change() == expected);
    course.apply_changes(course.next_change());
  }
  CHECK(std::isinf(course.next_change()));
}
