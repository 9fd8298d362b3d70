// Names of a trial, looked up once.
#include "trial/trial_plan.hpp"

#include <algorithm>
#include <cmath>

#include "model/observe.hpp"

namespace hpg::trial {

namespace {

constexpr double kDay = 24;

}  // namespace

TrialPlan::TrialPlan(const Catalog& catalog, const Trial& trial) : catalog_(catalog), trial_(trial) {
  const Where file{trial.source_file, 0, "labs.observables"};
  for (const Column& column : trial.columns) columns_.push_back(source(column.observable, column.mean_24_h, file));
  for (const CohortLab& lab : trial.population.labs) labs_.push_back(source(lab.observable, false, lab.where));
  for (const Criterion& criterion : trial.population.include) {
    criteria_.push_back(source(criterion.observable, false, criterion.where));
  }
  for (const TrialArm& arm : trial.arms) {
    titration_.emplace_back();
    for (const TitrationRule& rule : arm.titration) titration_.back().push_back(source(rule.observable, rule.mean, rule.where));
    stopping_.emplace_back();
    for (const StoppingRule& rule : arm.stopping) stopping_.back().push_back(source(rule.observable, false, rule.where));
  }
  life_begins_ = -2 * kDay;
  for (const Dose& past : trial.population.history) {
    life_begins_ = std::min(life_begins_, kDay * std::floor(past.first / kDay) - kDay);
  }
}

Source TrialPlan::source(const std::string& observable, bool mean, const Where& where) const {
  const std::string& id = catalog_.observable(observable, where).id;
  Source out;
  out.observable = static_cast<std::size_t>(std::find(model::kObservableIds.begin(), model::kObservableIds.end(), id) -
                                            model::kObservableIds.begin());
  if (mean) {
    out.area = batch::area_of(id);
    if (!out.area) throw InputError(where, "no 24-h mean of " + id + " is kept");
  } else if (trial_.assay_error) {
    const auto assay = catalog_.assays.find(id);
    if (assay != catalog_.assays.end()) {
      out.assay = assay->second;
      out.assay.numbers.clear();
    }
  }
  return out;
}

TrialPlan::Prescription TrialPlan::prescription(std::uint32_t arm) const {
  Prescription all;
  all.doses = trial_.population.history;
  all.history = all.doses.size();
  for (std::size_t period = 0; period < trial_.periods(); ++period) {
    const TrialArm& now = trial_.arms[(arm + period) % trial_.arms.size()];
    for (std::size_t d = 0; d < now.doses.size(); ++d) {
      all.doses.push_back(now.doses[d].dose);
      all.doses.back().first += trial_.period_start(period);
      all.lines.push_back({period, d});
    }
  }
  return all;
}

}  // namespace hpg::trial
