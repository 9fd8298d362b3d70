// Steroids: binding in blood, the testis-to-blood path, aromatase, 5-alpha-reductase, clearance and SHBG. Time in hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"
#include "model/receptor.hpp"

namespace hpg::model {

template <class Real>
struct SteroidParameters {
  // The typical man, 24-h means: the scale of every normalised signal.
  Real typical_testosterone;  // nmol/L
  Real typical_estradiol;     // nmol/L
  Real typical_dht;           // nmol/L
  Real typical_shbg;          // nmol/L
  Real typical_itt;           // nmol/L
  // Binding.
  Real albumin_testosterone;  // Ka times albumin concentration
  Real shbg_testosterone;     // association constant, L/nmol
  Real albumin_estradiol;
  Real shbg_estradiol;
  Real albumin_dht;
  Real shbg_dht;
  // Intratesticular testosterone.
  Real testis_outflow;
  Real testis_uptake;  // share of bioavailable serum testosterone that enters the testis
  // Testosterone.
  Real testosterone_clearance;        // of total testosterone in the typical man, L/h
  Real testosterone_clearance_scale;  // this man, 1 = typical
  Real clearance_saturation;          // free testosterone, nmol/L
  Real testosterone_volume;
  // Estradiol by aromatase.
  Real aromatase_function;  // 1; 0 = enzyme lost by mutation
  Real fat_aromatase;       // aromatase per fat cell, 1 = typical
  Real testis_share;
  Real adrenal_share;
  Real adrenal_testosterone;  // testosterone that adrenal androgens turn into, share of the typical man's production
  Real adrenal_blockable;     // part of adrenal androgen that a steroidogenesis blocker can take away
  Real uninhibited_share;
  Real testis_aromatase_basal;
  Real testis_aromatase_exponent;
  Real testis_aromatase_rate;
  Real testis_aromatase_half;  // intratesticular testosterone, nmol/L
  Real testis_inhibitor_access;
  Real fat_aromatase_half;  // free testosterone, nmol/L
  Real estradiol_clearance;
  Real estradiol_volume;
  Real estradiol_total_cleared;  // share cleared in proportion to total, the rest to free estradiol
  // Dihydrotestosterone.
  Real reductase_half;  // free testosterone, nmol/L
  Real dht_clearance;
  Real dht_volume;
  // SHBG.
  Real shbg_production;  // of this man, relative to typical
  Real shbg_turnover;
  Real androgen_lowers_shbg;
  Real estrogen_raises_shbg;  // exponent
  Real shbg_estrogen_floor;   // liver estrogen signal below which SHBG falls no further
  // Receptors.
  Real estrogen_receptor_half;      // estradiol for half occupancy, typical free estradiol = 1
  Real estrogen_receptor_function;  // 1; 0 = receptor lost by mutation
  Real androgen_receptor_function;  // 1; 0 = receptor lost by mutation
  Real dht_share_of_androgen;

  HPG_FIELDS(typical_testosterone, typical_estradiol, typical_dht, typical_shbg, typical_itt, albumin_testosterone,
             shbg_testosterone, albumin_estradiol, shbg_estradiol, albumin_dht, shbg_dht, testis_outflow, testis_uptake,
             testosterone_clearance, testosterone_clearance_scale, clearance_saturation, testosterone_volume, aromatase_function,
             fat_aromatase, testis_share, adrenal_share, adrenal_testosterone, adrenal_blockable, uninhibited_share,
             testis_aromatase_basal, testis_aromatase_exponent, testis_aromatase_rate, testis_aromatase_half,
             testis_inhibitor_access, fat_aromatase_half, estradiol_clearance, estradiol_volume, estradiol_total_cleared,
             reductase_half, dht_clearance, dht_volume, shbg_production, shbg_turnover, androgen_lowers_shbg,
             estrogen_raises_shbg, shbg_estrogen_floor, estrogen_receptor_half, estrogen_receptor_function,
             androgen_receptor_function, dht_share_of_androgen)
};
HPG_CHECK_FIELDS(SteroidParameters);

template <class Real>
struct SteroidState {
  Real itt;               // intratesticular testosterone, nmol/L
  Real testis_aromatase;  // LH-driven activity, 1 = typical
  Real testosterone;      // serum, nmol/L
  Real estradiol;         // serum, nmol/L
  Real dht;               // serum, nmol/L
  Real shbg;              // serum, nmol/L

