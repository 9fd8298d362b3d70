// How well prediction and published number agree: the score of the blueprint of model qualification in pharmacometrics, fold
// errors and coverage of prediction intervals.
#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "evidence/between_studies.hpp"
#include "evidence/simulate_studies.hpp"
#include "hpgsim/study.hpp"

namespace hpg::evidence {

/// A published number beside its prediction, both on the scale it was published on.
struct Scored {
  std::size_t study = 0, arm = 0, number = 0;
  double observed = 0;
  double predicted = 0;
  double low = 0, high = 0;  // 90 % of studies with arms of this size
  /// log10 of predicted over observed; of a fraction predicted minus observed. NaN when nothing could be predicted.
  double error = 0;
  bool is_fraction = false;
  bool counts = true;  // in the score; not when marked

  /// Below it the laboratory tells nothing apart.
  double floor = -std::numeric_limits<double>::infinity();

  [[nodiscard]] bool inside() const;
};

/// How far off, comparable between ratios and fractions (0.1 weighs like 1.25-fold): |log10 ratio| or |difference|; what could
/// not be predicted comes first.
[[nodiscard]] double miss(const Scored& one);

/// Every number of every study, in the order of the files. `beyond` chance, what the intervals allow studies to differ by.
[[nodiscard]] std::vector<Scored> score_all(const Catalog& catalog, const std::vector<Study>& studies, const SimulatedArms& men,
                                            const BetweenStudies& beyond = {});

/// The same without the intervals, each of which takes hundreds of resamples: `low` and `high` are NaN.
[[nodiscard]] std::vector<Scored> predict_all(const Catalog& catalog, const std::vector<Study>& studies,
                                              const SimulatedArms& men);

/// What many numbers come to.
struct Score {
  std::size_t studies = 0;
  std::size_t numbers = 0;  // scored, fractions among them
  std::size_t folds = 0;    // of them not fractions
  std::size_t fractions = 0;
  std::size_t missing = 0;  // could not be predicted; they count as tenfold off, or wholly for a fraction
  double gmfe = 0;          // geometric mean fold error, 1 = perfect
  double within_1_25 = 0;   // shares of `folds`
  double within_2 = 0;
  double fraction_error = 0;  // mean absolute
  double inside = 0;          // share of `numbers` in their 90 % interval
};

[[nodiscard]] Score summarise(const std::vector<const Scored*>& numbers);

}  // namespace hpg::evidence
