// Men like those of a published cohort: candidates are taken with a chance that turns the model's own spread of baseline labs
// into the one the study reports.
#pragma once

#include <memory>
#include <vector>

#include "hpgsim/trial.hpp"

namespace hpg::trial {

/// Chance of being taken, by the labs of a man. Labs are lognormal; the correlation between them is the model's.
class Cohort {
 public:
  /// Everyone is taken.
  Cohort() = default;
  /// `pilot`: labs (as in `wanted`) of eligible candidates drawn without regard to them. Throws InputError when men such as are
  /// wanted are too rare among them.
  Cohort(const std::vector<CohortLab>& wanted, const std::vector<std::vector<double>>& pilot);

  [[nodiscard]] double chance(const std::vector<double>& labs) const;
  /// Share of the pilot's information left under the weights (Kish 1965): 1 = the model's men are the study's.
  [[nodiscard]] double effective_share() const { return effective_share_; }

 private:
  struct Densities;
  std::shared_ptr<const Densities> densities_;
  double effective_share_ = 1;
};

}  // namespace hpg::trial
