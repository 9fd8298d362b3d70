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

/// The number times `factor`. Where it has a bound (`at_most`) its odds are multiplied, so that it stays below, by so much that a
/// small change is the same relative change as of any other number.
[[nodiscard]] double scaled_value(const Catalog& catalog, const std::string& name, double factor);

/// Gives the typical man, or the coefficient of variation between men, another value. Throws std::out_of_range when there is
/// none.
void set_parameter(Catalog& catalog, const std::string& name, double value);

/// The same to scaled_value().
void scale_parameter(Catalog& catalog, const std::string& name, double factor);

}  // namespace hpg::io
