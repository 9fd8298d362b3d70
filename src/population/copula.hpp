// Parameters of a man that deviate together: a Gaussian copula on their lognormal deviations.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

namespace hpg::population {

/// Correlation of the logarithms of two parameters, each by its place among the numbers of a man.
struct Pair {
  std::size_t first;
  std::size_t second;
  double rho;
};

class Copula {
 public:
  /// Everything independent.
  Copula() = default;
  /// The order of the pairs does not matter. None when no distribution has these correlations.
  [[nodiscard]] static std::optional<Copula> of(const std::vector<Pair>& pairs);

  /// The deviation of parameter `place`, standard normal, from the man's independent ones: own(j) is that of parameter j. A
  /// parameter in no pair keeps its own.
  template <class Own>
  [[nodiscard]] double deviation(std::size_t place, const Own& own) const {
    for (const Row& row : rows_) {
      if (row.place != place) continue;
      double z = 0;
      for (const auto& [of, weight] : row.weights) z += weight * own(of);
      return z;
    }
    return own(place);
  }

 private:
  /// A row of the Cholesky factor.
  struct Row {
    std::size_t place;
    std::vector<std::pair<std::size_t, double>> weights;
  };
  std::vector<Row> rows_;
};

}  // namespace hpg::population
