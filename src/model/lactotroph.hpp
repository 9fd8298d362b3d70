// Lactotrophs: prolactin under the brake of dopamine. Time in hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct LactotrophParameters {
  Real typical_prolactin;  // ng/mL
  Real secretion;          // of this man's lactotrophs, 1 = typical; more in a prolactinoma
  Real dopamine_brake;     // weight of dopamine tone
  Real turnover;           // 1/h

  HPG_FIELDS(typical_prolactin, secretion, dopamine_brake, turnover)
};
HPG_CHECK_FIELDS(LactotrophParameters);

template <class Real>
struct LactotrophState {
  Real prolactin;  // relative to typical

  HPG_FIELDS(prolactin)
};
HPG_CHECK_FIELDS(LactotrophState);

/// `dopamine`: tone at the D2 receptor, own and drugs, 1 = typical.
template <class Real>
void lactotroph(const LactotrophParameters<Real>& p, const Real& dopamine, const LactotrophState<Real>& s,
                LactotrophState<Real>& d) {
  d.prolactin = p.turnover * (p.secretion * brake(p.dopamine_brake, dopamine) - s.prolactin);
}

}  // namespace hpg::model
