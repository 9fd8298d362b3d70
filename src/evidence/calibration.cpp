// Residuals, derivatives, steps.
#include "evidence/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>

#include "io/scale_parameter.hpp"

namespace hpg::evidence {

namespace {

constexpr double kSurest = 0.01;  // of log10 or of a fraction: nothing published is known better
constexpr double kHuber = 1.5;    // residuals beyond it count linearly
// Log step of the derivatives. Long, because a sample catches LH anywhere in a pulse and few men make a fraction: over 0.03 such
// noise drowned the derivatives, every parameter seemed known to 3 % and no step led anywhere.
constexpr double kDifference = 0.15;
constexpr double kLongestStep = 0.35;
constexpr int kMostRetries = 4;
constexpr double kFirstDamping = 0.1;
constexpr double kWorthAnew = 0.02;  // relative fall since the last differences that makes new ones worth their cost
constexpr double kConverged = 1e-3;  // relative fall of the objective below which a further step is not worth its cost

constexpr std::size_t kToldBy = 5;     // studies named for each parameter at most
constexpr double kWorthNaming = 0.03;  // share of all that the data say of a parameter

/// Residuals in units of their standard deviation, and what each counts for.
class Residuals {
 public:
  Residuals(const Catalog& catalog, const std::vector<Study>& studies, const std::vector<FittedParameter>& parameters,
            const CalibrationOptions& options)
      : catalog_(catalog), studies_(studies), parameters_(parameters), options_(options) {
    // The men are chosen once, under the parameters of the data folder, and stay.
    SimulationOptions simulation = simulation_options();
    const SimulatedArms men = simulate_studies(catalog, studies, simulation);
    seating_ = seating_of(men);
    const std::vector<Scored> scored = score_all(catalog, studies, men);  // with intervals: they say how far a number is known
    std::map<std::size_t, std::size_t> of_study;
    for (const Scored& one : scored) {
      if (one.counts) ++of_study[one.study];
    }
    for (const Scored& one : scored) {
      const PublishedNumber& number = studies[one.study].arms[one.arm].published[one.number];
      precision_.push_back(one.counts ? 1 / spread_of(number, one, options.beyond) : 0);
      // Numbers of one study share its laboratory and its men: k of them say as much as the root of k.
      study_of_.push_back(one.study);
      weights_.push_back(one.counts ? 1 / std::sqrt(static_cast<double>(of_study[one.study])) : 0);
    }
    numbers_ = 0;
    for (const auto& [study, count] : of_study) numbers_ += count;
    study_count_ = of_study.size();
    recall();
    // Choosing the men was the first evaluation.
    memory_.emplace(key_of(Eigen::VectorXd::Zero(static_cast<Eigen::Index>(parameters.size()))), errors_of(scored));
  }

  [[nodiscard]] Eigen::VectorXd at(const Eigen::VectorXd& log_factors) {
    const std::string key = key_of(log_factors);
    auto known = memory_.find(key);
    if (known == memory_.end()) {
      SimulationOptions simulation = simulation_options();
      simulation.seating = &seating_;
      const Catalog other = scaled(catalog_, parameters_, log_factors);
      known = memory_.emplace(key, errors_of(predict_all(other, studies_, simulate_studies(other, studies_, simulation)))).first;
      remember(key, known->second);
    }
    ++evaluations_;
    Eigen::VectorXd residuals(static_cast<Eigen::Index>(precision_.size()));
    for (std::size_t i = 0; i < precision_.size(); ++i)
      residuals[static_cast<Eigen::Index>(i)] = known->second[i] * precision_[i];
    return residuals;
  }

  /// What the loss of each residual is multiplied with.
  [[nodiscard]] Eigen::VectorXd weights() const {
    return Eigen::Map<const Eigen::VectorXd>(weights_.data(), static_cast<Eigen::Index>(weights_.size()));
  }
  /// The study of each.
  [[nodiscard]] const std::vector<std::size_t>& study_of() const { return study_of_; }

  [[nodiscard]] std::size_t evaluations() const { return evaluations_; }
  [[nodiscard]] std::size_t numbers() const { return numbers_; }
  [[nodiscard]] std::size_t studies() const { return study_count_; }

 private:
  [[nodiscard]] SimulationOptions simulation_options() const {
    SimulationOptions simulation;
    simulation.men = options_.men;
    simulation.threads = options_.threads;
    simulation.stop = options_.stop;
    return simulation;
  }

  static std::vector<double> errors_of(const std::vector<Scored>& scored) {
    std::vector<double> errors;
    for (const Scored& one : scored) errors.push_back(std::isnan(one.error) ? 1 : one.error);
    return errors;
  }

