// Readings, statistics and scores against numbers worked out by hand.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "evidence/arm_statistic.hpp"
#include "evidence/readings.hpp"
#include "evidence/score.hpp"

using namespace hpg;
using evidence::statistic_of;

namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

ArmStatistic statistic(ArmStatistic::Kind kind, double share = 0.5) { return {kind, share, {2, kNoBound}}; }

/// A man sampled every hour from 0 to 5 h.
struct Sampled {
  Trial trial;
  Subject man;
  explicit Sampled(std::vector<double> values) {
    for (std::size_t i = 0; i < values.size(); ++i) trial.visits.push_back({static_cast<double>(i), 0});
    trial.columns = {{"lh", false}};
    man.values = std::move(values);
  }
  [[nodiscard]] double read(Reading::Kind kind, double from, double to, Bounds bounds = {}) const {
    return evidence::read_off({"lh", kind, from, to, 1, bounds}, trial, man);
  }
};

}  // namespace

TEST_CASE("statistics of an arm") {
  using Kind = ArmStatistic::Kind;
  const std::vector<double> four{1, 2, 3, 6};
  CHECK(statistic_of(statistic(Kind::mean), four, 0) == doctest::Approx(3));
  CHECK(statistic_of(statistic(Kind::geometric_mean), four, 0) == doctest::Approx(std::pow(36, 0.25)));
  CHECK(statistic_of(statistic(Kind::median), four, 0) == doctest::Approx(2.5));
  CHECK(statistic_of(statistic(Kind::sd), four, 0) == doctest::Approx(std::sqrt(14.0 / 3)));
  CHECK(statistic_of(statistic(Kind::cv), four, 0) == doctest::Approx(std::sqrt(14.0 / 3) / 3));
  CHECK(statistic_of(statistic(Kind::centile, 0.25), four, 0) == doctest::Approx(1.75));
  CHECK(statistic_of(statistic(Kind::fraction), four, 0) == doctest::Approx(0.75));
  SUBCASE("who left is not counted, who never gets there is") {
    const std::vector<double> times{10, kMissing, 20, kNever};
    CHECK(statistic_of(statistic(Kind::mean), times, 0) == doctest::Approx(15));
    CHECK(statistic_of(statistic(Kind::median), times, 0) == doctest::Approx(20));
    CHECK(std::isinf(statistic_of(statistic(Kind::median), {1, kNever, kNever}, 0)));
    CHECK(std::isnan(statistic_of(statistic(Kind::mean), {kMissing}, 0)));
  }
  SUBCASE("nothing found counts as half the limit in a geometric mean") {
    CHECK(statistic_of(statistic(Kind::geometric_mean), {0, 5}, 0.2) == doctest::Approx(std::sqrt(0.5)));
  }
}

TEST_CASE("readings of a man") {
  const Sampled man({4, 9, 2, 5, 1, 3});
  using Kind = Reading::Kind;
  CHECK(man.read(Kind::sample, 2, 2) == 2);
  CHECK(man.read(Kind::mean, 1, 3) == doctest::Approx(16.0 / 3));
  CHECK(man.read(Kind::highest, 0, 5) == 9);
  CHECK(man.read(Kind::lowest, 0, 3) == 2);
  CHECK(man.read(Kind::time_of_highest, 1, 5) == 0);
  CHECK(man.read(Kind::first_time, 1, 5, {-kNoBound, 2}) == 1);
  CHECK(std::isinf(man.read(Kind::first_time, 0, 5, {10, kNoBound})));
  CHECK(man.read(Kind::within, 3, 5, {5, 5}) == 1);
  CHECK(man.read(Kind::within, 4, 5, {5, 5}) == 0);
  CHECK(std::isnan(Sampled({kMissing, 1}).read(Kind::sample, 0, 0)));
  SUBCASE("who left before it could be told is not counted, who got there first is") {
    const Sampled left({4, 9, 2, kMissing, kMissing, kMissing});
    CHECK(std::isnan(left.read(Kind::first_time, 0, 5, {10, kNoBound})));
    CHECK(left.read(Kind::first_time, 0, 5, {9, kNoBound}) == 1);
    CHECK(std::isinf(left.read(Kind::first_time, 0, 2, {10, kNoBound})));
    CHECK(std::isnan(left.read(Kind::within, 0, 5, {10, kNoBound})));
    CHECK(left.read(Kind::within, 0, 5, {9, kNoBound}) == 1);
    CHECK(left.read(Kind::within, 0, 2, {10, kNoBound}) == 0);
  }
}

TEST_CASE("pulses of a regular series") {
  // A peak of 6 over 2 every 4 samples.
  std::vector<double> values;
  for (int i = 0; i < 25; ++i) values.push_back(i % 4 == 2 ? 6 : 2);
  const Sampled man(values);
  CHECK(man.read(Reading::Kind::pulses_per_day, 0, 24) == doctest::Approx(6));
  CHECK(man.read(Reading::Kind::interpulse_interval, 0, 24) == doctest::Approx(4));
  CHECK(man.read(Reading::Kind::pulse_amplitude, 0, 24) == doctest::Approx(4));
}

TEST_CASE("the score of many numbers") {
  const auto fold = [](std::size_t study, double factor) {
    evidence::Scored one;
    one.study = study;
    one.observed = 1;
    one.predicted = factor;
    one.low = 0.5 * factor;
    one.high = 1.5 * factor;
    one.error = std::log10(factor);
    return one;
  };
  evidence::Scored fraction = fold(2, 1);
  fraction.is_fraction = true;
  fraction.error = -0.2;
  evidence::Scored marked = fold(3, 10);
  marked.counts = false;
  const std::vector<evidence::Scored> all{fold(0, 1), fold(0, 1.2), fold(1, 1 / 1.2), fold(1, 4), fraction, marked};
  std::vector<const evidence::Scored*> numbers;
  for (const auto& one : all) numbers.push_back(&one);
  const evidence::Score score = summarise(numbers);
  CHECK(score.studies == 3);
  CHECK(score.numbers == 5);
  CHECK(score.folds == 4);
  CHECK(score.gmfe == doctest::Approx(std::pow(1.2 * 1.2 * 4, 0.25)));
  CHECK(score.within_1_25 == doctest::Approx(0.75));
  CHECK(score.within_2 == doctest::Approx(0.75));
  CHECK(score.fraction_error == doctest::Approx(0.2));
  CHECK(score.inside == doctest::Approx(0.8));
}
