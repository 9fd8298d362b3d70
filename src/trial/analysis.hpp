// What a trial showed: flow of the men, labs at each visit, outcomes with intervals, doses in force.
//
// Conventions. In a cross-over every man counts once in every arm, in the period in which he had it; visits are numbered within
// the period and periods of all sequences are pooled. Times of visits and of dose changes run from the start of the period;
// Subject::left_at runs from the first baseline. No interval is corrected for the number of comparisons, and none allows for
// period or carry-over effects.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "hpgsim/trial_result.hpp"
#include "trial/product_limit.hpp"
#include "trial/statistics.hpp"
#include "trial/variance_components.hpp"

namespace hpg::trial {

/// Men whose treatment one rule stopped. In a cross-over a man may have been in any arm when it did.
struct StoppedBy {
  std::uint32_t arm = 0;
  std::uint32_t rule = 0;  // index in the arm's stopping rules
  std::size_t men = 0;
};

/// What became of the men of one arm; of a cross-over, of the sequence that begins with it.
struct ArmFlow {
  std::size_t allocated = 0;
  std::size_t completed = 0;  // without loss, stop or failure
  std::size_t dropped_out = 0;
  std::size_t stopped = 0;  // by a rule; they go on being seen
  std::vector<StoppedBy> stopped_by;
  std::size_t failed = 0;
  std::size_t ill_conditioned = 0;
  std::vector<std::size_t> seen;  // [period * visits + visit]: men with at least one value
};

/// Smallest and largest of some values; low > high when there are none.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void add(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
};

struct Flow {
  std::uint64_t screened = 0;
  std::uint64_t eligible = 0;
  std::uint64_t accepted = 0;
  std::size_t randomised = 0;
  std::vector<std::size_t> ethnicity;  // men of each of Population::ethnicity
  Range age, bmi;                      // of the men taken: years, kg/m2
  std::vector<ArmFlow> arms;
};

/// A man to run again alone, by his number and the seed.
struct NamedMan {
  std::uint64_t man = 0;
  std::uint32_t arm = 0;
  double left_at = 0;  // h
};

/// One column of Trial::columns: by arm and visit, of the men who have a value.
struct ColumnSummary {
  std::vector<std::vector<Spread>> visits;                 // [arm][visit], canonical units
  std::vector<std::vector<VarianceComponents>> not_known;  // the same; none when the trial has no draws
};

struct ArmChange {
  Spread baseline;       // of all men with a baseline value
  Spread value;          // of all men with a value at the visit
  std::size_t n = 0;     // men with both
  double sd = kMissing;  // of the change
  Estimate change;       // mean change from baseline, Student's interval
  Estimate difference;   // to the first arm, of the mean change: Welch; cross-over: paired t of men with both arms
  std::size_t pairs = 0;
};

/// Men without the visit are counted twice over: left out (observed cases), and as not responding (all men of the arm).
struct ArmResponse {
  Count observed;
  Count imputed;
  Estimate share;               // of the men observed, Wilson
  Estimate imputed_share;       // of all men, those not seen taken as not responding
  Estimate difference;          // to the first arm: Newcombe's method 10; cross-over: his method 10 for pairs
  Estimate imputed_difference;  // the same of all men
};

/// Intervals between visits are taken as nothing: an event counts at the visit that found it, which is never too early. Men are
/// followed from Outcome::from to their last visit with a value.
struct ArmTime {
  ProductLimit curve;              // times from Outcome::from
  std::vector<Estimate> at_visit;  // [visit]: share that has reached it by this visit, its window included; missing up to `from`
};

/// Of one Trial::outcomes; what fits its kind is filled, one entry for each arm.
struct OutcomeResult {
  std::size_t column = 0;  // index in Trial::columns
  std::size_t visit = 0;   // change, responder: the visit judged
  std::vector<ArmChange> change;
  std::vector<ArmResponse> responder;
  std::vector<ArmTime> time_to;
};

/// A dose line at one visit: the amount that led to the labs of this visit (at the baseline: the one to start with), before the
/// visit changes it.
struct DoseAtVisit {
  std::size_t off = 0;      // men seen or due whose treatment has been stopped
  Spread amount;            // ug or IU, of the men on treatment; nobody when the line has not begun or is over
  std::size_t raised = 0;   // men whose amount a rule raised at this visit
  std::size_t lowered = 0;  // and lowered
};

struct DoseSummary {
  std::uint32_t arm = 0;
  std::size_t dose = 0;  // index in the arm's doses
  std::size_t men = 0;   // who were given it
  std::size_t ever_raised = 0;
  std::size_t ever_lowered = 0;
  std::vector<DoseAtVisit> visits;
};

struct Analysis {
  Trial trial;
  Screening screening;
  Flow flow;
  std::vector<NamedMan> failed;
  std::vector<NamedMan> ill_conditioned;
  std::vector<ColumnSummary> columns;   // as Trial::columns
  std::vector<OutcomeResult> outcomes;  // as Trial::outcomes
  std::vector<DoseSummary> doses;       // every line of every arm
};

/// Columns of the outcomes in their order, each once; all columns of a trial without outcomes.
[[nodiscard]] std::vector<std::size_t> outcome_columns(const Analysis& analysis);

/// Reads the men 1 + columns + dose lines times and holds one column of them at a time. Throws std::invalid_argument when an
/// outcome asks for a column that is not stored, or the data do not have the shape of the trial.
[[nodiscard]] Analysis analyse(const TrialData& data);

}  // namespace hpg::trial
