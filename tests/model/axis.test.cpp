// The whole axis: steady states, invariances, and that no input switches the pulse generator off at an edge.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"
#include "trial/treated_man.hpp"

using namespace hpg;

namespace {

const pharmacology::Drug& find(const std::string& name) { return test::catalog().drug(name, {}); }

population::StateVector run(double start, double clock_at_zero, double days, const std::vector<Dose>& doses, double tolerance = 1e-7) {
  const model::Parameters<double>& man = test::catalog().typical;
  const model::Constants<double> constants(man, man);
  pharmacology::Course course(doses, find);
  trial::TreatedAxis axis(man, constants, course, clock_at_zero);
  solver::Tsit5<model::kStates, trial::TreatedAxis> solver(axis, population::error_floor(man), {tolerance, 1});
  solver.start(start, population::to_vector(population::typical_sizes(man)));
  trial::advance_through_doses(solver, course, start + 24 * days, [](const auto&) {});
  return solver.state();
}

}  // namespace

TEST_CASE("shifting the start by a day changes nothing but the clock") {
  const auto doses = [](double shift) {
    return std::vector<Dose>{test::dose("testosterone cypionate", "im", 100 * test::mg, 7, 4, shift),
                             test::dose("hCG", "sc", 500, 2, 10, shift)};
  };
  const auto now = run(0, 8, 30, doses(0));
  const auto tomorrow = run(24, 8, 30, doses(1));
  for (std::size_t i = 0; i < now.size(); ++i) {
    INFO("state ", i);
    CHECK(tomorrow[i] == doctest::Approx(now[i]).epsilon(1e-6));
  }
}

TEST_CASE("the man at rest stays at rest") {
  const test::Followed healthy(test::man(), {}, 120);
  for (const char* observable : {"total_testosterone", "lh", "fsh", "estradiol", "shbg", "sperm_concentration", "testis_volume"}) {
    INFO(observable);
    CHECK(healthy.relative(observable, 120, 10) == doctest::Approx(healthy.mean(observable, 10, 10) / healthy.mean(observable, 0)).epsilon(0.01));
  }
}

TEST_CASE("an enormous dose ends in large but finite numbers") {
  const test::Followed man(test::man(), {test::dose("testosterone enanthate", "im", 1000 * test::mg, 1, 30)}, 60);
  CHECK(man.mean("total_testosterone", 30) > 100);
  for (const char* observable : {"lh", "fsh", "sperm_concentration", "inhibin_b"}) {
    INFO(observable);
    CHECK(std::isfinite(man.mean(observable, 60)));
    CHECK(man.mean(observable, 60) >= 0);
  }
}

TEST_CASE("testosterone slows and weakens the generator gradually, never at an edge") {
  // Dose scan of weekly enanthate: LH falls at every step, and no step of 20 mg takes more than a factor 3.
  std::vector<double> lh;
  for (int dose = 0; dose <= 160; dose += 20) {
    std::vector<Dose> doses;
    if (dose > 0) doses.push_back(test::dose("testosterone enanthate", "im", dose * test::mg, 7, 9));
    lh.push_back(test::Followed(test::man(), doses, 63).mean("lh", 63, 7));
  }
  for (std::size_t i = 1; i < lh.size(); ++i) {
    INFO("at ", 20 * i, " mg");
    CHECK(lh[i] < 1.01 * lh[i - 1]);
    CHECK(lh[i] > lh[i - 1] / 3.2);
  }
  CHECK(lh.back() < 0.1 * lh.front());
}

TEST_CASE("threads and arms do not change the numbers") {
  Protocol protocol;
  protocol.duration = 24 * 20;
  for (const char* name : {"a", "b", "c"}) {
    protocol.arms.push_back({name, {test::dose("testosterone cypionate", "im", 100 * test::mg, 7, 3)}});
  }
  RunOptions one;
  one.threads = 1;
  RunOptions many;
  many.threads = 3;
  const Result a = trial::simulate(test::catalog(), protocol, one);
  const Result b = trial::simulate(test::catalog(), protocol, many);
  for (std::size_t arm = 0; arm < 3; ++arm) CHECK(a.arms[arm].series.at_visit == b.arms[arm].series.at_visit);
  CHECK(a.arms[0].series.mean_24_h == a.arms[2].series.mean_24_h);
}
