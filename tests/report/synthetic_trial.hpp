// A made-up trial of testosterone against clomiphene and no treatment: titrated, with losses, stops and odd men, so that the
// report is tested without a simulator.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>
#include <string>

#include "trial/memory_trial.hpp"

namespace hpg::test {

inline constexpr double kTrialMonth = 730.5;

inline TrialDose trial_dose(const char* drug, const char* route, double amount, double every, double until, const char* written) {
  TrialDose line;
  line.label = drug;
  line.dose.drug = drug;
  line.dose.route = route;
  line.dose.amount = amount;
  line.dose.every = every;
  line.dose.count = static_cast<std::size_t>(until / every);
  line.dose.written = written;
  return line;
}

inline Outcome trial_outcome(Outcome::Kind kind, const char* name, const char* observable, double month, Bounds bounds = {}) {
  Outcome out;
  out.kind = kind;
  out.name = name;
  out.column.observable = observable;
  out.bounds = bounds;
  out.at = month * kTrialMonth;
  return out;
}

/// Three arms over a year (of a cross-over, over half a year each).
inline Trial synthetic_trial_plan(Design design = Design::parallel) {
  const bool parallel = design == Design::parallel;
  const double length = parallel ? 12 : 6;
  Trial trial;
  trial.title = "Titrated testosterone or clomiphene in men with secondary hypogonadism";
  trial.seed = 20240917;
  trial.design = design;
  trial.duration = length * kTrialMonth;
  trial.washout = parallel ? 0 : 3 * kTrialMonth;
  trial.population.condition = "secondary hypogonadism";
  trial.population.men = 300;
  trial.population.age = {41, 9, {18, 65}};
  trial.population.bmi = {31, 4, {20, 50}};
  trial.population.labs = {{"total_testosterone", 8.2, 2.1, {}}, {"lh", 3.1, 1.4, {}}};
  trial.population.include = {{"total_testosterone", {-kNoBound, 10.4}, {}}, {"hematocrit", {-kNoBound, 50}, {}}};
  trial.arms.resize(3);
  trial.arms[0].name = "No treatment";
  trial.arms[1].name = "Testosterone cypionate, titrated";
  trial.arms[1].doses = {trial_dose("testosterone cypionate", "im", 1e5, 168, length * kTrialMonth, "100 mg im every 7 d")};
  TitrationRule rule;
  rule.observable = "total_testosterone";
  rule.visits = {1.5 * kTrialMonth, 3 * kTrialMonth};
  rule.keep = {13.9, 24.3};
  rule.dose = "testosterone cypionate";
  rule.step = 25000;
  rule.amount = {25000, 200000};
  trial.arms[1].titration = {rule};
  trial.arms[1].stopping = {{"hematocrit", {-kNoBound, 54}, {}}};
  trial.arms[2].name = "Clomiphene";
  trial.arms[2].doses = {trial_dose("clomiphene", "oral", 25000, 24, length * kTrialMonth, "25 mg oral every day")};
  for (const double month : {0.0, 1.5, 3.0, 6.0, 9.0, 12.0}) {
    if (month <= length) trial.visits.push_back({month * kTrialMonth, month > 0 ? 96.0 : 0});
  }
  trial.dropout_per_year = 0.1;
  trial.missed_doses = 0.05;
  trial.columns = {{"total_testosterone", false},
                   {"total_testosterone", true},
                   {"lh", false},
                   {"sperm_concentration", false},
                   {"hematocrit", false},
                   {"libido", false},
                   {"fat_mass", false}};
  using Kind = Outcome::Kind;
  trial.outcomes = {trial_outcome(Kind::responder, "Testosterone in range", "total_testosterone", length, {9.15, 31.8}),
                    trial_outcome(Kind::change, "Hematocrit", "hematocrit", length),
                    trial_outcome(Kind::change, "Total testosterone", "total_testosterone", length),
                    trial_outcome(Kind::time_to, "Severe oligozoospermia", "sperm_concentration", 0, {0, 5})};
  return trial;
}

/// Labs of a man at a share of the way to the plateau of his arm.
inline std::vector<double> synthetic_labs(std::uint32_t arm, double way, double person, double noise) {
  static constexpr double testosterone[] = {8.2, 19, 17}, lh[] = {3.1, 0.2, 6.5}, sperm[] = {30, 1.2, 36}, hct[] = {44, 49, 45};
  static constexpr double libido[] = {45, 66, 60}, fat[] = {31, 28, 30};
  const auto at = [&](const double(&on)[3]) { return on[0] + (on[arm] - on[0]) * way; };
  const double level = at(testosterone) * std::exp(0.22 * person);
  return {level * std::exp(0.1 * noise),
          level * 0.92,
          at(lh) * std::exp(0.35 * person + 0.3 * noise),
          std::max(0.0, at(sperm) * std::exp(0.8 * person + 0.2 * noise) - 0.4),
          at(hct) + 2.1 * person + 0.6 * noise,
          std::clamp(at(libido) + 9 * person + 3 * noise, 0.0, 100.0),
          at(fat) * std::exp(0.2 * person)};
}

inline MemoryTrial synthetic_trial(std::size_t men = 300, Design design = Design::parallel) {
  const Trial plan = synthetic_trial_plan(design);
  MemoryTrial data(plan);
  data.found = {1860, 922, men, 311.4, {8.24, 3.06}, {2.05, 1.38}};
  std::mt19937_64 random(7);
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  const auto normal = [&] { return uniform() + uniform() + uniform() + uniform() - 2; };  // sd 0.58, near enough
  const double length = plan.duration + plan.washout;
  for (std::size_t i = 0; i < men; ++i) {
    const auto arm = static_cast<std::uint32_t>(i % 3);
    const double person = 1.7 * normal();
    const double leaves = -std::log(1 - uniform()) / 0.1 * 8766;
    std::vector<double> values;
    Subject& man = data.add(arm, {});
    man.age = 41 + 9 * normal();
    man.bmi = 31 + 4 * normal();
    man.ill_conditioned = i % 83 == 40;
    bool stopped = false;
    for (std::size_t period = 0; period < plan.periods(); ++period) {
      const std::uint32_t now = man.arm_in(period, 3);
      double amount = 1e5;
      if (now == 1 && !stopped) man.doses.push_back({0, period, 0, amount, 0});
      if (now == 2 && !stopped) man.doses.push_back({0, period, 0, 25000, 0});
      for (std::size_t v = 0; v < plan.visits.size(); ++v) {
        double& time = man.visit_time[period * plan.visits.size() + v];
        if (v > 0) time += 24 * std::floor(9 * uniform() - 4);
        const double way = stopped ? 0 : 1 - std::exp(-plan.visits[v].time / 1100);
        const double dose = now == 1 ? std::pow(amount / 1e5, 0.8) : 1;
        std::vector<double> labs = synthetic_labs(now, way, person, 1.7 * normal());
        labs[0] *= v > 0 ? dose : 1;
        labs[1] *= v > 0 ? dose : 1;
        const bool failed = i == 155 && v > 2;
        const bool gone = length * static_cast<double>(period) + time > leaves;
        if (failed || gone) labs.assign(labs.size(), kNone);
        if (gone && man.status == Status::completed) man.status = Status::dropped_out, man.left_at = leaves;
        if (failed && man.status == Status::completed) man.status = Status::failed, man.left_at = 4000;
        values.insert(values.end(), labs.begin(), labs.end());
        if (now != 1 || stopped) continue;
        if (labs[4] > 54) {
          stopped = true;
          man.status = Status::stopped;
          man.left_at = length * static_cast<double>(period) + time;
          man.doses.push_back({time, period, 0, 0, 0});
        } else if ((v == 1 || v == 2) && (labs[0] < 13.9 || labs[0] > 24.3)) {
          amount += labs[0] < 13.9 ? 25000 : -25000;
          man.doses.push_back({time, period, 0, amount, 1});
        }
      }
    }
    man.values = std::move(values);
  }
  return data;
}

}  // namespace hpg::test
