// The axis: its state and parameters, and how the organs are wired. Nothing here knows files, drugs by name or threads.
#pragma once

#include <array>
#include <string>

#include "model/hypothalamus.hpp"
#include "model/lactotroph.hpp"
#include "model/leydig.hpp"
#include "model/metabolism.hpp"
#include "model/pituitary.hpp"
#include "model/sertoli.hpp"
#include "model/somatotropic.hpp"
#include "model/spermatogenesis.hpp"
#include "model/steroids.hpp"
#include "model/tissues.hpp"

namespace hpg::model {

#define HPG_ORGANS(X)                 \
  X(Hypothalamus, hypothalamus)       \
  X(Pituitary, pituitary)             \
  X(Leydig, leydig)                   \
  X(Steroid, steroids)                \
  X(Sertoli, sertoli)                 \
  X(Spermatogenesis, spermatogenesis) \
  X(Lactotroph, lactotroph)           \
  X(Metabolism, metabolism)           \
  X(Somatotropic, somatotropic)       \
  X(Tissue, tissues)

#define HPG_ORGAN_PARAMETERS(Type, name) Type##Parameters<Real> name;
#define HPG_ORGAN_STATE(Type, name) Type##State<Real> name;
#define HPG_ORGAN_VISIT(Type, name) visitor(#name, self.name);
#define HPG_ORGAN_STATE_COUNT(Type, name) +Type##State<double>::field_count

template <class Real>
struct Parameters {
  HPG_ORGANS(HPG_ORGAN_PARAMETERS)
};

template <class Real>
struct AxisState {
  HPG_ORGANS(HPG_ORGAN_STATE)
};

inline constexpr std::size_t kStates = 0 HPG_ORGANS(HPG_ORGAN_STATE_COUNT);
static_assert(sizeof(AxisState<double>) == kStates * sizeof(double));

/// Calls f("organ.member", reference) for every number of a Parameters or an AxisState, in order.
template <class Organs, class Visitor>
void visit_numbers(Organs& self, Visitor&& f) {
  const auto visitor = [&f](const char* organ, auto& part) {
    std::remove_cvref_t<decltype(part)>::visit(part,
                                               [&](const char* name, auto& value) { f(std::string(organ) + "." + name, value); });
  };
  HPG_ORGANS(HPG_ORGAN_VISIT)
}

/// Sites that drugs act on.
enum class Site {
  gnrh_receptor,
  kiss1r,
  nk3r,
  opioid_receptor,
  estrogen_receptor_hypothalamus,
  estrogen_receptor_pituitary,
  estrogen_receptor_liver,
  estrogen_receptor_breast,
  estrogen_receptor_bone,
  androgen_receptor_hypothalamus,
  androgen_receptor_pituitary,
  androgen_receptor_periphery,
  lh_receptor,
  fsh_receptor,
  aromatase_adipose,
  aromatase_testis,
  five_alpha_reductase,
  steroidogenesis,
  leydig_insulin,
  d2_receptor,
  ghrh_receptor,
  ghrelin_receptor,
  count
};

/// What enters the body from outside: body substances that a drug can be or release, and the loads of life. Most enter as a rate
/// into blood (nmol/h, IU/h; growth hormone ug/h), GnRH and hCG as the concentration that their own kinetics give (ng/mL, IU/L),
/// weight loss as ug/h, the loads of life as their strength while they last.
enum class Species {
  testosterone,
  estradiol,
  dht,
  lh,
  fsh,
  gnrh,
  hcg,
  growth_hormone,
  weight_loss,
  lasting_weight_loss,
  energy_deficit,
  exercise,
  sleep_loss,
  illness,
  count
};

/// Everything drugs do to the axis at one moment.
template <class Real>
struct Exposure {
  std::array<SiteLoad<Real>, static_cast<std::size_t>(Site::count)> sites{};
  std::array<Real, static_cast<std::size_t>(Species::count)> species{};

