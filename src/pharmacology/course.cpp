// Doses as events on exact linear kinetics, and what the resulting levels do at their sites.
#include "pharmacology/course.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace hpg::pharmacology {

namespace {

/// An intravenous push into a species that the axis itself clears takes a minute.
constexpr double kPush = 1.0 / 60.0;

}  // namespace

DrugKinetics::DrugKinetics(const Drug& drug, std::vector<const Route*> routes) : drug_(&drug) {
  for (const Route* route : routes) {
    for (std::size_t i = 0; i < route->absorption.size(); ++i) {
      const Absorption& path = route->absorption[i];
      if (path.rate <= 0) continue;
      const std::size_t entry = chain_.size();
      if (path.transit_rate > 0) chain_.add(path.transit_rate);
      depots_.push_back({route, i, entry, chain_.add(path.rate)});
    }
  }
  blood_ = chain_.size();
  for (const DispositionMode& mode : drug.disposition) chain_.add(mode.rate);
  has_effect_site_ = drug.effect_site_rate > 0;
  if (has_effect_site_) effect_ = chain_.add(drug.effect_site_rate);

  for (const Depot& depot : depots_) {
    if (depot.entry != depot.compartment) chain_.couple(depot.entry, depot.compartment, chain_.rate(depot.entry));
  }
  for (std::size_t m = 0; m < drug.disposition.size(); ++m) {
    for (const Depot& depot : depots_) {
      chain_.couple(depot.compartment, blood_ + m, drug.disposition[m].fraction * chain_.rate(depot.compartment));
    }
    if (has_effect_site_) chain_.couple(blood_ + m, effect_, drug.effect_site_rate / drug.volume);
  }
  chain_.restart();

  if (drug.species) delivered_.push_back(*drug.species);
  for (const Depot& depot : depots_) {
    const auto other = depot.route->absorption[depot.absorption].species;
    if (other && std::find(delivered_.begin(), delivered_.end(), *other) == delivered_.end()) delivered_.push_back(*other);
  }
}

std::vector<DrugKinetics::TimedChange> DrugKinetics::administer(const Route& route, double amount, double over,
                                                                const Where& where) const {
  std::vector<TimedChange> changes;
  // A level is what flows per hour while it lasts.
  const double whole = drug_->dose_kind == DoseKind::level ? amount * over : amount;
  const double active = whole * drug_->active_fraction * route.bioavailability;
  const auto put = [&](std::size_t compartment, double dose, double duration) {
    if (duration > 0) {
      changes.push_back({0, {compartment, 0, dose / duration}});
      changes.push_back({duration, {compartment, 0, -dose / duration}});
    } else {
      changes.push_back({0, {compartment, dose, 0}});
    }
  };
  const auto into_blood = [&](double dose, double duration) {
    if (drug_->disposition.empty()) {
      put(blood_, dose, duration > 0 ? duration : kPush);
    } else {
      for (std::size_t m = 0; m < drug_->disposition.size(); ++m)
        put(blood_ + m, dose * drug_->disposition[m].fraction, duration);
    }
  };
  if (route.absorption.empty()) into_blood(active, over);
  for (std::size_t i = 0; i < route.absorption.size(); ++i) {
    const Absorption& path = route.absorption[i];
    if (path.rate > 0) {
      for (const Depot& depot : depots_) {
        if (depot.route == &route && depot.absorption == i) put(depot.entry, active * path.fraction, over);
      }
    } else if (over > 0) {
      throw InputError(where, drug_->name + " " + route.name +
                                  " is a depot that releases by itself: it cannot be infused (remove 'over' or 'rate')");
    } else {
      into_blood(active * path.fraction, path.duration);
    }
  }
  return changes;
}

void DrugKinetics::apply(const Change& change) {
  if (drug_->disposition.empty() && change.compartment == blood_) {
    through_ += change.rate;
    return;
  }
  chain_.deposit(change.compartment, change.amount);
  chain_.change_input(change.compartment, change.rate);
}

double DrugKinetics::into_axis(model::Species species) const {
  double rate = species == drug_->species ? through_ : 0;
  for (const Depot& depot : depots_) {
    if (depot.route->absorption[depot.absorption].species.value_or(*drug_->species) != species) continue;
    rate += chain_.rate(depot.compartment) * chain_.amount(depot.compartment);
  }
  return rate;
}

double DrugKinetics::concentration(double tau) {
  chain_.decay(tau);
  return concentration_now();
}

double DrugKinetics::area(double tau) const {
  double sum = 0;
  for (std::size_t m = 0; m < drug_->disposition.size(); ++m) sum += chain_.integral(blood_ + m, tau);
  return drug_->disposition.empty() ? 0 : sum / drug_->volume;
}

double DrugKinetics::concentration_now() const {
  double amount = 0;
  for (std::size_t m = 0; m < drug_->disposition.size(); ++m) amount += chain_.amount(blood_ + m);
  return drug_->disposition.empty() ? 0 : amount / drug_->volume;
}

void DrugKinetics::act(double tau, model::Exposure<double>& exposure) {
  chain_.decay(tau);
  for (const model::Species species : delivered_) {
    double& total = exposure.species[static_cast<std::size_t>(species)];
    if (!enters_as_rate(species)) {
      total += concentration_now();
    } else {
      // ug to nmol for steroids, IU and others as they are.
      total += into_axis(species) * (drug_->molar_mass > 0 ? 1000.0 / drug_->molar_mass : 1.0);
    }
  }
  if (drug_->actions.empty()) return;
  const double level = has_effect_site_ ? chain_.amount(effect_) : concentration_now();
  for (const Action& action : drug_->actions) {
    model::SiteLoad<double>& site = exposure.sites[static_cast<std::size_t>(action.site)];
    site.bound += level / action.half_effect;
    site.active += action.efficacy * level / action.half_effect;
  }
}

