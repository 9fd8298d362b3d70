// What a virtual trial gives: one record a man, read one after the other so that a trial of any size fits in memory.
#pragma once

#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "hpgsim/trial.hpp"

namespace hpg {

enum class Status : std::uint8_t {
  completed,
  dropped_out,  // left at `left_at`; later visits are missing
  stopped,      // treatment stopped by a rule at `left_at`; goes on being seen
  failed        // the equations could not be solved for him at `left_at`
};

/// A dose line's amount from a time on: at the start, and at each change.
struct DoseChange {
  double time = 0;  // from the start of the period, h; below 0 when stopped before a later period began
  std::size_t period = 0;
  std::size_t dose = 0;    // index in the arm's doses
  double amount = 0;       // ug or IU; 0 = stopped
  std::uint32_t rule = 0;  // 1 + index of the titration rule that asked for it; 0 = start or stop
};

/// One man of the trial.
struct Subject {
  std::uint64_t man = 0;  // number in the virtual population: with the seed he can be drawn again alone
  std::uint32_t arm = 0;  // parallel: his arm; cross-over: arm of the first period, the others follow in turn
  Status status = Status::completed;
  bool ill_conditioned = false;  // small errors grow: his own course is not to be trusted, see `hpgsim trial --check`
  double left_at = 0;            // h, when status is not completed
  std::uint32_t reason = 0;      // stopped: index of the stopping rule
  double age = 0;
  double bmi = 0;
  std::uint32_t ethnicity = 0;     // 1 + index in Population::ethnicity; 0 = not stated
  std::vector<double> visit_time;  // [period * visits]: actual times from the start of the period, h
  std::vector<double> values;      // [(period * visits + visit) * columns + column]; NaN = missing, below the limit = 0
  std::vector<DoseChange> doses;
  std::uint32_t screened = 1;  // candidates drawn for his place in the trial, he included
  std::uint32_t eligible = 1;  // of them met the entry criteria
  std::vector<double> labs;    // his screening values of Population::labs

  [[nodiscard]] std::uint32_t arm_in(std::size_t period, std::size_t arms) const {
    return static_cast<std::uint32_t>((arm + period) % arms);
  }
};

/// Name of his ancestry; empty when the trial states none.
[[nodiscard]] inline std::string ethnicity_of(const Trial& trial, const Subject& man) {
  const auto& known = trial.population.ethnicity;
  return man.ethnicity > 0 && man.ethnicity <= known.size() ? known[man.ethnicity - 1].ethnicity : std::string();
}

/// The arm whose rule stopped him: in a cross-over that of the period whose visit it was. The last visit of a period may fall
/// together with the baseline of the next, at which nobody is stopped.
[[nodiscard]] inline std::uint32_t arm_when_stopped(const Trial& trial, const Subject& man) {
  std::size_t nearest = 0;
  double apart = std::numeric_limits<double>::infinity();
  for (std::size_t slot = 0; slot < man.visit_time.size(); ++slot) {
    const std::size_t period = slot / trial.visits.size();
    const double away = std::abs(trial.period_start(period) + man.visit_time[slot] - man.left_at);
    if (slot % trial.visits.size() == 0 || !(away < apart)) continue;
    nearest = period;
    apart = away;
  }
  return man.arm_in(nearest, trial.arms.size());
}

/// How the men were found.
struct Screening {
  std::uint64_t screened = 0;    // candidates drawn
  std::uint64_t eligible = 0;    // who met the entry criteria
  std::uint64_t accepted = 0;    // and were taken so that the cohort has the stated labs
  double effective_size = 0;     // of the candidates under the weights that give the stated labs (Kish)
  std::vector<double> lab_mean;  // of the men taken, for each CohortLab
  std::vector<double> lab_sd;
};

/// All men of a trial in order. each() may be called again and again; it reads from memory or from a file.
class TrialData {
 public:
  virtual ~TrialData() = default;
  [[nodiscard]] virtual const Trial& trial() const = 0;
  [[nodiscard]] virtual const Screening& screening() const = 0;
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// Calls visitor(subject) for every man; the reference is valid during the call.
  virtual void each(const std::function<void(const Subject&)>& visitor) const = 0;
};

}  // namespace hpg