  const SiteLoad<Real>& at(Site site) const { return sites[static_cast<std::size_t>(site)]; }
  const Real& of(Species s) const { return species[static_cast<std::size_t>(s)]; }
};

/// Constants of one man, worked out once: what normalises his signals (always the typical man's) and powers of his own
/// parameters.
template <class Real>
struct Constants {
  HypothalamusConstants<Real> hypothalamus;
  PituitaryConstants<Real> pituitary;
  LeydigConstants<Real> leydig;
  SteroidReference<Real> steroids;
  SpermatogenesisConstants<Real> spermatogenesis;

  Constants() = default;
  Constants(const Parameters<Real>& man, const Parameters<Real>& typical)
      : hypothalamus(man.hypothalamus, typical.hypothalamus),
        pituitary(man.pituitary),
        leydig(man.leydig, typical.leydig),
        steroids(typical.steroids),
        spermatogenesis(man.spermatogenesis, typical.spermatogenesis) {}
};

/// How fast slow states move: 1 in a simulation; larger while a man's resting state is sought (tissues, which take years, by the
/// square), when growth and weight change are held at 0.
template <class Real>
struct Pace {
  Real slow{1};
  Real growth{1};
};

/// How all that moves with each pulse is driven by what does not.
template <class Real>
struct PulseDrive {
  GeneratorDrive<Real> generator;
  GonadotrophDrive<Real> gonadotrophs;
  LeydigDrive<Real> leydig;
  Real taken_up;  // testosterone that the testis takes up from blood, nmol/L

  static constexpr std::size_t field_count =
      GeneratorDrive<double>::field_count + GonadotrophDrive<double>::field_count + LeydigDrive<double>::field_count + 1;
};
HPG_CHECK_FIELDS(PulseDrive);

/// What is worked out once at each moment and read by both halves of the axis.
template <class Real>
struct Surroundings {
  FreeSteroids<Real> free;
  MetabolicSignals<Real> body;
  HypothalamusInputs<Real> hypothalamus;
  PituitaryInputs<Real> pituitary;
  LeydigInputs<Real> leydig;

