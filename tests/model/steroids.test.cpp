// Binding, clearance and aromatase: closed forms, limits and conservation.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"
#include "trial/treated_man.hpp"

using namespace hpg;
using model::SteroidParameters;

namespace {

const SteroidParameters<double>& typical() { return test::catalog().typical.steroids; }

model::SteroidState<double> blood(double testosterone, double shbg) {
  model::SteroidState<double> s{};
  s.testosterone = testosterone;
  s.shbg = shbg;
  s.estradiol = typical().typical_estradiol;
  return s;
}

}  // namespace

TEST_CASE("free testosterone solves the mass-action balance") {
  const double a = 1 + typical().albumin_testosterone;
  const double k = typical().shbg_testosterone;
  for (double total : {0.01, 0.5, 8.0, 19.0, 60.0, 400.0}) {
    for (double shbg : {1.0, 15.0, 35.0, 120.0}) {
      const double free = model::bind(typical(), blood(total, shbg)).testosterone;
      // total = free and albumin-bound + SHBG-bound
      CHECK(a * free + shbg * k * free / (1 + k * free) == doctest::Approx(total).epsilon(1e-12));
    }
  }
}

TEST_CASE("without SHBG all is albumin-bound or free; none gives none") {
  CHECK(model::bind(typical(), blood(20, 0)).testosterone ==
        doctest::Approx(20 / (1 + typical().albumin_testosterone)).epsilon(1e-12));
  CHECK(model::bind(typical(), blood(0, 35)).testosterone == 0);
  CHECK(model::bind(typical(), blood(-1e-16, 35)).testosterone == 0);
}

TEST_CASE("DHT: what SHBG holds is neither free nor cleared") {
  model::SteroidState<double> s = blood(0, 35);
  s.dht = 2;
  const double free = model::bind(typical(), s).dht;
  // No testosterone holds a place: free, on albumin, on SHBG (far below its capacity).
  CHECK(free * (1 + typical().albumin_dht + typical().shbg_dht * 35) == doctest::Approx(2).epsilon(1e-12));
  s.shbg = 0;
  CHECK(model::bind(typical(), s).dht == doctest::Approx(2 / (1 + typical().albumin_dht)).epsilon(1e-12));
}

TEST_CASE("free DHT is what is cleared: men with the same free steroids gain and lose as much, whatever their SHBG holds") {
  const model::SteroidReference<double> ref(typical());
  constexpr double kFreeTestosterone = 0.3, kFreeDht = 0.02;  // nmol/L
  const auto change_of_dht = [&](double shbg) {
    const double k = typical().shbg_testosterone;
    auto s = blood(kFreeTestosterone * (1 + typical().albumin_testosterone + shbg * k / (1 + k * kFreeTestosterone)), shbg);
    s.itt = typical().typical_itt;
    s.dht = 1;
    s.dht = kFreeDht / model::bind(typical(), s).dht;
    model::SteroidInputs<double> in{};
    in.liver_estrogen = in.insulin_on_shbg = 1;
    model::SteroidState<double> d{};
    model::steroids(typical(), ref, in, model::bind(typical(), s), s, d, 1.0);
    return std::pair{s.dht, d.dht};
  };
  const auto [little, change] = change_of_dht(10);
  const auto [much, same_change] = change_of_dht(80);
  CHECK(much > 2 * little);
  CHECK(std::abs(change) > 1e-3);
  CHECK(same_change / change == doctest::Approx(1).epsilon(1e-9));
}

TEST_CASE("a receptor under a full antagonist signals less, a full agonist saturates it, a partial one in between") {
  const model::SteroidReference<double> ref(typical());
  const auto signal = [&](double bound, double efficacy) {
    return model::estrogen_signal(typical(), ref, ref.free_estradiol, model::SiteLoad<double>{bound, efficacy * bound});
  };
  CHECK(signal(0, 0) == doctest::Approx(1).epsilon(1e-12));
  CHECK(signal(1e6, 0) < 1e-4);
  CHECK(signal(1e6, 1) == doctest::Approx(1 + typical().estrogen_receptor_half).epsilon(1e-4));
  // A ligand whose efficacy equals resting occupancy is neutral whatever its level.
  CHECK(signal(50, 1 / (1 + typical().estrogen_receptor_half)) == doctest::Approx(1).epsilon(1e-12));
}

TEST_CASE("testosterone given to a man without testes is cleared or still in him, to 1e-8") {
  // The axis with two more states: what entered blood and what was cleared beyond what adrenals made. Both are restated here on purpose.
  const model::Parameters<double> man = trial::parameters_of(test::catalog(), test::man("orchidectomy"));
  const model::Constants<double> constants(man, test::catalog().typical);
  pharmacology::Course course(
      {test::dose("testosterone enanthate", "im", 200 * test::mg, 7, 4)},
      [](const std::string& name) -> const pharmacology::Drug& { return test::catalog().drug(name, {}); });
  constexpr std::size_t n = model::kStates + 2;
  const auto system = [&](double t, const solver::Vector<n>& y, solver::Vector<n>& dy) {
    model::Exposure<double> drug;
    course.exposure(t, drug);
    population::StateVector core;
    std::copy_n(y.begin(), model::kStates, core.begin());
    const model::AxisState<double> s = population::to_axis(core);
    model::AxisState<double> d;
    model::axis_derivative(man, constants, drug, 8 + t, model::Pace<double>{}, s, d);
    core = population::to_vector(d);
    std::copy_n(core.begin(), model::kStates, dy.begin());
    const double entered = drug.of(model::Species::testosterone);
    const double free = model::bind(man.steroids, s.steroids).testosterone;
    const double reference = constants.steroids.free_testosterone;
    const double half = man.steroids.clearance_saturation;
    dy[n - 2] = entered;
    const double production = man.steroids.testosterone_clearance * man.steroids.typical_testosterone;
    dy[n - 1] = production * (man.steroids.testosterone_clearance_scale * free / reference * (1 + reference / half) /
                                  (1 + free / half) -
                              man.steroids.adrenal_testosterone);
  };
  solver::Vector<n> floor;
  floor.fill(1e-6);
  solver::Vector<n> start{};
  const auto rest = population::resting_state(man, test::catalog().typical, constants, 8);
  std::copy_n(rest.begin(), model::kStates, start.begin());
  solver::Tsit5<n, decltype(system)> solver(system, floor, {1e-9, 1});
  const auto stored = [&](const solver::Vector<n>& y) {
    population::StateVector core;
    std::copy_n(y.begin(), model::kStates, core.begin());
    const auto s = population::to_axis(core);
    return s.steroids.testosterone * man.steroids.testosterone_volume + s.steroids.itt * constants.steroids.testis_volume;
  };
  solver.start(0, start);
  trial::advance_through_doses(solver, course, 24.0 * 40, [](const auto&) {});
  const auto& end = solver.state();
  const double dosed = 4 * 200 * test::mg * 0.72 * 1000 / 288.42;
  const double depot = course.drugs()[0].unabsorbed(24.0 * 40 - 24.0 * 21) * 1000 / 288.42;
  CHECK(std::abs((end[n - 2] + depot) / dosed - 1) < 1e-8);
  CHECK(std::abs((stored(end) - stored(start) - end[n - 2] + end[n - 1]) / end[n - 2]) < 1e-8);
}
