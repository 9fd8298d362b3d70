// The pulsing half of the axis by itself: those parameters, constants and states that pulse_derivative() uses, under the names
// they have in the whole axis, so that the same function runs on either. What is missing here does not compile.
#pragma once

#include "model/axis.hpp"

namespace hpg::model {

#define HPG_PULSING_HYPOTHALAMUS_PARAMETERS                                                                               \
  firing_slope, firing_threshold, nkb_rate, dynorphin_release, dynorphin_recovery, kiss1r_loss, kiss1r_recovery,          \
      kiss1r_function, kisspeptin_strengthens_pulses, kisspeptin_releases_gnrh, gnrh_neurons, gnrh_refill, gnrh_emptying, \
      gnrh_secretion, gnrh_loss
#define HPG_PULSING_PITUITARY_PARAMETERS                                                                                     \
  gnrh_half_occupancy, uncoupling, recoupling, desensitisation_rate, desensitisation_occupancy, lh_synthesis_turnover,       \
      lh_synthesis_basal, lh_synthesis_half_signal, lh_synthesis, capacity_turnover, capacity_basal, capacity_per_synthesis, \
      lh_release, lh_release_basal, lh_store_loss, lh_elimination, lh_to_tissue, lh_from_tissue, fsh_synthesis_turnover,     \
      fsh_synthesis_basal, fsh_synthesis_half_signal, fsh_synthesis, fsh_release, fsh_release_basal, fsh_store_loss,         \
      fsh_elimination, fsh_to_tissue, fsh_from_tissue
#define HPG_PULSING_LEYDIG_PARAMETERS acute_exponent, acute_rate, lyase_saturation, precursor_rate, precursor_leak
#define HPG_PULSING_STEROID_PARAMETERS testis_outflow
#define HPG_PULSING_PITUITARY_CONSTANTS release_half_power, desensitisation_half_power
#define HPG_PULSING_LEYDIG_CONSTANTS acute_half_power, typical_acute_response
#define HPG_PULSING_STEROID_CONSTANTS secretion, testis_volume
#define HPG_PULSING_HYPOTHALAMUS_STATE nkb, dynorphin, kiss1r, gnrh_store, gnrh
#define HPG_PULSING_PITUITARY_STATE \
  coupled, desensitisation, capacity, lh_synthesis, lh_store, lh, lh_tissue, fsh_synthesis, fsh_store, fsh, fsh_tissue
#define HPG_PULSING_LEYDIG_STATE acute, precursor
#define HPG_PULSING_STEROID_STATE itt

template <class Real>
struct PulseParameters {
  struct {
    Real HPG_PULSING_HYPOTHALAMUS_PARAMETERS;
  } hypothalamus;
  struct {
    Real HPG_PULSING_PITUITARY_PARAMETERS;
  } pituitary;
  struct {
    Real HPG_PULSING_LEYDIG_PARAMETERS;
  } leydig;
  struct {
    Real HPG_PULSING_STEROID_PARAMETERS;
  } steroids;
};

template <class Real>
struct PulseConstants {
  struct {
    Real HPG_PULSING_PITUITARY_CONSTANTS;
  } pituitary;
  struct {
    Real HPG_PULSING_LEYDIG_CONSTANTS;
  } leydig;
  struct {
    Real HPG_PULSING_STEROID_CONSTANTS;
  } steroids;
};

template <class Real>
struct PulseState {
  struct {
    Real HPG_PULSING_HYPOTHALAMUS_STATE;
  } hypothalamus;
  struct {
    Real HPG_PULSING_PITUITARY_STATE;
  } pituitary;
  struct {
    Real HPG_PULSING_LEYDIG_STATE;
  } leydig;
  struct {
    Real HPG_PULSING_STEROID_STATE;
  } steroids;
};

inline constexpr std::size_t kPulseStates = sizeof(PulseState<double>) / sizeof(double);

#define HPG_OF_HYPOTHALAMUS(member) visitor(a.hypothalamus.member, b.hypothalamus.member);
#define HPG_OF_PITUITARY(member) visitor(a.pituitary.member, b.pituitary.member);
#define HPG_OF_LEYDIG(member) visitor(a.leydig.member, b.leydig.member);
#define HPG_OF_STEROIDS(member) visitor(a.steroids.member, b.steroids.member);

/// Each calls visitor(member of a, same member of b) for every member of the half; a and b are a half or a whole each.
template <class A, class B, class Visitor>
void visit_pulse_parameters(A& a, B& b, Visitor&& visitor) {
  HPG_EACH(HPG_OF_HYPOTHALAMUS, HPG_PULSING_HYPOTHALAMUS_PARAMETERS)
  HPG_EACH(HPG_OF_PITUITARY, HPG_PULSING_PITUITARY_PARAMETERS)
  HPG_EACH(HPG_OF_LEYDIG, HPG_PULSING_LEYDIG_PARAMETERS)
  HPG_EACH(HPG_OF_STEROIDS, HPG_PULSING_STEROID_PARAMETERS)
}

template <class A, class B, class Visitor>
void visit_pulse_constants(A& a, B& b, Visitor&& visitor) {
  HPG_EACH(HPG_OF_PITUITARY, HPG_PULSING_PITUITARY_CONSTANTS)
  HPG_EACH(HPG_OF_LEYDIG, HPG_PULSING_LEYDIG_CONSTANTS)
  HPG_EACH(HPG_OF_STEROIDS, HPG_PULSING_STEROID_CONSTANTS)
}

template <class A, class B, class Visitor>
void visit_pulse_state(A& a, B& b, Visitor&& visitor) {
  HPG_EACH(HPG_OF_HYPOTHALAMUS, HPG_PULSING_HYPOTHALAMUS_STATE)
  HPG_EACH(HPG_OF_PITUITARY, HPG_PULSING_PITUITARY_STATE)
  HPG_EACH(HPG_OF_LEYDIG, HPG_PULSING_LEYDIG_STATE)
  HPG_EACH(HPG_OF_STEROIDS, HPG_PULSING_STEROID_STATE)
}

}  // namespace hpg::model
