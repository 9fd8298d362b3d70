// From names and quantiles to the parameters of a man.
#include "sensitivity/factors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/names.hpp"
#include "population/draws.hpp"

namespace hpg::sensitivity {

namespace {

std::vector<double> values_of(const model::Parameters<double>& man) {
  std::vector<double> values;
  model::visit_numbers(man, [&](const std::string&, const double& value) { values.push_back(value); });
  return values;
}

/// 0 is something the man lacks; all of a share cannot become more.
bool stays(const Number& number, double value) { return value == 0 || (number.name == "sertoli.mature_at_start" && value == 1); }

Factor factor_of(const Number& number, std::size_t place) { return {place, number.name, number.what, number.between_men}; }

bool answers_to(const Number& number, const std::string& plain) {
  return io::plain_name(number.name) == plain || std::any_of(number.aliases.begin(), number.aliases.end(),
                                                             [&](const auto& alias) { return io::plain_name(alias) == plain; });
}

}  // namespace

double multiplier(const Factor& factor, double quantile) {
  if (!factor.between_men) return std::pow(kUncertainty, 2 * quantile - 1);
  const double tail = 0.5 * std::erfc(kFarthest / std::sqrt(2.0));
  const double z = population::normal_quantile(tail + quantile * (1 - 2 * tail));
  return std::exp(std::sqrt(std::log1p(*factor.between_men * *factor.between_men)) * z);
}

std::vector<Factor> choose_factors(const Catalog& catalog, const model::Parameters<double>& man, Choice choice) {
  const std::vector<double> values = values_of(man);
  std::vector<Factor> factors;
  for (std::size_t place = 0; place < values.size(); ++place) {
    const Number& number = catalog.parameters[place];
    const bool wanted = choice == Choice::all || (choice == Choice::fitted ? number.grade == Grade::fitted
                                                                           : number.between_men && *number.between_men > 0);
    if (wanted && !stays(number, values[place])) factors.push_back(factor_of(number, place));
  }
  return factors;
}

std::vector<Factor> named_factors(const Catalog& catalog, const model::Parameters<double>& man,
                                  const std::vector<std::string>& names) {
  const Where where{"--parameter", 0, ""};
  const std::vector<double> values = values_of(man);
  std::vector<Factor> factors;
  for (const std::string& name : names) {
    std::size_t place = 0;
    while (place < values.size() && !answers_to(catalog.parameters[place], io::plain_name(name))) ++place;
    if (place == values.size()) {
      std::vector<std::string> known;
      for (std::size_t i = 0; i < values.size(); ++i) known.push_back(catalog.parameters[i].name);
      const std::string near = did_you_mean(name, known);
      throw InputError(where, "a man has no parameter " + io::in_quotes(name) +
                                  (near.empty() ? "; \"hpgsim list parameters\" shows them" : near));
    }
    const Factor factor = factor_of(catalog.parameters[place], place);
    if (stays(catalog.parameters[place], values[place])) {
      throw InputError(where, fmt::format("{} is {:g} in this man and stays so", factor.name, values[place]));
    }
    if (std::any_of(factors.begin(), factors.end(), [&](const Factor& other) { return other.place == place; })) {
      throw InputError(where, factor.name + " is named twice");
    }
    factors.push_back(factor);
  }
  return factors;
}

model::Parameters<double> varied(const model::Parameters<double>& man, const std::vector<Factor>& factors,
                                 const std::vector<double>& quantiles) {
  std::vector<double> times(values_of(man).size(), 1);
  for (std::size_t f = 0; f < factors.size(); ++f) times[factors[f].place] = multiplier(factors[f], quantiles[f]);
  model::Parameters<double> out = man;
  std::size_t place = 0;
  model::visit_numbers(out, [&](const std::string&, double& value) { value *= times[place++]; });
  return out;
}

}  // namespace hpg::sensitivity
