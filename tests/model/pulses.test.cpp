// The pulse detector on series with a known answer.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "trial/pulses.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

using hpg::trial::detect_pulses;

namespace {

struct Sampled {
  std::vector<double> time, value;
};

/// 24 h at 10 min of bursts every `interval` h, each rising by `height` and decaying with a half-life of 1 h over `floor`.
Sampled bursts(double interval, double height, double floor) {
  Sampled s;
  for (int i = 0; i <= 144; ++i) {
    const double t = i / 6.0;
    double x = floor;
    for (double b = -20 * interval; b <= t; b += interval) x += height * std::exp(-std::log(2.0) * (t - b));
    s.time.push_back(t);
    s.value.push_back(x);
  }
  return s;
}

}  // namespace

TEST_CASE("regular bursts are counted, spaced and sized") {
  const Sampled s = bursts(1.5, 3, 0.5);
  const auto found = detect_pulses(s.time, s.value);
  CHECK(found.pulses >= 15);
  CHECK(found.pulses <= 16);
  CHECK(found.interpulse_interval == doctest::Approx(1.5).epsilon(0.02));
  CHECK(found.amplitude == doctest::Approx(3).epsilon(0.1));
}

TEST_CASE("a flat series, a fall and sub-assay ripple have no pulses") {
  std::vector<double> time, flat, falling, ripple;
  for (int i = 0; i <= 144; ++i) {
    time.push_back(i / 6.0);
    flat.push_back(4);
    falling.push_back(8 * std::exp(-i / 60.0));
    ripple.push_back(0.1 + 0.05 * (i % 9 == 0));
  }
  CHECK(detect_pulses(time, flat).pulses == 0);
  CHECK(detect_pulses(time, falling).pulses == 0);
  CHECK(detect_pulses(time, ripple).pulses == 0);
  CHECK(detect_pulses({}, {}).pulses == 0);
}

TEST_CASE("slower pulses are counted as slower") {
  const Sampled fast = bursts(1, 3, 0.5);
  const Sampled slow = bursts(4, 3, 0.5);
  CHECK(detect_pulses(fast.time, fast.value).pulses > 3 * detect_pulses(slow.time, slow.value).pulses);
}
