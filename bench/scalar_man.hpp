// One man for the engines that follow men one by one: the axis with its drugs, and as extra states the areas under testosterone
// and LH, so that sampling plays no part in the comparison.
#pragma once

#include <algorithm>
#include <cstring>

#include "problem.hpp"

namespace hpg::bench {

inline constexpr std::size_t kExtended = model::kStates + 2;
using Extended = solver::Vector<kExtended>;

class ScalarMan {
 public:
  ScalarMan(const Subject& subject, pharmacology::Course& course) : subject_(subject), course_(course) {}

  void derivative(double t, const double* y, double* dy) const {
    model::AxisState<double> s;
    std::memcpy(&s, y, sizeof s);
    model::Exposure<double> drug;
    course_.exposure(t, drug);
    model::AxisState<double> d;
    model::axis_derivative(subject_.parameters, subject_.constants, drug, kClock + t, model::Pace<double>{}, s, d);
    std::memcpy(dy, &d, sizeof d);
    dy[model::kStates] = s.steroids.testosterone;
    dy[model::kStates + 1] = s.pituitary.lh;
  }
  /// In the convention of this project's integrator and of Boost.odeint.
  void operator()(double t, const Extended& y, Extended& dy) const { derivative(t, y.data(), dy.data()); }
  void operator()(const Extended& y, Extended& dy, double t) const { derivative(t, y.data(), dy.data()); }

 private:
  const Subject& subject_;
  pharmacology::Course& course_;
};

inline Extended extended_start(const Subject& subject) {
  Extended y{};
  std::copy(subject.start.begin(), subject.start.end(), y.begin());
  return y;
}

/// Sizes below which an error does not matter; the areas never steer a step.
inline Extended extended_floor(const model::Parameters<double>& typical) {
  Extended floor;
  const auto core = population::error_floor(typical);
  std::copy(core.begin(), core.end(), floor.begin());
  floor[model::kStates] = floor[model::kStates + 1] = 1e9;
  return floor;
}

/// Adds the day that ended at `now`; areas count from the first day on.
inline void add_day(Daily& daily, const Extended& now, const Extended& before) {
  daily.testosterone.push_back((now[model::kStates] - before[model::kStates]) / kDay);
  daily.lh.push_back((now[model::kStates + 1] - before[model::kStates + 1]) / kDay);
}

}  // namespace hpg::bench
