// Spermatogenesis: hormonal support, germ cells stage by stage with survival gates, epididymis, sperm output, testis volume.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct SpermatogenesisParameters {
  Real stem_cells;     // spermatogonial pool of this man, 1 = typical
  Real sensitivity;    // to hormonal support, 1 = typical
  Real fsh_amplifies;  // FSH amplification of intratesticular testosterone
  Real fsh_exponent;
  Real fsh_alone;                // FSH acting without testosterone
  Real support_loss_time;        // h
  Real support_recovery_slower;  // recovery slower than loss by this factor
  Real entry_half;               // gates: support for half survival, and steepness
  Real entry_exponent;
  Real elongation_half;
  Real elongation_exponent;
  Real spermiation_half;
  Real spermiation_exponent;
  Real spermatogonia_a_time;  // residence times, h
  Real spermatogonia_b_time;
  Real spermatocyte_time;
  Real round_spermatid_time;
  Real elongated_spermatid_time;
  Real epididymis_time;
  Real typical_concentration;  // M/mL
  Real sperm_output;           // of this man, relative to typical
  Real semen_volume;           // mL
  Real testis_volume;          // one side, mL
  Real sertoli_share_of_volume;
  Real germ_share_of_volume;
  Real mass_spermatogonia_a;  // shares of germ-cell mass, sum 1
  Real mass_spermatogonia_b;
  Real mass_spermatocytes;
  Real mass_round_spermatids;
  Real mass_elongated_spermatids;

  HPG_FIELDS(stem_cells, sensitivity, fsh_amplifies, fsh_exponent, fsh_alone, support_loss_time, support_recovery_slower,
             entry_half, entry_exponent, elongation_half, elongation_exponent, spermiation_half, spermiation_exponent,
             spermatogonia_a_time, spermatogonia_b_time, spermatocyte_time, round_spermatid_time, elongated_spermatid_time,
             epididymis_time, typical_concentration, sperm_output, semen_volume, testis_volume, sertoli_share_of_volume,
             germ_share_of_volume, mass_spermatogonia_a, mass_spermatogonia_b, mass_spermatocytes, mass_round_spermatids,
             mass_elongated_spermatids)
};
HPG_CHECK_FIELDS(SpermatogenesisParameters);

template <class Real>
struct SpermatogenesisState {
  Real log_support;      // logarithm of the hormonal support of the germ line
  Real spermatogonia_a;  // cell numbers, 1 = typical
  Real spermatogonia_b1;
  Real spermatogonia_b2;
  Real spermatocytes1;
  Real spermatocytes2;
  Real spermatocytes3;
  Real round_spermatids1;
  Real round_spermatids2;
  Real elongated_spermatids1;
  Real elongated_spermatids2;
  Real epididymis1;
  Real epididymis2;

  HPG_FIELDS(log_support, spermatogonia_a, spermatogonia_b1, spermatogonia_b2, spermatocytes1, spermatocytes2, spermatocytes3,
             round_spermatids1, round_spermatids2, elongated_spermatids1, elongated_spermatids2, epididymis1, epididymis2)
};
HPG_CHECK_FIELDS(SpermatogenesisState);

/// Hormonal support of the germ line at relative intratesticular testosterone and FSH. FSH multiplies what
/// testosterone does and can do a little alone; the typical man has 1 + fsh_amplifies.
template <class Real>
Real hormonal_support(const SpermatogenesisParameters<Real>& p, const Real& itt, const Real& fsh) {
  const Real i = at_least(itt, Real(0));
  const Real f = positive(fsh);
  return p.sensitivity * (i + p.fsh_alone * f) * (Real(1) + p.fsh_amplifies * pow(f, p.fsh_exponent)) / (Real(1) + p.fsh_alone);
}

/// A step that only part of the cells survive: Hill function of support, normalised to 1 in the typical man.
template <class Real>
struct Gate {
  Real exponent;
  Real log_half;
  Real scale;

  HPG_FIELDS(exponent, log_half, scale)

  Gate() = default;
  Gate(const Real& half, const Real& exponent_, const Real& log_typical)
      : exponent(exponent_), log_half(log(half)), scale(Real(1) + exp(exponent * (log_half - log_typical))) {}

  Real survival(const Real& log_support) const { return scale / (Real(1) + exp(exponent * (log_half - log_support))); }
};

/// What stays constant in one man.
template <class Real>
struct SpermatogenesisConstants {
  Gate<Real> entry, elongation, spermiation;

  SpermatogenesisConstants() = default;
  SpermatogenesisConstants(const SpermatogenesisParameters<Real>& man, const SpermatogenesisParameters<Real>& typical) {
    const Real log_typical = log(Real(1) + typical.fsh_amplifies);
    entry = {man.entry_half, man.entry_exponent, log_typical};
    elongation = {man.elongation_half, man.elongation_exponent, log_typical};
    spermiation = {man.spermiation_half, man.spermiation_exponent, log_typical};
  }
};

