// Hypothalamus: steroid feedback, the KNDy pulse generator, kisspeptin drive and GnRH in portal blood. Time in hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct HypothalamusParameters {
  // Feedback.
  Real steroid_action_rate;    // genomic delay of steroid action
  Real androgen_slows_pulses;  // weight of androgen on pulse frequency
  Real estrogen_slows_pulses;  // weight of estrogen on pulse frequency
  Real estrogen_slows_exponent;
  Real androgen_weakens_pulses;  // weight of androgen on kisspeptin output
  Real estrogen_weakens_pulses;  // weight of estrogen on kisspeptin output
  Real memory_rate;              // slow memory of combined steroid exposure
  Real memory_half_exposure;
  Real memory_half_effect;
  Real lasting_rate;  // what the memory leaves behind over years
  Real lasting_half_effect;
  Real central_drive;  // kisspeptin output of this man, 1 = typical
  // Other inputs to the generator.
  Real leptin_speeds_half;       // leptin for half of its effect on frequency, 1 = typical
  Real leptin_strengthens_half;  // the same on output
  Real opioid_tone;              // of this man, 1 = typical; more under a steady opioid
  Real opioid_slows_pulses;
  Real opioid_weakens_pulses;
  Real opioid_strengthens_dynorphin;
  Real prolactin_slows_pulses;
  Real prolactin_weakens_pulses;
  Real cortisol_slows_pulses;
  Real nk3_share_of_output;
  Real kisspeptin_speeds_pulses;
  Real kisspeptin_strengthens_pulses;
  Real kisspeptin_releases_gnrh;
  Real kiss1r_function;  // 1; 0 = receptor lost by mutation
  Real kiss1r_loss;
  Real kiss1r_recovery;
  // Generator.
  Real firing_slope;
  Real firing_threshold;
  Real dynorphin_brake;
  Real nkb_rate;
  Real dynorphin_release;
  Real dynorphin_recovery;
  // GnRH.
  Real gnrh_neurons;  // 1; 0 = no GnRH neurons
  Real gnrh_refill;
  Real gnrh_emptying;
  Real gnrh_secretion;
  Real gnrh_loss;

  HPG_FIELDS(steroid_action_rate, androgen_slows_pulses, estrogen_slows_pulses, estrogen_slows_exponent, androgen_weakens_pulses,
             estrogen_weakens_pulses, memory_rate, memory_half_exposure, memory_half_effect, lasting_rate, lasting_half_effect,
             central_drive, leptin_speeds_half, leptin_strengthens_half, opioid_tone, opioid_slows_pulses, opioid_weakens_pulses,
             opioid_strengthens_dynorphin, prolactin_slows_pulses, prolactin_weakens_pulses, cortisol_slows_pulses,
             nk3_share_of_output, kisspeptin_speeds_pulses, kisspeptin_strengthens_pulses, kisspeptin_releases_gnrh,
             kiss1r_function, kiss1r_loss, kiss1r_recovery, firing_slope, firing_threshold, dynorphin_brake, nkb_rate,
             dynorphin_release, dynorphin_recovery, gnrh_neurons, gnrh_refill, gnrh_emptying, gnrh_secretion, gnrh_loss)
};
HPG_CHECK_FIELDS(HypothalamusParameters);

template <class Real>
struct HypothalamusState {
  Real androgen;    // androgen action, relative to typical
  Real estrogen;    // estrogen action, relative to typical
  Real memory;      // slow memory of steroid exposure, 0-1
  Real lasting;     // what years of it leave behind, 0-1
  Real nkb;         // neurokinin B and firing build-up, 0-1
  Real dynorphin;   // brake between bursts
  Real kiss1r;      // responsive kisspeptin receptors, 0-1
  Real gnrh_store;  // releasable GnRH in the terminals, 0-1
  Real gnrh;        // GnRH at the pituitary, ng/mL

  HPG_FIELDS(androgen, estrogen, memory, lasting, nkb, dynorphin, kiss1r, gnrh_store, gnrh)
};
HPG_CHECK_FIELDS(HypothalamusState);

/// What reaches the hypothalamus from outside it.
template <class Real>
struct HypothalamusInputs {
  Real androgen;     // androgen receptor signal, 1 = typical man
  Real estrogen;     // estrogen receptor signal, 1 = typical man
  Real opioid;       // opioid tone, 1 = typical, 0 = naloxone
  Real leptin;       // energy drive, 1 = typical
  Real prolactin;    // 1 = typical
  Real cortisol;     // 1 = typical
  Real fat_brake;    // of obesity on kisspeptin output, 1 = none
  Real kisspeptin;   // occupancy of KISS1R by an agonist drug, 0-1
  Real nk3_blocked;  // fraction of NK3 receptors blocked, 0-1
};

/// Share of full kisspeptin drive left by the slow steroid memory and by what years of it leave behind, both states 0-1.
template <class Real>
Real drive_left_by_memory(const HypothalamusParameters<Real>& p, const Real& memory, const Real& lasting) {
  return Real(1) / ((Real(1) + pow_2_5(memory / p.memory_half_effect)) * (Real(1) + fourth(lasting / p.lasting_half_effect)));
}

/// Memory at rest in a man whose androgen and estrogen signals are both 1.
template <class Real>
Real resting_memory(const HypothalamusParameters<Real>& p) {
  return Real(1) / (Real(1) + fourth(p.memory_half_exposure));
}

/// What stays constant in one man, so that the loop raises nothing constant to a power.
template <class Real>
struct HypothalamusConstants {
  Real frequency;  // of the typical feedback
  Real amplitude;  // central drive, scaled by the memory of the typical man at rest

  HPG_FIELDS(frequency, amplitude)

