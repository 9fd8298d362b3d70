// What age and body mass index change in a man. Numbers in data/parameters.toml under [covariates].
#pragma once

#include "model/axis.hpp"
#include "model/fields.hpp"

namespace hpg::population {

template <class Real>
struct CovariateParameters {
  Real typical_age;    // years: age of the typical man
  Real typical_bmi;    // kg/m2
  Real shbg_per_year;  // relative change a year, exponential
  Real leydig_cells_per_year;
  Real clearance_per_year;  // of testosterone
  Real circadian_per_year;
  Real sperm_output_per_year;
  Real somatotrophs_per_year;
  Real prostate_per_year;  // of prostate volume
  Real systolic_per_year;  // mmHg
  Real bone_per_year;
  Real fat_per_bmi;   // share of body weight that is fat, per kg/m2
  Real fat_per_year;  // and per year of age
  Real fat_offset;

  HPG_FIELDS(typical_age, typical_bmi, shbg_per_year, leydig_cells_per_year, clearance_per_year, circadian_per_year,
             sperm_output_per_year, somatotrophs_per_year, prostate_per_year, systolic_per_year, bone_per_year, fat_per_bmi,
             fat_per_year, fat_offset)
};
HPG_CHECK_FIELDS(CovariateParameters);

/// Applies age (years) and BMI (kg/m2) to the parameters of a man who is typical otherwise.
void apply_covariates(const CovariateParameters<double>& c, double age, double bmi, model::Parameters<double>& p);

}  // namespace hpg::population
