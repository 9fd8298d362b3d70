// Readings, statistics and scores against numbers worked out by hand.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "evidence/arm_statistic.hpp"
#include "evidence/predictor.hpp"
#include "evidence/readings.hpp"
#include "evidence/score.hpp"
#include "evidence/thresholds.hpp"
#include "trial/statistics.hpp"

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

namespace {

const Catalog& catalog() {
  static const Catalog all = [] {
    Catalog made;
    made.assays["lh"].limit = 0.1;
    return made;
  }();
  return all;
}

/// Two arms, of 4 men seen at 0 and at 1 h and of 40 men at 0 only, and a number of the first.
struct TwoArms {
  Study study;
  std::vector<std::vector<Subject>> men{2};
  PublishedNumber number;

  explicit TwoArms(std::vector<std::pair<double, double>> before_and_after, double other = 1) {
    study.arms.resize(2);
    for (StudyArm& arm : study.arms) {
      arm.trial.visits = {{0, 0}, {1, 0}};
      arm.trial.columns = {{"lh", false}};
    }
    study.arms[0].trial.population.men = 4;
    study.arms[1].trial.population.men = 40;
    for (const auto& [before, after] : before_and_after) {
      Subject man;
      man.values = {before, after};
      men[0].push_back(man);
      // Alternately a tenth below and above.
      man.values = {other * (men[1].size() % 2 == 0 ? 0.9 : 1.1), kMissing};
      men[1].push_back(man);
    }
    number.reading = {"lh", Reading::Kind::sample, 1, 1, 0, {}};
    number.men = 4;
  }

  TwoArms& against(std::size_t arm, bool difference) {
    number.comparison = Comparison{difference, arm, {"lh", Reading::Kind::sample, 0, 0, 0, {}}};
    return *this;
  }
  [[nodiscard]] evidence::Predictor predictor() const { return {catalog(), study, men, 0, number}; }
  /// Of the arm as it is.
  double error(double observed) {
    number.value = observed;
    return predictor().log_error(predictor().from_all());
  }
};

}  // namespace

TEST_CASE("how far off a prediction is") {
  SUBCASE("levels") {
    TwoArms arms({{4, 2}, {6, 4}});
    CHECK(arms.error(3) == doctest::Approx(0));
    CHECK(arms.error(6) == doctest::Approx(std::log10(0.5)));
    CHECK(arms.error(300) == -1);  // tenfold at most
  }
  SUBCASE("ratios and differences") {
    TwoArms arms({{4, 2}, {6, 4}});
    arms.against(0, false);
    CHECK(arms.predictor().from_all() == doctest::Approx(0.6));
    CHECK(arms.error(0.3) == doctest::Approx(std::log10(2)));
    arms.against(0, true);
    CHECK(arms.predictor().from_all() == doctest::Approx(-2));
    CHECK(arms.error(-1) == doctest::Approx(std::log10(2)));
    CHECK(arms.error(1) == -1);  // the sign is wrong
    CHECK(arms.error(-0.01) == 1);
    arms.against(1, true);
    CHECK(arms.error(2) == doctest::Approx(0));
    CHECK(arms.error(-2) == 1);
  }
  SUBCASE("the floor of the assay holds for both sides, and for levels only") {
    TwoArms arms({{4, 0}, {6, 0}});
    CHECK(arms.error(0.02) == 0);
    CHECK(arms.error(0.2) == doctest::Approx(std::log10(0.5)));
    CHECK(TwoArms({{4, 2}, {6, 4}}).error(0.01) == 1);
    arms.against(0, false);  // 0.1 of 5
    CHECK(arms.predictor().floor() == doctest::Approx(0.02));
    CHECK(arms.error(0.01) == 0);
    arms.against(0, true);
    CHECK(std::isinf(arms.predictor().floor()));
    CHECK(arms.error(-0.01) == 1);
    TwoArms spread({{4, 2}, {6, 2.02}});
    spread.number.statistic.kind = ArmStatistic::Kind::sd;
    CHECK(std::isinf(spread.predictor().floor()));
    CHECK(spread.error(0.1) == doctest::Approx(std::log10(0.02 / std::sqrt(2) / 0.1)));
  }
  SUBCASE("never") {
    TwoArms arms({{4, 2}, {6, 4}});
    arms.number.reading = {"lh", Reading::Kind::first_time, 0, 1, 1, {10, kNoBound}};
    arms.number.statistic.kind = ArmStatistic::Kind::median;
    CHECK(std::isinf(arms.predictor().from_all()));
    CHECK(arms.error(0.02) == 1);
  }
}

