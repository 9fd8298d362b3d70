// Journeys of men who are only screened.
#include "trial/pilot.hpp"

#include <utility>

#include "trial/subject_journey.hpp"

namespace hpg::trial {

namespace {

constexpr std::size_t kPilotMen = 256;
/// Places of the pilot, far from those of any trial.
constexpr std::uint64_t kPilotPlace = std::uint64_t{1} << 39;

Trial screening_of(Trial trial) {
  trial.visits = {{0, 0}};
  trial.design = Design::parallel;
  trial.columns.clear();
  return trial;
}

}  // namespace

Pilot::Pilot(const TrialPlan& plan)
    : screening_(screening_of(plan.trial())),
      plan_(plan.catalog(), screening_),
      labs_(screening_.population.labs.empty() ? 0 : kPilotMen) {}

std::unique_ptr<batch::Journey> Pilot::journey(std::size_t man, batch::Accuracy accuracy, std::function<void()> done) {
  return std::make_unique<SubjectJourney>(
      plan_, kPilotPlace + man, accuracy,
      [&labs = labs_[man], done = std::move(done)](Subject&& subject, Trace&&) {
        labs = std::move(subject.labs);
        done();
      },
      [] {});
}

Cohort Pilot::cohort() const {
  if (labs_.empty()) return {};
  std::vector<std::vector<double>> labs = labs_;
  std::erase_if(labs, [](const auto& man) { return man.empty(); });
  return Cohort(screening_.population.labs, labs);
}

}  // namespace hpg::trial
