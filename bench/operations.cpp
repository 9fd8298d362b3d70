// Counts what the right-hand side asks of the machine, by running it on numbers that count.
#include <fmt/format.h>

#include <cmath>
#include <cstdint>

#include "model/pulse_half.hpp"
#include "population/resting_state.hpp"
#include "problem.hpp"

namespace counting {

struct Tally {
  std::uint64_t add = 0, multiply = 0, divide = 0, root = 0, exponential = 0, logarithm = 0, cosine = 0, choice = 0;
};
Tally tally;

struct Real {
  double value = 0;
  Real() = default;
  explicit Real(double v) : value(v) {}
};
Real operator+(Real a, Real b) { return ++tally.add, Real(a.value + b.value); }
Real operator-(Real a, Real b) { return ++tally.add, Real(a.value - b.value); }
Real operator*(Real a, Real b) { return ++tally.multiply, Real(a.value * b.value); }
Real operator/(Real a, Real b) { return ++tally.divide, Real(a.value / b.value); }
Real operator-(Real a) { return Real(-a.value); }
bool operator<(Real a, Real b) { return a.value < b.value; }
Real select(bool m, Real a, Real b) { return ++tally.choice, m ? a : b; }
Real exp(Real a) { return ++tally.exponential, Real(std::exp(a.value)); }
Real log(Real a) { return ++tally.logarithm, Real(std::log(a.value)); }
Real sqrt(Real a) { return ++tally.root, Real(std::sqrt(a.value)); }
Real cos(Real a) { return ++tally.cosine, Real(std::cos(a.value)); }
Real pow(Real a, Real b) { return ++tally.exponential, ++tally.logarithm, ++tally.multiply, Real(std::pow(a.value, b.value)); }

}  // namespace counting

using namespace hpg;
using counting::Real;

namespace {

template <class To, class From>
To converted(const From& from) {
  std::vector<double> values;
  model::visit_numbers(from, [&](const std::string&, const double& x) { values.push_back(x); });
  To to{};
  std::size_t i = 0;
  model::visit_numbers(to, [&](const std::string&, Real& x) { x = Real(values[i++]); });
  return to;
}

/// Arithmetic of the vector functions (simd/math.hpp): additions and multiplications of one exp (29), log (38, one division) and
/// cos (31).
void print(const char* what) {
  const counting::Tally& n = counting::tally;
  const std::uint64_t flops = n.add + n.multiply + 29 * n.exponential + 38 * n.logarithm + 31 * n.cosine;
  fmt::print(
      "{}: {} additions, {} multiplications, {} divisions, {} roots, {} exp, {} log, {} cos, {} choices; {} flops and {} "
      "divisions or roots in all\n",
      what, n.add, n.multiply, n.divide, n.root, n.exponential, n.logarithm, n.cosine, n.choice, flops,
      n.divide + n.root + n.logarithm);
  counting::tally = {};
}

}  // namespace

int main(int, char** argv) {
  const Catalog catalog = Catalog::load(argv[1]);
  const auto p = converted<model::Parameters<Real>>(catalog.typical);
  const auto s = converted<model::AxisState<Real>>(population::typical_sizes(catalog.typical));
  const model::Constants<Real> constants(p, p);
  const model::Exposure<Real> drug{};
  const model::Pace<Real> pace{};
  counting::tally = {};

  const model::Surroundings<Real> around(p, constants, drug, Real(10), s);
  print("surroundings");
  const auto drive = model::pulse_drive(p, constants, drug, around, s);
  print("drive of the pulses");
  model::AxisState<Real> d;
  model::pulse_derivative(p, constants, drive, pace, s, d);
  print("pulsing half");
  model::body_derivative(p, constants, drug, around, pace, s, d);
  print("slow half");
  fmt::print("states: {} pulsing, {} in all\n", model::kPulseStates, model::kStates);
}
