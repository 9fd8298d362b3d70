// Other values for parameters of a catalogue, without a file.
#pragma once

#include <string>
#include <vector>

#include "io/catalog.hpp"

namespace hpg::io {

/// A number that can be changed: a parameter ("pituitary.lh_release", "covariates.shbg_per_year"), or how much men differ in it
/// ("leydig.cell_number.between_men").
struct ScalableName {
  explicit ScalableName(const std::string& name);
  std::string parameter;
  bool spread = false;
};

/// All of them.
[[nodiscard]] std::vector<std::string> scalable_names(const Catalog& catalog);

/// The parameter, with its provenance, and the number itself, in canonical units. Throws std::out_of_range when there is none.
[[nodiscard]] const Number& parameter_of(const Catalog& catalog, const std::string& name);
[[nodiscard]] double value_of(const Catalog& catalog, const std::string& name);

/// Multiplies the typical man's value, or the coefficient of variation between men. Throws std::out_of_range when there is none.
void scale_parameter(Catalog& catalog, const std::string& name, double factor);

}  // namespace hpg::io
