// Age and body mass index in the parameters of a man.
#include "population/covariates.hpp"

#include <algorithm>
#include <cmath>

namespace hpg::population {

void apply_covariates(const CovariateParameters<double>& c, double age, double bmi, model::Parameters<double>& p) {
  const double years = age - c.typical_age;
  p.steroids.shbg_production *= std::exp(c.shbg_per_year * years);
  p.leydig.cell_number *= std::exp(c.leydig_cells_per_year * years);
  p.steroids.testosterone_clearance_scale *= std::exp(c.clearance_per_year * years);
  p.leydig.circadian_amplitude *= std::exp(c.circadian_per_year * years);
  p.spermatogenesis.sperm_output *= std::exp(c.sperm_output_per_year * years);

  const double excess = bmi - c.typical_bmi;
  p.steroids.shbg_production *= std::exp(-c.insulin_lowers_shbg * excess);
  p.steroids.fat_aromatase *= 1 + c.fat_aromatase_per_bmi * excess;
  const double obese = std::max(0.0, excess) / 10;
  const double brake = std::exp(-c.obesity_brake * obese * obese);
  p.hypothalamus.central_drive *= brake;
  p.leydig.cell_number *= brake;
}

}  // namespace hpg::population
