// Boost.odeint: runge_kutta_dopri5 under step control. The last argument chooses how an error is judged: "plain" as
// make_controlled() does, one absolute tolerance for all states; "scaled" with an absolute tolerance for each state, of the size
// this project uses.
#include "engine.hpp"
#include "follow_boost.hpp"

using namespace hpg;
namespace odeint = boost::numeric::odeint;

using Stepper = odeint::runge_kutta_dopri5<bench::Extended>;

int main(int, char** argv) {
  const bench::Task task = bench::task(argv);
  const bool plain = std::string(argv[8]) == "plain";
  const bench::Extended floor = bench::extended_floor(task.problem.typical());
  std::vector<bench::Daily> men;
  const bench::Stopwatch watch;
  for (const bench::Subject& subject : task.problem.men()) {
    if (plain) {
      const auto controlled = odeint::make_controlled<Stepper>(1e-3 * task.tolerance, task.tolerance);
      men.push_back(bench::follow_boost(controlled, task.problem, subject, task.days));
    } else {
      const odeint::controlled_runge_kutta<Stepper, bench::ScaledError> controlled(bench::ScaledError(task.tolerance, floor));
      men.push_back(bench::follow_boost(controlled, task.problem, subject, task.days));
    }
  }
  bench::report(watch);
  if (task.out != "-") bench::write(task.out, men);
}