TEST_CASE("chance of another arm is that of its own men") {
  // The men of this arm are alike: all chance is that of the other, of 40 men, of whom 40 were simulated.
  std::vector<std::pair<double, double>> alike(40, {1, 1});
  TwoArms arms(alike);
  arms.against(1, false);
  std::mt19937_64 random(1);
  trial::Moments moments;
  for (int i = 0; i < 2000; ++i) moments.add(arms.predictor().from_some(random));
  CHECK(moments.sd() * std::sqrt(20) / 0.1 == doctest::Approx(1).epsilon(0.04));
}

TEST_CASE("intervals allow for what studies differ by beyond chance") {
  // Men all alike: chance has no part in it.
  TwoArms arms({{4, 3}, {4, 3}, {4, 3}, {4, 3}});
  arms.number.value = 3;
  const auto interval = [&](const evidence::BetweenStudies& beyond) {
    arms.study.arms[0].published = {arms.number};
    const auto all = evidence::score_all(catalog(), {arms.study}, {arms.men}, beyond);
    return std::pair{all.front().low, all.front().high};
  };
  CHECK(interval({}) == std::pair{3.0, 3.0});
  constexpr double kNinety = 1.645;
  const auto near_1 = doctest::Approx(1).epsilon(0.05);
  CHECK(std::log10(interval({0.1, 9, 9}).second / 3) / (kNinety * 0.1) == near_1);
  CHECK(std::log10(interval({0.1, 9, 9}).first / 3) / (-kNinety * 0.1) == near_1);
  arms.against(0, true);
  CHECK(std::log10(interval({9, 0.2, 9}).second / -1) / (-kNinety * 0.2) == near_1);
  arms.number.comparison.reset();
  arms.number.statistic = statistic(ArmStatistic::Kind::fraction);
  CHECK((1 - interval({9, 9, 0.1}).first) / (kNinety * 0.1) == near_1);
  CHECK(interval({9, 9, 0.1}).second == 1);
}

TEST_CASE("an interval below the floor holds all that is below it") {
  evidence::Scored one;
  one.observed = 0.02;
  one.low = one.high = 0;
  CHECK_FALSE(one.inside());
  one.floor = 0.1;
  CHECK(one.inside());
  one.observed = 0.2;
  CHECK_FALSE(one.inside());
  one.low = one.high = kMissing;
  CHECK_FALSE(one.inside());
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

TEST_CASE("a threshold is judged on all that it is for") {
  evidence::Thresholds wanted;
  wanted.calibration = wanted.validation = {1.2, 0.9, 0.5};
  wanted.class_gmfe = 1.5;
  wanted.inside_low = 0.8;
  wanted.inside_high = 0.97;
  wanted.fraction_error = 0.1;
  const auto study = [](const char* id, StudyUse use, const char* kind) {
    Study one;
    one.id = id;
    one.use = use;
    one.kind = kind;
    return one;
  };
  const std::vector<Study> known{study("a", StudyUse::calibration, "hCG"), study("b", StudyUse::calibration, "FSH"),
                                 study("c", StudyUse::validation, "FSH")};
  /// Each study has one number, which is off by its factor and outside its interval.
  const auto judged = [&](const std::vector<std::pair<std::size_t, double>>& chosen) {
    std::vector<Study> studies;
    std::vector<evidence::Scored> scored;
    for (const auto& [place, factor] : chosen) {
      evidence::Scored one;
      one.study = studies.size();
      one.observed = 1;
      one.predicted = one.low = one.high = factor;
      one.error = std::log10(factor);
      scored.push_back(one);
      studies.push_back(known[place]);
    }
    std::string all;
    for (const std::string& line : evidence::shortfalls(wanted, known, studies, scored)) all += line + "\n";
    return all;
  };
  CHECK(judged({{0, 3}, {1, 1.001}, {2, 1.001}}) ==
        "calibration: GMFE 1.73, wanted at most 1.20\ncalibration: within 2-fold 50 %, wanted at least 90 %\n"
        "class hCG: GMFE 3.00, wanted at most 1.50\nall: in the 90 % interval 0 %, wanted at least 80 %\n");
  // Both studies for calibration, of the class FSH only one.
  CHECK(judged({{0, 1.001}, {1, 3}}) ==
        "calibration: GMFE 1.73, wanted at most 1.20\ncalibration: within 2-fold 50 %, wanted at least 90 %\n");
  CHECK(judged({{1, 3}}).empty());
  CHECK(judged({{1, 3}, {2, 3}}) ==
        "validation: GMFE 3.00, wanted at most 1.20\nvalidation: within 2-fold 0 %, wanted at least 90 %\n"
        "validation: within 1.25-fold 0 %, wanted at least 50 %\nclass FSH: GMFE 3.00, wanted at most 1.50\n");
}
