// Studies to the engine.
#include "evidence/simulate_studies.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "batch/follow.hpp"
#include "trial/pilot.hpp"
#include "trial/subject_journey.hpp"

namespace hpg::evidence {

namespace {

constexpr double kRunIn = 30 * 24;  // h: what a man costs before his study begins, nearly

struct Arm {
  std::size_t study, arm;
  trial::TrialPlan plan;
  const Arm* chosen_with;  // the arm of the study whose pilot says who takes part; none = its own
  std::unique_ptr<trial::Pilot> pilot;
  double treatment;  // what a man costs after his run-in, h
};

/// How far all is; from any thread.
class Account {
 public:
  Account(const std::function<void(double)>& progress, double all) : progress_(progress), all_(all) { tell(); }

  void add(double cost) {
    const std::scoped_lock held(lock_);
    over_ += cost;
    tell();
  }

 private:
  void tell() {
    if (progress_ && all_ > 0) progress_(std::min(1.0, over_ / all_));
  }

  const std::function<void(double)>& progress_;
  std::mutex lock_;
  double all_, over_ = 0;
};

/// Follows `men` journeys of each of many things, in their order, all in one queue: a small one leaves no thread idle.
template <class Thing, class Begin>
void follow_all(const Catalog& catalog, const std::vector<Thing>& things, std::size_t men, const SimulationOptions& options,
                const Begin& begin) {
  std::size_t thing = 0, man = 0;
  const auto next = [&]() -> std::unique_ptr<batch::Journey> {
    if (man == men) {
      man = 0;
      ++thing;
    }
    if (thing >= things.size() || men == 0) return nullptr;
    return begin(*things[thing], man++);
  };
  batch::follow(catalog.typical, next, {batch::widest_instructions(), options.threads, 64, options.stop, things.size() * men});
}

}  // namespace

SimulatedArms simulate_studies(const Catalog& catalog, const std::vector<Study>& studies, const SimulationOptions& options) {
  SimulatedArms men(studies.size());
  std::deque<Arm> arms;  // plans are referred to
  std::vector<Arm*> pilots, order;
  double all = 0;
  std::size_t pilot_men = 0;
  for (std::size_t s = 0; s < studies.size(); ++s) {
    const Arm* shared = nullptr;
    men[s].resize(studies[s].arms.size());
    for (std::size_t a = 0; a < studies[s].arms.size(); ++a) {
      const StudyArm& arm = studies[s].arms[a];
      men[s][a].resize(options.men);
      Arm& one =
          arms.emplace_back(Arm{s, a, trial::TrialPlan(catalog, arm.trial), nullptr, nullptr, arm.trial.visits.back().time});
      order.push_back(&one);
      all += (kRunIn + one.treatment) * static_cast<double>(options.men);
      if (options.seating != nullptr) {
        one.plan.set_seated((*options.seating)[s][a]);
        continue;
      }
      if (!arm.own_population && shared != nullptr) {
        one.chosen_with = shared;
        continue;
      }
      if (!arm.own_population) shared = &one;
      one.pilot = std::make_unique<trial::Pilot>(one.plan);
      if (one.pilot->men() == 0) continue;
      pilots.push_back(&one);
      pilot_men = one.pilot->men();
      all += kRunIn * static_cast<double>(pilot_men);
    }
  }

  Account account(options.progress, all);
  follow_all(catalog, pilots, pilot_men, options,
             [&](Arm& arm, std::size_t man) { return arm.pilot->journey(man, {}, [&] { account.add(kRunIn); }); });
  for (Arm& arm : arms) {
    if (arm.pilot) arm.plan.set_cohort(arm.pilot->cohort());
    if (arm.chosen_with != nullptr) arm.plan.set_cohort(arm.chosen_with->plan.cohort());
  }

  // The longest first, so that no thread is left with one long arm at the end.
  std::stable_sort(order.begin(), order.end(), [](const Arm* a, const Arm* b) { return a->treatment > b->treatment; });
  follow_all(catalog, order, options.men, options, [&](Arm& arm, std::size_t place) {
    // Each visit is a part of his way, so that long studies are heard of before their first man is done.
    const double part = arm.treatment / static_cast<double>(arm.plan.trial().visits.size());
    const auto seen = std::make_shared<double>(0);
    return std::make_unique<trial::SubjectJourney>(
        arm.plan, place, batch::Accuracy{},
        [&, seen, &seat = men[arm.study][arm.arm][place], cost = kRunIn + arm.treatment](Subject&& subject, trial::Trace&&) {
          seat = std::move(subject);
          account.add(cost - *seen);
        },
        [&account, seen, part] {
          *seen += part;
          account.add(part);
        });
  });
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
