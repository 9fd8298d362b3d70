// Somatotropic axis: a releasable store of growth hormone, the hormone in blood, and IGF-1. Pulses of growth hormone are not
// resolved: without drugs the hormone stands at its 24-h mean. It reaches the gonadal axis only through body composition and
// insulin. Time in hours.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct SomatotropicParameters {
  Real somatotrophs;            // function of this man's somatotrophs, 1 = typical; falls with age
  Real typical_growth_hormone;  // 24-h mean, ng/mL
  Real typical_igf1;            // ng/mL
  Real release;                 // from the store without drugs
  Real store_loss;
  Real ghrh_releases;     // largest relative gain of release by a GHRH analogue
  Real ghrh_makes;        // largest relative gain of synthesis by it
  Real ghrelin_releases;  // largest relative gain of release by a ghrelin agonist
  Real igf1_brakes;       // weight of IGF-1 on synthesis
  Real fat_brakes;        // weight of fat mass on synthesis
  Real growth_hormone_elimination;
  Real growth_hormone_volume;
  Real igf1_rate;
  Real igf1_saturation;  // growth hormone relative to typical

  HPG_FIELDS(somatotrophs, typical_growth_hormone, typical_igf1, release, store_loss, ghrh_releases, ghrh_makes, ghrelin_releases,
             igf1_brakes, fat_brakes, growth_hormone_elimination, growth_hormone_volume, igf1_rate, igf1_saturation)
};
HPG_CHECK_FIELDS(SomatotropicParameters);

template <class Real>
struct SomatotropicState {
  Real store;           // releasable growth hormone, relative to typical
  Real growth_hormone;  // ng/mL
  Real igf1;            // relative to typical

  HPG_FIELDS(store, growth_hormone, igf1)
};
HPG_CHECK_FIELDS(SomatotropicState);

template <class Real>
struct SomatotropicInputs {
  Real ghrh;     // occupancy of the GHRH receptor by drugs, 0-1
  Real ghrelin;  // occupancy of the ghrelin receptor by drugs, 0-1
  Real fat;      // fat mass relative to typical
  Real given;    // growth hormone into blood, ug/h
};

/// A GHRH analogue drives synthesis and release, a ghrelin agonist empties the store: one dose gives a large peak, months of it
/// only what synthesis allows.
template <class Real>
void somatotropic(const SomatotropicParameters<Real>& p, const SomatotropicInputs<Real>& in, const SomatotropicState<Real>& s,
                  SomatotropicState<Real>& d) {
  const Real release = p.release * (Real(1) + p.ghrh_releases * in.ghrh) * (Real(1) + p.ghrelin_releases * in.ghrelin) * s.store;
  d.store = (p.release + p.store_loss) * p.somatotrophs * (Real(1) + p.ghrh_makes * in.ghrh) * brake(p.igf1_brakes, s.igf1) *
                brake(p.fat_brakes, in.fat) -
            release - p.store_loss * s.store;
  d.growth_hormone = p.growth_hormone_elimination * (p.typical_growth_hormone * release / p.release - s.growth_hormone) +
                     in.given / p.growth_hormone_volume;
  const Real growth_hormone = at_least(s.growth_hormone, Real(0)) / p.typical_growth_hormone;
  d.igf1 = p.igf1_rate * (saturating(growth_hormone, p.igf1_saturation) - s.igf1);
}

}  // namespace hpg::model
