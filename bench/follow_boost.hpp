// A man day by day by a stepper of Boost.odeint under step control, restarted at doses, the step in use kept from day to day.
#pragma once

#include <boost/numeric/odeint.hpp>

#include "scalar_man.hpp"

namespace hpg::bench {

/// Largest error of a state over tolerance times its size; what controlled_runge_kutta asks of its checker.
class ScaledError {
 public:
  using value_type = double;
  ScaledError(double tolerance, const Extended& floor) : tolerance_(tolerance), floor_(floor) {}

  template <class Algebra>
  double error(Algebra&, const Extended& y, const Extended&, const Extended& error, double) const {
    double worst = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
      worst = std::max(worst, std::abs(error[i]) / (tolerance_ * std::max(std::abs(y[i]), floor_[i])));
    }
    return worst;
  }

 private:
  double tolerance_;
  Extended floor_;
};

template <class Controlled>
Daily follow_boost(Controlled controlled, const Problem& problem, const Subject& subject, std::size_t days) {
  pharmacology::Course course = problem.course();
  const ScalarMan man(subject, course);
  Extended y = extended_start(subject);
  double t = 0, step = 1e-3;
  Daily daily;
  for (std::size_t day = 1; day <= days; ++day) {
    const double end = kDay * static_cast<double>(day);
    const Extended before = y;
    while (t < end) {
      if (course.next_change() <= t) {
        course.apply_changes(course.next_change());
        if constexpr (requires { controlled.reset(); }) controlled.reset();  // it remembers the last derivative
        continue;
      }
      const double limit = std::min(end, course.next_change());
      const bool last = t + step >= limit;
      double h = last ? limit - t : step;
      if (controlled.try_step(std::cref(man), y, t, h) == boost::numeric::odeint::success) {
        if (last) t = limit;
        step = last ? std::max(step, h) : h;
      } else {
        step = h;
      }
    }
    add_day(daily, y, before);
  }
  return daily;
}

}  // namespace hpg::bench
