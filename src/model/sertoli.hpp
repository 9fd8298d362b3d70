// Sertoli cells: inhibin B, and the maturation by FSH and androgen that sets how many cells can support germ cells. Time in
// hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct SertoliParameters {
  Real cell_number;      // Sertoli cells once mature, 1 = typical
  Real mature_at_start;  // share of the cells already mature before treatment, 1 in a man who went through puberty
  Real maturation_rate;
  Real maturation_half_fsh;  // FSH relative to typical
  Real maturation_half_itt;  // intratesticular testosterone relative to typical
  Real typical_fsh;          // IU/L
  Real typical_inhibin_b;    // ng/mL
  Real inhibin_basal;
  Real inhibin_saturation;
  Real inhibin_turnover;

  HPG_FIELDS(cell_number, mature_at_start, maturation_rate, maturation_half_fsh, maturation_half_itt, typical_fsh,
             typical_inhibin_b, inhibin_basal, inhibin_saturation, inhibin_turnover)
};
HPG_CHECK_FIELDS(SertoliParameters);

template <class Real>
struct SertoliState {
  Real mature;     // share of the cells that are mature, 0-1
  Real inhibin_b;  // serum, ng/mL

  HPG_FIELDS(mature, inhibin_b)
};
HPG_CHECK_FIELDS(SertoliState);

/// Mature Sertoli cells relative to the typical man.
template <class Real>
Real sertoli_cells(const SertoliParameters<Real>& p, const SertoliState<Real>& s) {
  return p.cell_number * s.mature;
}

/// How much of the hormonal support a Sertoli cell passes on to germ cells, 1 in most men. Immature cells (no barrier, few
/// receptors) and cells without androgen receptor do not carry germ cells through meiosis; the cube is assumed.
template <class Real>
Real sertoli_support(const SertoliState<Real>& s, const Real& androgen_receptor_function) {
  return cube(s.mature) * androgen_receptor_function;
}

/// `fsh` and intratesticular testosterone relative to the typical man. Maturation is one-way: either of them brings it about, FSH
/// faster, and losing them does not undo it.
/// `growth_pace` is 0 while a man's resting state is sought, else 1.
template <class Real>
void sertoli(const SertoliParameters<Real>& p, const Real& fsh, const Real& itt, const SertoliState<Real>& s,
             SertoliState<Real>& d, const Real& growth_pace) {
  const Real drive = fourth(fsh / p.maturation_half_fsh) + square(itt / p.maturation_half_itt);
  d.mature = growth_pace * p.maturation_rate * drive / (Real(1) + drive) * (Real(1) - s.mature);
  d.inhibin_b = p.inhibin_turnover *
                (p.typical_inhibin_b * sertoli_cells(p, s) *
                     (p.inhibin_basal + (Real(1) - p.inhibin_basal) * saturating(at_least(fsh, Real(0)), p.inhibin_saturation)) -
                 s.inhibin_b);
}

}  // namespace hpg::model
