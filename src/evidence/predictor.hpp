// What the simulated men of an arm say of one published number.
#pragma once

#include <random>
#include <vector>

#include "hpgsim/study.hpp"
#include "hpgsim/trial_result.hpp"
#include "io/catalog.hpp"

namespace hpg::evidence {

/// log10: the farthest off that a number counts.
inline constexpr double kTenfold = 1;

class Predictor {
 public:
  /// `men`: of each arm of the study. `number`, of arm `arm`, must outlive the predictor.
  Predictor(const Catalog& catalog, const Study& study, const std::vector<std::vector<Subject>>& men, std::size_t arm,
            const PublishedNumber& number);

  /// On the scale of the number; NaN when it cannot be told.
  [[nodiscard]] double from_all() const;

  /// From men drawn with replacement, in each arm as many as make its chance that of the arm studied and of the simulated one
  /// together.
  [[nodiscard]] double from_some(std::mt19937_64& random) const;

  /// Below it the laboratory tells nothing apart, on the scale of the number. Minus infinity when it is made of anything but
  /// levels, such as times, spreads or differences.
  [[nodiscard]] double floor() const;

  /// log10 of predicted over observed, ten at most; both are lifted to the floor. What differs in sign, or is never reached, is
  /// tenfold off.
  [[nodiscard]] double log_error(double predicted) const;

 private:
  [[nodiscard]] double predict(const std::vector<double>& own, const std::vector<double>& other) const;

  const PublishedNumber& number_;
  double limit_ = 0;
  std::vector<double> own_, other_;
  std::size_t own_drawn_ = 1, other_drawn_ = 1;
  bool paired_ = false;
};

}  // namespace hpg::evidence
