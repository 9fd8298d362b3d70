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
  LeydigConstants<Real> leydig;
  SteroidReference<Real> steroids;
  SpermatogenesisConstants<Real> spermatogenesis;

  Constants() = default;
  Constants(const Parameters<Real>& man, const Parameters<Real>& typical)
      : hypothalamus(man.hypothalamus, typical.hypothalamus),
        leydig(man.leydig, typical.leydig),
        steroids(typical.steroids),
        spermatogenesis(man.spermatogenesis, typical.spermatogenesis) {}
};

/// How fast slow states move: 1 in a simulation; larger while a man's resting state is sought (tissues, which take years, by the
/// square), when growth and weight change are held at 0.
struct Pace {
  double slow = 1;
  double growth = 1;
};

/// The right-hand side of the whole axis. `clock` is the hour of the day; derivatives per hour.
template <class Real>
void axis_derivative(const Parameters<Real>& p, const Constants<Real>& constant, const Exposure<Real>& drug, const Real& clock,
                     const Pace& pace, const AxisState<Real>& s, AxisState<Real>& d) {
  const Real slow(pace.slow);
  const Real growth(pace.growth);
  const FreeSteroids<Real> free = bind(p.steroids, s.steroids);
  const auto androgen_at = [&](Site site) {
    return androgen_signal(p.steroids, constant.steroids, free.testosterone, s.steroids.dht, drug.at(site));
  };
  const auto estrogen_at = [&](Site site) {
    return estrogen_signal(p.steroids, constant.steroids, free.estradiol, drug.at(site));
  };

  const auto block_at = [&](Site site) { return Real(1) / (Real(1) + drug.at(site).bound); };
  constexpr double kKilogram = 1e9;  // ug

  // What the rest of the man does to the axis.
  const Real sleep_loss = drug.of(Species::sleep_loss);
  const MetabolicSignals<Real> body = metabolic_signals(p.metabolism, sleep_loss, s.metabolism);
  lactotroph(p.lactotroph, unsaturated_signal(Real(1), drug.at(Site::d2_receptor)), s.lactotroph, d.lactotroph);

  const Real brain_estrogen = estrogen_at(Site::estrogen_receptor_hypothalamus);
  const SiteLoad<Real>& kisspeptin = drug.at(Site::kiss1r);
  hypothalamus(p.hypothalamus, constant.hypothalamus,
               HypothalamusInputs<Real>{androgen_at(Site::androgen_receptor_hypothalamus), brain_estrogen,
                                        unsaturated_signal(p.hypothalamus.opioid_tone, drug.at(Site::opioid_receptor)),
                                        body.energy, s.lactotroph.prolactin, s.metabolism.cortisol, body.drive,
                                        occupancy(kisspeptin), Real(1) - block_at(Site::nk3r)},
               s.hypothalamus, d.hypothalamus, slow);

  pituitary(p.pituitary,
            PituitaryInputs<Real>{s.hypothalamus.gnrh + drug.of(Species::gnrh), drug.at(Site::gnrh_receptor).bound,
                                  drug.at(Site::gnrh_receptor).active, androgen_at(Site::androgen_receptor_pituitary),
                                  estrogen_at(Site::estrogen_receptor_pituitary),
                                  s.sertoli.inhibin_b / p.sertoli.typical_inhibin_b, drug.of(Species::lh), drug.of(Species::fsh)},
            s.pituitary, d.pituitary, slow);

  // Testis and steroids.
  const Real allowed = block_at(Site::steroidogenesis);
  const Real lh = p.leydig.typical_lh * unsaturated_signal(s.pituitary.lh / p.leydig.typical_lh, drug.at(Site::lh_receptor));
  const Real testosterone_made =
      leydig(p.leydig, constant.leydig,
             LeydigInputs<Real>{lh, drug.of(Species::hcg), allowed, body.leydig * block_at(Site::leydig_insulin), clock},
             s.leydig, d.leydig, slow);

  const Real liver_estrogen = estrogen_at(Site::estrogen_receptor_liver);
  const Real reductase_inhibitor = drug.at(Site::five_alpha_reductase).bound;
  steroids(p.steroids, constant.steroids,
           SteroidInputs<Real>{testosterone_made, p.leydig.cell_number, s.leydig.trophic, s.leydig.acute,
                               drug.of(Species::testosterone), drug.of(Species::estradiol), drug.of(Species::dht),
                               drug.at(Site::aromatase_testis).bound, drug.at(Site::aromatase_adipose).bound, reductase_inhibitor,
                               allowed, liver_estrogen, body.fat_aromatase, body.shbg},
           free, s.steroids, d.steroids);

  const Real fsh = unsaturated_signal(s.pituitary.fsh / p.sertoli.typical_fsh, drug.at(Site::fsh_receptor));
  sertoli(p.sertoli, fsh, s.sertoli, d.sertoli, growth);
  spermatogenesis(p.spermatogenesis, constant.spermatogenesis,
                  SpermatogenesisInputs<Real>{s.steroids.itt / p.steroids.typical_itt, fsh, sertoli_cells(p.sertoli, s.sertoli),
                                              sertoli_support(s.sertoli, p.steroids.androgen_receptor_function)},
                  s.spermatogenesis, d.spermatogenesis, slow);

  // The rest of the man.
  const Real androgen = androgen_at(Site::androgen_receptor_periphery);
  metabolism(p.metabolism,
             MetabolismInputs<Real>{androgen, estrogen_signal(p.steroids, constant.steroids, free.estradiol, SiteLoad<Real>{}),
                                    s.somatotropic.igf1, drug.of(Species::energy_deficit),
                                    drug.of(Species::weight_loss) / Real(kKilogram),
                                    drug.of(Species::lasting_weight_loss) / Real(kKilogram), drug.of(Species::exercise),
                                    sleep_loss, drug.of(Species::illness)},
             s.metabolism, d.metabolism, slow, growth);
  somatotropic(p.somatotropic,
               SomatotropicInputs<Real>{occupancy(drug.at(Site::ghrh_receptor)), occupancy(drug.at(Site::ghrelin_receptor)),
                                        positive(s.metabolism.fat / p.metabolism.typical_fat), drug.of(Species::growth_hormone)},
               s.somatotropic, d.somatotropic);

  // The prostate turns most of its testosterone into DHT on the spot and takes a little from blood.
  const TissueParameters<Real>& t = p.tissues;
  const Real own = t.prostate_testosterone_share * free.testosterone / constant.steroids.free_testosterone +
                   t.prostate_serum_dht_share * s.steroids.dht / p.steroids.typical_dht +
                   (Real(1) - t.prostate_testosterone_share - t.prostate_serum_dht_share) *
                       dht_formation(p.steroids, constant.steroids, free.testosterone, reductase_inhibitor);
  const Real in_prostate =
      p.steroids.androgen_receptor_function * unsaturated_signal(own, drug.at(Site::androgen_receptor_periphery));
  tissues(p.tissues,
          TissueInputs<Real>{androgen, in_prostate, brain_estrogen, liver_estrogen, estrogen_at(Site::estrogen_receptor_bone),
                             estrogen_at(Site::estrogen_receptor_breast), Real(1) - block_at(Site::estrogen_receptor_pituitary)},
          s.tissues, d.tissues, square(slow));
}

}  // namespace hpg::model
