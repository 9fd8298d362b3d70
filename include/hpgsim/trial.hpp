// What a virtual trial asks for: a population, arms with rules, visits, labs, and what is made of them. Times in hours from the
// baseline visit, values in the canonical units of the observables.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "hpgsim/protocol.hpp"

namespace hpg {

inline constexpr double kNoBound = std::numeric_limits<double>::infinity();

/// An interval of values that an observable may lie in; where there is no end it is infinite.
struct Bounds {
  double low = -kNoBound;
  double high = kNoBound;
  bool above = false;  // low itself does not fit
  bool below = false;  // high itself does not fit
  [[nodiscard]] bool hold(double x) const { return (above ? x > low : x >= low) && (below ? x < high : x <= high); }
};

/// A normal distribution cut off at its bounds; sd 0 = everyone the same.
struct Distribution {
  double mean = 0;
  double sd = 0;
  Bounds bounds;
};

/// Baseline lab of a published cohort that the drawn men must reproduce: mean and standard deviation of the 08:00 sample.
struct CohortLab {
  std::string observable;
  double mean = 0;
  double sd = 0;
  Where where;
};

/// Entry criterion: the baseline sample lies within the bounds.
struct Criterion {
  std::string observable;
  Bounds bounds;
  Where where;
};

/// How many of the men have an ancestry.
struct EthnicShare {
  std::string ethnicity;  // name of an ancestry
  double share = 1;       // relative to the others
};

/// A man of a list: what is stated replaces what would be drawn.
struct ListedMan {
  std::string id;
  double age = 35;
  double bmi = 25;
};

struct Population {
  std::string condition = "healthy";
  std::size_t men = 0;  // randomised men, all arms together
  Distribution age{35, 0, {18, 100}};
  Distribution bmi{25, 0, {14, 70}};
  std::vector<EthnicShare> ethnicity;  // each man's is drawn; empty = not stated
  bool vary = true;                    // parameters differ between men
  std::vector<CohortLab> labs;
  std::vector<Criterion> include;
  std::vector<Dose> history;      // what they took before the baseline, times below 0
  std::vector<ListedMan> listed;  // from a CSV file; then men = listed.size()
  std::string listed_file;
};

/// A dose line of an arm. A titration rule changes the amount of its later administrations.
struct TrialDose {
  Dose dose;
  std::string label;  // unique in the arm; default: name of the drug
};

/// "If the lab is below / above its bound at one of these visits, change the dose." At most one step a visit and rule.
struct TitrationRule {
  std::string observable;
  bool mean = false;           // judge the 24-h mean instead of the sample
  std::vector<double> visits;  // nominal times; empty = every visit after baseline
  Bounds keep;                 // no change inside
  std::string dose;            // label of the dose line
  double step = 0;             // ug or IU added when below keep.low, taken away when above keep.high; may be negative
  double factor = 1;           // or the amount is multiplied (below) and divided (above) by it
  Bounds amount;               // smallest and largest dose
  Where where;
};

/// "Stop treatment when the lab leaves these bounds at a visit." The man goes on being seen.
struct StoppingRule {
  std::string observable;
  Bounds keep;
  Where where;
  std::vector<double> visits = {};  // nominal times; empty = every visit after baseline
};

struct TrialArm {
  std::string name;
  double share = 1;  // of the men, relative to the other arms
  std::vector<TrialDose> doses;
  std::vector<TitrationRule> titration;
  std::vector<StoppingRule> stopping;
};

/// A planned visit; labs are drawn at clock_at_start on a day up to `window` h before or after it (whole days).
struct Visit {
  double time = 0;
  double window = 0;
};

/// What is stored at a visit: the sample drawn (with assay error) or the mean of the 24 h before it (without).
struct Column {
  std::string observable;
  bool mean_24_h = false;
};

/// What the report and the tables make of one observable.
struct Outcome {
  enum class Kind {
    change,     // from baseline, and difference between arms with 95 % interval
    responder,  // share within `bounds`
    time_to     // first visit within `bounds`; share by then (product-limit)
  };
  Kind kind = Kind::change;
  std::string name;
  Column column;
  Bounds bounds;
  double at = 0;    // nominal time of the visit judged (change, responder)
  double from = 0;  // time_to: visits after this one count, h
  Where where;
};

enum class Design { parallel, crossover };

struct Trial {
  std::string title;
  std::uint64_t seed = 1;
  Design design = Design::parallel;
  double duration = 0;  // of the trial, or of one period of a cross-over, h
  double washout = 0;   // between periods, h
  double clock_at_start = 8;
  Population population;
  std::vector<TrialArm> arms;
  std::vector<Visit> visits;  // ascending; the first is the baseline, time 0
  bool assay_error = true;
  double dropout_per_year = 0;  // hazard
  double missed_doses = 0;      // probability of each administration
  std::vector<Column> columns;  // what is stored at each visit
  std::vector<Outcome> outcomes;
  std::size_t draws = 0;  // of what is not known, among which the men are divided; 0 = the parameters as they are
  std::string source_file;

  /// Periods of each man: 1, or as many as arms in a cross-over.
  [[nodiscard]] std::size_t periods() const { return design == Design::crossover ? arms.size() : 1; }

  /// Start of a period, h from the first baseline.
  [[nodiscard]] double period_start(std::size_t period) const { return static_cast<double>(period) * (duration + washout); }
};

}  // namespace hpg
