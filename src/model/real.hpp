// The operations a number type must offer to run the physiology: double here; packs, duals and symbols overload the same names.
#pragma once

#include <cmath>

namespace hpg::model {

using std::cos;
using std::exp;
using std::log;
using std::pow;
using std::sqrt;

/// a where the condition holds, else b. The physiology never branches on a state, so that many men can share one instruction.
inline double select(bool condition, double a, double b) { return condition ? a : b; }

template <class Real>
Real at_least(const Real& x, const Real& floor) {
  return select(x < floor, floor, x);
}

/// Concentrations may touch -1e-16 after a long washout; powers and logarithms take this guarded value instead.
template <class Real>
Real positive(const Real& x) {
  return at_least(x, Real(1e-9));
}

template <class Real>
Real square(const Real& x) {
  return x * x;
}

template <class Real>
Real cube(const Real& x) {
  return x * x * x;
}

template <class Real>
Real fourth(const Real& x) {
  return square(square(x));
}

/// x^1.5 and x^2.5 by a square root: much cheaper than pow.
template <class Real>
Real pow_1_5(const Real& x) {
  const Real y = positive(x);
  return y * sqrt(y);
}

template <class Real>
Real pow_2_5(const Real& x) {
  const Real y = positive(x);
  return y * y * sqrt(y);
}

/// Falling brake (1 + w) / (1 + w x): 1 at the typical x = 1, 1 + w at x = 0, never zero. Pass x already raised to its power.
template <class Real>
Real brake(const Real& weight, const Real& x) {
  return (Real(1) + weight) / (Real(1) + weight * x);
}

/// Saturating gain x (1 + k) / (k + x): 1 at x = 1, at most 1 + k.
template <class Real>
Real saturating(const Real& x, const Real& k) {
  return x * (Real(1) + k) / (k + x);
}

}  // namespace hpg::model