  /// Standard deviation of a residual, of log10 ratios or of fractions: the arm's sampling error and what studies differ by.
  static double spread_of(const PublishedNumber& number, const Scored& scored, const BetweenStudies& beyond) {
    constexpr double kOf90 = 3.29;  // width of a 90 % interval in standard deviations
    if (scored.is_fraction) {
      const double p = std::clamp(number.value, 0.02, 0.98);
      const double own = std::sqrt(p * (1 - p) / static_cast<double>(std::max<std::size_t>(1, number.men)));
      return std::max(kSurest, std::hypot(beyond.fraction, own));
    }
    // Relative error of the arm; an interval that reaches 0 has no logarithm, but a width.
    double own = 0;
    const double size = std::max(std::abs(number.value), std::abs(scored.predicted));
    if (number.sem && number.value != 0) {
      own = *number.sem / std::abs(number.value);
    } else if (scored.low > 0 && scored.high > scored.low && std::isfinite(scored.high)) {
      own = std::log(scored.high / scored.low) / kOf90;
    } else if (std::isfinite(scored.high - scored.low) && size > 0) {
      own = (scored.high - scored.low) / kOf90 / size;
    }
    const double between = number.scale() == PublishedNumber::Scale::difference ? beyond.difference : beyond.fold;
    return std::max(kSurest, std::hypot(between, std::min(own, 1.0) / std::log(10.0)));
  }

  [[nodiscard]] std::string key_of(const Eigen::VectorXd& log_factors) const {
    std::string key = fmt::format("{}", options_.men);
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      const double x = log_factors[static_cast<Eigen::Index>(i)];
      if (x != 0) key += fmt::format(";{}={:.17g}", parameters_[i].name, x);
    }
    return key;
  }

  /// One line an evaluation: the key, a tab, the errors, a full stop. A line that a kill cut off is left out.
  void recall() {
    if (options_.memory.empty()) return;
    std::ifstream in(options_.memory);
    for (std::string line; std::getline(in, line);) {
      const std::size_t tab = line.find('\t');
      if (tab == std::string::npos || !line.ends_with(" .")) continue;
      std::istringstream numbers(line.substr(tab + 1, line.size() - tab - 3));
      std::vector<double> errors;
      for (double x = 0; numbers >> x;) errors.push_back(x);
      if (errors.size() == precision_.size() && numbers.eof()) memory_[line.substr(0, tab)] = errors;
    }
  }
  void remember(const std::string& key, const std::vector<double>& errors) const {
    if (options_.memory.empty()) return;
    std::ofstream out(options_.memory, std::ios::app);
    out << '\n' << key << '\t';  // after whatever a kill left of the last line
    for (const double x : errors) out << fmt::format("{:.17g} ", x);
    out << '.' << std::flush;
    if (!out) throw std::runtime_error(options_.memory.string() + ": cannot be written");
  }

  const Catalog& catalog_;
  const std::vector<Study>& studies_;
  const std::vector<FittedParameter>& parameters_;
  const CalibrationOptions& options_;
  Seating seating_;
  std::vector<double> precision_;  // of each number; 0 when it does not count
  std::vector<double> weights_;
  std::vector<std::size_t> study_of_;
  std::map<std::string, std::vector<double>> memory_;
  std::size_t evaluations_ = 0, numbers_ = 0, study_count_ = 0;
};

/// Huber's loss, twice. What is an outlier is told by the residual itself: a study of many numbers has no more of them.
double loss(const Eigen::VectorXd& residuals, const Eigen::VectorXd& weights) {
  double sum = 0;
  for (Eigen::Index i = 0; i < residuals.size(); ++i) {
    const double r = std::abs(residuals[i]);
    sum += weights[i] * (r <= kHuber ? r * r : 2 * kHuber * r - kHuber * kHuber);
  }
  return sum;
}

/// The studies that say most of a parameter. `information`: what each number says of it.
std::vector<std::string> most_telling(const Eigen::VectorXd& information, const std::vector<std::size_t>& study_of,
                                      const std::vector<Study>& studies) {
  std::vector<std::pair<double, std::size_t>> of_study(studies.size());
  for (std::size_t s = 0; s < studies.size(); ++s) of_study[s].second = s;
  for (std::size_t i = 0; i < study_of.size(); ++i) of_study[study_of[i]].first += information[static_cast<Eigen::Index>(i)];
  std::stable_sort(of_study.begin(), of_study.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> ids;
  for (const auto& [told, s] : of_study) {
    if (ids.size() < kToldBy && told > kWorthNaming * information.sum()) ids.push_back(studies[s].id);
  }
  return ids;
}

}  // namespace

Catalog scaled(const Catalog& catalog, const std::vector<FittedParameter>& parameters, const Eigen::VectorXd& log_factors) {
  Catalog other = catalog;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const double x = log_factors[static_cast<Eigen::Index>(i)];
    if (x != 0) io::scale_parameter(other, parameters[i].name, std::exp(x));
  }
  return other;
}

