// What the hormones do elsewhere, over weeks to years: blood, prostate, bone, breast, lipids, well-being. Nothing here acts back
// on the axis. Time in hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct TissueParameters {
  Real weeks_rate;   // averaging of hormones by tissues that answer in weeks
  Real months_rate;  // and in months
  // Blood.
  Real typical_hemoglobin;  // g/dL
  Real hematocrit_per_hemoglobin;
  Real marrow_rate;
  Real red_cell_rate;
  Real androgen_makes_hemoglobin;
  // Prostate.
  Real prostate_size;  // volume of this man at typical androgen, mL
  Real prostate_rate;
  Real psa_rate;
  Real psa_per_volume;               // ng/mL per mL at typical androgen
  Real prostate_testosterone_share;  // of the local androgen signal; the rest is DHT made on the spot
  Real prostate_serum_dht_share;     // DHT from blood
  Real prostate_saturation;          // local androgen
  Real prostate_without_androgen;    // volume left
  // Bone.
  Real resorption_rate;
  Real bone_rate;
  Real bone_estrogen_share;
  Real bone_saturation;
  Real bone_lost;          // without sex steroids, relative, in the end
  Real resorption_gained;  // without sex steroids
  Real bone_mass;          // of this man at typical hormones, 1 = young
  // Breast.
  Real breast_androgen_floor;
  Real breast_half_ratio;  // estrogen over androgen action at which half of men have symptoms
  // Lipids and blood pressure.
  Real typical_hdl;  // mg/dL
  Real typical_ldl;
  Real hdl_androgen;
  Real hdl_estrogen;
  Real ldl_androgen;
  Real ldl_estrogen;
  Real systolic;  // of this man at typical hormones and weight, mmHg
  Real systolic_androgen;
  Real systolic_hematocrit;
  Real systolic_fat;  // per kg
  // Well-being: scores 0-100.
  Real typical_score;
  Real lowest_score;
  Real score_saturation;
  Real libido_estrogen_share;
  Real energy_hemoglobin;
  Real fluid_estrogen;  // kg
  Real fluid_igf1;      // kg
  Real visual_risk;     // % per year at full SERM occupancy

  HPG_FIELDS(weeks_rate, months_rate, typical_hemoglobin, hematocrit_per_hemoglobin, marrow_rate, red_cell_rate,
             androgen_makes_hemoglobin, prostate_size, prostate_rate, psa_rate, psa_per_volume, prostate_testosterone_share,
             prostate_serum_dht_share, prostate_saturation, prostate_without_androgen, resorption_rate, bone_rate,
             bone_estrogen_share, bone_saturation, bone_lost, resorption_gained, bone_mass, breast_androgen_floor,
             breast_half_ratio, typical_hdl, typical_ldl, hdl_androgen, hdl_estrogen, ldl_androgen, ldl_estrogen, systolic,
             systolic_androgen, systolic_hematocrit, systolic_fat, typical_score, lowest_score, score_saturation,
             libido_estrogen_share, energy_hemoglobin, fluid_estrogen, fluid_igf1, visual_risk)
};
HPG_CHECK_FIELDS(TissueParameters);

template <class Real>
struct TissueState {
  Real androgen_weeks;        // androgen action averaged over weeks, 1 = typical
  Real androgen_months;       // the same over months
  Real brain_estrogen_weeks;  // estrogen action in the brain
  Real liver_estrogen_weeks;  // and in the liver
  Real serm_weeks;            // share of estrogen receptors held by a SERM
  Real marrow;                // red-cell precursors, 1 = typical
  Real hemoglobin;            // relative to typical
  Real prostate;              // volume relative to this man's at typical androgen
  Real psa;                   // the same
  Real resorption;            // 1 = typical
  Real bone;                  // density relative to this man's at typical hormones
  Real breast;                // estrogen over androgen action, averaged

  HPG_FIELDS(androgen_weeks, androgen_months, brain_estrogen_weeks, liver_estrogen_weeks, serm_weeks, marrow, hemoglobin,
             prostate, psa, resorption, bone, breast)
};
HPG_CHECK_FIELDS(TissueState);

/// Receptor signals in the tissues, 1 = typical man.
template <class Real>
struct TissueInputs {
  Real androgen;           // muscle, marrow, skin, breast
  Real prostate_androgen;  // made on the spot
  Real brain_estrogen;
  Real liver_estrogen;
  Real bone_estrogen;
  Real breast_estrogen;
  Real serm;  // occupancy that SERM would reach at the pituitary without estradiol, 0-1
};

template <class Real>
void tissues(const TissueParameters<Real>& p, const TissueInputs<Real>& in, const TissueState<Real>& s, TissueState<Real>& d,
             const Real& slow_pace) {
  const Real weeks = slow_pace * p.weeks_rate;
  const Real months = slow_pace * p.months_rate;
  d.androgen_weeks = weeks * (in.androgen - s.androgen_weeks);
  d.androgen_months = months * (in.androgen - s.androgen_months);
  d.brain_estrogen_weeks = weeks * (in.brain_estrogen - s.brain_estrogen_weeks);
  d.liver_estrogen_weeks = weeks * (in.liver_estrogen - s.liver_estrogen_weeks);
  d.serm_weeks = weeks * (in.serm - s.serm_weeks);

  // Red cells: androgen drives the marrow (erythropoietin, iron released by hepcidin); cells then live for months.
  d.marrow = slow_pace * p.marrow_rate * (saturating(in.androgen, Real(1)) - s.marrow);
  d.hemoglobin = slow_pace * p.red_cell_rate * (Real(1) + p.androgen_makes_hemoglobin * (s.marrow - Real(1)) - s.hemoglobin);

  // Prostate: saturated by androgen not far above the castrate level; PSA follows volume and what each cell secretes.
  const Real drive = saturating(in.prostate_androgen, p.prostate_saturation);
  d.prostate =
      slow_pace * p.prostate_rate * (p.prostate_without_androgen + (Real(1) - p.prostate_without_androgen) * drive - s.prostate);
  d.psa = slow_pace * p.psa_rate * (s.prostate * drive - s.psa);

  // Bone: mostly estrogen restrains resorption; density follows over years.
  const Real support = p.bone_estrogen_share * saturating(in.bone_estrogen, p.bone_saturation) +
                       (Real(1) - p.bone_estrogen_share) * saturating(in.androgen, p.bone_saturation);
  d.resorption = slow_pace * p.resorption_rate * (Real(1) + p.resorption_gained * (Real(1) - support) - s.resorption);
  d.bone = slow_pace * p.bone_rate * (Real(1) - p.bone_lost * (Real(1) - support) - s.bone);

  // Breast: estrogen against androgen, both saturating, so that much testosterone, with its estradiol, does not protect.
  const Real protection = saturating(in.androgen, Real(1)) + p.breast_androgen_floor;
  d.breast = months * (in.breast_estrogen * (Real(1) + p.breast_androgen_floor) / protection - s.breast);
}

/// Scores of well-being, 0-100: only the direction and the rough time course are known.
template <class Real>
Real wellbeing_score(const TissueParameters<Real>& p, const Real& support) {
  const Real score = p.lowest_score + (p.typical_score - p.lowest_score) * support;
  return Real(100) - at_least(Real(100) - at_least(score, Real(0)), Real(0));
}

/// Share of men with breast tenderness or enlargement, 0-1.
template <class Real>
Real gynecomastia_risk(const TissueParameters<Real>& p, const TissueState<Real>& s) {
  return square(s.breast) / (square(s.breast) + square(p.breast_half_ratio));
}

}  // namespace hpg::model
