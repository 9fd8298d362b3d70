// Predictions, their intervals and fold errors.
#include "evidence/score.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "evidence/predictor.hpp"
#include "population/draws.hpp"
#include "trial/statistics.hpp"

namespace hpg::evidence {

namespace {

constexpr std::size_t kResamples = 400;
constexpr double kIntervalLow = 0.05, kIntervalHigh = 0.95;
using trial::kMissing;

Scored predict_one(const Predictor& predictor, const PublishedNumber& number) {
  Scored scored;
  scored.observed = number.value;
  scored.is_fraction = number.scale() == PublishedNumber::Scale::fraction;
  scored.counts = number.mark == PublishedNumber::Mark::scored;
  scored.predicted = predictor.from_all();
  scored.floor = predictor.floor();
  scored.low = scored.high = kMissing;
  scored.error = std::isnan(scored.predicted) ? kMissing
                 : scored.is_fraction         ? scored.predicted - scored.observed
                                              : predictor.log_error(scored.predicted);
  return scored;
}

/// What a study `z` standard deviations from the middle of all studies would have found.
double elsewhere(double value, PublishedNumber::Scale scale, const BetweenStudies& beyond, double z) {
  switch (scale) {
    case PublishedNumber::Scale::fraction:
      return std::clamp(value + beyond.fraction * z, 0.0, 1.0);
    case PublishedNumber::Scale::difference:
      return value * std::pow(10, beyond.difference * z);
    default:
      return value * std::pow(10, beyond.fold * z);
  }
}

void add_interval(Scored& scored, const Predictor& predictor, PublishedNumber::Scale scale, const BetweenStudies& beyond,
                  std::uint64_t seed) {
  if (std::isnan(scored.predicted)) return;
  std::mt19937_64 random(seed);
  std::vector<double> drawn;
  for (std::size_t i = 0; i < kResamples; ++i) {
    const double value = predictor.from_some(random);
    const double z = population::Draws(seed, i).normal("between studies");
    if (!std::isnan(value)) drawn.push_back(elsewhere(value, scale, beyond, z));
  }
  if (drawn.empty()) return;
  std::sort(drawn.begin(), drawn.end());
  scored.low = drawn[static_cast<std::size_t>(kIntervalLow * static_cast<double>(drawn.size()))];
  scored.high = drawn[static_cast<std::size_t>(kIntervalHigh * static_cast<double>(drawn.size() - 1))];
}

std::vector<Scored> all_numbers(const Catalog& catalog, const std::vector<Study>& studies, const SimulatedArms& men,
                                const BetweenStudies* intervals) {
  std::vector<Scored> all;
  for (std::size_t s = 0; s < studies.size(); ++s) {
    for (std::size_t a = 0; a < studies[s].arms.size(); ++a) {
      const std::vector<PublishedNumber>& published = studies[s].arms[a].published;
      for (std::size_t n = 0; n < published.size(); ++n) {
        const Predictor predictor(catalog, studies[s], men[s], a, published[n]);
        Scored scored = predict_one(predictor, published[n]);
        if (intervals != nullptr)
          add_interval(scored, predictor, published[n].scale(), *intervals, studies[s].arms[a].trial.seed + 1000 * a + n);
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

bool Scored::inside() const {
  const double seen = std::max(observed, floor);
  return seen >= std::max(low, floor) && seen <= std::max(high, floor);
}

double miss(const Scored& one) {
  constexpr double kFirst = 2;
  return std::isnan(one.error) ? kFirst : std::abs(one.error);
}

std::vector<Scored> score_all(const Catalog& catalog, const std::vector<Study>& studies, const SimulatedArms& men,
                              const BetweenStudies& beyond) {
  return all_numbers(catalog, studies, men, &beyond);
}

std::vector<Scored> predict_all(const Catalog& catalog, const std::vector<Study>& studies, const SimulatedArms& men) {
  return all_numbers(catalog, studies, men, nullptr);
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