/// What the germ line receives, relative to the typical man.
template <class Real>
struct SpermatogenesisInputs {
  Real itt;
  Real fsh;
  Real sertoli_cells;    // mature Sertoli cells
  Real sertoli_support;  // how far each Sertoli cell passes hormonal support on: maturity and androgen receptor
};

template <class Real>
void spermatogenesis(const SpermatogenesisParameters<Real>& p, const SpermatogenesisConstants<Real>& constant,
                     const SpermatogenesisInputs<Real>& in, const SpermatogenesisState<Real>& s, SpermatogenesisState<Real>& d,
                     const Real& slow_pace) {
  // Support is lost faster than it is rebuilt; followed on a log scale, so suppression by a factor takes a fixed time.
  const Real gap = log(positive(in.sertoli_support * hormonal_support(p, in.itt, in.fsh))) - s.log_support;
  // A smooth switch between the two speeds: within a quarter of the gap's unit, so that no branch is needed.
  const Real rising = Real(1) / (Real(1) + exp(Real(-4) * gap));
  d.log_support = slow_pace * gap / (p.support_loss_time * (Real(1) + (p.support_recovery_slower - Real(1)) * rising));

  const Real enter = constant.entry.survival(s.log_support);
  const Real elongate = constant.elongation.survival(s.log_support);
  const Real spermiate = constant.spermiation.survival(s.log_support);

  const auto next = [&slow_pace](const Real& entering, const Real& held, const Real& time, double stages) {
    return slow_pace * Real(stages) * (entering - held) / time;
  };
  d.spermatogonia_a = next(p.stem_cells * in.sertoli_cells, s.spermatogonia_a, p.spermatogonia_a_time, 1);
  d.spermatogonia_b1 = next(s.spermatogonia_a * enter, s.spermatogonia_b1, p.spermatogonia_b_time, 2);
  d.spermatogonia_b2 = next(s.spermatogonia_b1, s.spermatogonia_b2, p.spermatogonia_b_time, 2);
  d.spermatocytes1 = next(s.spermatogonia_b2, s.spermatocytes1, p.spermatocyte_time, 3);
  d.spermatocytes2 = next(s.spermatocytes1, s.spermatocytes2, p.spermatocyte_time, 3);
  d.spermatocytes3 = next(s.spermatocytes2, s.spermatocytes3, p.spermatocyte_time, 3);
  d.round_spermatids1 = next(s.spermatocytes3, s.round_spermatids1, p.round_spermatid_time, 2);
  d.round_spermatids2 = next(s.round_spermatids1, s.round_spermatids2, p.round_spermatid_time, 2);
  d.elongated_spermatids1 = next(s.round_spermatids2 * elongate, s.elongated_spermatids1, p.elongated_spermatid_time, 2);
  d.elongated_spermatids2 = next(s.elongated_spermatids1, s.elongated_spermatids2, p.elongated_spermatid_time, 2);
  d.epididymis1 = next(s.elongated_spermatids2 * spermiate, s.epididymis1, p.epididymis_time, 2);
  d.epididymis2 = next(s.epididymis1, s.epididymis2, p.epididymis_time, 2);
}

/// Sperm concentration in M/mL.
template <class Real>
Real sperm_concentration(const SpermatogenesisParameters<Real>& p, const SpermatogenesisState<Real>& s) {
  return p.typical_concentration * p.sperm_output * s.epididymis2;
}

/// Volume of one testis in mL, from the cells it holds.
template <class Real>
Real testis_volume(const SpermatogenesisParameters<Real>& p, const Real& sertoli, const Real& leydig_mass,
                   const SpermatogenesisState<Real>& s) {
  const Real germ = p.mass_spermatogonia_a * s.spermatogonia_a +
                    p.mass_spermatogonia_b * (s.spermatogonia_b1 + s.spermatogonia_b2) / Real(2) +
                    p.mass_spermatocytes * (s.spermatocytes1 + s.spermatocytes2 + s.spermatocytes3) / Real(3) +
                    p.mass_round_spermatids * (s.round_spermatids1 + s.round_spermatids2) / Real(2) +
                    p.mass_elongated_spermatids * (s.elongated_spermatids1 + s.elongated_spermatids2) / Real(2);
  return p.testis_volume * (p.sertoli_share_of_volume * sertoli + p.germ_share_of_volume * germ +
                            (Real(1) - p.sertoli_share_of_volume - p.germ_share_of_volume) * leydig_mass);
}

}  // namespace hpg::model
