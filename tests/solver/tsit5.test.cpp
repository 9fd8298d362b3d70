// The integrator: its order, its dense output, its error control and the exactness of stopping times.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "solver/tsit5.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace {

using hpg::solver::DenseStep;
using hpg::solver::Tsit5;
using hpg::solver::Vector;

/// A pendulum of large swing: nonlinear, no closed form needed because order is measured against itself.
struct Pendulum {
  void operator()(double, const Vector<2>& y, Vector<2>& dy) const {
    dy[0] = y[1];
    dy[1] = -std::sin(y[0]);
  }
};

/// y' = -2 t y, y = exp(-t^2): depends on time, so wrong stage times would show.
struct Gaussian {
  void operator()(double t, const Vector<1>& y, Vector<1>& dy) const { dy[0] = -2 * t * y[0]; }
};

/// End state after fixed steps of size h (the tolerance is loose enough never to reject).
template <std::size_t N, class System>
Vector<N> fixed_steps(System system, const Vector<N>& start, double end, double h) {
  Vector<N> floor;
  floor.fill(1e6);
  Tsit5<N, System> solver(system, floor, {1e6, h});
  solver.start(0, start);
  const auto steps = static_cast<int>(std::lround(end / h));
  for (int i = 1; i <= steps; ++i) solver.advance(i * h, [](const auto&) {});
  return solver.state();
}

}  // namespace

TEST_CASE("fifth order: halving the step divides the error by about 32") {
  const Vector<2> start{2.0, 0.0};
  const auto fine = fixed_steps<2>(Pendulum{}, start, 8, 1.0 / 256);
  const auto error = [&](double h) {
    const auto y = fixed_steps<2>(Pendulum{}, start, 8, h);
    return std::hypot(y[0] - fine[0], y[1] - fine[1]);
  };
  for (double h : {0.25, 0.125, 0.0625}) {
    const double order = std::log2(error(h) / error(h / 2));
    INFO("h = ", h, " order = ", order);
    CHECK(order > 4.6);
    CHECK(order < 5.7);
  }
}

TEST_CASE("a time-dependent right-hand side with a closed form") {
  CHECK(fixed_steps<1>(Gaussian{}, {1.0}, 2, 1.0 / 64)[0] == doctest::Approx(std::exp(-4.0)).epsilon(1e-9));
}

TEST_CASE("dense output is fourth order between the steps") {
  const auto worst = [](double h) {
    Pendulum system;
    Vector<2> floor{1e6, 1e6};
    Tsit5<2, Pendulum> solver(system, floor, {1e6, h});
    solver.start(0, {2.0, 0.0});
    double worst_error = 0;
    for (int i = 1; i * h <= 4 + 1e-12; ++i) {
      solver.advance(i * h, [&](const DenseStep<2>& step) {
        const double t = step.t0 + 0.37 * (step.t1 - step.t0);
        Vector<2> y;
        step.at(t, y);
        Pendulum exact_system;
        Tsit5<2, Pendulum> exact(exact_system, {1e-9, 1e-9}, {1e-12, 0.01});
        exact.start(0, {2.0, 0.0});
        exact.advance(t, [](const auto&) {});
        worst_error = std::max(worst_error, std::abs(y[0] - exact.state()[0]));
      });
    }
    return worst_error;
  };
  const double order = std::log2(worst(0.25) / worst(0.125));
  INFO("order = ", order);
  CHECK(order > 3.6);
  CHECK(order < 5.6);
}

TEST_CASE("dense output meets the ends of the step") {
  Pendulum system;
  Tsit5<2, Pendulum> solver(system, {1, 1}, {1e-6, 1});
  solver.start(0, {2.0, 0.0});
  Vector<2> previous{2.0, 0.0};
  solver.advance(5, [&](const DenseStep<2>& step) {
    Vector<2> y;
    step.at(step.t0, y);
    CHECK(y[0] == doctest::Approx(previous[0]).epsilon(1e-14));
    step.at(step.t1, previous);
  });
  CHECK(previous[0] == doctest::Approx(solver.state()[0]).epsilon(1e-12));
}

TEST_CASE("the achieved error follows the tolerance") {
  const auto error = [](double tolerance) {
    Pendulum system;
    Tsit5<2, Pendulum> solver(system, {1e-3, 1e-3}, {tolerance, 1});
    solver.start(0, {2.0, 0.0});
    solver.advance(20, [](const auto&) {});
    return solver.state()[0];
  };
  const double exact = error(1e-13);
  double before = 1;
  for (double tolerance : {1e-4, 1e-6, 1e-8, 1e-10}) {
    const double now = std::abs(error(tolerance) - exact);
    CHECK(now < before);
    CHECK(now < 1e3 * tolerance);
    before = now;
  }
}

TEST_CASE("it stops exactly where it is told, and a jump is not smeared") {
  // y' = r(t), r jumps from 1 to 3 at t = 0.1 + 0.2: only a step that ends exactly there integrates it exactly.
  double rate = 1;
  auto system = [&](double, const Vector<1>&, Vector<1>& dy) { dy[0] = rate; };
  Tsit5<1, decltype(system)> solver(system, {1e-3}, {1e-6, 10});
  const double jump = 0.1 + 0.2;
  solver.start(0, {0.0});
  solver.advance(jump, [](const auto&) {});
  CHECK(solver.time() == jump);
  rate = 3;
  solver.jumped();
  solver.advance(1, [](const auto&) {});
  CHECK(solver.time() == 1.0);
  CHECK(solver.state()[0] == doctest::Approx(jump + 3 * (1 - jump)).epsilon(1e-14));
}

TEST_CASE("a state that blows up ends in an error, not in a loop") {
  auto system = [](double, const Vector<1>& y, Vector<1>& dy) { dy[0] = y[0] * y[0]; };
  Tsit5<1, decltype(system)> solver(system, {1e-3}, {1e-6, 10});
  solver.start(0, {1.0});
  CHECK_THROWS_AS(solver.advance(2, [](const auto&) {}), std::runtime_error);
}