  HPG_FIELDS(itt, testis_aromatase, testosterone, estradiol, dht, shbg)
};
HPG_CHECK_FIELDS(SteroidState);

/// Free steroids in nmol/L.
template <class Real>
struct FreeSteroids {
  Real fraction;  // of testosterone, 0-1; defined without testosterone too
  Real testosterone;
  Real bioavailable_testosterone;
  Real estradiol;
  Real dht;
};

/// Free testosterone by mass action with SHBG and albumin (Vermeulen 1999, J Clin Endocrinol Metab), written in the
/// form without cancellation; estradiol and DHT see the SHBG that testosterone leaves free.
template <class Real>
FreeSteroids<Real> bind(const SteroidParameters<Real>& p, const SteroidState<Real>& s) {
  const Real a = Real(1) + p.albumin_testosterone;
  const Real total = at_least(s.testosterone, Real(0));
  const Real b = a + p.shbg_testosterone * (s.shbg - total);
  FreeSteroids<Real> free;
  free.fraction = Real(2) / (b + sqrt(b * b + Real(4) * a * p.shbg_testosterone * total));
  free.testosterone = free.fraction * total;
  free.bioavailable_testosterone = a * free.testosterone;
  const Real shbg_free = s.shbg / (Real(1) + p.shbg_testosterone * free.testosterone);
  free.estradiol = at_least(s.estradiol, Real(0)) / (Real(1) + p.albumin_estradiol + p.shbg_estradiol * shbg_free);
  free.dht = at_least(s.dht, Real(0)) / (Real(1) + p.albumin_dht + p.shbg_dht * shbg_free);
  return free;
}

/// Constants that belong to the typical man; an individual's baseline is never used in their place.
template <class Real>
struct SteroidReference {
  Real free_testosterone;
  Real free_estradiol;
  Real free_dht;
  Real production;     // testosterone into blood, nmol/h
  Real secretion;      // the part of the testis
  Real testis_volume;  // effective volume of distribution, L
  Real estrogen_occupancy;

  HPG_FIELDS(free_testosterone, free_estradiol, free_dht, production, secretion, testis_volume, estrogen_occupancy)

