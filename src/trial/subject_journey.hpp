// One man's way through a trial: run-in, history, screening, visits with their rules, follow-up.
#pragma once

#include <functional>

#include "batch/journey.hpp"
#include "hpgsim/trial_result.hpp"
#include "trial/trial_plan.hpp"
#include "trial/virtual_subject.hpp"

namespace hpg::trial {

/// What of a man's true course must not depend on the accuracy he is followed with.
struct Trace {
  std::vector<double> testosterone;  // 24-h mean before each visit, nmol/L
  std::vector<double> sperm;         // M/mL at it
};

/// Fills place `place` of the trial. Candidates are drawn one after the other until one meets the criteria and is taken into the
/// cohort; he then goes through the trial.
class SubjectJourney final : public batch::Journey {
 public:
  using Done = std::function<void(Subject&&, Trace&&)>;

  /// `done` takes him at the end, `seen` is called after each visit.
  SubjectJourney(const TrialPlan& plan, std::uint64_t place, batch::Accuracy accuracy, Done done, std::function<void()> seen);

  [[nodiscard]] const model::Parameters<double>& parameters() const override { return man_.parameters; }
  [[nodiscard]] const model::Constants<double>& constants() const override { return man_.constants; }
  [[nodiscard]] model::AxisState<double> start_state() const override;
  [[nodiscard]] double start_time() const override { return start_; }
  [[nodiscard]] double clock_at_zero() const override { return plan_.trial().clock_at_start; }
  [[nodiscard]] pharmacology::Course& course() override { return course_; }
  [[nodiscard]] batch::Accuracy accuracy() const override { return accuracy_; }
  [[nodiscard]] model::Pace<double> pace() const override;
  [[nodiscard]] double next_stop() const override { return stops_[next_].time; }
  [[nodiscard]] batch::Next arrive(double time, const model::AxisState<double>& state, const batch::Areas& areas) override;
  void fail(double time) override;

 private:
  /// Why he is looked at.
  struct Stop {
    enum class Kind { run_in, screening, day_before, visit } kind;
    double time;
    std::size_t index = 0;  // run_in: stage that ends here; visit: period * visits + visit
  };

  void draw();
  void plan_stops();
  /// Values of `sources` as the laboratory reports them of a sample drawn at `time`; `sample` counts the samples of this man.
  [[nodiscard]] std::vector<double> read(const std::vector<Source>& sources, const model::AxisState<double>& state,
                                         const batch::Areas& areas, std::uint64_t sample, double time) const;
  [[nodiscard]] bool taken(const model::AxisState<double>& state, const batch::Areas& areas);
  /// False when he has left.
  [[nodiscard]] bool visit(std::size_t slot, double time, const model::AxisState<double>& state, const batch::Areas& areas);
  void apply_rules(std::size_t slot, double time, const model::AxisState<double>& state, const batch::Areas& areas);
  void set_amount(std::size_t line, double time, double amount, std::uint32_t rule);

  const TrialPlan& plan_;
  batch::Accuracy accuracy_;
  Done done_;
  std::function<void()> seen_;
  Subject subject_;
  Trace trace_;
  std::uint64_t attempt_ = 0;
  TrialPlan::Prescription prescription_;
  std::vector<double> amount_;  // of each line in force
  Candidate man_;
  pharmacology::Course course_;
  double start_;
  std::vector<Stop> stops_;
  std::size_t next_ = 0;
  std::vector<batch::Areas> day_before_;  // of each visit
  double leaves_at_;
};

}  // namespace hpg::trial
