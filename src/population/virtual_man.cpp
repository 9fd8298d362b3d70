// Between-man variability.
#include "population/virtual_man.hpp"

#include <cmath>

namespace hpg::population {

void vary(const std::vector<Number>& parameters, const Draws& draws, model::Parameters<double>& man) {
  auto number = parameters.begin();
  model::visit_numbers(man, [&](const std::string& name, double& value) {
    // The catalogue lists the parameters in the order of the struct.
    if (number->between_men)
      value *= std::exp(std::sqrt(std::log1p(*number->between_men * *number->between_men)) * draws.normal(name));
    ++number;
  });
}

}  // namespace hpg::population