  Surroundings(const Parameters<Real>& p, const Constants<Real>& constant, const Exposure<Real>& drug, const Real& clock,
               const AxisState<Real>& s)
      : free(bind(p.steroids, s.steroids)),
        body(metabolic_signals(p.metabolism, drug.of(Species::sleep_loss), s.metabolism)),
        hypothalamus{
            androgen_signal(p.steroids, constant.steroids, free, drug.at(Site::androgen_receptor_hypothalamus)),
            estrogen_signal(p.steroids, constant.steroids, free.estradiol, drug.at(Site::estrogen_receptor_hypothalamus)),
            unsaturated_signal(p.hypothalamus.opioid_tone, drug.at(Site::opioid_receptor)),
            body.energy,
            s.lactotroph.prolactin,
            s.metabolism.cortisol,
            body.drive,
            occupancy(drug.at(Site::kiss1r)),
            Real(1) - unblocked(drug.at(Site::nk3r))},
        pituitary{androgen_signal(p.steroids, constant.steroids, free, drug.at(Site::androgen_receptor_pituitary)),
                  estrogen_signal(p.steroids, constant.steroids, free.estradiol, drug.at(Site::estrogen_receptor_pituitary)),
                  s.sertoli.inhibin_b / p.sertoli.typical_inhibin_b},
        leydig{drug.at(Site::lh_receptor), drug.of(Species::hcg), unblocked(drug.at(Site::steroidogenesis)),
               body.leydig * unblocked(drug.at(Site::leydig_insulin)), clock} {}
};

/// The drive of the pulsing half in a man in such a state.
template <class Real>
PulseDrive<Real> pulse_drive(const Parameters<Real>& p, const Constants<Real>& constant, const Exposure<Real>& drug,
                             const Surroundings<Real>& around, const AxisState<Real>& s) {
  PulseDrive<Real> drive;
  drive.generator = generator_drive(p.hypothalamus, constant.hypothalamus, around.hypothalamus, s.hypothalamus);
  drive.gonadotrophs = gonadotroph_brakes(p.pituitary, around.pituitary, s.pituitary);
  drive.gonadotrophs.gnrh_given = drug.of(Species::gnrh);
  drive.gonadotrophs.gnrh_agonist = drug.at(Site::gnrh_receptor).active;
  drive.gonadotrophs.gnrh_antagonist = drug.at(Site::gnrh_receptor).bound - drug.at(Site::gnrh_receptor).active;
  drive.gonadotrophs.lh_given = drug.of(Species::lh) / p.pituitary.lh_volume;
  drive.gonadotrophs.fsh_given = drug.of(Species::fsh) / p.pituitary.fsh_volume;
  drive.leydig = leydig_drive(p.leydig, constant.leydig, around.leydig, s.leydig);
  drive.taken_up = p.steroids.testis_uptake * around.free.bioavailable_testosterone;
  return drive;
}

/// From the pulse generator to testosterone in the testis: what moves with each pulse. `Man`, `Fixed` and `State`
/// are Parameters, Constants and AxisState, or hold those of their members that are used here (pulse_half.hpp).
template <class Man, class Fixed, class Real, class State>
void pulse_derivative(const Man& p, const Fixed& constant, const PulseDrive<Real>& drive, const Pace<Real>& pace, const State& s,
                      State& d) {
  pulse_generator(p.hypothalamus, drive.generator, s.hypothalamus, d.hypothalamus);
  gonadotrophs(p.pituitary, constant.pituitary, drive.gonadotrophs, s.hypothalamus.gnrh, s.pituitary, d.pituitary, pace.slow);
  const Real made = steroidogenesis(p.leydig, constant.leydig, drive.leydig, s.pituitary.lh, s.leydig, d.leydig);
  testis_testosterone(p.steroids, constant.steroids, made, drive.taken_up, s.steroids, d.steroids);
}

/// Everything else: feedback, adaptation of the Leydig cells, steroids in blood, Sertoli and germ cells, and the rest of the man.
/// Of what moves with each pulse it reads LH, FSH, acute Leydig drive and intratesticular testosterone.
template <class Real>
void body_derivative(const Parameters<Real>& p, const Constants<Real>& constant, const Exposure<Real>& drug,
                     const Surroundings<Real>& around, const Pace<Real>& pace, const AxisState<Real>& s, AxisState<Real>& d) {
  const FreeSteroids<Real>& free = around.free;
  constexpr double kKilogram = 1e9;  // ug

  steroid_feedback(p.hypothalamus, around.hypothalamus, s.hypothalamus, d.hypothalamus, pace.slow);
  steroid_feedback(p.pituitary, around.pituitary, s.pituitary, d.pituitary);
  lactotroph(p.lactotroph, unsaturated_signal(Real(1), drug.at(Site::d2_receptor)), s.lactotroph, d.lactotroph);

  // Testis and steroids.
  leydig_adaptation(p.leydig, around.leydig, s.pituitary.lh, s.leydig, d.leydig, pace.slow);
  const Real liver_estrogen =
      estrogen_signal(p.steroids, constant.steroids, free.estradiol, drug.at(Site::estrogen_receptor_liver));
  const Real reductase_inhibitor = drug.at(Site::five_alpha_reductase).bound;
  steroids(
      p.steroids, constant.steroids,
      SteroidInputs<Real>{p.steroids.testis_uptake * free.bioavailable_testosterone, p.leydig.cell_number, s.leydig.trophic,
                          s.leydig.acute, drug.of(Species::testosterone), drug.of(Species::estradiol), drug.of(Species::dht),
                          drug.at(Site::aromatase_testis).bound, drug.at(Site::aromatase_adipose).bound, reductase_inhibitor,
                          around.leydig.steroidogenesis_allowed, liver_estrogen, around.body.fat_aromatase, around.body.shbg},
      free, s.steroids, d.steroids, pace.slow);

  const Real fsh = unsaturated_signal(s.pituitary.fsh / p.sertoli.typical_fsh, drug.at(Site::fsh_receptor));
  const Real itt = s.steroids.itt / p.steroids.typical_itt;
  sertoli(p.sertoli, fsh, itt, s.sertoli, d.sertoli, pace.growth);
  spermatogenesis(p.spermatogenesis, constant.spermatogenesis,
                  SpermatogenesisInputs<Real>{itt, fsh, sertoli_cells(p.sertoli, s.sertoli),
                                              sertoli_support(s.sertoli, p.steroids.androgen_receptor_function)},
                  s.spermatogenesis, d.spermatogenesis, pace.slow);

  // The rest of the man.
  const Real androgen = androgen_signal(p.steroids, constant.steroids, free, drug.at(Site::androgen_receptor_periphery));
  metabolism(p.metabolism,
             MetabolismInputs<Real>{androgen, estrogen_signal(p.steroids, constant.steroids, free.estradiol, SiteLoad<Real>{}),
                                    s.somatotropic.igf1, drug.of(Species::energy_deficit),
                                    drug.of(Species::weight_loss) / Real(kKilogram),
                                    drug.of(Species::lasting_weight_loss) / Real(kKilogram), drug.of(Species::exercise),
                                    drug.of(Species::sleep_loss), drug.of(Species::illness)},
             s.metabolism, d.metabolism, pace.slow, pace.growth);
  somatotropic(p.somatotropic,
               SomatotropicInputs<Real>{occupancy(drug.at(Site::ghrh_receptor)), occupancy(drug.at(Site::ghrelin_receptor)),
                                        positive(s.metabolism.fat / p.metabolism.typical_fat), drug.of(Species::growth_hormone)},
               s.somatotropic, d.somatotropic);

  // The prostate turns most of its testosterone into DHT on the spot and takes a little from blood.
  const TissueParameters<Real>& t = p.tissues;
  const Real own = t.prostate_testosterone_share * free.testosterone / constant.steroids.free_testosterone +
                   t.prostate_serum_dht_share * free.dht / constant.steroids.free_dht +
                   (Real(1) - t.prostate_testosterone_share - t.prostate_serum_dht_share) *
                       dht_formation(p.steroids, constant.steroids, free.testosterone, reductase_inhibitor);
  const Real in_prostate =
      p.steroids.androgen_receptor_function * unsaturated_signal(own, drug.at(Site::androgen_receptor_periphery));
  const auto estrogen_at = [&](Site site) {
    return estrogen_signal(p.steroids, constant.steroids, free.estradiol, drug.at(site));
  };
  tissues(p.tissues,
          TissueInputs<Real>{androgen, in_prostate, around.hypothalamus.estrogen, liver_estrogen,
                             estrogen_at(Site::estrogen_receptor_bone), estrogen_at(Site::estrogen_receptor_breast),
                             Real(1) - unblocked(drug.at(Site::estrogen_receptor_pituitary))},
          s.tissues, d.tissues, square(pace.slow));
}

/// The right-hand side of the whole axis. `clock` is the hour of the day; derivatives per hour. The two halves are separate so
/// that many men can be followed with a short step for the pulses and a long one for the rest (src/batch).
template <class Real>
void axis_derivative(const Parameters<Real>& p, const Constants<Real>& constant, const Exposure<Real>& drug, const Real& clock,
                     const Pace<Real>& pace, const AxisState<Real>& s, AxisState<Real>& d) {
  const Surroundings<Real> around(p, constant, drug, clock, s);
  pulse_derivative(p, constant, pulse_drive(p, constant, drug, around, s), pace, s, d);
  body_derivative(p, constant, drug, around, pace, s, d);
}

}  // namespace hpg::model
