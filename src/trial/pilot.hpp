// Candidates drawn before a trial begins, from whose labs it is known whom its cohort takes.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "batch/journey.hpp"
#include "trial/cohort.hpp"
#include "trial/trial_plan.hpp"

namespace hpg::trial {

class Pilot {
 public:
  /// `plan` must outlive the pilot. Its men end with their baseline.
  explicit Pilot(const TrialPlan& plan);
  Pilot(const Pilot&) = delete;
  Pilot& operator=(const Pilot&) = delete;

  /// None when the trial takes everyone who is eligible.
  [[nodiscard]] std::size_t men() const { return labs_.size(); }

  /// The way of one of them, from 0; `done` is called at its end. Those of different men may be followed at once.
  [[nodiscard]] std::unique_ptr<batch::Journey> journey(std::size_t man, batch::Accuracy accuracy, std::function<void()> done);

  /// When all have been followed. Throws InputError when men such as are wanted are too rare.
  [[nodiscard]] Cohort cohort() const;

 private:
  Trial screening_;
  TrialPlan plan_;
  std::vector<std::vector<double>> labs_;
};

}  // namespace hpg::trial
