// A man day by day by this project's scalar integrator: engine and reference.
#pragma once

#include "scalar_man.hpp"
#include "trial/treated_man.hpp"

namespace hpg::bench {

inline Daily follow_scalar(const Problem& problem, const Subject& subject, std::size_t days, double tolerance) {
  pharmacology::Course course = problem.course();
  ScalarMan man(subject, course);
  solver::Tsit5<kExtended, ScalarMan> solver(man, extended_floor(problem.typical()), {tolerance, 1});
  solver.start(0, extended_start(subject));
  Daily daily;
  for (std::size_t day = 1; day <= days; ++day) {
    const Extended before = solver.state();
    trial::advance_through_doses(solver, course, kDay * static_cast<double>(day), [](const auto&) {});
    add_day(daily, solver.state(), before);
  }
  return daily;
}

}  // namespace hpg::bench
