// One man of a virtual population: the parameters of his kind with his own deviations.
#pragma once

#include <vector>

#include "hpgsim/number.hpp"
#include "model/axis.hpp"
#include "population/copula.hpp"
#include "population/draws.hpp"

namespace hpg::population {

/// Multiplies every parameter that varies between men by exp(sigma z), z his own standard normal for that parameter and
/// sigma^2 = log(1 + CV^2): the value in the file is the median man's. A parameter at 0 stays at 0. `copula` says which z go
/// together. `parameters`: one for each number of `man`, in its order (Catalog::parameters).
void vary(const std::vector<Number>& parameters, const Copula& copula, const Draws& draws, model::Parameters<double>& man);

}  // namespace hpg::population
