// The axis: its state and parameters, and how the organs are wired. Nothing here knows files, drugs by name or threads.
#pragma once

#include <array>
#include <string>

#include "model/hypothalamus.hpp"
#include "model/leydig.hpp"
#include "model/pituitary.hpp"
#include "model/sertoli.hpp"
#include "model/spermatogenesis.hpp"
#include "model/steroids.hpp"

namespace hpg::model {

#define HPG_ORGANS(X)           \
  X(Hypothalamus, hypothalamus) \
  X(Pituitary, pituitary)       \
  X(Leydig, leydig)             \
  X(Steroid, steroids)          \
  X(Sertoli, sertoli)           \
  X(Spermatogenesis, spermatogenesis)

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
  androgen_receptor_hypothalamus,
  androgen_receptor_pituitary,
  aromatase_adipose,
  aromatase_testis,
  five_alpha_reductase,
  steroidogenesis,
  count
};

/// Body substances that a drug can be or release: some enter the model as a rate (nmol/h or IU/h into blood), GnRH and hCG as the
/// concentration that their own kinetics give (ng/mL, IU/L).
enum class Species { testosterone, estradiol, dht, lh, fsh, gnrh, hcg, count };

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

/// How fast slow states move: 1 in a simulation; larger while a man's resting state is sought, when growth is held at 0.
struct Pace {
  double slow = 1;
  double growth = 1;
};

/// The right-hand side of the whole axis. `clock` is the hour of the day; derivatives per hour.
template <class Real>
void axis_derivative(const Parameters<Real>& p, const Constants<Real>& constant, const Exposure<Real>& drug, const Real& clock,
                     const Pace& pace, const AxisState<Real>& s, AxisState<Real>& d) {
  const Real slow(pace.slow);
  const FreeSteroids<Real> free = bind(p.steroids, s.steroids);
  const auto androgen_at = [&](Site site) {
    return androgen_signal(p.steroids, constant.steroids, free.testosterone, s.steroids.dht, drug.at(site));
  };
  const auto estrogen_at = [&](Site site) {
    return estrogen_signal(p.steroids, constant.steroids, free.estradiol, drug.at(site));
  };

  const SiteLoad<Real>& kisspeptin = drug.at(Site::kiss1r);
  const SiteLoad<Real>& nk3 = drug.at(Site::nk3r);
  hypothalamus(p.hypothalamus, constant.hypothalamus,
               HypothalamusInputs<Real>{androgen_at(Site::androgen_receptor_hypothalamus),
                                        estrogen_at(Site::estrogen_receptor_hypothalamus),
                                        unsaturated_signal(Real(1), drug.at(Site::opioid_receptor)),
                                        kisspeptin.active / (Real(1) + kisspeptin.bound), nk3.bound / (Real(1) + nk3.bound)},
               s.hypothalamus, d.hypothalamus, slow);

  pituitary(p.pituitary,
            PituitaryInputs<Real>{s.hypothalamus.gnrh + drug.of(Species::gnrh), drug.at(Site::gnrh_receptor).bound,
                                  drug.at(Site::gnrh_receptor).active, androgen_at(Site::androgen_receptor_pituitary),
                                  estrogen_at(Site::estrogen_receptor_pituitary),
                                  s.sertoli.inhibin_b / p.sertoli.typical_inhibin_b, drug.of(Species::lh), drug.of(Species::fsh)},
            s.pituitary, d.pituitary, slow);

  const Real allowed = Real(1) / (Real(1) + drug.at(Site::steroidogenesis).bound);
  const Real testosterone_made =
      leydig(p.leydig, constant.leydig, LeydigInputs<Real>{s.pituitary.lh, drug.of(Species::hcg), allowed, clock}, s.leydig,
             d.leydig, slow);

  steroids(p.steroids, constant.steroids,
           SteroidInputs<Real>{testosterone_made, p.leydig.cell_number, s.leydig.trophic, s.leydig.acute,
                               drug.of(Species::testosterone), drug.of(Species::estradiol), drug.of(Species::dht),
                               drug.at(Site::aromatase_testis).bound, drug.at(Site::aromatase_adipose).bound,
                               drug.at(Site::five_alpha_reductase).bound, allowed, estrogen_at(Site::estrogen_receptor_liver)},
           free, s.steroids, d.steroids);

  const Real fsh = s.pituitary.fsh / p.sertoli.typical_fsh;
  sertoli(p.sertoli, fsh, s.sertoli, d.sertoli, Real(pace.growth));
  spermatogenesis(p.spermatogenesis, constant.spermatogenesis,
                  SpermatogenesisInputs<Real>{s.steroids.itt / p.steroids.typical_itt, fsh, sertoli_cells(p.sertoli, s.sertoli),
                                              sertoli_support(s.sertoli, p.steroids.androgen_receptor_function)},
                  s.spermatogenesis, d.spermatogenesis, slow);
}

}  // namespace hpg::model