void DrugKinetics::reach(std::vector<std::size_t>& numbers) const {
  using Exposure = model::Exposure<double>;
  static_assert(offsetof(Exposure, species) == 2 * sizeof(double) * static_cast<std::size_t>(model::Site::count));
  for (const Action& action : drug_->actions) {
    const std::size_t bound = 2 * static_cast<std::size_t>(action.site);
    numbers.insert(numbers.end(), {bound, bound + 1});
  }
  for (const model::Species species : delivered_) {
    numbers.push_back(2 * static_cast<std::size_t>(model::Site::count) + static_cast<std::size_t>(species));
  }
}

double DrugKinetics::unabsorbed(double tau) {
  chain_.decay(tau);
  double sum = 0;
  for (const Depot& depot : depots_) {
    sum += chain_.amount(depot.compartment);
    if (depot.entry != depot.compartment) sum += chain_.amount(depot.entry);
  }
  return sum;
}

double DrugKinetics::in_body(double tau) {
  chain_.decay(tau);
  // Modes are parts of the central concentration; weighting by CL / (V rate) turns them into amounts in the whole body.
  double mean_residence = 0;
  for (const DispositionMode& mode : drug_->disposition) mean_residence += mode.fraction / mode.rate;
  double sum = 0;
  for (std::size_t m = 0; m < drug_->disposition.size(); ++m) {
    sum += chain_.amount(blood_ + m) / (drug_->disposition[m].rate * mean_residence);
  }
  return sum;
}

double DrugKinetics::eliminated(double tau) const {
  double mean_residence = 0;
  for (const DispositionMode& mode : drug_->disposition) mean_residence += mode.fraction / mode.rate;
  double sum = 0;
  for (std::size_t m = 0; m < drug_->disposition.size(); ++m) sum += chain_.integral(blood_ + m, tau) / mean_residence;
  return sum;
}

double DrugKinetics::delivered(double tau) const {
  double sum = through_ * tau;
  for (const Depot& depot : depots_) sum += chain_.rate(depot.compartment) * chain_.integral(depot.compartment, tau);
  return sum;
}

void Course::plan(std::size_t index, const Dose& dose, const Drug& drug, double fraction) {
  const auto route = std::find_if(drug.routes.begin(), drug.routes.end(), [&](const Route& r) { return r.name == dose.route; });
  if (route == drug.routes.end()) throw InputError(dose.where, drug.name + " has no route '" + dose.route + "'");
  auto plan = std::find_if(plans_.begin(), plans_.end(), [&](const Plan& p) { return p.drug == &drug; });
  if (plan == plans_.end()) plan = plans_.insert(plans_.end(), Plan{&drug, {}, {}});
  if (std::find(plan->routes.begin(), plan->routes.end(), &*route) == plan->routes.end()) plan->routes.push_back(&*route);
  plan->items.push_back({index, &dose, &*route, fraction});
}

void Course::finish() {
  for (const Plan& plan : plans_) {
    const DrugKinetics& kinetics = drugs_.emplace_back(*plan.drug, plan.routes);
    for (const Plan::Item& item : plan.items) {
      const Dose& dose = *item.dose;
      const auto changes = kinetics.administer(*item.route, dose.amount * item.fraction, dose.over, dose.where);
      for (std::size_t n = 0; n < dose.count; ++n) {
        const double time = dose.first + static_cast<double>(n) * dose.every;
        for (const auto& [delay, change] : changes) {
          events_.push_back({time + delay, drugs_.size() - 1, change, item.index, n, time, dose.over > 0, change});
        }
      }
    }
  }
  std::stable_sort(events_.begin(), events_.end(), [](const Event& a, const Event& b) { return a.time < b.time; });
  plans_.clear();
  area_.assign(drugs_.size(), 0);
  for (const DrugKinetics& drug : drugs_) drug.reach(reach_);
  std::sort(reach_.begin(), reach_.end());
  reach_.erase(std::unique(reach_.begin(), reach_.end()), reach_.end());
}

double Course::next_change() const {
  return next_ < events_.size() ? events_[next_].time : std::numeric_limits<double>::infinity();
}

void Course::apply_changes(double time) {
  for (std::size_t d = 0; d < drugs_.size(); ++d) {
    area_[d] += drugs_[d].area(time - origin_);
    drugs_[d].move_origin(time - origin_);
  }
  origin_ = time;
  for (; next_ < events_.size() && events_[next_].time <= time; ++next_) drugs_[events_[next_].drug].apply(events_[next_].change);
  for (DrugKinetics& drug : drugs_) drug.restart();
}

void Course::change_dose(std::size_t dose, double time, double share) {
  std::vector<Event> now;
  for (std::size_t e = next_; e < events_.size(); ++e) {
    Event& event = events_[e];
    if (event.dose != dose) continue;
    const double before = event.change.rate;
    if (event.given >= time) {
      event.change.amount = share * event.prescribed.amount;
      event.change.rate = share * event.prescribed.rate;
    } else if (event.infusion && before <= 0 && event.prescribed.rate < 0) {
      // Its end takes away what flows then; the difference comes now.
      event.change.rate = share * event.prescribed.rate;
      Event step = event;
      step.time = time;
      step.change.rate = before - event.change.rate;
      step.infusion = false;
      now.push_back(step);
    }
  }
  events_.insert(events_.begin() + static_cast<std::ptrdiff_t>(next_), now.begin(), now.end());
}

void Course::exposure(double time, model::Exposure<double>& out) {
  for (DrugKinetics& drug : drugs_) drug.act(time - origin_, out);
}

}  // namespace hpg::pharmacology
