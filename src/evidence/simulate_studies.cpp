// Studies to the engine.
#include "evidence/simulate_studies.hpp"

#include <algorithm>
#include <deque>
#include <mutex>

#include "batch/follow.hpp"
#include "trial/run_trial.hpp"
#include "trial/subject_journey.hpp"

namespace hpg::evidence {

namespace {

constexpr double kRunIn = 30 * 24;  // h: what a man costs before his study begins, nearly

struct Arm {
  std::size_t study, arm;
  trial::TrialPlan plan;
  double cost;  // of one man, h
};

}  // namespace

SimulatedArms simulate_studies(const Catalog& catalog, const std::vector<Study>& studies, const SimulationOptions& options) {
  trial::TrialOptions drawing;
  drawing.threads = options.threads;
  drawing.stop = options.stop;

  SimulatedArms men(studies.size());
  std::deque<Arm> arms;  // plans are referred to
  double all = 0;
  for (std::size_t s = 0; s < studies.size(); ++s) {
    const trial::Cohort* shared = nullptr;
    men[s].resize(studies[s].arms.size());
    for (std::size_t a = 0; a < studies[s].arms.size(); ++a) {
      const StudyArm& arm = studies[s].arms[a];
      men[s][a].resize(options.men);
      arms.push_back({s, a, trial::TrialPlan(catalog, arm.trial), kRunIn + arm.trial.visits.back().time});
      all += arms.back().cost;
      trial::TrialPlan& plan = arms.back().plan;
      if (options.seating != nullptr) {
        plan.set_seated((*options.seating)[s][a]);
        continue;
      }
      if (!arm.own_population && shared != nullptr) {
        plan.set_cohort(*shared);
      } else {
        plan.set_cohort(trial::find_cohort(plan, drawing));
        if (!arm.own_population) shared = &plan.cohort();
      }
    }
  }

  // The longest first, so that no thread is left with one long arm at the end.
  std::vector<const Arm*> order;
  for (const Arm& arm : arms) order.push_back(&arm);
  std::stable_sort(order.begin(), order.end(), [](const Arm* a, const Arm* b) { return a->cost > b->cost; });
  std::size_t next_arm = 0, next_man = 0;
  std::mutex lock;
  double over = 0;
  const auto next = [&]() -> std::unique_ptr<batch::Journey> {
    if (next_man == options.men) {
      next_man = 0;
      ++next_arm;
    }
    if (next_arm >= order.size() || options.men == 0) return nullptr;
    const Arm& arm = *order[next_arm];
    const std::size_t place = next_man++;
    return std::make_unique<trial::SubjectJourney>(
        arm.plan, place, drawing.accuracy,
        [&, &arm = arm, &seat = men[arm.study][arm.arm][place]](Subject&& subject, trial::Trace&&) {
          const std::scoped_lock held(lock);
          seat = std::move(subject);
          over += arm.cost;
          if (options.progress) options.progress(over / (all * static_cast<double>(options.men)));
        },
        [] {});
  };
  batch::follow(catalog.typical, next, {drawing.instructions, options.threads, 64, options.stop, order.size() * options.men});
  return men;
}

Seating seating_of(const SimulatedArms& men) {
  Seating seating(men.size());
  for (std::size_t s = 0; s < men.size(); ++s) {
    for (const std::vector<Subject>& arm : men[s]) {
      seating[s].emplace_back();
      for (const Subject& man : arm) seating[s].back().push_back(man.screened - 1);
    }
  }
  return seating;
}

}  // namespace hpg::evidence
