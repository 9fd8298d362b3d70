// Our own scalar integrator, as `hpgsim simulate` uses it.
#include "engine.hpp"
#include "follow_scalar.hpp"

using namespace hpg;

int main(int, char** argv) {
  const bench::Task task = bench::task(argv);
  std::vector<bench::Daily> men;
  const bench::Stopwatch watch;
  for (const bench::Subject& subject : task.problem.men()) {
    men.push_back(bench::follow_scalar(task.problem, subject, task.days, task.tolerance));
  }
  bench::report(watch);
  if (task.out != "-") bench::write(task.out, men);
}
