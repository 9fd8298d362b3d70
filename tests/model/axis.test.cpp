// The whole axis: steady states, invariances, and that no input switches the pulse generator off at an edge.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"
#include "trial/treated_man.hpp"

using namespace hpg;

namespace {

const pharmacology::Drug& find(const std::string& name) { return test::catalog().drug(name, {}); }

population::StateVector run(double start, double clock_at_zero, double days, const std::vector<Dose>& doses,
                            double tolerance = 1e-7) {
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
  for (const char* observable :
       {"total_testosterone", "lh", "fsh", "estradiol", "shbg", "sperm_concentration", "testis_volume"}) {
    INFO(observable);
    CHECK(healthy.relative(observable, 120, 10) ==
          doctest::Approx(healthy.mean(observable, 10, 10) / healthy.mean(observable, 0)).epsilon(0.01));
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

TEST_CASE("threads and other arms do not change the numbers of an arm") {
  Protocol all;
  all.duration = 24 * 20;
  all.arms.push_back({"untreated", {}});
  all.arms.push_back({"testosterone", {test::dose("testosterone cypionate", "im", 100 * test::mg, 7, 3)}});
  all.arms.push_back({"short", {test::dose("hCG", "sc", 500, 2, 3)}});
  RunOptions one;
  one.threads = 1;
  RunOptions many;
  many.threads = 3;
  const Result a = trial::simulate(test::catalog(), all, one);
  const Result b = trial::simulate(test::catalog(), all, many);
  for (std::size_t arm = 0; arm < 3; ++arm) {
    Protocol alone = all;
    alone.arms = {all.arms[arm]};
    const Result c = trial::simulate(test::catalog(), alone, one);
    CHECK(a.arms[arm].series.at_visit == b.arms[arm].series.at_visit);
    CHECK(a.arms[arm].series.mean_24_h == c.arms[0].series.mean_24_h);
    REQUIRE(a.arms[arm].profiles.size() == c.arms[0].profiles.size());
    for (std::size_t p = 0; p < c.arms[0].profiles.size(); ++p) {
      CHECK(a.arms[arm].profiles[p].label == c.arms[0].profiles[p].label);
      CHECK(a.arms[arm].profiles[p].lh == c.arms[0].profiles[p].lh);
    }
  }
  // Each arm is studied on its own last day of treatment: three doses every other day end on day 6.
  CHECK(a.arms[0].profiles[1].label == "at the end");
  CHECK(a.arms[2].profiles[1].label == "on treatment");
  CHECK(a.arms[2].profiles[1].time.front() == doctest::Approx(24.0 * 5));
}

TEST_CASE("the day studied on treatment holds nothing from before it") {
  Protocol protocol;
  protocol.duration = 24 * 7;
  for (const double first : {20.0, 24.0}) {
    Dose dose = test::infusion("kisspeptin-10", 7200, 1);
    dose.first = first;
    protocol.arms.push_back({"from " + std::to_string(first), {dose}});
  }
  const Result result = trial::simulate(test::catalog(), protocol, {});
  for (std::size_t arm = 0; arm < 2; ++arm) {
    REQUIRE(result.arms[arm].profiles.size() == 3);
    CHECK(result.arms[arm].profiles[1].label == "on treatment");
    CHECK(result.arms[arm].profiles[1].time.front() == doctest::Approx(protocol.arms[arm].doses[0].first));
  }
}

TEST_CASE("a dose at a visit is given after the sample, and one at the end does no harm") {
  Protocol protocol;
  protocol.duration = 48;
  protocol.arms.push_back({"bolus at day 1", {test::dose("testosterone", "iv", 50 * test::mg, 0, 1, 1)}});
  protocol.arms.push_back({"none", {}});
  protocol.arms.push_back({"bolus at the end", {test::dose("testosterone", "iv", 50 * test::mg, 0, 1, 2)}});
  const Result r = trial::simulate(test::catalog(), protocol);
  const auto& dosed = r.arms[0].series.at_visit[0];
  const auto& none = r.arms[1].series.at_visit[0];
  CHECK(dosed[1] == doctest::Approx(none[1]).epsilon(1e-4));
  CHECK(r.arms[0].series.mean_24_h[0][2] > 1.5 * r.arms[1].series.mean_24_h[0][2]);
  CHECK(r.arms[2].series.at_visit[0][2] == doctest::Approx(none[2]).epsilon(1e-4));
}

TEST_CASE("a visit never falls after the end, whatever the rounding of the duration") {
  Protocol protocol;
  protocol.duration = 24 * (2 - 1e-10);
  protocol.arms.push_back({"a", {}});
  const Result r = trial::simulate(test::catalog(), protocol);
  const auto& series = r.arms[0].series;
  for (const auto& values : series.at_visit) CHECK(values.size() == series.time.size());
  for (const auto& values : series.mean_24_h) CHECK(values.size() == series.time.size());
}

TEST_CASE("a protocol made in code is checked like one read from a file") {
  Protocol protocol;
  protocol.duration = 48;
  protocol.arms.push_back({"a", {}});
  const auto refused = [](const Protocol& p) { CHECK_THROWS_AS((void)trial::simulate(test::catalog(), p), InputError); };
  Protocol wrong = protocol;
  wrong.observables = {"no_such_thing"};
  refused(wrong);
  wrong = protocol;
  wrong.duration = 0;
  refused(wrong);
  wrong = protocol;
  wrong.sample_every = 0;
  refused(wrong);
  wrong = protocol;
  wrong.arms.clear();
  refused(wrong);
}

TEST_CASE("24-h means are time averages: of a constant the constant, and near a finer average of the dense record") {
  // Means at visits every 6 h overlap; the mean over one day of hourly samples agrees within the ripple of the pulses.
  Protocol hourly;
  hourly.duration = 48;
  hourly.sample_every = 0.25;
  hourly.arms.push_back({"a", {}});
  const Series fine = trial::simulate(test::catalog(), hourly).arms[0].series;
  double sum = 0;
  int n = 0;
  for (std::size_t i = 0; i < fine.time.size(); ++i) {
    if (fine.time[i] > 24 && fine.time[i] <= 48) {
      sum += fine.at_visit[0][i];
      ++n;
    }
  }
  CHECK(n == 96);
  CHECK(fine.mean_24_h[0].back() == doctest::Approx(sum / n).epsilon(1e-3));
  // Off the 2.5-min grid the mean is that of the last grid day.
  Protocol odd = hourly;
  odd.sample_every = 7.123;
  const Series coarse = trial::simulate(test::catalog(), odd).arms[0].series;
  CHECK(coarse.time.size() == 7);
  for (double x : coarse.mean_24_h[0]) CHECK(x == doctest::Approx(sum / n).epsilon(0.01));
}

TEST_CASE("at sites far from saturation agonists add, antagonists take away, partial agonists do both") {
  using model::SiteLoad;
  const auto signal = [](double own, double bound, double efficacy) {
    return model::unsaturated_signal(own, SiteLoad<double>{bound, efficacy * bound});
  };
  CHECK(signal(1, 0, 0) == 1);
  CHECK(signal(1, 3, 1) == doctest::Approx(4));
  CHECK(signal(4, 3, 1) == doctest::Approx(7));
  CHECK(signal(1, 1e6, 0) < 1e-5);
  CHECK(signal(1, 1, 0.5) == doctest::Approx(1));  // half an agonist at the typical tone changes nothing
  // An antagonist displaces an agonist drug too.
  CHECK(model::unsaturated_signal(1.0, SiteLoad<double>{1 + 9, 1}) == doctest::Approx(0.2));
}

TEST_CASE("the mean over a dosing interval does not depend on how often he is seen") {
  Protocol protocol;
  protocol.duration = 24 * 84;
  protocol.arms.push_back({"weekly", {test::dose("testosterone enanthate", "im", 100'000, 7, 12)}});
  RunOptions options;
  options.tolerance = 1e-4;
  const Series daily = trial::simulate(test::catalog(), protocol, options).arms[0].series;
  protocol.sample_every = 24 * 28;
  const Series rare = trial::simulate(test::catalog(), protocol, options).arms[0].series;
  CHECK(rare.interval_mean[0][2] == doctest::Approx(daily.interval_mean[0][56]).epsilon(1e-6));
  double week = 0;
  for (std::size_t day = 50; day <= 56; ++day) week += daily.mean_24_h[0][day] / 7;
  CHECK(daily.interval_mean[0][56] == doctest::Approx(week).epsilon(1e-9));
  CHECK(daily.interval_mean[0][0] == daily.mean_24_h[0][0]);     // before the first dose: a day
  CHECK(rare.interval_mean[0][2] > 1.1 * rare.mean_24_h[0][2]);  // the visit falls on the day before a dose
}
