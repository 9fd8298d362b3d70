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

  p.somatotropic.somatotrophs *= std::exp(c.somatotrophs_per_year * years);
  p.tissues.prostate_size *= std::exp(c.prostate_per_year * years);
  p.tissues.systolic += c.systolic_per_year * years;
  p.tissues.bone_mass *= std::exp(c.bone_per_year * years);

  // The rest of what weight does follows from fat mass, in src/model/metabolism.hpp.
  const double weight = bmi * p.metabolism.height * p.metabolism.height;
  const double fat = std::clamp(c.fat_per_bmi * bmi + c.fat_per_year * age + c.fat_offset, 0.04, 0.65) * weight;
  p.metabolism.resting_fat = fat;
  p.metabolism.resting_lean = weight - fat;
}

}  // namespace hpg::population
