// Other values for parameters of a catalogue, without a file.
#pragma once

#include <string>

#include "io/catalog.hpp"

namespace hpg::io {

/// What stands behind the name of a parameter to mean its variation between men.
inline constexpr const char* kBetweenMen = ".between_men";

/// Multiplies the typical man's value of a parameter ("pituitary.lh_release", "covariates.shbg_per_year"), or with `.between_men`
/// behind it its coefficient of variation between men. Throws std::out_of_range when there is none.
void scale_parameter(Catalog& catalog, const std::string& name, double factor);

}  // namespace hpg::io
