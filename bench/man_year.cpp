// What a simulated man-year costs at each tolerance, and the error it buys: one man on testosterone cypionate with hCG.
#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "io/catalog.hpp"
#include "model/observe.hpp"
#include "trial/simulate.hpp"

using namespace hpg;

namespace {

constexpr double kDays = 120;

Protocol protocol() {
  Protocol p;
  p.duration = 24 * kDays;
  Dose testosterone{"testosterone cypionate", "im", 100'000, 0, 24 * 7, 18, 0, false, "", {}};
  Dose hcg{"hCG", "sc", 500, 0, 48, 60, 0, false, "", {}};
  p.arms.push_back({"TRT + hCG", {testosterone, hcg}});
  return p;
}

struct Run {
  double seconds;
  Series series;
};

Run run(const Catalog& catalog, double tolerance) {
  RunOptions options;
  options.tolerance = tolerance;
  options.threads = 1;
  const auto start = std::chrono::steady_clock::now();
  Result result = trial::simulate(catalog, protocol(), options);
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), result.arms[0].series};
}

/// Root mean square over days of the relative difference of 24-h means.
double error(const Series& a, const Series& reference, std::string_view id) {
  std::size_t o = 0;
  while (model::kObservableIds[o] != id) ++o;
  double sum = 0;
  for (std::size_t i = 0; i < a.time.size(); ++i) sum += std::pow(a.mean_24_h[o][i] / reference.mean_24_h[o][i] - 1, 2);
  return std::sqrt(sum / static_cast<double>(a.time.size()));
}

}  // namespace

int main(int argc, char** argv) {
  const Catalog catalog = Catalog::load(argc > 1 ? argv[1] : "data");
  const Run reference = run(catalog, 1e-11);
  fmt::print("tolerance   s/man-year (run-in included)   error of 24-h mean T     of LH\n");
  for (const double tolerance : {1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8}) {
    Run best = run(catalog, tolerance);
    for (int i = 0; i < 2; ++i) {
      Run again = run(catalog, tolerance);
      if (again.seconds < best.seconds) best = again;
    }
    fmt::print("{:9.0e}   {:28.2f}   {:20.1e}   {:7.1e}\n", tolerance, best.seconds * 365 / kDays,
               error(best.series, reference.series, "total_testosterone"), error(best.series, reference.series, "lh"));
  }
}
