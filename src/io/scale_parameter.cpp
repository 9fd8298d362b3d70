// Keeps the typical man and the list of numbers in step.
#include "io/scale_parameter.hpp"

#include <algorithm>
#include <stdexcept>

namespace hpg::io {

void scale_parameter(Catalog& catalog, const std::string& name, double factor) {
  const std::string ending = kBetweenMen;
  const bool spread = name.ends_with(ending);
  const std::string parameter = spread ? name.substr(0, name.size() - ending.size()) : name;
  const auto number = std::find_if(catalog.parameters.begin(), catalog.parameters.end(),
                                   [&](const Number& one) { return one.name == parameter; });
  if (number == catalog.parameters.end() || (spread && !number->between_men)) throw std::out_of_range("no parameter " + name);
  if (spread) {
    *number->between_men *= factor;
    return;
  }
  number->value *= factor;
  const auto scale = [&](const std::string& own, double& value) {
    if (own == parameter) value *= factor;
  };
  model::visit_numbers(catalog.typical, scale);
  using Covariates = population::CovariateParameters<double>;
  Covariates::visit(catalog.covariates, [&](const char* own, double& value) { scale(std::string("covariates.") + own, value); });
}

}  // namespace hpg::io
