// What can be read off a man at one moment, in canonical units. Names, display units and reference ranges are in
// data/observables.toml.
#pragma once

#include <array>
#include <string_view>

#include "model/axis.hpp"

namespace hpg::model {

inline constexpr std::array<std::string_view, 14> kObservableIds{"total_testosterone",
                                                                 "free_testosterone",
                                                                 "free_testosterone_percent",
                                                                 "bioavailable_testosterone",
                                                                 "lh",
                                                                 "fsh",
                                                                 "estradiol",
                                                                 "dht",
                                                                 "shbg",
                                                                 "inhibin_b",
                                                                 "intratesticular_testosterone",
                                                                 "sperm_concentration",
                                                                 "total_sperm_count",
                                                                 "testis_volume"};

/// Index of an observable that is known to exist; fails to compile on any other name.
consteval std::size_t observable_index(std::string_view id) {
  std::size_t i = 0;
  while (kObservableIds.at(i) != id) ++i;
  return i;
}

template <class Real>
using Observation = std::array<Real, kObservableIds.size()>;

/// All observables, in the order of kObservableIds: nmol/L, nmol/L, %, nmol/L, IU/L, IU/L, nmol/L, nmol/L, nmol/L, ng/mL,
/// nmol/L, M/mL, M, mL.
template <class Real>
Observation<Real> observe(const Parameters<Real>& p, const AxisState<Real>& s) {
  const FreeSteroids<Real> free = bind(p.steroids, s.steroids);
  const Real sperm = sperm_concentration(p.spermatogenesis, s.spermatogenesis);
  return {s.steroids.testosterone,
          free.testosterone,
          Real(100) * free.fraction,
          free.bioavailable_testosterone,
          s.pituitary.lh,
          s.pituitary.fsh,
          s.steroids.estradiol,
          s.steroids.dht,
          s.steroids.shbg,
          s.sertoli.inhibin_b,
          s.steroids.itt,
          sperm,
          sperm * p.spermatogenesis.semen_volume,
          testis_volume(p.spermatogenesis, sertoli_cells(p.sertoli, s.sertoli), p.leydig.cell_number * s.leydig.trophic,
                        s.spermatogenesis)};
}

}  // namespace hpg::model
