// A year of three regimens in sixteen men agrees with an independent integrator (Boost.odeint, Runge-Kutta-Fehlberg 7(8)
// at 1e-10): daily mean testosterone and LH to 1e-5 in the median man.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <atomic>
#include <boost/numeric/odeint.hpp>
#include <random>
#include <thread>

#include "clinic.hpp"
#include "trial/treated_man.hpp"

using namespace hpg;

namespace {

constexpr int kMen = 16;
constexpr double kYear = 24.0 * 365;

/// Sixteen different men: the parameters that vary most, spread by 20 %.
model::Parameters<double> man(int i) {
  model::Parameters<double> p = test::catalog().typical;
  std::mt19937 engine(static_cast<unsigned>(1000 + i));
  std::uniform_real_distribution<double> spread(0.8, 1.25);
  for (double* x : {&p.hypothalamus.dynorphin_recovery, &p.hypothalamus.gnrh_secretion, &p.hypothalamus.androgen_slows_pulses,
                    &p.hypothalamus.estrogen_weakens_pulses, &p.pituitary.lh_synthesis, &p.leydig.cell_number,
                    &p.steroids.testosterone_clearance_scale, &p.steroids.fat_aromatase, &p.steroids.shbg_production}) {
    *x *= spread(engine);
  }
  return p;
}

/// Three regimens of four months, one after the other.
std::vector<Dose> regimens() {
  return {test::dose("testosterone cypionate", "im", 100 * test::mg, 7, 17), test::dose("hCG", "sc", 500, 2, 60),
          test::dose("clomiphene", "oral", 25 * test::mg, 1, 122, 122),
          test::dose("anastrozole", "oral", 1 * test::mg, 1, 121, 244)};
}

/// Daily means of testosterone and LH, as integrals carried by the integrator itself so that sampling plays no part.
using Extended = solver::Vector<model::kStates + 2>;

struct ExtendedAxis {
  trial::TreatedAxis& axis;
  void operator()(double t, const Extended& y, Extended& dy) const {
    population::StateVector core;
    population::StateVector derivative;
    std::copy_n(y.begin(), model::kStates, core.begin());
    axis(t, core, derivative);
    std::copy_n(derivative.begin(), model::kStates, dy.begin());
    const auto s = population::to_axis(core);
    dy[model::kStates] = s.steroids.testosterone;
    dy[model::kStates + 1] = s.pituitary.lh;
  }
};

struct Daily {
  std::vector<double> testosterone, lh;
  void add(const Extended& y, const Extended& before) {
    testosterone.push_back((y[model::kStates] - before[model::kStates]) / 24);
    lh.push_back((y[model::kStates + 1] - before[model::kStates + 1]) / 24);
  }
};

const pharmacology::Drug& find(const std::string& name) { return test::catalog().drug(name, {}); }

Extended start_of(const model::Parameters<double>& p, const model::Constants<double>& constants) {
  const auto rest = population::resting_state(p, test::catalog().typical, constants, 8);
  Extended y{};
  std::copy_n(rest.begin(), model::kStates, y.begin());
  return y;
}

Daily ours(const model::Parameters<double>& p, const model::Constants<double>& constants, const Extended& start) {
  pharmacology::Course course(regimens(), find);
  trial::TreatedAxis axis(p, constants, course, 8);
  ExtendedAxis system{axis};
  Extended floor;
  const auto core_floor = population::error_floor(test::catalog().typical);
  std::copy_n(core_floor.begin(), model::kStates, floor.begin());
  floor[model::kStates] = floor[model::kStates + 1] = 1e9;  // the integrals do not steer the steps
  solver::Tsit5<model::kStates + 2, ExtendedAxis> solver(system, floor, {RunOptions{}.tolerance, 1});
  Daily daily;
  solver.start(0, start);
  Extended before = start;
  for (double day = 24; day <= kYear; day += 24) {
    trial::advance_through_doses(solver, course, day, [](const auto&) {});
    daily.add(solver.state(), before);
    before = solver.state();
  }
  return daily;
}

Daily boost_odeint(const model::Parameters<double>& p, const model::Constants<double>& constants, const Extended& start) {
  namespace odeint = boost::numeric::odeint;
  pharmacology::Course course(regimens(), find);
  trial::TreatedAxis axis(p, constants, course, 8);
  const ExtendedAxis system{axis};
  auto stepper = odeint::make_controlled<odeint::runge_kutta_fehlberg78<Extended>>(1e-10, 1e-10);
  Daily daily;
  Extended y = start;
  double t = 0;
  double dt = 0.01;
  Extended before = start;
  for (double day = 24; day <= kYear; day += 24) {
    while (t < day) {
      if (course.next_change() <= t) {
        course.apply_changes(course.next_change());
        continue;
      }
      const double end = std::min(day, course.next_change());
      odeint::integrate_adaptive(
          stepper, [&](const Extended& state, Extended& d, double time) { system(time, state, d); }, y, t, end,
          std::min(dt, end - t));
      t = end;
    }
    daily.add(y, before);
    before = y;
  }
  return daily;
}

/// Root mean square over the days of the relative difference.
double rms(const std::vector<double>& a, const std::vector<double>& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow(a[i] / b[i] - 1, 2);
  return std::sqrt(sum / static_cast<double>(a.size()));
}

double median(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  return 0.5 * (x[x.size() / 2] + x[(x.size() - 1) / 2]);
}

}  // namespace

TEST_CASE("daily mean testosterone and LH agree to 1e-5 in the median of 16 men") {
  (void)test::catalog();
  std::vector<double> testosterone(kMen), lh(kMen);
  std::atomic<int> next{0};
  const auto work = [&] {
    for (int i = next++; i < kMen; i = next++) {
      const auto p = man(i);
      const model::Constants<double> constants(p, test::catalog().typical);
      const Extended start = start_of(p, constants);
      const Daily a = ours(p, constants, start);
      const Daily b = boost_odeint(p, constants, start);
      testosterone[static_cast<std::size_t>(i)] = rms(a.testosterone, b.testosterone);
      lh[static_cast<std::size_t>(i)] = rms(a.lh, b.lh);
    }
  };
  {
    std::jthread second(work);
    work();
  }
  MESSAGE("median RMS error: testosterone ", median(testosterone), ", LH ", median(lh),
          "; worst man: ", *std::max_element(testosterone.begin(), testosterone.end()), ", ",
          *std::max_element(lh.begin(), lh.end()));
  CHECK(median(testosterone) < 1e-5);
  CHECK(median(lh) < 1e-5);
  CHECK(*std::max_element(testosterone.begin(), testosterone.end()) < 1e-4);
  CHECK(*std::max_element(lh.begin(), lh.end()) < 1e-4);
}
