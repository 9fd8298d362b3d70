// Pack arithmetic against the C library: error in units in the last place, edges, and the same bits in every lane and width.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "simd/math.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

using namespace hpg::simd;
using P = Pack<8>;

namespace {

double ulps(double found, double wanted) {
  if (found == wanted) return 0;
  const double spacing = std::nextafter(std::abs(wanted), std::numeric_limits<double>::infinity()) - std::abs(wanted);
  return std::abs(found - wanted) / spacing;
}

/// Largest error over a million random arguments between two bounds.
template <class Function, class Reference>
double worst(double low, double high, Function&& function, Reference&& reference, bool logarithmic = false) {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> uniform(logarithmic ? std::log(low) : low, logarithmic ? std::log(high) : high);
  double most = 0;
  for (int k = 0; k < 125'000; ++k) {
    P x;
    for (std::size_t i = 0; i < 8; ++i) x.set(i, logarithmic ? std::exp(uniform(random)) : uniform(random));
    const P y = function(x);
    for (std::size_t i = 0; i < 8; ++i)
      most = std::max(most, ulps(y[i], static_cast<double>(reference(static_cast<long double>(x[i])))));
  }
  return most;
}

}  // namespace

TEST_CASE("exp within 2 ulp over its whole range") {
  const auto wanted = [](long double x) { return std::exp(x); };
  CHECK(worst(
            -707, 707, [](P x) { return exp(x); }, wanted) <= 2);
  CHECK(worst(
            -1, 1, [](P x) { return exp(x); }, wanted) <= 2);
  CHECK(exp(P(0))[3] == 1);
  CHECK(exp(P(-1e4))[0] == 0);
  CHECK(std::isfinite(exp(P(1e4))[0]));
}

TEST_CASE("log within 2 ulp, exact at 1") {
  const auto wanted = [](long double x) { return std::log(x); };
  CHECK(worst(
            1e-300, 1e300, [](P x) { return log(x); }, wanted, true) <= 2);
  CHECK(worst(
            0.5, 2, [](P x) { return log(x); }, wanted) <= 2);
  CHECK(log(P(1))[5] == 0);
}

TEST_CASE("pow within 4 + 2 |y log x| ulp") {
  for (const double y : {-2.5, -0.4, 0.8, 1.25, 1.9, 4.0}) {
    INFO("exponent ", y);
    const double bound = 4 + 2 * std::abs(y) * std::log(1e6);
    CHECK(worst(
              1e-6, 1e6, [y](P x) { return pow(x, P(y)); },
              [y](long double x) { return std::pow(x, static_cast<long double>(y)); }, true) <= bound);
  }
}

TEST_CASE("cos within 1e-15 for decades of hours") {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> angle(-1e5, 1e5);
  double most = 0;
  for (int k = 0; k < 125'000; ++k) {
    P x;
    for (std::size_t i = 0; i < 8; ++i) x.set(i, angle(random));
    const P y = cos(x);
    for (std::size_t i = 0; i < 8; ++i) most = std::max(most, std::abs(y[i] - std::cos(x[i])));
  }
  CHECK(most < 1e-15);
}

TEST_CASE("a lane does not depend on its neighbours or on the width") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> uniform(0.01, 20);
  for (int k = 0; k < 2000; ++k) {
    P x;
    for (std::size_t i = 0; i < 8; ++i) x.set(i, uniform(random));
    const P y = pow(x, P(1.25)) + cos(x) / sqrt(x) + log(x) * exp(-x);
    for (std::size_t i = 0; i < 8; ++i) {
      const P alone = pow(P(x[i]), P(1.25)) + cos(P(x[i])) / sqrt(P(x[i])) + log(P(x[i])) * exp(-P(x[i]));
      CHECK(alone[0] == y[i]);
      using Q = Pack<2>;
      const Q narrow = pow(Q(x[i]), Q(1.25)) + cos(Q(x[i])) / sqrt(Q(x[i])) + log(Q(x[i])) * exp(-Q(x[i]));
      CHECK(narrow[1] == y[i]);
    }
  }
}

TEST_CASE("masks choose lane by lane") {
  P a(1), b(2);
  P x(0);
  x.set(3, 5);
  const P chosen = select(x < P(1), a, b);
  CHECK(chosen[0] == 1);
  CHECK(chosen[3] == 2);
  CHECK(any(P(0) < x));
  CHECK_FALSE(any(x < P(0)));
  CHECK(larger(x, P(1))[0] == 1);
  CHECK(smaller(x, P(1))[3] == 1);
  CHECK(abs(P(-3))[7] == 3);
}
