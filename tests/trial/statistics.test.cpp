// Estimates and intervals against published worked examples.
#include "trial/statistics.hpp"

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "trial/product_limit.hpp"

using namespace hpg::trial;

namespace {

Moments moments(const std::vector<double>& values) {
  Moments out;
  for (const double value : values) out.add(value);
  return out;
}

// Cushny AR, Peebles AR 1905, as Student (1908) took them: hours of sleep gained with two drugs, the same ten men.
const std::vector<double> kSleep1{0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
const std::vector<double> kSleep2{1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

void check(const Estimate& estimate, double low, double high, double epsilon = 6e-5) {
  CHECK(std::abs(estimate.low - low) < epsilon);
  CHECK(std::abs(estimate.high - high) < epsilon);
}

}  // namespace

TEST_CASE("quantiles of type 7 are those of R") {
  std::vector<double> values{7, 1, 3, kMissing, 10};
  const Spread spread = spread_of(values);
  CHECK(spread.n == 4);
  CHECK(spread.mean == doctest::Approx(5.25));
  CHECK(spread.sd == doctest::Approx(4.031128874));
  CHECK(spread.q05 == doctest::Approx(1.3));
  CHECK(spread.q25 == doctest::Approx(2.5));
  CHECK(spread.median == doctest::Approx(5));
  CHECK(spread.q75 == doctest::Approx(7.75));
  CHECK(spread.q95 == doctest::Approx(9.55));
  CHECK(spread.geometric_mean == doctest::Approx(std::pow(210.0, 0.25)));
}

TEST_CASE("a single value has no spread, none has nothing, a zero has no geometric mean") {
  std::vector<double> one{4};
  const Spread single = spread_of(one);
  CHECK(single.n == 1);
  CHECK(single.q05 == 4);
  CHECK(single.q95 == 4);
  CHECK(std::isnan(single.sd));
  CHECK(single.geometric_mean == doctest::Approx(4));
  std::vector<double> none{kMissing};
  CHECK(spread_of(none).n == 0);
  CHECK(std::isnan(spread_of(none).median));
  std::vector<double> below{0, 0, 0};
  const Spread zeros = spread_of(below);
  CHECK(zeros.median == 0);
  CHECK(zeros.sd == 0);
  CHECK(std::isnan(zeros.geometric_mean));
}

TEST_CASE("Student's interval, paired and not: the sleep data") {
  check(mean_interval(moments(kSleep2)), 0.897677, 3.762323, 1e-5);
  std::vector<double> difference;
  for (std::size_t i = 0; i < kSleep1.size(); ++i) difference.push_back(kSleep1[i] - kSleep2[i]);
  const Estimate paired = mean_interval(moments(difference));
  CHECK(paired.value == doctest::Approx(-1.58));
  check(paired, -2.4598858, -0.7001142, 1e-6);
  const Estimate welch = welch_difference(moments(kSleep1), moments(kSleep2));
  CHECK(welch.value == doctest::Approx(-1.58));
  check(welch, -3.3654832, 0.2054832, 1e-6);
}

TEST_CASE("one man gives a mean without an interval; equal men one of no width") {
  CHECK_FALSE(mean_interval(moments({3})).has_interval());
  CHECK(mean_interval(moments({3})).value == 3);
  CHECK(std::isnan(mean_interval(Moments()).value));
  CHECK_FALSE(welch_difference(moments({3}), moments({1, 2})).has_interval());
  check(welch_difference(moments({3, 3}), moments({1, 1})), 2, 2, 1e-12);
}

TEST_CASE("Wilson's interval: the examples of Newcombe 1998, Stat Med 17:857, table I") {
  check(share_interval({81, 263}), 0.2553, 0.3662);
  check(share_interval({15, 148}), 0.0624, 0.1605);
  check(share_interval({0, 20}), 0, 0.1611);
  check(share_interval({1, 29}), 0.0061, 0.1718);
  CHECK(share_interval({0, 20}).low == 0);
  CHECK(share_interval({20, 20}).high == 1);
  CHECK(std::isnan(share_interval({0, 0}).value));
}

TEST_CASE("difference of shares: the examples of Newcombe 1998, Stat Med 17:873, table II, method 10") {
  check(share_difference({56, 70}, {48, 80}), 0.0524, 0.3339);
  check(share_difference({9, 10}, {3, 10}), 0.1705, 0.8090);
  check(share_difference({6, 7}, {2, 7}), 0.0582, 0.8062);
  check(share_difference({5, 56}, {0, 29}), -0.0381, 0.1926);
  check(share_difference({0, 10}, {0, 20}), -0.1611, 0.2775);
  check(share_difference({10, 10}, {0, 20}), 0.6791, 1.0000);
  CHECK(std::isnan(share_difference({0, 0}, {3, 10}).low));
}

TEST_CASE("difference of paired shares: Newcombe's method 10") {
  // Bentur 2009 as worked out by Fagerland, Lydersen and Laake, Stat Med 2014;33:2850.
  check(paired_share_difference({1, 1, 7, 12}), -0.507, -0.026, 6e-4);
  // Altman, Machin, Bryant and Gardner, Statistics with Confidence 2000, table 6.2.
  const Estimate altman = paired_share_difference({14, 5, 0, 22});
  CHECK(altman.value == doctest::Approx(0.12).epsilon(0.02));
  check(altman, 0.011, 0.226, 6e-4);
  // Nobody differs: as wide as two independent samples of as many.
  check(paired_share_difference({0, 0, 0, 10}), -0.2775, 0.2775);
  CHECK(std::isnan(paired_share_difference({}).low));
}

TEST_CASE("product limit: remission under 6-mercaptopurine, Freireich 1963, Gehan 1965") {
  std::vector<Followed> men;
  for (const double week : {6, 6, 6, 7, 10, 13, 16, 22, 23}) men.push_back({week, true});
  for (const double week : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35}) men.push_back({week, false});
  const ProductLimit curve = product_limit(men);
  CHECK(curve.men == 21);
  CHECK(curve.events == 9);
  CHECK(curve.last_seen == 35);
  REQUIRE(curve.steps.size() == 7);
  // Share in remission with its interval from log(-log): Collett, Modelling Survival Data in Medical Research.
  const double remission[] = {0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448};
  const double low[] = {0.620, 0.563, 0.503, 0.432, 0.368, 0.268, 0.188};
  const double high[] = {0.952, 0.923, 0.889, 0.849, 0.805, 0.747, 0.680};
  const std::size_t at_risk[] = {21, 17, 15, 12, 11, 7, 6};
  for (std::size_t i = 0; i < 7; ++i) {
    INFO("step ", i);
    CHECK(curve.steps[i].at_risk == at_risk[i]);
    CHECK(std::abs(1 - curve.steps[i].share.value - remission[i]) < 6e-4);
    CHECK(std::abs(1 - curve.steps[i].share.high - low[i]) < 6e-4);
    CHECK(std::abs(1 - curve.steps[i].share.low - high[i]) < 6e-4);
  }
  CHECK(curve.median.value == 23);
  CHECK(curve.median.low == 13);
  CHECK(std::isnan(curve.median.high));
  CHECK(curve.share_at(5).value == 0);
  CHECK(curve.share_at(6).value == doctest::Approx(1 - 0.857).epsilon(0.01));
  CHECK(curve.share_at(21.9).value == curve.steps[4].share.value);
  CHECK(std::isnan(curve.share_at(36).value));
}

TEST_CASE("product limit of nobody, of one man, and when all reach it") {
  std::vector<Followed> nobody;
  CHECK(product_limit(nobody).steps.empty());
  CHECK(std::isnan(product_limit(nobody).share_at(1).value));
  std::vector<Followed> one{{4, true}};
  const ProductLimit all = product_limit(one);
  CHECK(all.share_at(4).value == 1);
  CHECK(all.share_at(100).value == 1);
  CHECK(all.median.value == 4);
  CHECK_FALSE(all.steps[0].share.has_interval());
  std::vector<Followed> never{{4, false}, {9, false}};
  CHECK(product_limit(never).share_at(9).value == 0);
  CHECK(std::isnan(product_limit(never).median.value));
}
