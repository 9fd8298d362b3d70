// Drugs at a receptor, beside the body's own ligand.
#pragma once

#include "model/real.hpp"

namespace hpg::model {

/// Drug at one site: bound = sum of C/K over all ligands, active = the same weighted by intrinsic efficacy.
template <class Real>
struct SiteLoad {
  Real bound{};
  Real active{};
};

/// Signal at a site that its ligands are far from saturating: what signals adds to the own ligand, what does not competes with
/// both. `own` and the result are relative to the typical man; an agonist at its half effect adds 1.
template <class Real>
Real unsaturated_signal(const Real& own, const SiteLoad<Real>& drug) {
  return (own + drug.active) / (Real(1) + drug.bound - drug.active);
}

/// Share of a receptor, channel or enzyme that drugs leave free, 0-1.
template <class Real>
Real unblocked(const SiteLoad<Real>& drug) {
  return Real(1) / (Real(1) + drug.bound);
}

/// Share of a receptor without own ligand that agonists occupy and turn on, 0-1.
template <class Real>
Real occupancy(const SiteLoad<Real>& drug) {
  return drug.active / (Real(1) + drug.bound);
}

}  // namespace hpg::model
