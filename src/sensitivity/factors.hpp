// Which parameters of a man are varied, and within what.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/catalog.hpp"

namespace hpg::sensitivity {

/// A parameter without a spread between men varies by this factor each way: an assumption about how well it is known.
inline constexpr double kUncertainty = 1.25;
/// A spread between men is cut off here, in sd of the logarithm.
inline constexpr double kFarthest = 2.5;

struct Factor {
  std::size_t place = 0;  // among the numbers of a man
  std::string name;       // "leydig.cell_number"
  std::string what;
  std::optional<double> between_men;  // coefficient of variation
};

/// What the man's own value is multiplied by at a quantile of the factor: lognormal where men differ, else log-uniform. The
/// median is 1.
[[nodiscard]] double multiplier(const Factor& factor, double quantile);

enum class Choice { all, between_men, fitted };

/// Parameters of `man` in the order of the catalogue, without those that cannot vary: what is 0 in him, and a share that is
/// all. What age and weight do to parameters (covariates) is not varied: the parameters themselves are.
[[nodiscard]] std::vector<Factor> choose_factors(const Catalog& catalog, const model::Parameters<double>& man, Choice choice);

/// Those named, by name or alias. Throws InputError for one that is unknown, named twice or one that cannot vary.
[[nodiscard]] std::vector<Factor> named_factors(const Catalog& catalog, const model::Parameters<double>& man,
                                                const std::vector<std::string>& names);

/// The man with the factors at these quantiles.
[[nodiscard]] model::Parameters<double> varied(const model::Parameters<double>& man, const std::vector<Factor>& factors,
                                               const std::vector<double>& quantiles);

}  // namespace hpg::sensitivity
