// Pituitary and circulation of LH and FSH: GnRH receptor, synthesis, store, release and two-phase disposal. Time in hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct PituitaryParameters {
  Real steroid_action_rate;  // genomic delay of steroid action
  // GnRH receptor.
  Real gnrh_half_occupancy;
  Real uncoupling;  // fast desensitisation of an occupied receptor
  Real recoupling;
  Real desensitisation_rate;       // slow memory of how much of the time the receptor is occupied
  Real desensitisation_occupancy;  // occupancy that counts as "on"
  Real desensitisation_half;       // share of time "on" that halves coupling
  // LH.
  Real release_half_signal;
  Real lh_synthesis_turnover;
  Real lh_synthesis_basal;
  Real lh_synthesis_half_signal;
  Real lh_synthesis;
  Real lh_synthesis_estrogen_brake;
  Real capacity_turnover;  // gonadotroph capacity
  Real capacity_basal;
  Real capacity_per_synthesis;
  Real lh_release;
  Real lh_release_basal;
  Real lh_release_estrogen_brake;
  Real lh_store_loss;
  Real lh_volume;
  Real lh_elimination;
  Real lh_to_tissue;
  Real lh_from_tissue;
  // FSH.
  Real fsh_synthesis_turnover;
  Real fsh_synthesis_basal;
  Real fsh_synthesis_half_signal;
  Real fsh_synthesis;
  Real fsh_synthesis_steroid_brake;
  Real fsh_synthesis_androgen_share;  // of that brake, 0-1
  Real fsh_synthesis_inhibin_brake;
  Real fsh_inhibin_exponent;
  Real fsh_release;
  Real fsh_release_basal;
  Real fsh_store_loss;
  Real fsh_volume;
  Real fsh_elimination;
  Real fsh_to_tissue;
  Real fsh_from_tissue;

  HPG_FIELDS(steroid_action_rate, gnrh_half_occupancy, uncoupling, recoupling, desensitisation_rate, desensitisation_occupancy,
             desensitisation_half, release_half_signal, lh_synthesis_turnover, lh_synthesis_basal, lh_synthesis_half_signal,
             lh_synthesis, lh_synthesis_estrogen_brake, capacity_turnover, capacity_basal, capacity_per_synthesis, lh_release,
             lh_release_basal, lh_release_estrogen_brake, lh_store_loss, lh_volume, lh_elimination, lh_to_tissue, lh_from_tissue,
             fsh_synthesis_turnover, fsh_synthesis_basal, fsh_synthesis_half_signal, fsh_synthesis, fsh_synthesis_steroid_brake,
             fsh_synthesis_androgen_share, fsh_synthesis_inhibin_brake, fsh_inhibin_exponent, fsh_release, fsh_release_basal,
             fsh_store_loss, fsh_volume, fsh_elimination, fsh_to_tissue, fsh_from_tissue)
};
HPG_CHECK_FIELDS(PituitaryParameters);

template <class Real>
struct PituitaryState {
  Real androgen;         // androgen action, relative to typical
  Real estrogen;         // estrogen action, relative to typical
  Real coupled;          // coupled GnRH receptors, 0-1
  Real desensitisation;  // slow memory of occupancy, 0-1
  Real capacity;         // gonadotroph capacity
  Real lh_synthesis;     // LH synthesis machinery
  Real lh_store;         // releasable LH, IU/L of the central volume
  Real lh;               // serum LH, IU/L
  Real lh_tissue;
  Real fsh_synthesis;
  Real fsh_store;
  Real fsh;  // serum FSH, IU/L
  Real fsh_tissue;

  HPG_FIELDS(androgen, estrogen, coupled, desensitisation, capacity, lh_synthesis, lh_store, lh, lh_tissue, fsh_synthesis,
             fsh_store, fsh, fsh_tissue)
};
HPG_CHECK_FIELDS(PituitaryState);

/// What stays constant in one man.
template <class Real>
struct PituitaryConstants {
  Real release_half_power;          // release_half_signal ^ 1.5
  Real desensitisation_half_power;  // desensitisation_half ^ 8

  HPG_FIELDS(release_half_power, desensitisation_half_power)

  PituitaryConstants() = default;
  explicit PituitaryConstants(const PituitaryParameters<Real>& man)
      : release_half_power(pow_1_5(man.release_half_signal)),
        desensitisation_half_power(square(fourth(man.desensitisation_half))) {}
};
HPG_CHECK_FIELDS(PituitaryConstants);

/// What reaches the pituitary from outside it and changes over hours, not within a pulse.
template <class Real>
struct PituitaryInputs {
  Real androgen;   // androgen receptor signal, 1 = typical man
  Real estrogen;   // estrogen receptor signal, 1 = typical man
  Real inhibin_b;  // relative to the typical man
};

/// How the gonadotrophs are braked, and what drugs do to them and to the blood they drain into.
template <class Real>
struct GonadotrophDrive {
  Real lh_synthesis_brake;   // of estrogen, 1 = typical man
  Real lh_release_brake;     // of estrogen
  Real fsh_synthesis_brake;  // of steroids and inhibin B
  Real gnrh_given;           // ng/mL at the receptor
  Real gnrh_agonist;         // concentration over its dissociation constant, as far as it signals, all analogues
  Real gnrh_antagonist;      // the part that occupies without a signal
  Real lh_given;             // rise in blood, IU/L per h
  Real fsh_given;            // rise in blood, IU/L per h

