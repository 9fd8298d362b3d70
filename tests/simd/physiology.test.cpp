// The right-hand side on a pack of different men gives each man what it gives him alone.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <vector>

#include "clinic.hpp"
#include "model/observe.hpp"
#include "population/resting_state.hpp"
#include "simd/math.hpp"

using namespace hpg;

namespace {

constexpr std::size_t kWidth = 4;
using P = simd::Pack<kWidth>;

/// Lane i of the pack is number i of `men`, member by member.
template <class PackStruct, class Struct>
PackStruct packed(const std::vector<Struct>& men) {
  PackStruct out{};
  for (std::size_t lane = 0; lane < kWidth; ++lane) {
    std::vector<double> values;
    model::visit_numbers(men[lane], [&](const std::string&, const double& x) { values.push_back(x); });
    std::size_t i = 0;
    model::visit_numbers(out, [&](const std::string&, P& x) { x.set(lane, values[i++]); });
  }
  return out;
}

}  // namespace

TEST_CASE("four men in one pack") {
  const model::Parameters<double>& typical = test::catalog().typical;
  std::vector<model::Parameters<double>> men;
  std::vector<model::AxisState<double>> states;
  for (const char* condition : {"healthy", "secondary hypogonadism", "Klinefelter syndrome", "orchidectomy"}) {
    men.push_back(trial::parameters_of(test::catalog(), test::man(condition), {}));
    states.push_back(population::typical_sizes(typical));
    states.back().steroids.testosterone *= 1 + 0.3 * static_cast<double>(men.size());
    states.back().hypothalamus.nkb *= 1 + 0.2 * static_cast<double>(men.size());
  }
  const auto man = packed<model::Parameters<P>>(men);
  const auto state = packed<model::AxisState<P>>(states);
  const auto reference = packed<model::Parameters<P>>(std::vector(kWidth, typical));
  model::Exposure<P> drug{};
  for (auto& site : drug.sites) site = {P(0.3), P(0.1)};
  for (auto& species : drug.species) species = P(0.2);
  model::AxisState<P> together{};
  model::axis_derivative(man, model::Constants<P>(man, reference), drug, P(10), model::Pace<P>{}, state, together);
  const auto seen = model::observe(man, state);

  for (std::size_t lane = 0; lane < kWidth; ++lane) {
    INFO("lane ", lane);
    model::Exposure<double> same;
    for (auto& site : same.sites) site = {0.3, 0.1};
    for (auto& species : same.species) species = 0.2;
    model::AxisState<double> alone{};
    model::axis_derivative(men[lane], model::Constants<double>(men[lane], typical), same, 10.0, model::Pace<double>{},
                           states[lane], alone);
    std::vector<double> expected;
    model::visit_numbers(alone, [&](const std::string&, double& x) { expected.push_back(x); });
    std::size_t i = 0;
    model::visit_numbers(together, [&](const std::string& name, P& x) {
      INFO(name);
      CHECK(x[lane] == doctest::Approx(expected[i++]).epsilon(1e-12));
    });
    const auto seen_alone = model::observe(men[lane], states[lane]);
    for (std::size_t o = 0; o < seen.size(); ++o) CHECK(seen[o][lane] == doctest::Approx(seen_alone[o]).epsilon(1e-12));
  }
}
