// Keeps the typical man and the list of numbers in step.
#include "io/scale_parameter.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>

namespace hpg::io {
namespace {

constexpr std::string_view kBetweenMen = ".between_men";

}  // namespace

ScalableName::ScalableName(const std::string& name) : parameter(name), spread(name.ends_with(kBetweenMen)) {
  if (spread) parameter.resize(name.size() - kBetweenMen.size());
}

std::vector<std::string> scalable_names(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const Number& number : catalog.parameters) {
    names.push_back(number.name);
    if (number.between_men) names.push_back(number.name + std::string(kBetweenMen));
  }
  return names;
}

const Number& parameter_of(const Catalog& catalog, const std::string& name) {
  const ScalableName wanted(name);
  const auto number = std::find_if(catalog.parameters.begin(), catalog.parameters.end(),
                                   [&](const Number& one) { return one.name == wanted.parameter; });
  if (number == catalog.parameters.end() || (wanted.spread && !number->between_men))
    throw std::out_of_range("no parameter " + name);
  return *number;
}

double value_of(const Catalog& catalog, const std::string& name) {
  const Number& number = parameter_of(catalog, name);
  return ScalableName(name).spread ? *number.between_men : number.value;
}

double scaled_value(const Catalog& catalog, const std::string& name, double factor) {
  const double value = value_of(catalog, name);
  const Number& number = parameter_of(catalog, name);
  if (!number.at_most || ScalableName(name).spread) return value * factor;
  const double most = *number.at_most;
  const double odds = std::pow(factor, most / (most - value)) * value / (most - value);
  return most / (1 + 1 / odds);
}

void set_parameter(Catalog& catalog, const std::string& name, double value) {
  const ScalableName wanted(name);
  Number& number = catalog.parameters[static_cast<std::size_t>(&parameter_of(catalog, name) - catalog.parameters.data())];
  if (wanted.spread) {
    number.between_men = value;
    return;
  }
  number.value = value;
  const auto set = [&](const std::string& own, double& typical) {
    if (own == wanted.parameter) typical = value;
  };
  model::visit_numbers(catalog.typical, set);
  using Covariates = population::CovariateParameters<double>;
  Covariates::visit(catalog.covariates,
                    [&](const char* own, double& typical) { set(std::string("covariates.") + own, typical); });
}

void scale_parameter(Catalog& catalog, const std::string& name, double factor) {
  set_parameter(catalog, name, scaled_value(catalog, name, factor));
}

}  // namespace hpg::io