  SteroidReference() = default;
  explicit SteroidReference(const SteroidParameters<Real>& typical) {
    SteroidState<Real> s{};
    s.testosterone = typical.typical_testosterone;
    s.estradiol = typical.typical_estradiol;
    s.shbg = typical.typical_shbg;
    s.dht = typical.typical_dht;
    const auto free = bind(typical, s);
    free_testosterone = free.testosterone;
    free_estradiol = free.estradiol;
    free_dht = free.dht;
    production = typical.testosterone_clearance * typical.typical_testosterone;
    secretion = (Real(1) - typical.adrenal_testosterone) * production;
    testis_volume =
        secretion / (typical.testis_outflow * (typical.typical_itt - typical.testis_uptake * free.bioavailable_testosterone));
    estrogen_occupancy = Real(1) / (typical.estrogen_receptor_half + Real(1));
  }
};
HPG_CHECK_FIELDS(SteroidReference);

/// Estrogen receptor signal at one site, 1 = typical man: estradiol and drugs compete (Gaddum).
template <class Real>
Real estrogen_signal(const SteroidParameters<Real>& p, const SteroidReference<Real>& ref, const Real& free_estradiol,
                     const SiteLoad<Real>& drug) {
  const Real own = free_estradiol / (ref.free_estradiol * p.estrogen_receptor_half);
  return p.estrogen_receptor_function * (own + drug.active) / (Real(1) + own + drug.bound) / ref.estrogen_occupancy;
}

/// Androgen receptor signal at one site, 1 = typical man. Far from saturation, so linear in free testosterone and free DHT.
template <class Real>
Real androgen_signal(const SteroidParameters<Real>& p, const SteroidReference<Real>& ref, const FreeSteroids<Real>& free,
                     const SiteLoad<Real>& drug) {
  const Real own = (Real(1) - p.dht_share_of_androgen) * free.testosterone / ref.free_testosterone +
                   p.dht_share_of_androgen * free.dht / ref.free_dht;
  return p.androgen_receptor_function * unsaturated_signal(own, drug);
}

/// Testosterone turned into DHT in tissues, 1 = typical man; a reductase inhibitor competes with it.
template <class Real>
Real dht_formation(const SteroidParameters<Real>& p, const SteroidReference<Real>& ref, const Real& free_testosterone,
                   const Real& inhibitor) {
  return free_testosterone / (p.reductase_half * (Real(1) + inhibitor) + free_testosterone) *
         (p.reductase_half + ref.free_testosterone) / ref.free_testosterone;
}

/// Intratesticular testosterone: made on the spot (1 = typical man), drains to blood within the hour; `taken_up` (nmol/L) comes
/// back from blood. `Parameters`, `Fixed` (their constants) and `State` are those of the steroids, or only the members used here
/// (pulse_half.hpp).
template <class Parameters, class Fixed, class Real, class State>
void testis_testosterone(const Parameters& p, const Fixed& ref, const Real& made, const Real& taken_up, const State& s,
                         State& d) {
  d.itt = ref.secretion / ref.testis_volume * made - p.testis_outflow * (s.itt - taken_up);
}

template <class Real>
struct SteroidInputs {
  Real taken_up;  // by the testis from blood, nmol/L
  Real leydig_cells;
  Real leydig_trophic;
  Real leydig_acute;
  Real androgen_given;    // testosterone into blood, nmol/h
  Real estradiol_given;   // nmol/h
  Real dht_given;         // nmol/h
  Real testis_inhibitor;  // aromatase inhibitor load, sum of C/Ki
  Real fat_inhibitor;
  Real reductase_inhibitor;
  Real steroidogenesis_allowed;  // 1 = free, 0 = fully blocked by drug
  Real liver_estrogen;           // estrogen receptor signal in the liver, 1 = typical man
  Real fat_aromatase;            // of the fat he carries, 1 = typical man
  Real insulin_on_shbg;          // factor on SHBG production, 1 = typical man
};

/// Steroids from testis to blood to clearance.
template <class Real>
void steroids(const SteroidParameters<Real>& p, const SteroidReference<Real>& ref, const SteroidInputs<Real>& in,
              const FreeSteroids<Real>& free, const SteroidState<Real>& s, SteroidState<Real>& d, const Real& slow_pace) {
  // Serum testosterone: clearance acts on the free part and saturates mildly at anabolic levels.
  const Real free_relative_half = p.clearance_saturation;
  const Real saturation =
      (Real(1) + ref.free_testosterone / free_relative_half) / (Real(1) + free.testosterone / free_relative_half);
  const Real cleared = ref.production / ref.free_testosterone * p.testosterone_clearance_scale * free.testosterone * saturation;
  const Real outflow = p.testis_outflow * ref.testis_volume * (s.itt - in.taken_up);
  const Real adrenal_androgen = Real(1) - p.adrenal_blockable * (Real(1) - in.steroidogenesis_allowed);
  const Real adrenal = ref.production * p.adrenal_testosterone * adrenal_androgen;
  d.testosterone = (outflow + adrenal + in.androgen_given - cleared) / p.testosterone_volume;

  // Aromatase: in the testis driven by LH and fed by intratesticular testosterone, in fat fed by free testosterone, and
  // from adrenal androgens; inhibitors compete with the substrate, so they reach the testis weakly.
  d.testis_aromatase =
      p.testis_aromatase_rate *
      (p.testis_aromatase_basal +
       (Real(1) - p.testis_aromatase_basal) * pow(positive(in.leydig_acute), p.testis_aromatase_exponent) - s.testis_aromatase);
  const Real itt = at_least(s.itt, Real(0));
  const Real in_testis = itt / (p.testis_aromatase_half * (Real(1) + p.testis_inhibitor_access * in.testis_inhibitor) + itt) *
                         (p.testis_aromatase_half + p.typical_itt) / p.typical_itt;
  const Real in_fat = free.testosterone / (p.fat_aromatase_half * (Real(1) + in.fat_inhibitor) + free.testosterone) *
                      (p.fat_aromatase_half + ref.free_testosterone) / ref.free_testosterone;
  const Real fat_share = Real(1) - p.testis_share - p.adrenal_share - p.uninhibited_share;
  const Real fat_aromatase = p.fat_aromatase * in.fat_aromatase;
  const Real estradiol_made =
      p.aromatase_function *
      (p.testis_share * in.leydig_cells * in.leydig_trophic * s.testis_aromatase * in_testis +
       fat_share * fat_aromatase * in_fat + p.adrenal_share * fat_aromatase * adrenal_androgen / (Real(1) + in.fat_inhibitor) +
       p.uninhibited_share);
  const Real estradiol_cleared = p.estradiol_total_cleared * s.estradiol / p.typical_estradiol +
                                 (Real(1) - p.estradiol_total_cleared) * free.estradiol / ref.free_estradiol;
  d.estradiol = (p.estradiol_clearance * p.typical_estradiol * (estradiol_made - estradiol_cleared) + in.estradiol_given) /
                p.estradiol_volume;

  // 5-alpha-reductase. What SHBG holds is not cleared, so total DHT keeps up where SHBG rises while testosterone falls.
  d.dht = (p.dht_clearance * p.typical_dht *
               (dht_formation(p, ref, free.testosterone, in.reductase_inhibitor) - free.dht / ref.free_dht) +
           in.dht_given) /
          p.dht_volume;

  // SHBG: made by the liver; androgen and insulin resistance lower it, estrogen raises it.
  d.shbg = slow_pace * p.shbg_turnover *
           (p.typical_shbg * p.shbg_production * in.insulin_on_shbg *
                brake(p.androgen_lowers_shbg, p.androgen_receptor_function * free.testosterone / ref.free_testosterone) *
                pow(at_least(in.liver_estrogen, p.shbg_estrogen_floor), p.estrogen_raises_shbg) -
            s.shbg);
}

}  // namespace hpg::model
