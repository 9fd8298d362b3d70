// The batch integrator: each lane as accurate as the scalar one, and untouched by its neighbours.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "solver/batch_tsit5.hpp"

using namespace hpg;

namespace {

constexpr double kPushes[] = {0.5, 1, 2, 4, 6, 8, 3, 5};

/// Van der Pol oscillators with a stiffness of their own: relaxation oscillations, as the pulse generator.
template <std::size_t W>
struct Oscillators {
  using P = simd::Pack<W>;
  P push{};
  void operator()(const P&, const std::array<P, 2>& y, std::array<P, 2>& dy) const {
    dy[0] = y[1];
    dy[1] = push * (P(1) - y[0] * y[0]) * y[1] - y[0];
  }
};

/// Runs the men `who` (indices of kPushes) in the lanes of one batch to t = 20 with a stop of each at his own moment.
template <std::size_t W>
std::vector<std::array<double, 2>> run(const std::vector<std::size_t>& who, double tolerance) {
  Oscillators<W> system;
  solver::BatchTsit5<2, 0, W, Oscillators<W>> solver(system, {1, 1}, {tolerance, 1.0});
  for (std::size_t lane = 0; lane < W; ++lane) {
    system.push.set(lane, kPushes[who[lane]]);
    solver.start(lane, 0, {2, 0});
    solver.run_to(lane, 3.0 + 0.7 * static_cast<double>(who[lane]));
  }
  std::vector<bool> stopped(W, false);
  for (bool running = true; running;) {
    solver.step();
    running = false;
    for (std::size_t lane = 0; lane < W; ++lane) {
      if (!solver.arrived(lane)) {
        running = true;
      } else if (!stopped[lane]) {
        stopped[lane] = running = true;
        solver.set_state(lane, 1, solver.state(lane, 1) + 0.5);  // a dose
        solver.jumped(lane);
        solver.run_to(lane, 20);
      }
    }
  }
  std::vector<std::array<double, 2>> out;
  for (std::size_t lane = 0; lane < W; ++lane) out.push_back({solver.state(lane, 0), solver.state(lane, 1)});
  return out;
}

std::array<double, 2> alone(std::size_t who, double tolerance) {
  auto system = [&](double, const solver::Vector<2>& y, solver::Vector<2>& dy) {
    dy[0] = y[1];
    dy[1] = kPushes[who] * (1 - y[0] * y[0]) * y[1] - y[0];
  };
  solver::Tsit5<2, decltype(system)> solver(system, {1, 1}, {tolerance, 1.0});
  solver.start(0, {2, 0});
  solver.advance(3.0 + 0.7 * static_cast<double>(who), [](const auto&) {});
  auto y = solver.state();
  y[1] += 0.5;
  solver.start(solver.time(), y);
  solver.advance(20, [](const auto&) {});
  return {solver.state()[0], solver.state()[1]};
}

}  // namespace

TEST_CASE("every lane agrees with the scalar integrator") {
  const auto batch = run<8>({0, 1, 2, 3, 4, 5, 6, 7}, 1e-9);
  for (std::size_t who = 0; who < 8; ++who) {
    INFO("lane ", who);
    const auto scalar = alone(who, 1e-10);
    CHECK(batch[who][0] == doctest::Approx(scalar[0]).epsilon(1e-6));
    CHECK(batch[who][1] == doctest::Approx(scalar[1]).epsilon(1e-5));
  }
}

TEST_CASE("a lane gives the same bits whatever its neighbours, its place and the width of the pack") {
  const auto first = run<8>({0, 1, 2, 3, 4, 5, 6, 7}, 1e-5);
  const auto mixed = run<8>({7, 7, 3, 0, 5, 2, 1, 6}, 1e-5);
  CHECK(mixed[0] == first[7]);
  CHECK(mixed[2] == first[3]);
  CHECK(mixed[3] == first[0]);
  CHECK(mixed[7] == first[6]);
  const auto narrow = run<2>({4, 1}, 1e-5);
  CHECK(narrow[0] == first[4]);
  CHECK(narrow[1] == first[1]);
}

TEST_CASE("halving the tolerance by 32 shrinks the error by about as much: fifth order") {
  const auto exact = alone(1, 1e-12);
  double coarse = 0, fine = 0;
  coarse = std::abs(run<2>({1, 1}, 1e-5)[0][0] - exact[0]);
  fine = std::abs(run<2>({1, 1}, 1e-5 / 32)[0][0] - exact[0]);
  CHECK(fine < coarse / 8);
}

TEST_CASE("a man whose state is no longer finite is marked, the others go on") {
  struct Exploding {
    void operator()(const simd::Pack<2>&, const std::array<simd::Pack<2>, 1>& y, std::array<simd::Pack<2>, 1>& dy) const {
      dy[0] = y[0] * y[0];
    }
  } system;
  solver::BatchTsit5<1, 0, 2, Exploding> solver(system, {1}, {1e-6, 1.0});
  solver.start(0, 0, {1});    // infinite at t = 1
  solver.start(1, 0, {0.1});  // 0.1 / (1 - 0.1 t)
  solver.run_to(0, 2);
  solver.run_to(1, 2);
  for (int k = 0; k < 5000 && !(solver.arrived(0) && solver.arrived(1)); ++k) solver.step();
  CHECK(solver.failed(0));
  CHECK_FALSE(solver.failed(1));
  CHECK(solver.state(1, 0) == doctest::Approx(0.125).epsilon(1e-6));
}
