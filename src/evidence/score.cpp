// Predictions, their intervals and fold errors.
#include "evidence/score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "evidence/arm_statistic.hpp"
#include "evidence/readings.hpp"
#include "trial/statistics.hpp"

namespace hpg::evidence {

namespace {

constexpr std::size_t kResamples = 400;
constexpr double kIntervalLow = 0.05, kIntervalHigh = 0.95;
constexpr double kTenfold = 1;  // log10: a sign that is wrong, a number that cannot be predicted
using trial::kMissing;

/// Readings of one published number, and how to make a prediction from any choice of men.
class Predictor {
 public:
  Predictor(const Catalog& catalog, const Study& study, const std::vector<std::vector<Subject>>& men, std::size_t arm,
            const PublishedNumber& number)
      : number_(number) {
    const auto assay = catalog.assays.find(number.reading.observable);
    limit_ = assay == catalog.assays.end() ? 0 : assay->second.limit;
    own_ = readings(study.arms[arm], men[arm], number.reading);
    if (number.comparison) {
      other_ = readings(study.arms[number.comparison->arm], men[number.comparison->arm], number.comparison->reading);
      paired_ = number.comparison->arm == arm;
    }
  }

  /// How many men the interval may draw: chance in the arm studied and chance in the simulated one add up.
  [[nodiscard]] std::size_t drawn(std::size_t men) const {
    const double both = 1 / (1 / static_cast<double>(std::max<std::size_t>(1, men)) + 1 / static_cast<double>(own_.size()));
    return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(both)));
  }

  [[nodiscard]] double from_all() const { return predict(own_, other_); }

  /// From `n` men drawn with replacement; the men of another arm are others.
  [[nodiscard]] double from_some(std::size_t n, std::mt19937_64& random) const {
    std::vector<double> own, other;
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t one = random() % own_.size();
      own.push_back(own_[one]);
      if (!other_.empty()) other.push_back(other_[paired_ ? one : random() % other_.size()]);
    }
    return predict(own, other);
  }

  /// Fold error. Below the limit of the assay all levels are alike.
  [[nodiscard]] double log_error(double predicted) const {
    double seen = number_.value;
    if (number_.scale() == PublishedNumber::Scale::difference) {
      if (seen * predicted <= 0 || !std::isfinite(predicted)) return predicted < seen ? -kTenfold : kTenfold;
      return std::clamp(std::log10(predicted / seen), -kTenfold, kTenfold);
    }
    double least = 0;
    if (number_.scale() == PublishedNumber::Scale::level) least = limit_;
    if (number_.comparison) least = limit_ / statistic_of(number_.statistic, other_, limit_);
    predicted = std::max(predicted, least);
    seen = std::max(seen, least);
    if (seen == 0 && predicted == 0) return 0;
    if (!(seen > 0 && predicted > 0) || std::isinf(predicted)) return predicted > seen ? kTenfold : -kTenfold;
    return std::clamp(std::log10(predicted / seen), -kTenfold, kTenfold);
  }

 private:
  static std::vector<double> readings(const StudyArm& arm, const std::vector<Subject>& men, const Reading& reading) {
    std::vector<double> all;
    for (const Subject& man : men) {
      all.push_back(man.status == Status::failed ? kMissing : read_off(reading, arm.trial, man));
    }
    return all;
  }

  [[nodiscard]] double predict(const std::vector<double>& own, const std::vector<double>& other) const {
    const double value = statistic_of(number_.statistic, own, limit_);
    if (!number_.comparison) return value;
    const double base = statistic_of(number_.statistic, other, limit_);
    return number_.comparison->difference ? value - base : value / base;
  }

  const PublishedNumber& number_;
  double limit_ = 0;
  std::vector<double> own_, other_;
  bool paired_ = false;
};

