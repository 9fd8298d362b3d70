// What can be read off a man at one moment, in canonical units. Names, display units and reference ranges are in
// data/observables.toml.
#pragma once

#include <array>
#include <string_view>

#include "model/axis.hpp"

namespace hpg::model {

inline constexpr std::array<std::string_view, 40> kObservableIds{"total_testosterone",
                                                                 "free_testosterone",
                                                                 "free_testosterone_percent",
                                                                 "bioavailable_testosterone",
                                                                 "lh",
                                                                 "fsh",
                                                                 "estradiol",
                                                                 "dht",
                                                                 "shbg",
                                                                 "inhibin_b",
                                                                 "intratesticular_testosterone",
                                                                 "sperm_concentration",
                                                                 "total_sperm_count",
                                                                 "testis_volume",
                                                                 "prolactin",
                                                                 "growth_hormone",
                                                                 "igf1",
                                                                 "body_weight",
                                                                 "body_mass_index",
                                                                 "fat_mass",
                                                                 "lean_mass",
                                                                 "leptin",
                                                                 "insulin_resistance",
                                                                 "hematocrit",
                                                                 "hemoglobin",
                                                                 "psa",
                                                                 "prostate_volume",
                                                                 "bone_density",
                                                                 "bone_resorption",
                                                                 "hdl_cholesterol",
                                                                 "ldl_cholesterol",
                                                                 "systolic_pressure",
                                                                 "testosterone_to_estradiol",
                                                                 "gynecomastia_risk",
                                                                 "libido",
                                                                 "erectile_function",
                                                                 "energy",
                                                                 "mood",
                                                                 "fluid_retention",
                                                                 "visual_symptom_risk"};

/// Index of an observable that is known to exist; fails to compile on any other name.
consteval std::size_t observable_index(std::string_view id) {
  std::size_t i = 0;
  while (kObservableIds.at(i) != id) ++i;
  return i;
}

template <class Real>
using Observation = std::array<Real, kObservableIds.size()>;

/// All observables, in the order of kObservableIds and in the canonical units of data/observables.toml: steroids in nmol/L,
/// gonadotropins in IU/L, masses in kg, shares in %.
template <class Real>
Observation<Real> observe(const Parameters<Real>& p, const AxisState<Real>& s) {
  const FreeSteroids<Real> free = bind(p.steroids, s.steroids);
  const Real sperm = sperm_concentration(p.spermatogenesis, s.spermatogenesis);

  const MetabolismParameters<Real>& body = p.metabolism;
  const Real weight = s.metabolism.fat + s.metabolism.lean;
  const Real leptin = body.leptin_per_fat * s.metabolism.fat / body.typical_fat * s.metabolism.energy;

  const TissueParameters<Real>& t = p.tissues;
  const TissueState<Real>& state = s.tissues;
  const Real hemoglobin = t.typical_hemoglobin * state.hemoglobin;
  const Real androgen = saturating(state.androgen_weeks, Real(3)) - Real(1);
  const Real estrogen = saturating(state.liver_estrogen_weeks, Real(1)) - Real(1);
  const Real systolic = t.systolic + t.systolic_androgen * androgen + t.systolic_hematocrit * (state.hemoglobin - Real(1)) +
                        t.systolic_fat * (s.metabolism.fat - body.resting_fat);
  const Real by_androgen = saturating(state.androgen_weeks, t.score_saturation);
  const Real by_androgen_months = saturating(state.androgen_months, t.score_saturation);
  const Real by_estrogen = saturating(state.brain_estrogen_weeks, t.score_saturation);
  const Real desire = (Real(1) - t.libido_estrogen_share) * by_androgen + t.libido_estrogen_share * by_estrogen;

  constexpr double kNgPerDl = 28.842;  // testosterone, from nmol/L
  constexpr double kPgPerMl = 272.38;  // estradiol, from nmol/L
  return {s.steroids.testosterone,
          free.testosterone,
          Real(100) * free.fraction,
          free.bioavailable_testosterone,
          s.pituitary.lh,
          s.pituitary.fsh,
          s.steroids.estradiol,
          s.steroids.dht,
          s.steroids.shbg,
          s.sertoli.inhibin_b,
          s.steroids.itt,
          sperm,
          sperm * p.spermatogenesis.semen_volume,
          testis_volume(p.spermatogenesis, sertoli_cells(p.sertoli, s.sertoli), p.leydig.cell_number * s.leydig.trophic,
                        s.spermatogenesis),
          p.lactotroph.typical_prolactin * s.lactotroph.prolactin,
          s.somatotropic.growth_hormone,
          p.somatotropic.typical_igf1 * s.somatotropic.igf1,
          weight,
          weight / square(body.height),
          s.metabolism.fat,
          s.metabolism.lean,
          leptin,
          body.typical_insulin_resistance * s.metabolism.insulin_resistance * brake(body.insulin_androgen, state.androgen_weeks),
          t.hematocrit_per_hemoglobin * hemoglobin,
          hemoglobin,
          t.psa_per_volume * t.prostate_size * state.psa,
          t.prostate_size * state.prostate,
          Real(100) * t.bone_mass * state.bone,
          Real(100) * state.resorption,
          t.typical_hdl * (Real(1) - t.hdl_androgen * androgen + t.hdl_estrogen * estrogen),
          t.typical_ldl * (Real(1) - t.ldl_androgen * androgen - t.ldl_estrogen * estrogen),
          systolic,
          s.steroids.testosterone * Real(kNgPerDl) / (positive(s.steroids.estradiol) * Real(kPgPerMl)),
          Real(100) * gynecomastia_risk(t, state),
          wellbeing_score(t, desire),
          wellbeing_score(t, by_androgen_months),
          wellbeing_score(t, by_androgen * (Real(1) + t.energy_hemoglobin * (state.hemoglobin - Real(1)))),
          wellbeing_score(t, (Real(1) + desire) / Real(2)),
          t.fluid_estrogen * estrogen + t.fluid_igf1 * (s.somatotropic.igf1 - Real(1)),
          t.visual_risk * state.serm_weeks};
}

}  // namespace hpg::model
