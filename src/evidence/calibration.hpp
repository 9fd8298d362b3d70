// Fits parameters to published numbers: robust Gauss-Newton with priors, derivatives by differences with the same men and the
// same random numbers, so that noise cancels. docs/calibration.md tells the method.
#pragma once

#include <Eigen/Dense>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "evidence/between_studies.hpp"
#include "evidence/score.hpp"
#include "evidence/simulate_studies.hpp"

namespace hpg::evidence {

/// A parameter to be fitted, as a factor on its value in the data folder.
struct FittedParameter {
  std::string name;       // "leydig.acute_half_lh", or with ".between_men" behind it
  double prior_sd = 0.3;  // of the log of the factor, whose prior mean is 0
};

struct CalibrationOptions {
  std::size_t men = 12;  // of each arm
  unsigned threads = 0;
  std::size_t iterations = 4;  // at most
  BetweenStudies beyond = {};  // what published numbers differ by beyond the chance of their men
  const std::atomic<bool>* stop = nullptr;
  /// Evaluations done, of how many if no step is tried twice, and the objective of the last accepted step.
  std::function<void(std::size_t done, std::size_t of, double objective)> progress = {};
  std::filesystem::path memory = {};  // evaluations are kept here and found again by a run that goes on; empty = nowhere
};

struct Calibration {
  std::vector<FittedParameter> parameters;
  Eigen::VectorXd log_factors;   // where the fit ended
  Eigen::VectorXd posterior_sd;  // of log_factors (Laplace)
  Eigen::MatrixXd covariance;    // the same in full
  Eigen::VectorXd information;   // eigenvalues of what the data say, in units of the prior: above 1 the data rule
  std::vector<std::vector<std::string>> told_by;  // of each parameter the studies that say most of it, at most 5, most first
  double objective_before = 0, objective_after = 0;
  std::size_t numbers = 0, studies = 0;
  std::size_t evaluations = 0;
};

/// Deterministic. Throws what simulate_studies throws.
[[nodiscard]] Calibration calibrate(const Catalog& catalog, const std::vector<Study>& studies,
                                    const std::vector<FittedParameter>& parameters, const CalibrationOptions& options);

/// The catalogue with factors on parameters.
[[nodiscard]] Catalog scaled(const Catalog& catalog, const std::vector<FittedParameter>& parameters,
                             const Eigen::VectorXd& log_factors);

}  // namespace hpg::evidence
