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
  Real insulin_lowers_shbg;    // relative fall of SHBG production per kg/m2, exponential
  Real fat_aromatase_per_bmi;  // relative rise per kg/m2, linear
  Real obesity_brake;          // on central drive and Leydig cells: exp(-brake * (excess BMI / 10)^2)

  HPG_FIELDS(typical_age, typical_bmi, shbg_per_year, leydig_cells_per_year, clearance_per_year, circadian_per_year,
             sperm_output_per_year, insulin_lowers_shbg, fat_aromatase_per_bmi, obesity_brake)
};
HPG_CHECK_FIELDS(CovariateParameters);

/// Applies age (years) and BMI (kg/m2) to the parameters of a man who is typical otherwise.
void apply_covariates(const CovariateParameters<double>& c, double age, double bmi, model::Parameters<double>& p);

}  // namespace hpg::population
