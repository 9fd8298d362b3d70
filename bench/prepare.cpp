// Finds once what all engines share: resting states, and the reference that errors are measured against. Both are kept in the
// cache folder until the model changes.
//   bench_prepare DATA CACHE MEN_AT_REST MEN_IN_REFERENCE
#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

#include "engine.hpp"
#include "follow_boost.hpp"

using namespace hpg;

namespace {

/// Calls job(i) for i from `first` to `last` - 1 on all cores.
template <class Job>
void on_all_cores(std::size_t first, std::size_t last, const Job& job) {
  std::atomic<std::size_t> next{first};
  const auto work = [&] {
    for (std::size_t i = next++; i < last; i = next++) job(i);
  };
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) threads.emplace_back(work);
}

/// A number that another model or other parameters would hardly give: the derivative of the first man to nine digits, so that a
/// change of rounding is none of the model.
std::uint64_t fingerprint(const Catalog& catalog) {
  const bench::Subject man = bench::subject(catalog, 0);
  model::Exposure<double> drug;
  for (auto& site : drug.sites) site = {0.3, 0.1};
  for (auto& species : drug.species) species = 0.2;
  model::AxisState<double> d;
  model::axis_derivative(man.parameters, man.constants, drug, bench::kClock, model::Pace<double>{},
                         population::typical_sizes(catalog.typical), d);
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const double x : population::to_vector(d)) {
    for (const char c : fmt::format("{:.8e} ", x)) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  }
  return hash;
}

void find_resting_states(const Catalog& catalog, const std::string& cache, std::size_t men) {
  const std::filesystem::path file = std::filesystem::path(cache) / "resting.bin";
  const std::uint64_t now = fingerprint(catalog);
  std::vector<population::StateVector> states(men);
  std::size_t known = 0;
  std::uint64_t then = 0;
  if (std::ifstream in(file, std::ios::binary); in.read(reinterpret_cast<char*>(&then), sizeof then) && then == now) {
    while (known < men && in.read(reinterpret_cast<char*>(states[known].data()), sizeof states[known])) ++known;
  }
  if (known == men) return;
  if (then != now) std::filesystem::remove_all(cache);
  std::filesystem::create_directories(cache);
  fmt::print(stderr, "finding the resting states of {} men...\n", men - known);
  on_all_cores(known, men, [&](std::size_t i) {
    const bench::Subject man = bench::subject(catalog, i);
    states[i] = population::resting_state(man.parameters, catalog.typical, man.constants, bench::kClock);
  });
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char*>(&now), sizeof now);
  for (const auto& y : states) out.write(reinterpret_cast<const char*>(y.data()), sizeof y);
}

/// An independent integrator of high order: Runge-Kutta-Fehlberg 7(8).
bench::Daily reference(const bench::Problem& problem, const bench::Subject& man, double tolerance) {
  using Stepper = boost::numeric::odeint::runge_kutta_fehlberg78<bench::Extended>;
  const bench::ScaledError error(tolerance, bench::extended_floor(problem.typical()));
  const boost::numeric::odeint::controlled_runge_kutta<Stepper, bench::ScaledError> controlled(error);
  return bench::follow_boost(controlled, problem, man, bench::kYear);
}

void find_reference(const std::string& data, const std::string& cache, const std::string& regimen, std::size_t men,
                    double tolerance) {
  const std::string file = fmt::format("{}/reference-{}-{:.0e}-{}.bin", cache, regimen, tolerance, men);
  if (std::filesystem::exists(file)) return;
  fmt::print(stderr, "following {} men ({}) at a tolerance of {:.0e}...\n", men, regimen, tolerance);
  const bench::Problem problem(data, cache, regimen, men);
  std::vector<bench::Daily> daily(men);
  on_all_cores(0, men, [&](std::size_t i) { daily[i] = reference(problem, problem.men()[i], tolerance); });
  bench::write(file, daily);
}

}  // namespace

int main(int, char** argv) {
  const std::string data = argv[1], cache = argv[2];
  const std::size_t men = std::stoul(argv[4]);
  find_resting_states(Catalog::load(data), cache, std::stoul(argv[3]));
  find_reference(data, cache, "treated", men, 1e-11);
  find_reference(data, cache, "treated", 4, 1e-12);  // how far the reference itself can be trusted
}
