// One man under one arm's drugs: the right-hand side with its doses, met exactly by the integrator.
#pragma once

#include <functional>

#include "pharmacology/course.hpp"
#include "population/resting_state.hpp"
#include "solver/tsit5.hpp"

namespace hpg::trial {

using population::StateVector;

/// The axis of a man with the drugs he takes, as the integrator sees it: dy/dt in 1/h at t hours.
class TreatedAxis {
 public:
  TreatedAxis(const model::Parameters<double>& man, const model::Constants<double>& constants, pharmacology::Course& course,
              double clock_at_zero)
      : man_(man), constants_(constants), course_(course), clock_at_zero_(clock_at_zero) {}

  void operator()(double t, const StateVector& y, StateVector& dy) {
    model::Exposure<double> drug;
    course_.exposure(t, drug);
    model::AxisState<double> d;
    model::axis_derivative(man_, constants_, drug, clock_at_zero_ + t, model::Pace<double>{}, population::to_axis(y), d);
    dy = population::to_vector(d);
  }

 private:
  const model::Parameters<double>& man_;
  const model::Constants<double>& constants_;
  pharmacology::Course& course_;
  double clock_at_zero_;
};

/// Advances a solver over a TreatedAxis to `end`, stopping at every dose. Returns false if `stop` asked to give up.
template <class Solver, class OnStep>
bool advance_through_doses(Solver& solver, pharmacology::Course& course, double end, OnStep&& on_step,
                           const std::function<bool(double)>& stop = {}) {
  while (solver.time() < end) {
    const double change = course.next_change();
    if (change <= solver.time()) {
      course.apply_changes(change);
      solver.jumped();
      continue;
    }
    // A day at a time, so that a stop is heard soon.
    solver.advance(std::min({change, end, solver.time() + 24}), on_step);
    if (stop && stop(solver.time())) return false;
  }
  return true;
}

}  // namespace hpg::trial
