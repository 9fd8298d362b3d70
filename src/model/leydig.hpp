// Leydig cells: LH/hCG receptor, acute steroidogenesis, enzymes, trophic capacity and the last step to testosterone. Time in
// hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct LeydigParameters {
  Real cell_number;           // Leydig cells of this man, 1 = typical, 0 = orchidectomy
  Real lh_receptor_function;  // 1; 0 = receptor lost by mutation
  Real typical_lh;            // scale of the dose response, IU/L
  Real hcg_potency;           // LH units per IU/L of hCG
  Real receptor_turnover;
  Real receptor_loss;  // down-regulation by sustained ligand
  Real receptor_loss_half;
  Real lh_share_of_loss;  // how much a pulse of LH down-regulates compared with hCG
  Real acute_half_lh;     // LH for half-maximal acute drive
  Real acute_exponent;
  Real acute_rate;
  Real enzyme_basal;
  Real enzyme_saturation;
  Real enzyme_rate;
  Real trophic_basal;
  Real trophic_saturation;
  Real trophic_rate;
  Real independent_share;  // steroidogenesis without LH
  Real precursor_rate;
  Real precursor_leak;
  Real lyase_saturation;
  Real lyase_basal;
  Real lyase_block;  // by high hCG occupancy
  Real lyase_block_half;
  Real lyase_block_rate;
  Real circadian_amplitude;
  Real circadian_peak;  // clock hour of highest production

  HPG_FIELDS(cell_number, lh_receptor_function, typical_lh, hcg_potency, receptor_turnover, receptor_loss, receptor_loss_half,
             lh_share_of_loss, acute_half_lh, acute_exponent, acute_rate, enzyme_basal, enzyme_saturation, enzyme_rate,
             trophic_basal, trophic_saturation, trophic_rate, independent_share, precursor_rate, precursor_leak, lyase_saturation,
             lyase_basal, lyase_block, lyase_block_half, lyase_block_rate, circadian_amplitude, circadian_peak)
};
HPG_CHECK_FIELDS(LeydigParameters);

template <class Real>
struct LeydigState {
  Real receptor;       // LH/hCG receptors, 0-1
  Real acute;          // acute drive (StAR), 1 = typical
  Real enzymes;        // induced enzymes, 1 = typical
  Real trophic;        // trophic capacity, 1 = typical
  Real precursor;      // 17-hydroxyprogesterone pool, 1 = typical
  Real lyase_blocked;  // drive of the block at the last step, 0-1

  HPG_FIELDS(receptor, acute, enzymes, trophic, precursor, lyase_blocked)
};
HPG_CHECK_FIELDS(LeydigState);

template <class Real>
struct LeydigInputs {
  Real lh;                       // IU/L
  Real hcg;                      // IU/L
  Real steroidogenesis_allowed;  // 1 = free, 0 = fully blocked by drug
  Real health;                   // left by obesity, inflammation and short sleep, 1 = typical
  Real clock;                    // hour of the day
};

/// LH/hCG receptors left when a steady ligand (in hCG-equivalent units) has acted for weeks.
template <class Real>
Real receptors_at_rest(const LeydigParameters<Real>& p, const Real& ligand) {
  return Real(1) / (Real(1) + p.receptor_loss * square(ligand / (p.receptor_loss_half + ligand)));
}

/// What stays constant in one man.
template <class Real>
struct LeydigConstants {
  Real typical_receptor;        // receptor state at rest of the typical man
  Real acute_half_power;        // acute_half_lh ^ acute_exponent
  Real typical_acute_response;  // share of full acute drive at the typical LH

  LeydigConstants() = default;
  LeydigConstants(const LeydigParameters<Real>& man, const LeydigParameters<Real>& typical)
      : typical_receptor(receptors_at_rest(typical, typical.lh_share_of_loss * typical.typical_lh)),
        acute_half_power(pow(man.acute_half_lh, man.acute_exponent)) {
    const Real a = pow(typical.typical_lh, typical.acute_exponent);
    typical_acute_response = a / (a + pow(typical.acute_half_lh, typical.acute_exponent));
  }
};

/// Advances the Leydig cells; returns the rate at which testosterone is made, 1 = typical man.
template <class Real>
Real leydig(const LeydigParameters<Real>& p, const LeydigConstants<Real>& constant, const LeydigInputs<Real>& in,
            const LeydigState<Real>& s, LeydigState<Real>& d, const Real& slow_pace) {
  // hCG stays on the receptor and drives it away; brief LH pulses do so much less.
  const Real hcg_as_lh = p.hcg_potency * in.hcg;
  const Real sustained = p.lh_share_of_loss * in.lh + hcg_as_lh;
  d.receptor = slow_pace * p.receptor_turnover *
               (Real(1) - s.receptor - p.receptor_loss * square(sustained / (p.receptor_loss_half + sustained)) * s.receptor);

  // Acute drive within the hour, enzymes over days, capacity over months.
  const Real effective_lh = p.lh_receptor_function * (in.lh + hcg_as_lh) * s.receptor / constant.typical_receptor;
  const Real hill = pow(positive(effective_lh), p.acute_exponent);
  d.acute = p.acute_rate * (hill / (hill + constant.acute_half_power) / constant.typical_acute_response - s.acute);
  const Real acute = at_least(s.acute, Real(0));
  d.enzymes = p.enzyme_rate * (p.enzyme_basal + (Real(1) - p.enzyme_basal) * saturating(acute, p.enzyme_saturation) - s.enzymes);
  d.trophic = slow_pace * p.trophic_rate *
              (p.trophic_basal + (Real(1) - p.trophic_basal) * saturating(acute, p.trophic_saturation) - s.trophic);

  // Cholesterol to 17-hydroxyprogesterone to testosterone; a small part needs no LH.
  const Real rhythm = Real(1) + p.circadian_amplitude * cos(Real(0.26179938779914946) * (in.clock - p.circadian_peak));
  const Real made = p.cell_number * rhythm * in.steroidogenesis_allowed * in.health *
                    (p.independent_share + (Real(1) - p.independent_share) * acute * s.enzymes * s.trophic);
  const Real lyase = p.cell_number * (p.lyase_basal + (Real(1) - p.lyase_basal) * s.enzymes * s.trophic) /
                     (Real(1) + p.lyase_block * s.lyase_blocked);
  const Real testosterone_made = lyase * saturating(at_least(s.precursor, Real(0)), p.lyase_saturation);
  d.precursor = p.precursor_rate * (made - (Real(1) - p.precursor_leak) * testosterone_made - p.precursor_leak * s.precursor);
  d.lyase_blocked = p.lyase_block_rate * (square(hcg_as_lh / (p.lyase_block_half + hcg_as_lh)) - s.lyase_blocked);
  return testosterone_made;
}

}  // namespace hpg::model
