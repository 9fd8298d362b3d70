// One arm's drugs in one man: doses become events on exact linear kinetics, and their levels act on the axis.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "hpgsim/protocol.hpp"
#include "model/axis.hpp"
#include "pharmacology/drug.hpp"
#include "pharmacology/linear_chain.hpp"

namespace hpg::pharmacology {

/// Kinetics of one drug given by the routes in use.
class DrugKinetics {
 public:
  DrugKinetics(const Drug& drug, std::vector<const Route*> routes);

  [[nodiscard]] const Drug& drug() const { return *drug_; }

  /// One change at one moment: an amount at once, or the start (+) or end (-) of a constant inflow. Active ug or IU.
  struct Change {
    std::size_t compartment = 0;
    double amount = 0;  // at once
    double rate = 0;    // change of inflow, 1/h
  };
  struct TimedChange {
    double delay = 0;  // h after the dose
    Change change;
  };

  /// What one administration does. `amount` in dose units (ug or IU as prescribed); over > 0 spreads it evenly.
  /// Throws InputError at `where` if the route absorbs at a constant rate of its own and the dose is an infusion.
  [[nodiscard]] std::vector<TimedChange> administer(const Route& route, double amount, double over, const Where& where) const;

  void move_origin(double tau) { chain_.move_origin(tau); }
  void apply(const Change& change);
  void restart() { chain_.restart(); }

  /// Appends which numbers of an Exposure the drug can change.
  void reach(std::vector<std::size_t>& numbers) const;
  /// Adds what the drug does at tau after the origin.
  void act(double tau, model::Exposure<double>& exposure);

  /// Blood concentration, ug/L or IU/L, at tau; 0 for a drug that enters the axis as a rate.
  [[nodiscard]] double concentration(double tau);
  /// Area under the blood concentration from the origin to tau.
  [[nodiscard]] double area(double tau) const;
  /// Not yet absorbed, in the body, and eliminated since the origin (own disposition), active ug or IU, at tau.
  [[nodiscard]] double unabsorbed(double tau);
  [[nodiscard]] double in_body(double tau);
  [[nodiscard]] double eliminated(double tau) const;
  /// Delivered to blood since the origin by a drug that enters the axis as a rate.
  [[nodiscard]] double delivered(double tau) const;

 private:
  struct Depot {
    const Route* route;
    std::size_t absorption;   // index in the route
    std::size_t entry;        // where a dose is put: the transit step, or the releasing compartment itself
    std::size_t compartment;  // releases into blood
  };
  [[nodiscard]] double into_axis(model::Species species) const;
  [[nodiscard]] double concentration_now() const;

  const Drug* drug_;
  LinearChain<double> chain_;
  std::vector<Depot> depots_;
  std::size_t blood_ = 0;   // first compartment of the disposition, or the pass-through of a rate
  std::size_t effect_ = 0;  // effect-site concentration, if any
  bool has_effect_site_ = false;
  double through_ = 0;                     // inflow that reaches blood without a depot, 1/h (rate species)
  std::vector<model::Species> delivered_;  // the drug's species and what single routes add
};

/// All drugs of an arm with their doses in order of time.
class Course {
 public:
  /// Resolves a dose's drug and components through `find` (name -> drug).
  template <class Find>
  Course(const std::vector<Dose>& doses, const Find& find) {
    for (std::size_t d = 0; d < doses.size(); ++d) prescribe(d, doses[d], find(doses[d].drug), 1.0, find);
    finish();
  }

  /// Takes away administrations that were missed: `missed(dose, n)` says so of the n-th of each dose, both counted from 0.
  template <class Missed>
  void omit(const Missed& missed) {
    std::erase_if(events_, [&](const Event& e) { return missed(e.dose, e.administration); });
  }
  /// From `time` on (the present, no event before it is left), `dose` is `share` of what was prescribed: every administration
  /// that begins then or later, and what is left of an infusion under way. A depot that has been given goes on emptying.
  void change_dose(std::size_t dose, double time, double share);

  /// Moves the origin, before any dose: a course may start before time 0.
  void begin(double time) { origin_ = std::min(time, 0.0); }

  /// Time of the next change at or after the present origin; infinity when none is left.
  [[nodiscard]] double next_change() const;
  /// Applies every change due at exactly `time` (= next_change()).
  void apply_changes(double time);
  /// What the drugs do at `time`, not before the last change applied.
  void exposure(double time, model::Exposure<double>& out);

  /// Blood concentration of drug d (as in drugs()) at `time`, and the area under it since the course began; `time` not before
  /// the last change applied.
  [[nodiscard]] double concentration(std::size_t d, double time) { return drugs_[d].concentration(time - origin_); }
  [[nodiscard]] double area(std::size_t d, double time) const { return area_[d] + drugs_[d].area(time - origin_); }

  [[nodiscard]] std::vector<DrugKinetics>& drugs() { return drugs_; }
  /// Which numbers of an Exposure, as doubles in order, the drugs can change at all.
  [[nodiscard]] const std::vector<std::size_t>& reach() const { return reach_; }

 private:
  struct Event {
    double time;
    std::size_t drug;
    DrugKinetics::Change change;
    std::size_t dose;  // index in the list of doses
    std::size_t administration;
    double given;   // when that administration begins, h
    bool infusion;  // lasts as long as it is given, so that it can be changed or ended
    DrugKinetics::Change prescribed;
  };
  template <class Find>
  void prescribe(std::size_t index, const Dose& dose, const Drug& drug, double fraction, const Find& find) {
    for (const Component& part : drug.components) prescribe(index, dose, find(part.drug), fraction * part.fraction, find);
    if (drug.components.empty()) plan(index, dose, drug, fraction);
  }
  void plan(std::size_t index, const Dose& dose, const Drug& drug, double fraction);
  void finish();

  struct Plan {
    const Drug* drug;
    std::vector<const Route*> routes;
    struct Item {
      std::size_t index;
      const Dose* dose;
      const Route* route;
      double fraction;
    };
    std::vector<Item> items;
  };
  std::vector<Plan> plans_;
  std::vector<DrugKinetics> drugs_;
  std::vector<Event> events_;
  std::size_t next_ = 0;
  double origin_ = 0;
  std::vector<std::size_t> reach_;
  std::vector<double> area_;  // of each drug's concentration, up to the origin
};

}  // namespace hpg::pharmacology