  HypothalamusConstants() = default;
  HypothalamusConstants(const HypothalamusParameters<Real>& man, const HypothalamusParameters<Real>& typical)
      : frequency(Real(1) + man.androgen_slows_pulses + man.estrogen_slows_pulses),
        amplitude((Real(1) + man.androgen_weakens_pulses + man.estrogen_weakens_pulses) * man.central_drive /
                  drive_left_by_memory(man, resting_memory(typical), resting_memory(typical))) {}
};

HPG_CHECK_FIELDS(HypothalamusConstants);

/// How the generator is driven: what changes over hours, not within a pulse.
template <class Real>
struct GeneratorDrive {
  Real frequency;   // recovery of dynorphin between bursts, 1 = typical
  Real amplitude;   // kisspeptin put out by each burst
  Real braking;     // of dynorphin on firing
  Real kisspeptin;  // occupancy of KISS1R by an agonist drug, 0-1

  HPG_FIELDS(frequency, amplitude, braking, kisspeptin)
};
HPG_CHECK_FIELDS(GeneratorDrive);

/// Every input acts on the recovery of dynorphin (frequency) or on kisspeptin output (amplitude), never on the firing threshold:
/// strong feedback makes pulses ever slower and smaller but cannot switch the generator off at an edge.
template <class Real>
GeneratorDrive<Real> generator_drive(const HypothalamusParameters<Real>& p, const HypothalamusConstants<Real>& constant,
                                     const HypothalamusInputs<Real>& in, const HypothalamusState<Real>& s) {
  GeneratorDrive<Real> drive;
  drive.frequency = constant.frequency /
                    (Real(1) + p.androgen_slows_pulses * s.androgen +
                     p.estrogen_slows_pulses * pow(positive(s.estrogen), p.estrogen_slows_exponent)) *
                    saturating(in.leptin, p.leptin_speeds_half) * brake(p.prolactin_slows_pulses, in.prolactin) *
                    brake(p.cortisol_slows_pulses, in.cortisol) * brake(p.opioid_slows_pulses, in.opioid) *
                    (Real(1) + p.kisspeptin_speeds_pulses * in.kisspeptin);
  drive.amplitude = constant.amplitude * drive_left_by_memory(p, s.memory, s.lasting) /
                    (Real(1) + p.androgen_weakens_pulses * s.androgen + p.estrogen_weakens_pulses * square(s.estrogen)) *
                    in.fat_brake * saturating(in.leptin, p.leptin_strengthens_half) *
                    brake(p.prolactin_weakens_pulses, in.prolactin) * brake(p.opioid_weakens_pulses, in.opioid) *
                    (Real(1) - p.nk3_share_of_output * in.nk3_blocked);
  const Real opioid_share = Real(2) * in.opioid / (Real(1) + in.opioid);
  drive.braking =
      p.dynorphin_brake * (Real(1) + p.opioid_strengthens_dynorphin * opioid_share) / (Real(1) + p.opioid_strengthens_dynorphin);
  drive.kisspeptin = in.kisspeptin;
  return drive;
}

/// Steroid feedback acts after a genomic delay; weeks of exposure leave a memory, years of it a lasting one.
template <class Real>
void steroid_feedback(const HypothalamusParameters<Real>& p, const HypothalamusInputs<Real>& in, const HypothalamusState<Real>& s,
                      HypothalamusState<Real>& d, const Real& slow_pace) {
  d.androgen = p.steroid_action_rate * (in.androgen - s.androgen);
  d.estrogen = p.steroid_action_rate * (in.estrogen - s.estrogen);
  const Real exposure = fourth(s.androgen * s.estrogen);
  d.memory = slow_pace * p.memory_rate * (exposure / (fourth(p.memory_half_exposure) + exposure) - s.memory);
  d.lasting = square(slow_pace) * p.lasting_rate * (s.memory - s.lasting);
}

/// KNDy generator and GnRH. `Parameters` and `State` are those of the hypothalamus, or only the members used here
/// (pulse_half.hpp).
template <class Parameters, class Real, class State>
void pulse_generator(const Parameters& p, const GeneratorDrive<Real>& drive, const State& s, State& d) {
  // Relaxation oscillator: neurokinin B ignites a burst, dynorphin ends it. The firing rate is quasi-steady, which
  // keeps the fastest rate near 25/h. Dynorphin is made in proportion to the fourth power of firing, so that the
  // slow creep before a burst cannot hold the next one back, and recovers only between bursts.
  const Real firing = Real(1) / (Real(1) + exp(-p.firing_slope * (s.nkb - p.firing_threshold - drive.braking * s.dynorphin)));
  const Real burst = fourth(firing);
  d.nkb = p.nkb_rate * (firing - s.nkb);
  d.dynorphin = p.dynorphin_release * burst - p.dynorphin_recovery * drive.frequency * (Real(1) - firing) * s.dynorphin;

  // GnRH: each burst empties a terminal store that refills in between, so slow pulses are larger.
  d.kiss1r = p.kiss1r_recovery * (Real(1) - s.kiss1r) - p.kiss1r_loss * square(drive.kisspeptin) * s.kiss1r;
  d.gnrh_store = p.gnrh_refill * (Real(1) - s.gnrh_store) - p.gnrh_emptying * burst * s.gnrh_store;
  d.gnrh = p.gnrh_neurons * p.gnrh_secretion * p.kiss1r_function * s.kiss1r *
               (drive.amplitude * burst * s.gnrh_store * (Real(1) + p.kisspeptin_strengthens_pulses * drive.kisspeptin) +
                p.kisspeptin_releases_gnrh * square(cube(drive.kisspeptin))) -
           p.gnrh_loss * s.gnrh;
}

}  // namespace hpg::model
