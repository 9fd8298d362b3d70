// Metabolism: fat and lean mass, energy balance, insulin resistance, inflammation and cortisol, and how they reach the
// gonadal axis. Time in hours, masses in kg.
#pragma once

#include "model/fields.hpp"
#include "model/real.hpp"

namespace hpg::model {

template <class Real>
struct MetabolismParameters {
  Real height;        // m
  Real resting_fat;   // of this man before treatment, kg
  Real resting_lean;  // kg
  Real typical_fat;   // kg
  Real typical_lean;  // kg
  // Body composition.
  Real fat_rate;            // how fast fat follows what hormones ask for
  Real fat_androgen;        // relative fall of fat from no to full androgen action
  Real fat_estrogen;        // the same for estrogen action
  Real fat_growth_hormone;  // relative fall of fat per doubling of IGF-1
  Real lean_rate;
  Real lean_androgen;  // relative gain of lean mass from no to full androgen action
  Real lean_saturation;
  Real lean_growth_hormone;
  Real fat_exercise;
  Real lean_exercise;
  Real regain_rate;        // return of the defended fat and lean mass to habit after a diet
  Real fat_share_of_loss;  // of weight lost
  Real weight_of_need;     // body mass that a day without food costs, kg/h
  Real essential_fat;      // kg
  Real essential_lean;     // kg
  // Energy.
  Real energy_rate;
  Real energy_lost_fasting;  // of the energy signal, in full fasting
  Real leptin_per_fat;       // ng/mL in the typical man
  Real fat_signal_saturation;
  // Insulin.
  Real typical_insulin_resistance;  // HOMA-IR
  Real insulin_rate;
  Real insulin_fat;  // relative rise of insulin resistance per typical fat mass
  Real insulin_androgen;
  Real insulin_growth_hormone;
  Real insulin_exercise;
  Real insulin_sleep;
  Real insulin_lowers_shbg;
  // What fat, inflammation and stress do to the gonadal axis.
  Real fat_brakes_drive;
  Real fat_brakes_leydig;
  Real fat_brake_half;  // excess fat squared, typical fat mass = 1
  Real susceptibility;  // of this man's axis to his fat, 1 = typical
  Real cytokine_rate;
  Real cytokine_brakes_leydig;
  Real cortisol_rate;
  Real cortisol_illness;  // rise of cortisol, relative
  Real cortisol_sleep;
  Real sleep_supports_leydig;  // brake of short nights on steroidogenesis

  HPG_FIELDS(height, resting_fat, resting_lean, typical_fat, typical_lean, fat_rate, fat_androgen, fat_estrogen,
             fat_growth_hormone, lean_rate, lean_androgen, lean_saturation, lean_growth_hormone, fat_exercise, lean_exercise,
             regain_rate, fat_share_of_loss, weight_of_need, essential_fat, essential_lean, energy_rate, energy_lost_fasting,
             leptin_per_fat, fat_signal_saturation, typical_insulin_resistance, insulin_rate, insulin_fat, insulin_androgen,
             insulin_growth_hormone, insulin_exercise, insulin_sleep, insulin_lowers_shbg, fat_brakes_drive, fat_brakes_leydig,
             fat_brake_half, susceptibility, cytokine_rate, cytokine_brakes_leydig, cortisol_rate, cortisol_illness,
             cortisol_sleep, sleep_supports_leydig)
};
HPG_CHECK_FIELDS(MetabolismParameters);

template <class Real>
struct MetabolismState {
  Real fat;                 // kg
  Real defended_fat;        // fat mass that appetite and expenditure defend now, at typical hormones, kg
  Real habitual_fat;        // the one of his way of life, kg
  Real lean;                // kg
  Real defended_lean;       // the same for lean mass, kg
  Real habitual_lean;       // kg
  Real energy;              // acute energy signal (leptin of the fed state), 1 = in balance
  Real insulin_resistance;  // of the liver, relative to typical
  Real cytokines;           // acute inflammation
  Real cortisol;            // relative to typical

