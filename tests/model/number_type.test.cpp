// The physiology and the kinetics run on any number type: here one that allows nothing but what model/real.hpp asks for.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>

#include "clinic.hpp"
#include "model/observe.hpp"
#include "pharmacology/linear_chain.hpp"
#include "population/resting_state.hpp"

namespace probe {

/// Comparison gives this, as comparing packs of men gives a mask: it is not a bool, so `if` and `?:` on a state do not compile.
struct Mask {
  bool value;
};

/// A number without conversions back to double.
struct Real {
  double value = 0;
  Real() = default;
  explicit Real(double v) : value(v) {}
};

Real operator+(Real a, Real b) { return Real(a.value + b.value); }
Real operator-(Real a, Real b) { return Real(a.value - b.value); }
Real operator*(Real a, Real b) { return Real(a.value * b.value); }
Real operator/(Real a, Real b) { return Real(a.value / b.value); }
Real operator-(Real a) { return Real(-a.value); }
Mask operator<(Real a, Real b) { return {a.value < b.value}; }
Real select(Mask m, Real a, Real b) { return m.value ? a : b; }
Real exp(Real a) { return Real(std::exp(a.value)); }
Real log(Real a) { return Real(std::log(a.value)); }
Real sqrt(Real a) { return Real(std::sqrt(a.value)); }
Real cos(Real a) { return Real(std::cos(a.value)); }
Real pow(Real a, Real b) { return Real(std::pow(a.value, b.value)); }

}  // namespace probe

using namespace hpg;
using probe::Real;

namespace {

/// The same parameters or state in another number type, member by member.
template <class To, class From>
To converted(const From& from) {
  std::vector<double> values;
  model::visit_numbers(from, [&](const std::string&, const double& x) { values.push_back(x); });
  To to{};
  std::size_t i = 0;
  model::visit_numbers(to, [&](const std::string&, Real& x) { x = Real(values[i++]); });
  return to;
}

}  // namespace

TEST_CASE("the right-hand side gives the same numbers on another number type") {
  const model::Parameters<double>& p = test::catalog().typical;
  const model::AxisState<double> s = population::typical_sizes(p);
  model::Exposure<double> drug;
  for (auto& site : drug.sites) site = {0.3, 0.1};
  for (auto& species : drug.species) species = 0.2;
  model::AxisState<double> d{};
  model::axis_derivative(p, model::Constants<double>(p, p), drug, 10.0, model::Pace<double>{}, s, d);

  const auto pn = converted<model::Parameters<Real>>(p);
  const auto sn = converted<model::AxisState<Real>>(s);
  model::Exposure<Real> drugn;
  for (auto& site : drugn.sites) site = {Real(0.3), Real(0.1)};
  for (auto& species : drugn.species) species = Real(0.2);
  model::AxisState<Real> dn{};
  model::axis_derivative(pn, model::Constants<Real>(pn, pn), drugn, Real(10), model::Pace<Real>{}, sn, dn);

  std::vector<double> expected;
  model::visit_numbers(d, [&](const std::string&, double& x) { expected.push_back(x); });
  std::size_t i = 0;
  model::visit_numbers(dn, [&](const std::string& name, Real& x) {
    INFO(name);
    CHECK(x.value == doctest::Approx(expected[i++]).epsilon(1e-14));
  });
  CHECK(i == model::kStates);

  const auto seen = model::observe(p, s);
  const auto seen_n = model::observe(pn, sn);
  for (std::size_t o = 0; o < seen.size(); ++o) CHECK(seen_n[o].value == doctest::Approx(seen[o]).epsilon(1e-14));
}

TEST_CASE("so do the kinetics") {
  pharmacology::LinearChain<double> a;
  pharmacology::LinearChain<Real> b;
  for (double rate : {0.5, 0.5, 0.1}) {
    a.add(rate);
    b.add(Real(rate));
  }
  for (std::size_t i = 0; i < 2; ++i) {
    a.couple(i, i + 1, 0.4);
    b.couple(i, i + 1, Real(0.4));
  }
  a.deposit(0, 3);
  b.deposit(0, Real(3));
  a.restart();
  b.restart();
  a.decay(2.5);
  b.decay(Real(2.5));
  for (std::size_t i = 0; i < 3; ++i) CHECK(b.amount(i).value == doctest::Approx(a.amount(i)).epsilon(1e-14));
}
