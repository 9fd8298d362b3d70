// The parts that analysis.cpp puts together; each reads the men once.
#pragma once

#include "trial/analysis.hpp"

namespace hpg::trial {

/// Value of a column at a visit of a period; NaN when missing.
[[nodiscard]] inline double value_of(const Trial& trial, const Subject& man, std::size_t period, std::size_t visit,
                                     std::size_t column) {
  return man.values[(period * trial.visits.size() + visit) * trial.columns.size() + column];
}

/// h from the start of the period.
[[nodiscard]] inline double visit_time_of(const Trial& trial, const Subject& man, std::size_t period, std::size_t visit) {
  return man.visit_time[period * trial.visits.size() + visit];
}

/// Index of the visit planned nearest to a time.
[[nodiscard]] std::size_t visit_at(const Trial& trial, double time);

/// Flow, failed and ill-conditioned men.
void add_flow(const TrialData& data, Analysis& analysis);

/// Summary of one column, and the outcomes that look at it.
void add_column(const TrialData& data, std::size_t column, Analysis& analysis);

/// Line `dose` of every arm that has so many.
void add_doses(const TrialData& data, std::size_t dose, Analysis& analysis);

/// Gathers what an outcome needs of each man, and judges at the end.
class OutcomeCollector {
 public:
  OutcomeCollector(const Trial& trial, const Outcome& outcome, std::size_t column);
  void add(const Subject& man);
  [[nodiscard]] OutcomeResult result();

 private:
  void add_change(const Subject& man);
  void add_responder(const Subject& man);
  void add_time(const Subject& man);
  void finish_change(OutcomeResult& out);
  void finish_responder(OutcomeResult& out) const;
  void finish_time(OutcomeResult& out);

  const Trial& trial_;
  const Outcome& outcome_;
  std::size_t column_;
  std::size_t visit_;
  struct Arm {
    std::vector<double> baseline;
    std::vector<double> value;
    Moments change;
    Moments paired;  // this arm less the first, within men
    Count observed;
    Count imputed;
    Pairs pairs;  // this arm and the first, men observed in both
    Pairs imputed_pairs;
    std::vector<Followed> followed;
  };
  std::vector<Arm> arms_;
};

}  // namespace hpg::trial
