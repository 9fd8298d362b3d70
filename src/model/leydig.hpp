// Leydig cells: LH/hCG receptor, acute steroidogenesis, enzymes, trophic capacity and the last step to testosterone. Time in
// hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"
#include "model/receptor.hpp"

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

/// What reaches the Leydig cells and changes over hours, not within a pulse.
template <class Real>
struct LeydigInputs {
  SiteLoad<Real> at_lh_receptor;  // drugs there
  Real hcg;                       // IU/L
  Real steroidogenesis_allowed;   // 1 = free, 0 = fully blocked by drug
  Real health;                    // left by obesity, inflammation and short sleep, 1 = typical
  Real clock;                     // hour of the day
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

  HPG_FIELDS(typical_receptor, acute_half_power, typical_acute_response)

  LeydigConstants() = default;
  LeydigConstants(const LeydigParameters<Real>& man, const LeydigParameters<Real>& typical)
      : typical_receptor(receptors_at_rest(typical, typical.lh_share_of_loss * typical.typical_lh)),
        acute_half_power(pow(man.acute_half_lh, man.acute_exponent)) {
    const Real a = pow(typical.typical_lh, typical.acute_exponent);
    typical_acute_response = a / (a + pow(typical.acute_half_lh, typical.acute_exponent));
  }
};
HPG_CHECK_FIELDS(LeydigConstants);

/// How far the Leydig cells answer to LH.
template <class Real>
struct LeydigDrive {
  Real lh_gain;          // effective LH per IU/L in serum
  Real lh_offset;        // effective LH of hCG and of drugs at the receptor, IU/L
  Real made_alone;       // steroidogenesis without acute drive, 1 = typical man in all
  Real made_with_acute;  // and for each unit of acute drive
  Real lyase;            // capacity of the last step, 1 = typical man

  HPG_FIELDS(lh_gain, lh_offset, made_alone, made_with_acute, lyase)
};
HPG_CHECK_FIELDS(LeydigDrive);

template <class Real>
LeydigDrive<Real> leydig_drive(const LeydigParameters<Real>& p, const LeydigConstants<Real>& constant,
                               const LeydigInputs<Real>& in, const LeydigState<Real>& s) {
  LeydigDrive<Real> drive;
  const Real receptors = p.lh_receptor_function * s.receptor / constant.typical_receptor;
  const Real free = Real(1) / (Real(1) + in.at_lh_receptor.bound - in.at_lh_receptor.active);
  drive.lh_gain = receptors * free;
  drive.lh_offset = receptors * (p.typical_lh * in.at_lh_receptor.active * free + p.hcg_potency * in.hcg);
  // Cholesterol to 17-hydroxyprogesterone; a small part needs no LH.
  const Real rhythm = Real(1) + p.circadian_amplitude * cos(Real(0.26179938779914946) * (in.clock - p.circadian_peak));
  const Real machinery = p.cell_number * rhythm * in.steroidogenesis_allowed * in.health;
  drive.made_alone = machinery * p.independent_share;
  drive.made_with_acute = machinery * (Real(1) - p.independent_share) * s.enzymes * s.trophic;
  // 17-hydroxyprogesterone to testosterone.
  drive.lyase = p.cell_number * (p.lyase_basal + (Real(1) - p.lyase_basal) * s.enzymes * s.trophic) /
                (Real(1) + p.lyase_block * s.lyase_blocked);
  return drive;
}

/// Acute drive within the hour and the way from cholesterol to testosterone; `lh` in serum, IU/L. Returns the rate at which
/// testosterone is made, 1 = typical man. `Parameters`, `Fixed` (their constants) and `State` are those of the Leydig cells,
/// or only the members used here (pulse_half.hpp).
template <class Parameters, class Fixed, class Real, class State>
Real steroidogenesis(const Parameters& p, const Fixed& constant, const LeydigDrive<Real>& drive, const Real& lh, const State& s,
                     State& d) {
  const Real hill = pow(positive(drive.lh_gain * lh + drive.lh_offset), p.acute_exponent);
  d.acute = p.acute_rate * (hill / ((hill + constant.acute_half_power) * constant.typical_acute_response) - s.acute);
  const Real made = drive.made_alone + drive.made_with_acute * at_least(s.acute, Real(0));
  const Real testosterone_made = drive.lyase * saturating(at_least(s.precursor, Real(0)), p.lyase_saturation);
  d.precursor = p.precursor_rate * (made - (Real(1) - p.precursor_leak) * testosterone_made - p.precursor_leak * s.precursor);
  return testosterone_made;
}

/// What LH and hCG do to the cells over days to months: receptors, enzymes, capacity, block of the last step. `lh` in serum.
template <class Real>
void leydig_adaptation(const LeydigParameters<Real>& p, const LeydigInputs<Real>& in, const Real& lh, const LeydigState<Real>& s,
                       LeydigState<Real>& d, const Real& slow_pace) {
  // hCG stays on the receptor and drives it away; brief LH pulses do so much less.
  const Real hcg_as_lh = p.hcg_potency * in.hcg;
  const Real lh_at_receptor = p.typical_lh * unsaturated_signal(lh / p.typical_lh, in.at_lh_receptor);
  const Real sustained = p.lh_share_of_loss * lh_at_receptor + hcg_as_lh;
  d.receptor = slow_pace * p.receptor_turnover *
               (Real(1) - s.receptor - p.receptor_loss * square(sustained / (p.receptor_loss_half + sustained)) * s.receptor);

  const Real acute = at_least(s.acute, Real(0));
  d.enzymes = p.enzyme_rate * (p.enzyme_basal + (Real(1) - p.enzyme_basal) * saturating(acute, p.enzyme_saturation) - s.enzymes);
  d.trophic = slow_pace * p.trophic_rate *
              (p.trophic_basal + (Real(1) - p.trophic_basal) * saturating(acute, p.trophic_saturation) - s.trophic);
  d.lyase_blocked = p.lyase_block_rate * (square(hcg_as_lh / (p.lyase_block_half + hcg_as_lh)) - s.lyase_blocked);
}

}  // namespace hpg::model
