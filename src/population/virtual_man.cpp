// Between-man variability.
#include "population/virtual_man.hpp"

#include <cmath>

namespace hpg::population {

void vary(const std::vector<Number>& parameters, const Copula& copula, const Draws& draws, model::Parameters<double>& man) {
  std::size_t place = 0;
  model::visit_numbers(man, [&](const std::string&, double& value) {
    // The catalogue lists the parameters in the order of the struct.
    if (const auto& cv = parameters[place].between_men) {
      const double z = copula.deviation(place, [&](std::size_t of) { return draws.normal(parameters[of].name); });
      value *= std::exp(std::sqrt(std::log1p(*cv * *cv)) * z);
    }
    ++place;
  });
}

}  // namespace hpg::population
