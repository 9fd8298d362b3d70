// Rejection sampling between two lognormal densities.
#include "trial/cohort.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace hpg::trial {

namespace {

constexpr double kLeastShare = 0.02;    // of the pilot that must be of use
constexpr double kLeastChance = 0.005;  // of a candidate to be taken

struct Normal {
  Eigen::VectorXd mean;
  Eigen::LLT<Eigen::MatrixXd> covariance;

  /// Logarithm of the density but for a constant.
  [[nodiscard]] double log_density(const Eigen::VectorXd& x) const { return -0.5 * (x - mean).dot(covariance.solve(x - mean)); }
};

/// Labs below the limit of their assay count as a tenth of the mean wanted.
Eigen::VectorXd logs(const std::vector<double>& labs, const std::vector<CohortLab>& wanted) {
  Eigen::VectorXd x(static_cast<Eigen::Index>(labs.size()));
  for (std::size_t i = 0; i < labs.size(); ++i) {
    x[static_cast<Eigen::Index>(i)] = std::log(std::max(labs[i], 0.1 * wanted[i].mean));
  }
  return x;
}

}  // namespace

struct Cohort::Densities {
  std::vector<CohortLab> labs;
  Normal drawn, wanted;
  double largest = 0;  // of the log ratio in the pilot

  [[nodiscard]] double log_ratio(const std::vector<double>& values) const {
    const Eigen::VectorXd x = logs(values, labs);
    return wanted.log_density(x) - drawn.log_density(x);
  }
};

Cohort::Cohort(const std::vector<CohortLab>& wanted, const std::vector<std::vector<double>>& pilot) {
  const auto n = static_cast<Eigen::Index>(wanted.size());
  const auto men = static_cast<Eigen::Index>(pilot.size());
  if (men < 2 * n + 2) throw InputError(wanted.front().where, "hardly any man of this condition meets the entry criteria");
  Eigen::MatrixXd x(n, men);
  for (Eigen::Index m = 0; m < men; ++m) x.col(m) = logs(pilot[static_cast<std::size_t>(m)], wanted);
  auto densities = std::make_unique<Densities>();
  densities->labs = wanted;
  const Eigen::VectorXd mean = x.rowwise().mean();
  const Eigen::MatrixXd centred = x.colwise() - mean;
  Eigen::MatrixXd covariance = centred * centred.transpose() / static_cast<double>(men - 1);
  covariance.diagonal().array() += 1e-12;
  densities->drawn = {mean, covariance.llt()};
  // Lognormal with the stated mean and sd; the model's correlation.
  Eigen::VectorXd wanted_mean(n), stretch(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const CohortLab& lab = wanted[static_cast<std::size_t>(i)];
    const double variance = std::log1p(lab.sd * lab.sd / (lab.mean * lab.mean));
    wanted_mean[i] = std::log(lab.mean) - 0.5 * variance;
    stretch[i] = std::sqrt(variance / covariance(i, i));
  }
  densities->wanted = {wanted_mean, (stretch.asDiagonal() * covariance * stretch.asDiagonal()).eval().llt()};

  std::vector<double> ratios;
  for (const auto& labs : pilot) ratios.push_back(densities->log_ratio(labs));
  densities->largest = *std::max_element(ratios.begin(), ratios.end());
  double sum = 0, squares = 0;
  for (const double ratio : ratios) {
    const double weight = std::exp(ratio - densities->largest);
    sum += weight;
    squares += weight * weight;
  }
  effective_share_ = sum * sum / squares / static_cast<double>(men);
  // Where only one man is of use the weights look even; his distance from the men wanted tells.
  double nearest = -1e300;
  for (const auto& labs : pilot) nearest = std::max(nearest, densities->wanted.log_density(logs(labs, wanted)));
  const bool out_of_reach = nearest < -0.5 * 4 * static_cast<double>(n);  // nobody within 2 sd
  if (effective_share_ < kLeastShare || sum / static_cast<double>(men) < kLeastChance || out_of_reach) {
    std::string found;
    for (Eigen::Index i = 0; i < n; ++i) {
      const double scale = std::exp(mean[i] + 0.5 * covariance(i, i));
      const CohortLab& lab = wanted[static_cast<std::size_t>(i)];
      found += fmt::format("{}{}: wanted {:.3g} (sd {:.3g}), drawn {:.3g} (sd {:.3g})", i > 0 ? "; " : "", lab.observable,
                           lab.mean, lab.sd, scale, scale * std::sqrt(std::expm1(covariance(i, i))));
    }
    throw InputError(wanted.front().where, "men with such labs are too rare among those drawn (" + found +
                                               ", canonical units): choose a condition, age, weight or criteria nearer to them");
  }
  densities_ = std::move(densities);
}

double Cohort::chance(const std::vector<double>& labs) const {
  if (!densities_) return 1;
  return std::min(1.0, std::exp(densities_->log_ratio(labs) - densities_->largest));
}

}  // namespace hpg::trial
