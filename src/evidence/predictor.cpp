// Readings of men to the scale of a published number.
#include "evidence/predictor.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "evidence/arm_statistic.hpp"
#include "evidence/readings.hpp"
#include "trial/statistics.hpp"

namespace hpg::evidence {

namespace {

std::vector<double> readings(const StudyArm& arm, const std::vector<Subject>& men, const Reading& reading) {
  std::vector<double> all;
  for (const Subject& man : men) {
    all.push_back(man.status == Status::failed ? trial::kMissing : read_off(reading, arm.trial, man));
  }
  return all;
}

/// How many men to draw: the variance of the arm studied and that of the simulated one add up.
std::size_t drawn(std::size_t studied, std::size_t simulated) {
  const double both = 1 / (1 / static_cast<double>(std::max<std::size_t>(1, studied)) + 1 / static_cast<double>(simulated));
  return std::max<std::size_t>(1, static_cast<std::size_t>(std::lround(both)));
}

/// A concentration or count that a laboratory measured; not a spread, a rise, a time.
bool of_levels(const PublishedNumber& number) {
  using Take = Reading::Kind;
  using Of = ArmStatistic::Kind;
  const Take take = number.reading.kind;
  const Of of = number.statistic.kind;
  return (take == Take::sample || take == Take::mean || take == Take::highest || take == Take::lowest) &&
         (of == Of::mean || of == Of::geometric_mean || of == Of::median || of == Of::centile);
}

}  // namespace

Predictor::Predictor(const Catalog& catalog, const Study& study, const std::vector<std::vector<Subject>>& men, std::size_t arm,
                     const PublishedNumber& number)
    : number_(number) {
  const auto assay = catalog.assays.find(number.reading.observable);
  limit_ = assay == catalog.assays.end() ? 0 : assay->second.limit;
  own_ = readings(study.arms[arm], men[arm], number.reading);
  own_drawn_ = drawn(number.men, own_.size());
  if (number.comparison) {
    const std::size_t with = number.comparison->arm;
    other_ = readings(study.arms[with], men[with], number.comparison->reading);
    other_drawn_ = drawn(study.arms[with].trial.population.men, other_.size());
    paired_ = with == arm;
  }
}

double Predictor::from_all() const { return predict(own_, other_); }

double Predictor::from_some(std::mt19937_64& random) const {
  std::vector<double> own, other;
  for (std::size_t i = 0; i < own_drawn_; ++i) {
    const std::size_t one = random() % own_.size();
    own.push_back(own_[one]);
    if (paired_) other.push_back(other_[one]);
  }
  if (number_.comparison && !paired_) {
    for (std::size_t i = 0; i < other_drawn_; ++i) other.push_back(other_[random() % other_.size()]);
  }
  return predict(own, other);
}

double Predictor::floor() const {
  constexpr double kNone = -std::numeric_limits<double>::infinity();
  if (!of_levels(number_)) return kNone;
  if (!number_.comparison) return limit_;
  // The upper of the two levels in a ratio cannot be told from the limit either.
  const double base = statistic_of(number_.statistic, other_, limit_);
  return number_.comparison->difference || !(base > 0) ? kNone : limit_ / base;
}

double Predictor::log_error(double predicted) const {
  double seen = number_.value;
  if (number_.scale() == PublishedNumber::Scale::difference) {
    if (seen * predicted <= 0 || !std::isfinite(predicted)) return predicted < seen ? -kTenfold : kTenfold;
    return std::clamp(std::log10(predicted / seen), -kTenfold, kTenfold);
  }
  predicted = std::max(predicted, floor());
  seen = std::max(seen, floor());
  if (seen == 0 && predicted == 0) return 0;
  if (!(seen > 0 && predicted > 0) || std::isinf(predicted)) return predicted > seen ? kTenfold : -kTenfold;
  return std::clamp(std::log10(predicted / seen), -kTenfold, kTenfold);
}

double Predictor::predict(const std::vector<double>& own, const std::vector<double>& other) const {
  const double value = statistic_of(number_.statistic, own, limit_);
  if (!number_.comparison) return value;
  const double base = statistic_of(number_.statistic, other, limit_);
  return number_.comparison->difference ? value - base : value / base;
}

}  // namespace hpg::evidence
