// The plans of a trial whose men are divided among draws of what is not known.
#pragma once

#include <deque>
#include <optional>

#include "trial/run_trial.hpp"
#include "trial/trial_plan.hpp"

namespace hpg::trial {

/// One plan for each draw that has men among those to be followed; a trial without draws has one.
class DrawnPlans {
 public:
  /// `catalog` and `trial` must outlive it. Of the options: the men to be followed, and the posterior.
  DrawnPlans(const Catalog& catalog, const Trial& trial, const TrialOptions& options);
  DrawnPlans(const DrawnPlans&) = delete;
  DrawnPlans& operator=(const DrawnPlans&) = delete;

  /// Draws a pilot of eligible candidates for each and finds whom its cohort takes. Throws InputError when men such as are wanted
  /// are too rare, and Stopped.
  void find_cohorts(const TrialOptions& options);

  /// Of the man at a place, one of those to be followed.
  [[nodiscard]] const TrialPlan& of(std::uint64_t place) const;

  /// Cohort::effective_share, mean of the men to be followed.
  [[nodiscard]] double effective_share() const;

 private:
  struct Block {
    std::optional<Catalog> catalog;  // none = that of the trial
    std::optional<TrialPlan> plan;   // refers to the catalogue
    std::uint64_t men = 0;
  };
  const Catalog& catalog_;
  std::uint64_t men_;  // of the trial
  std::size_t draws_;
  std::size_t first_draw_ = 0;
  std::deque<Block> blocks_;  // never moved
};

}  // namespace hpg::trial
