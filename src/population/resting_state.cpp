// Run-in of an untreated man to his own limit cycle.
#include "population/resting_state.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace hpg::population {

model::AxisState<double> to_axis(const StateVector& y) {
  model::AxisState<double> s;
  std::memcpy(&s, y.data(), sizeof s);
  return s;
}

StateVector to_vector(const model::AxisState<double>& s) {
  StateVector y;
  std::memcpy(y.data(), &s, sizeof s);
  return y;
}

model::AxisState<double> typical_sizes(const model::Parameters<double>& typical) {
  const model::Constants<double> constants(typical, typical);
  const model::SteroidParameters<double>& steroids = typical.steroids;
  const double support = std::log(1 + typical.spermatogenesis.fsh_amplifies);
  return {
      .hypothalamus = {.androgen = 1,
                       .estrogen = 1,
                       .memory = model::resting_memory(typical.hypothalamus),
                       .lasting = model::resting_memory(typical.hypothalamus),
                       .nkb = 0.13,
                       .dynorphin = 0.19,
                       .kiss1r = 1,
                       .gnrh_store = 0.8,
                       .gnrh = 0.02},
      .pituitary = {.androgen = 1,
                    .estrogen = 1,
                    .coupled = 0.95,
                    .desensitisation = 0.16,
                    .capacity = 0.6,
                    .lh_synthesis = 0.22,
                    .lh_store = 60,
                    .lh = typical.leydig.typical_lh,
                    .lh_tissue = 9,
                    .fsh_synthesis = 0.16,
                    .fsh_store = 9,
                    .fsh = typical.sertoli.typical_fsh,
                    .fsh_tissue = 6},
      .leydig = {.receptor = constants.leydig.typical_receptor,
                 .acute = 1,
                 .enzymes = 1,
                 .trophic = 1,
                 .precursor = 1,
                 .lyase_blocked = 0},
      .steroids = {.itt = steroids.typical_itt,
                   .testis_aromatase = 1,
                   .testosterone = steroids.typical_testosterone,
                   .estradiol = steroids.typical_estradiol,
                   .dht = steroids.typical_dht,
                   .shbg = steroids.typical_shbg},
      .sertoli = {.mature = 1, .inhibin_b = typical.sertoli.typical_inhibin_b},
      .spermatogenesis = {support, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
      .lactotroph = {1},
      .metabolism = {.fat = typical.metabolism.typical_fat,
                     .defended_fat = typical.metabolism.typical_fat,
                     .habitual_fat = typical.metabolism.typical_fat,
                     .lean = typical.metabolism.typical_lean,
                     .defended_lean = typical.metabolism.typical_lean,
                     .habitual_lean = typical.metabolism.typical_lean,
                     .energy = 1,
                     .insulin_resistance = 1,
                     .cytokines = 0,
                     .cortisol = 1},
      .somatotropic = {1, typical.somatotropic.typical_growth_hormone, 1},
      .tissues = {1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1},
  };
}

StateVector error_floor(const model::Parameters<double>& typical) {
  model::AxisState<double> sizes = typical_sizes(typical);
  sizes.leydig.lyase_blocked = 1;
  sizes.metabolism.cytokines = 1;
  sizes.tissues.serm_weeks = 1;
  StateVector floor = to_vector(sizes);
  for (double& x : floor) x *= 1e-3;
  // The logarithm of support may cross zero, so its error is absolute.
  sizes = to_axis(floor);
  sizes.spermatogenesis.log_support = 1;
  return to_vector(sizes);
}

model::AxisState<double> starting_point(const model::Parameters<double>& man, const model::Parameters<double>& typical) {
  model::AxisState<double> start = typical_sizes(typical);
  start.sertoli.mature = std::min(man.sertoli.mature_at_start, 1.0);  // a share, however men differ
  start.metabolism.fat = start.metabolism.defended_fat = start.metabolism.habitual_fat = man.metabolism.resting_fat;
  start.metabolism.lean = start.metabolism.defended_lean = start.metabolism.habitual_lean = man.metabolism.resting_lean;
  return start;
}

StateVector resting_state(const model::Parameters<double>& man, const model::Parameters<double>& typical,
                          const model::Constants<double>& constants, double clock) {
  StateVector y = to_vector(starting_point(man, typical));
  const model::Exposure<double> no_drug;
  model::Pace<double> pace{1, 0};
  auto untreated = [&](double t, const StateVector& state, StateVector& derivative) {
    model::AxisState<double> d;
    model::axis_derivative(man, constants, no_drug, t, pace, to_axis(state), d);
    derivative = to_vector(d);
  };
  solver::Tsit5<model::kStates, decltype(untreated)> solver(untreated, error_floor(typical), {1e-5, 1.0});
  // Time is the clock itself; whole days bring it back to the hour asked for.
  double t = clock;
  for (const RunInStage& stage : kRunIn) {
    pace.slow = stage.pace;
    solver.start(t, y);
    t += 24 * stage.days;
    solver.advance(t, [](const auto&) {});
    y = solver.state();
  }
  return y;
}

}  // namespace hpg::population
