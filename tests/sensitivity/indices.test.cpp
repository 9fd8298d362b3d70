// Plans and estimators against functions whose indices are known in closed form.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "sensitivity/indices.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <set>

using namespace hpg::sensitivity;

namespace {

using Point = std::vector<double>;
using Function = std::function<double(const Point&)>;

template <class Plan>
std::vector<double> values(const Plan& plan, const Function& f) {
  std::vector<double> out;
  for (std::size_t run = 0; run < plan.runs(); ++run) out.push_back(f(plan.point(run)));
  return out;
}

/// Ishigami T, Homma T. 1990: a = 7, b = 0.1 on (-pi, pi).
double ishigami(const Point& u) {
  constexpr double pi = std::numbers::pi;
  const auto x = [&](std::size_t i) { return pi * (2 * u[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

const std::vector<double> kImportance{0, 1, 4.5, 9, 99, 99, 99, 99};

/// Sobol's g function (Saltelli A, Sobol IM 1995).
double g(const Point& u) {
  double product = 1;
  for (std::size_t i = 0; i < u.size(); ++i) product *= (std::abs(4 * u[i] - 2) + kImportance[i]) / (1 + kImportance[i]);
  return product;
}

}  // namespace

TEST_CASE("a trajectory moves every factor once, within its quarters") {
  const MorrisPlan plan(7, 30, 3);
  CHECK(plan.runs() == 30 * 8);
  for (std::size_t t = 0; t < plan.trajectories(); ++t) {
    std::set<std::size_t> moved;
    for (std::size_t s = 0; s < 7; ++s) {
      const Point from = plan.point(plan.run(t, s)), to = plan.point(plan.run(t, s + 1));
      for (std::size_t f = 0; f < 7; ++f) {
        const bool now = f == plan.step(t, s).factor;
        CHECK(to[f] - from[f] == (now ? plan.step(t, s).by : 0));
        CHECK(std::set<double>{0.125, 0.375, 0.625, 0.875}.contains(to[f]));
      }
      moved.insert(plan.step(t, s).factor);
    }
    CHECK(moved.size() == 7);
  }
}

TEST_CASE("elementary effects of a linear function are its coefficients, exactly") {
  const MorrisPlan plan(4, 10, 1);
  const auto effects =
      elementary_effects(plan, values(plan, [](const Point& u) { return 4 * u[0] - 2 * u[1] + 0.5 * u[3] + 8; }), 1);
  const double expected[] = {4, -2, 0, 0.5};
  for (std::size_t f = 0; f < 4; ++f) {
    CHECK(effects[f].n == 10);
    CHECK(effects[f].mean == expected[f]);
    CHECK(effects[f].size.value == std::abs(expected[f]));
    CHECK(effects[f].size.low == effects[f].size.high);
    CHECK(effects[f].sd == 0);
  }
}

TEST_CASE("mu* sees what mu cancels, sigma sees interaction") {
  const MorrisPlan plan(2, 400, 1);
  const auto effects = elementary_effects(plan, values(plan, [](const Point& u) { return (u[0] - 0.5) * (u[1] - 0.5); }), 1);
  // The effect of one is the place of the other: +-1/8 and +-3/8.
  CHECK(std::abs(effects[0].mean) < 0.05);
  CHECK(effects[0].size.value == doctest::Approx(0.25).epsilon(0.1));
  CHECK(effects[0].sd == doctest::Approx(MorrisPlan::kSd).epsilon(0.1));
  CHECK(effects[0].size.low < 0.25);
  CHECK(effects[0].size.high > 0.25);
}

TEST_CASE("a sample is even: each column fills all its strata once") {
  const SobolPlan plan(5, 64, 9);
  CHECK(plan.runs() == 64 * 7);
  for (std::size_t f = 0; f < 5; ++f) {
    std::set<int> a, b;
    for (std::size_t r = 0; r < 64; ++r) {
      a.insert(static_cast<int>(64 * plan.point(plan.a(r))[f]));
      b.insert(static_cast<int>(64 * plan.point(plan.b(r))[f]));
    }
    CHECK(a.size() == 64);
    CHECK(b.size() == 64);
  }
  const Point a = plan.point(plan.a(3)), b = plan.point(plan.b(3)), mixed = plan.point(plan.mixed(3, 2));
  for (std::size_t f = 0; f < 5; ++f) CHECK(mixed[f] == (f == 2 ? b[f] : a[f]));
}

TEST_CASE("Ishigami function") {
  const double v = std::pow(7, 2) / 8 + 0.1 * std::pow(std::numbers::pi, 4) / 5 + 0.01 * std::pow(std::numbers::pi, 8) / 18 + 0.5;
  const double v1 = 0.5 * std::pow(1 + 0.1 * std::pow(std::numbers::pi, 4) / 5, 2);
  const double v13 = 0.01 * std::pow(std::numbers::pi, 8) * (1.0 / 18 - 1.0 / 50);
  const double first[] = {v1 / v, 49.0 / 8 / v, 0}, total[] = {(v1 + v13) / v, 49.0 / 8 / v, v13 / v};
  const SobolPlan plan(3, 2048, 1);
  const auto indices = sobol_indices(plan, values(plan, ishigami), 1);
  for (std::size_t f = 0; f < 3; ++f) {
    INFO("factor ", f);
    CHECK(std::abs(indices[f].first.value - first[f]) < 0.02);
    CHECK(std::abs(indices[f].total.value - total[f]) < 0.02);
    CHECK(indices[f].first.low < first[f]);
    CHECK(indices[f].first.high > first[f]);
    CHECK(indices[f].total.low < total[f]);
    CHECK(indices[f].total.high > total[f]);
  }
  CHECK(indices[0].correlation > 0.3);
}

TEST_CASE("Sobol g function") {
  std::vector<double> part;
  double product = 1;
  for (const double a : kImportance) {
    part.push_back(1.0 / 3 / std::pow(1 + a, 2));
    product *= 1 + part.back();
  }
  const SobolPlan plan(8, 4096, 2);
  const auto indices = sobol_indices(plan, values(plan, g), 1);
  for (std::size_t f = 0; f < 8; ++f) {
    INFO("factor ", f);
    CHECK(std::abs(indices[f].first.value - part[f] / (product - 1)) < 0.02);
    CHECK(std::abs(indices[f].total.value - part[f] * product / (1 + part[f]) / (product - 1)) < 0.02);
  }
}

TEST_CASE("a run without outcome takes only its own row or effects with it") {
  const auto linear = [](const Point& u) { return 2 * u[0] + u[1]; };
  const MorrisPlan morris(2, 9, 1);
  std::vector<double> seen = values(morris, linear);
  seen[morris.run(4, 1)] = hpg::trial::kMissing;  // the end of one step and the start of the other
  const auto effects = elementary_effects(morris, seen, 1);
  CHECK(effects[0].n == 8);
  CHECK(effects[1].n == 8);
  CHECK(effects[0].mean == 2);

  const SobolPlan sobol(2, 256, 1);
  seen = values(sobol, linear);
  seen[sobol.mixed(7, 1)] = hpg::trial::kMissing;
  const auto indices = sobol_indices(sobol, seen, 1);
  CHECK(indices[0].first.value == doctest::Approx(0.8).epsilon(0.03));
  CHECK(indices[1].total.value == doctest::Approx(0.2).epsilon(0.03));
}

TEST_CASE("an outcome that does not vary has no indices") {
  const SobolPlan plan(2, 16, 1);
  const auto indices = sobol_indices(plan, std::vector<double>(plan.runs(), 3.0), 1);
  CHECK(std::isnan(indices[0].first.value));
  CHECK(std::isnan(indices[0].total.value));
  CHECK(std::isnan(indices[0].correlation));
}