Scored predict_one(const Predictor& predictor, const PublishedNumber& number) {
  Scored scored;
  scored.observed = number.value;
  scored.is_fraction = number.scale() == PublishedNumber::Scale::fraction;
  scored.counts = number.mark == PublishedNumber::Mark::scored;
  scored.predicted = predictor.from_all();
  scored.low = scored.high = kMissing;
  scored.error = std::isnan(scored.predicted) ? kMissing
                 : scored.is_fraction         ? scored.predicted - scored.observed
                                              : predictor.log_error(scored.predicted);
  return scored;
}

void add_interval(Scored& scored, const Predictor& predictor, const PublishedNumber& number, std::uint64_t seed) {
  if (std::isnan(scored.predicted)) return;
  std::mt19937_64 random(seed);
  std::vector<double> drawn;
  for (std::size_t i = 0; i < kResamples; ++i) {
    const double value = predictor.from_some(predictor.drawn(number.men), random);
    if (!std::isnan(value)) drawn.push_back(value);
  }
  if (drawn.empty()) return;
  std::sort(drawn.begin(), drawn.end());
  scored.low = drawn[static_cast<std::size_t>(kIntervalLow * static_cast<double>(drawn.size()))];
  scored.high = drawn[static_cast<std::size_t>(kIntervalHigh * static_cast<double>(drawn.size() - 1))];
}

std::vector<Scored> all_numbers(const Catalog& catalog, const std::vector<Study>& studies, const SimulatedArms& men,
                                bool intervals) {
  std::vector<Scored> all;
  for (std::size_t s = 0; s < studies.size(); ++s) {
    for (std::size_t a = 0; a < studies[s].arms.size(); ++a) {
      const std::vector<PublishedNumber>& published = studies[s].arms[a].published;
      for (std::size_t n = 0; n < published.size(); ++n) {
        const Predictor predictor(catalog, studies[s], men[s], a, published[n]);
        Scored scored = predict_one(predictor, published[n]);
        if (intervals) add_interval(scored, predictor, published[n], studies[s].arms[a].trial.seed + 1000 * a + n);
        scored.study = s;
        scored.arm = a;
        scored.number = n;
        all.push_back(scored);
      }
    }
  }
  return all;
}

}  // namespace

double miss(const Scored& one) {
  constexpr double kFirst = 2;
  return std::isnan(one.error) ? kFirst : std::abs(one.error);
}

std::vector<Scored> score_all(const Catalog& catalog, const std::vector<Study>& studies, const SimulatedArms& men) {
  return all_numbers(catalog, studies, men, true);
}

std::vector<Scored> predict_all(const Catalog& catalog, const std::vector<Study>& studies, const SimulatedArms& men) {
  return all_numbers(catalog, studies, men, false);
}

Score summarise(const std::vector<const Scored*>& numbers) {
  Score score;
  std::set<std::size_t> studies;
  double log_sum = 0;
  for (const Scored* one : numbers) {
    if (!one->counts) continue;
    studies.insert(one->study);
    ++score.numbers;
    const bool missing = std::isnan(one->error);
    score.missing += missing ? 1 : 0;
    if (one->is_fraction) {
      ++score.fractions;
      score.fraction_error += missing ? 1 : std::abs(one->error);
    } else {
      ++score.folds;
      const double error = missing ? kTenfold : std::abs(one->error);
      log_sum += error;
      score.within_1_25 += error <= std::log10(1.25) ? 1 : 0;
      score.within_2 += error <= std::log10(2.0) ? 1 : 0;
    }
    score.inside += one->inside() ? 1 : 0;
  }
  score.studies = studies.size();
  const auto share = [](double& sum, std::size_t of) { sum = of > 0 ? sum / static_cast<double>(of) : kMissing; };
  share(log_sum, score.folds);
  score.gmfe = std::pow(10, log_sum);
  share(score.within_1_25, score.folds);
  share(score.within_2, score.folds);
  share(score.fraction_error, score.fractions);
  share(score.inside, score.numbers);
  return score;
}

}  // namespace hpg::evidence
