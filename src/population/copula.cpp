// Cholesky factor of the correlations.
#include "population/copula.hpp"

#include <Eigen/Cholesky>
#include <algorithm>

namespace hpg::population {

std::optional<Copula> Copula::of(const std::vector<Pair>& pairs) {
  constexpr double kLeastOwn = 1e-6;  // of the variance of a parameter, left when the others are known
  std::vector<std::size_t> places;
  for (const Pair& pair : pairs) places.insert(places.end(), {pair.first, pair.second});
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());

  const auto size = static_cast<Eigen::Index>(places.size());
  const auto at = [&](std::size_t place) { return std::lower_bound(places.begin(), places.end(), place) - places.begin(); };
  Eigen::MatrixXd all = Eigen::MatrixXd::Identity(size, size);
  for (const Pair& pair : pairs) all(at(pair.first), at(pair.second)) = all(at(pair.second), at(pair.first)) = pair.rho;
  const Eigen::LLT<Eigen::MatrixXd> factor(all);
  if (size > 0 && factor.info() != Eigen::Success) return std::nullopt;

  Copula copula;
  const Eigen::MatrixXd lower = factor.matrixL();
  for (Eigen::Index i = 0; i < size; ++i) {
    if (lower(i, i) * lower(i, i) < kLeastOwn) return std::nullopt;
    Row row{places[static_cast<std::size_t>(i)], {}};
    for (Eigen::Index j = 0; j <= i; ++j) {
      if (lower(i, j) != 0) row.weights.emplace_back(places[static_cast<std::size_t>(j)], lower(i, j));
    }
    copula.rows_.push_back(std::move(row));
  }
  return copula;
}

}  // namespace hpg::population