  HPG_FIELDS(fat, defended_fat, habitual_fat, lean, defended_lean, habitual_lean, energy, insulin_resistance, cytokines, cortisol)
};
HPG_CHECK_FIELDS(MetabolismState);

/// Hormones that act on metabolism (1 = typical man) and what the man does or suffers.
template <class Real>
struct MetabolismInputs {
  Real androgen;
  Real estrogen;  // receptor signal, no drug at it
  Real igf1;
  Real energy_deficit;       // share of need not eaten
  Real weight_loss;          // by a deficit, kg/h
  Real lasting_weight_loss;  // the same, and the defended weight follows for good (surgery), kg/h
  Real exercise;             // 1 = 150 min a week
  Real sleep_loss;           // 1 = nights of 5 h
  Real illness;              // 1 = a TNF bolus, a major operation
};

/// What the metabolic state does to the gonadal axis; every member is 1 in the typical man, fed, well and rested.
template <class Real>
struct MetabolicSignals {
  Real energy;         // drive of leptin on the pulse generator
  Real drive;          // brake of fat on kisspeptin output
  Real leydig;         // brake of fat, cytokines and short sleep on Leydig cells
  Real shbg;           // factor on SHBG production by insulin
  Real fat_aromatase;  // aromatase of fat
};

/// Aromatase goes with the square root of fat mass, which meets the rise of estradiol with weight; the brakes come with fat
/// beyond the typical man's and saturate.
template <class Real>
MetabolicSignals<Real> metabolic_signals(const MetabolismParameters<Real>& p, const Real& sleep_loss,
                                         const MetabolismState<Real>& s) {
  const Real fat = positive(s.fat / p.typical_fat);
  const Real excess = square(at_least(fat - Real(1), Real(0)));
  const Real suffered = p.susceptibility * excess / (p.fat_brake_half + excess);
  MetabolicSignals<Real> out;
  out.energy = saturating(fat, p.fat_signal_saturation) * s.energy;
  out.drive = Real(1) / (Real(1) + p.fat_brakes_drive * suffered);
  out.leydig = Real(1) / (Real(1) + p.sleep_supports_leydig * sleep_loss) /
               ((Real(1) + p.fat_brakes_leydig * suffered) * (Real(1) + p.cytokine_brakes_leydig * s.cytokines));
  out.shbg = brake(p.insulin_lowers_shbg, s.insulin_resistance);
  out.fat_aromatase = sqrt(fat);
  return out;
}

/// Share of a loss that tissue can still bear: 1 well above what is essential, 0 at it.
template <class Real>
Real reserve(const Real& mass, const Real& essential) {
  const Real spare = square(at_least(mass - essential, Real(0)));
  return spare / (spare + Real(1));
}

/// `growth_pace` is 0 while a man's resting state is sought: then his weight is held and what he defends is found from it.
template <class Real>
void metabolism(const MetabolismParameters<Real>& p, const MetabolismInputs<Real>& in, const MetabolismState<Real>& s,
                MetabolismState<Real>& d, const Real& slow_pace, const Real& growth_pace) {
  // Fat settles where energy balance and hormones put it: androgen and, more, estrogen and growth hormone lower it. A deficit
  // takes weight off directly; a diet lowers the defended weight with it, which drifts back to habit over years, surgery the
  // habit too, a fast neither. No loss takes the last of fat or lean mass.
  const Real active = saturating(in.exercise, Real(1));
  const Real fat_wanted = Real(1) + p.fat_androgen * (Real(1) - saturating(in.androgen, Real(1))) +
                          p.fat_estrogen * (Real(1) - saturating(in.estrogen, Real(1))) -
                          p.fat_growth_hormone * (saturating(in.igf1, Real(4)) - Real(1)) - p.fat_exercise * active;
  const Real lost = in.weight_loss + in.lasting_weight_loss + p.weight_of_need * in.energy_deficit;
  const Real dieted_share = (in.weight_loss + in.lasting_weight_loss) / (lost + Real(1e-12));
  const Real lasting_share = in.lasting_weight_loss / (lost + Real(1e-12));
  const Real held = Real(1) - growth_pace;
  const auto settle = [&](const Real& mass, const Real& defended, const Real& habitual, const Real& wanted, const Real& rate,
                          const Real& taken, Real& d_mass, Real& d_defended, Real& d_habitual) {
    d_mass = growth_pace * (rate * (defended * wanted - mass) - taken);
    d_defended = growth_pace * (p.regain_rate * (habitual - defended) - dieted_share * taken) +
                 held * p.energy_rate * (mass / wanted - defended);
    d_habitual = held * p.energy_rate * (defended - habitual) - growth_pace * lasting_share * taken;
  };
  settle(s.fat, s.defended_fat, s.habitual_fat, fat_wanted, p.fat_rate,
         p.fat_share_of_loss * lost * reserve(s.fat, p.essential_fat), d.fat, d.defended_fat, d.habitual_fat);

  const Real lean_wanted = Real(1) + p.lean_androgen * (saturating(in.androgen, p.lean_saturation) - Real(1)) +
                           p.lean_growth_hormone * (saturating(in.igf1, Real(4)) - Real(1)) + p.lean_exercise * active;
  settle(s.lean, s.defended_lean, s.habitual_lean, lean_wanted, p.lean_rate,
         (Real(1) - p.fat_share_of_loss) * lost * reserve(s.lean, p.essential_lean), d.lean, d.defended_lean, d.habitual_lean);

  // Energy: leptin falls within a day of fasting, long before fat does.
  const Real shortfall = in.energy_deficit + (in.weight_loss + in.lasting_weight_loss) / p.weight_of_need;
  d.energy = p.energy_rate * (at_least(Real(1) - p.energy_lost_fasting * shortfall, Real(0.1)) - s.energy);

  // Insulin resistance as the liver sees it: fat and growth hormone raise it, exercise lowers it. What androgen does is in muscle
  // and does not reach SHBG; it is added where insulin resistance is read (observe.hpp).
  const Real fat = s.fat / p.typical_fat;
  d.insulin_resistance = slow_pace * p.insulin_rate *
                         (at_least(Real(1) + p.insulin_fat * (fat - Real(1)), Real(0.3)) *
                              (Real(1) + p.insulin_growth_hormone * (in.igf1 - Real(1))) *
                              (Real(1) + p.insulin_sleep * in.sleep_loss) / (Real(1) + p.insulin_exercise * in.exercise) -
                          s.insulin_resistance);

  // Acute illness: cytokines within the hour, cortisol with them.
  d.cytokines = p.cytokine_rate * (in.illness - s.cytokines);
  d.cortisol = p.cortisol_rate * (Real(1) + p.cortisol_illness * s.cytokines + p.cortisol_sleep * in.sleep_loss - s.cortisol);
}

}  // namespace hpg::model