  HPG_FIELDS(lh_synthesis_brake, lh_release_brake, fsh_synthesis_brake, gnrh_given, gnrh_agonist, gnrh_antagonist, lh_given,
             fsh_given)
};
HPG_CHECK_FIELDS(GonadotrophDrive);

/// Brakes on the gonadotrophs; drugs are left at none. FSH is braked by estrogen and androgen together and by inhibin B.
template <class Real>
GonadotrophDrive<Real> gonadotroph_brakes(const PituitaryParameters<Real>& p, const PituitaryInputs<Real>& in,
                                          const PituitaryState<Real>& s) {
  const Real estrogen_1_5 = pow_1_5(s.estrogen);
  GonadotrophDrive<Real> drive{};
  drive.lh_synthesis_brake = brake(p.lh_synthesis_estrogen_brake, estrogen_1_5);
  drive.lh_release_brake = brake(p.lh_release_estrogen_brake, estrogen_1_5);
  drive.fsh_synthesis_brake =
      brake(p.fsh_synthesis_steroid_brake,
            square(s.estrogen) * (Real(1) - p.fsh_synthesis_androgen_share + p.fsh_synthesis_androgen_share * s.androgen)) *
      brake(p.fsh_synthesis_inhibin_brake, pow(positive(in.inhibin_b), p.fsh_inhibin_exponent));
  return drive;
}

/// Steroids act on the pituitary after a genomic delay.
template <class Real>
void steroid_feedback(const PituitaryParameters<Real>& p, const PituitaryInputs<Real>& in, const PituitaryState<Real>& s,
                      PituitaryState<Real>& d) {
  d.androgen = p.steroid_action_rate * (in.androgen - s.androgen);
  d.estrogen = p.steroid_action_rate * (in.estrogen - s.estrogen);
}

/// Gonadotrophs and the disposal of their hormones; `gnrh` of the hypothalamus in ng/mL. `Parameters`, `Fixed`
/// (its constants) and `State` are those of the pituitary, or only the members used here (pulse_half.hpp).
template <class Parameters, class Fixed, class Real, class State>
void gonadotrophs(const Parameters& p, const Fixed& constant, const GonadotrophDrive<Real>& drive, const Real& gnrh,
                  const State& s, State& d, const Real& slow_pace) {
  // GnRH and its agonists share the receptors that antagonists leave. Antagonists leave the receptor over hours (half-life 4.3 h
  // of NBI-42902: Sullivan 2006, Biochem Pharmacol), so no pulse drives them off: insurmountable, not Gaddum's competition. An
  // occupied receptor uncouples within an hour; coupling is also lost over days when the receptor is occupied most of the time,
  // which pulses (10-35 % of the time) avoid.
  const Real half = p.gnrh_half_occupancy;
  const Real turning_on = gnrh + drive.gnrh_given + half * drive.gnrh_agonist;
  const Real signalling = turning_on / ((half + turning_on) * (Real(1) + drive.gnrh_antagonist));
  d.coupled = p.recoupling * (Real(1) - s.coupled) - p.uncoupling * signalling * s.coupled;
  const Real on = square(signalling) / (square(signalling) + square(p.desensitisation_occupancy));
  d.desensitisation = slow_pace * p.desensitisation_rate * (on - s.desensitisation);
  const Real coupling =
      constant.desensitisation_half_power / (constant.desensitisation_half_power + square(fourth(s.desensitisation)));
  const Real signal = coupling * s.coupled * signalling;

  const Real signal_1_5 = pow_1_5(signal);
  const Real release_drive = signal_1_5 / (signal_1_5 + constant.release_half_power);

  // LH: synthesis follows the signal over a day, capacity follows synthesis over weeks, release takes from a store in
  // which part of the hormone is lost. So release acts for days, synthesis for good.
  d.lh_synthesis =
      p.lh_synthesis_turnover *
      ((p.lh_synthesis_basal + signal / (signal + p.lh_synthesis_half_signal)) * drive.lh_synthesis_brake - s.lh_synthesis);
  d.capacity = slow_pace * p.capacity_turnover * (p.capacity_basal + p.capacity_per_synthesis * s.lh_synthesis - s.capacity);
  const Real lh_released = p.lh_release * drive.lh_release_brake * s.lh_store * (p.lh_release_basal + release_drive);
  d.lh_store = p.lh_synthesis * s.lh_synthesis * s.capacity - lh_released - p.lh_store_loss * s.lh_store;
  d.lh = lh_released - (p.lh_elimination + p.lh_to_tissue) * s.lh + p.lh_from_tissue * s.lh_tissue + drive.lh_given;
  d.lh_tissue = p.lh_to_tissue * s.lh - p.lh_from_tissue * s.lh_tissue;

  // FSH: largely constitutive release and slow disposal, so slow pulses favour it over LH without a term of their own.
  d.fsh_synthesis =
      p.fsh_synthesis_turnover *
      ((p.fsh_synthesis_basal + signal / (signal + p.fsh_synthesis_half_signal)) * drive.fsh_synthesis_brake - s.fsh_synthesis);
  const Real fsh_released = p.fsh_release * s.fsh_store * (p.fsh_release_basal + release_drive);
  d.fsh_store = p.fsh_synthesis * s.fsh_synthesis - fsh_released - p.fsh_store_loss * s.fsh_store;
  d.fsh = fsh_released - (p.fsh_elimination + p.fsh_to_tissue) * s.fsh + p.fsh_from_tissue * s.fsh_tissue + drive.fsh_given;
  d.fsh_tissue = p.fsh_to_tissue * s.fsh - p.fsh_from_tissue * s.fsh_tissue;
}

}  // namespace hpg::model
