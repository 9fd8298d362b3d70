// The model as a shared library in the convention of R's deSolve: derivatives, doses as events, and what R needs to ask of a man.
#include <memory>

#include "scalar_man.hpp"

using namespace hpg;

namespace {

std::unique_ptr<bench::Problem> problem;
std::unique_ptr<pharmacology::Course> course;
std::unique_ptr<bench::ScalarMan> man;

}  // namespace

// Called by R's .C with pointers to its vectors.
extern "C" {

void hpg_problem(char** data, char** cache, char** regimen, int* men) {
  problem = std::make_unique<bench::Problem>(*data, *cache, *regimen, static_cast<std::size_t>(*men));
}

/// States and how small they may get: a start for `y` and a scale for `atol`.
void hpg_man(int* number, double* start, double* floor) {
  const bench::Subject& subject = problem->men()[static_cast<std::size_t>(*number)];
  course = std::make_unique<pharmacology::Course>(problem->course());
  man = std::make_unique<bench::ScalarMan>(subject, *course);
  const bench::Extended y = bench::extended_start(subject);
  const bench::Extended f = bench::extended_floor(problem->typical());
  std::copy(y.begin(), y.end(), start);
  std::copy(f.begin(), f.end(), floor);
}

void hpg_size(int* states) { *states = static_cast<int>(bench::kExtended); }

/// Times of doses up to `end`; `count` holds the room in `times` and then their number.
void hpg_doses(double* end, double* times, int* count) {
  pharmacology::Course ahead = problem->course();
  int n = 0;
  for (double t = ahead.next_change(); t <= *end && n < *count; t = ahead.next_change()) {
    times[n++] = t;
    ahead.apply_changes(t);
  }
  *count = n;
}

// Called by deSolve. Parameters of the man are already here.
void initmod(void (*)(int*, double*)) {}

void derivs(int*, double* t, double* y, double* dy, double*, int*) { man->derivative(*t, y, dy); }

/// deSolve stops at each dose and restarts after this.
void event(int*, double* t, double*) {
  while (course->next_change() <= *t) course->apply_changes(course->next_change());
}
}
