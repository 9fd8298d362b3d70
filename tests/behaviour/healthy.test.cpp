// The healthy man of 30-35 years. Ranges for the typical man; sources: veldhuis1987 (pulses), brambilla2009 (rhythm),
// fiers2018 (free testosterone), coviello2005 (intratesticular), inhibin B and sperm as in data/observables.toml.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

const Followed& healthy(double age) {
  static std::map<double, Followed> men;
  return men.try_emplace(age, man("healthy", age, 25), std::vector<Dose>{}, 12.0, std::vector<double>{0, 1, 2, 3, 4, 5})
      .first->second;
}

double at_hour(const PulseProfile& day, double hour_after_eight) {
  // Mean of the two hours around it, so that a single pulse does not decide.
  double sum = 0;
  int n = 0;
  for (std::size_t i = 0; i < day.time.size(); ++i) {
    const double h = day.time[i] - day.time[0];
    if (std::abs(h - hour_after_eight) <= 1 || std::abs(h - 24 - hour_after_eight) <= 1) {
      sum += day.testosterone[i];
      ++n;
    }
  }
  return sum / n;
}

}  // namespace

TEST_CASE("hormones, sperm and testis of a healthy man") {
  for (double age : {30.0, 35.0}) {
    INFO("age ", age);
    const Followed& m = healthy(age);
    CHECK_WITHIN(m.mean("lh", 10, 10), 3, 6);
    CHECK_WITHIN(m.mean("fsh", 10, 10), 2.5, 6);
    CHECK_WITHIN(m.morning("total_testosterone", 10) * kNgPerDl, 450, 700);
    CHECK_WITHIN(m.mean("free_testosterone_percent", 10), 1.5, 2.5);
    CHECK_WITHIN(m.mean("estradiol", 10) * kPgPerMl, 18, 35);
    CHECK_WITHIN(m.mean("intratesticular_testosterone", 10) / m.mean("total_testosterone", 10), 50, 200);
    CHECK_WITHIN(m.mean("inhibin_b", 10) * 1000, 130, 260);
    CHECK_WITHIN(m.mean("sperm_concentration", 10), 50, 110);
    CHECK_WITHIN(m.mean("testis_volume", 10), 15, 25);
  }
}

TEST_CASE("12-20 LH pulses in 24 h by 10-min sampling") {
  for (const PulseProfile& day : healthy(35).profiles()) CHECK_WITHIN(static_cast<double>(day.pulses.pulses), 12, 20);
}

TEST_CASE("testosterone is 15-30 % lower in the evening") {
  double morning = 0;
  double evening = 0;
  for (const PulseProfile& day : healthy(35).profiles()) {
    morning += at_hour(day, 0);
    evening += at_hour(day, 12);
  }
  CHECK_WITHIN(1 - evening / morning, 0.15, 0.30);
}

TEST_CASE("the rhythm fades with age") {
  const auto fall = [](double age) {
    double morning = 0;
    double evening = 0;
    for (const PulseProfile& day : healthy(age).profiles()) {
      morning += at_hour(day, 0);
      evening += at_hour(day, 12);
    }
    return 1 - evening / morning;
  };
  CHECK(fall(70) < 0.75 * fall(35));
  CHECK(fall(70) > 0.05);
}

TEST_CASE("a testosterone pulse follows an LH pulse by 20-80 min") {
  // Lag of the highest cross-correlation of LH and of the testosterone that is left after its slow rhythm is taken out.
  double best_sum = 0;
  for (const PulseProfile& day : healthy(35).profiles()) {
    const std::size_t n = day.time.size();
    const auto detrended = [n](const std::vector<double>& x) {
      std::vector<double> y(n);
      for (std::size_t i = 0; i < n; ++i) {
        const std::size_t from = i < 6 ? 0 : i - 6;
        const std::size_t to = std::min(n, i + 7);
        double mean = 0;
        for (std::size_t k = from; k < to; ++k) mean += x[k] / static_cast<double>(to - from);
        y[i] = x[i] - mean;
      }
      return y;
    };
    const auto lh = detrended(day.lh);
    const auto t = detrended(day.testosterone);
    double best = -1e300;
    std::size_t best_lag = 0;
    for (std::size_t lag = 0; lag <= 8; ++lag) {
      double sum = 0;
      for (std::size_t i = 0; i + lag < n; ++i) sum += lh[i] * t[i + lag];
      sum /= static_cast<double>(n - lag);
      if (sum > best) {
        best = sum;
        best_lag = lag;
      }
    }
    best_sum += 10.0 * static_cast<double>(best_lag);
  }
  CHECK_WITHIN(best_sum / static_cast<double>(healthy(35).profiles().size()), 20, 80);
}

TEST_CASE("age and body mass index act in the published direction") {
  const Followed& young = healthy(30);
  const Followed& old = healthy(70);
  CHECK(old.mean("shbg", 10) > 1.2 * young.mean("shbg", 10));
  CHECK(old.mean("free_testosterone", 10) < 0.92 * young.mean("free_testosterone", 10));
  CHECK(old.mean("lh", 10, 10) > young.mean("lh", 10, 10));
  const Followed obese(man("healthy", 35, 40), {}, 3);
  const Followed lean(man("healthy", 35, 22), {}, 3);
  CHECK(obese.mean("shbg", 2) < 0.6 * lean.mean("shbg", 2));
  CHECK(obese.mean("total_testosterone", 2) < 0.65 * lean.mean("total_testosterone", 2));
  CHECK(obese.mean("free_testosterone", 2) >
        obese.mean("total_testosterone", 2) / lean.mean("total_testosterone", 2) * lean.mean("free_testosterone", 2));
}