Calibration calibrate(const Catalog& catalog, const std::vector<Study>& studies, const std::vector<FittedParameter>& parameters,
                      const CalibrationOptions& options) {
  const auto count = static_cast<Eigen::Index>(parameters.size());
  Residuals residuals(catalog, studies, parameters, options);
  Eigen::VectorXd prior(count);  // precisions
  for (Eigen::Index i = 0; i < count; ++i) prior[i] = std::pow(parameters[static_cast<std::size_t>(i)].prior_sd, -2);

  Calibration fit;
  fit.parameters = parameters;
  const Eigen::VectorXd weights = residuals.weights();
  const auto objective = [&](const Eigen::VectorXd& x, const Eigen::VectorXd& r) {
    return loss(r, weights) + (x.array().square() * prior.array()).sum();
  };
  // Evaluations to come if every step is taken at the first try.
  std::size_t ahead = parameters.size() + options.iterations;
  double last = 0;
  const auto tell = [&] {
    if (options.progress) options.progress(residuals.evaluations(), residuals.evaluations() + ahead, last);
  };

  Eigen::VectorXd x = Eigen::VectorXd::Zero(count);
  Eigen::VectorXd r = residuals.at(x);
  fit.objective_before = last = objective(x, r);
  tell();
  const auto by_differences = [&] {
    Eigen::MatrixXd jacobian(r.size(), count);
    for (Eigen::Index i = 0; i < count; ++i) {
      Eigen::VectorXd beside = x;
      beside[i] += kDifference;
      jacobian.col(i) = (residuals.at(beside) - r) / kDifference;
      if (ahead > 0) --ahead;
      tell();
    }
    return jacobian;
  };
  // Differences cost an evaluation a parameter, so they are taken once; each step then corrects the derivatives along its way
  // (Broyden 1965), and they are taken anew only where that no longer leads down.
  Eigen::MatrixXd jacobian = by_differences();
  bool converged = false;
  double before_updates = last;
  Eigen::MatrixXd data_information(count, count), of_number;
  double damping = kFirstDamping;
  for (std::size_t step_count = 0;; ++step_count) {
    Eigen::VectorXd robust(r.size());
    for (Eigen::Index i = 0; i < r.size(); ++i) robust[i] = weights[i] * std::min(1.0, kHuber / std::max(std::abs(r[i]), 1e-12));
    data_information = jacobian.transpose() * robust.asDiagonal() * jacobian;
    of_number = robust.asDiagonal() * jacobian.cwiseAbs2();
    if (converged || step_count == options.iterations) break;

    const Eigen::VectorXd gradient = jacobian.transpose() * (robust.array() * r.array()).matrix() + prior.cwiseProduct(x);
    bool better = false;
    if (ahead > 0) --ahead;
    for (int retry = 0; retry < kMostRetries && !better; ++retry) {
      Eigen::MatrixXd curvature = data_information;
      curvature.diagonal() += prior + damping * (data_information.diagonal() + prior);
      Eigen::VectorXd step = -curvature.ldlt().solve(gradient);
      step *= std::min(1.0, kLongestStep / std::max(step.cwiseAbs().maxCoeff(), 1e-12));
      const Eigen::VectorXd there = residuals.at(x + step);
      const double now = objective(x + step, there);
      const Eigen::VectorXd scaled_step = prior.cwiseProduct(step);
      jacobian += (there - r - jacobian * step) * scaled_step.transpose() / step.dot(scaled_step);
      better = now < last;
      damping *= better ? 0.3 : 5;
      if (better) {
        x += step;
        r = there;
        converged = last - now < kConverged * last;
        last = now;
      }
      tell();
    }
    if (better) continue;
    if (before_updates - last < kWorthAnew * before_updates) break;
    before_updates = last;
    jacobian = by_differences();
    damping = kFirstDamping;
  }
  ahead = 0;
  tell();

  fit.log_factors = x;
  fit.objective_after = last;
  Eigen::MatrixXd posterior = data_information;
  posterior.diagonal() += prior;
  fit.covariance = posterior.ldlt().solve(Eigen::MatrixXd::Identity(count, count));
  fit.posterior_sd = fit.covariance.diagonal().cwiseSqrt();
  const Eigen::VectorXd scale = prior.cwiseSqrt().cwiseInverse();
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> spectrum(scale.asDiagonal() * data_information * scale.asDiagonal(),
                                                                Eigen::EigenvaluesOnly);
  fit.information = spectrum.eigenvalues();
  for (Eigen::Index i = 0; i < count; ++i) fit.told_by.push_back(most_telling(of_number.col(i), residuals.study_of(), studies));
  fit.numbers = residuals.numbers();
  fit.studies = residuals.studies();
  fit.evaluations = residuals.evaluations();
  return fit;
}

}  // namespace hpg::evidence
