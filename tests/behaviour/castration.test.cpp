// Testosterone taken away and given back: Hayes 2001, Pitteloud 2008.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

/// Ketoconazole 1 g a day in four parts.
Dose blocked(double days) { return dose("ketoconazole", "oral", 250 * mg, 0.25, static_cast<std::size_t>(4 * days)); }

double pulses(const Followed& m) {
  double sum = 0;
  for (const PulseProfile& day : m.profiles()) sum += static_cast<double>(day.pulses.pulses);
  return sum / static_cast<double>(m.profiles().size());
}

double amplitude(const Followed& m) {
  double sum = 0;
  for (const PulseProfile& day : m.profiles()) sum += day.pulses.amplitude;
  return sum / static_cast<double>(m.profiles().size());
}

}  // namespace

TEST_CASE("steroidogenesis blocked for six days") {
  const Followed m(man(), {blocked(6)}, 6, {5});
  const Followed untreated(man(), {}, 6, {5});
  CHECK_WITHIN(m.relative("lh", 6), 2.0, 3.5);
  CHECK_WITHIN(m.relative("fsh", 6), 1.4, 2.5);
  CHECK(m.mean("total_testosterone", 6) * kNgPerDl < 50);
  CHECK(pulses(m) > 1.2 * pulses(untreated));
}

TEST_CASE("testosterone given back to a castrated man slows the pulses and does not shrink them") {
  const Followed castrate(man(), {blocked(9)}, 9, {7, 8});
  const Followed given_back(man(), {blocked(9), infusion("testosterone", 5.1 * mg, 5, 4)}, 9, {7, 8});
  CHECK_WITHIN(given_back.mean("total_testosterone", 9) * kNgPerDl, 400, 700);
  CHECK_WITHIN(pulses(given_back) / pulses(castrate), 0.35, 0.75);
  CHECK(amplitude(given_back) >= amplitude(castrate));
}
