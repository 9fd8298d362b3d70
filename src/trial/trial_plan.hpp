// What every man of a trial shares: the trial with its names looked up once.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "batch/pool.hpp"
#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "trial/cohort.hpp"

namespace hpg::trial {

/// A column, rule or criterion: index in model::kObservableIds, and the area that gives its 24-h mean.
struct Source {
  std::size_t observable = 0;
  std::optional<std::size_t> area;  // of a 24-h mean
  Assay assay;                      // none for a mean
};

class TrialPlan {
 public:
  /// `catalog` and `trial` must outlive the plan. Throws InputError for a name that is not known.
  TrialPlan(const Catalog& catalog, const Trial& trial);

  [[nodiscard]] const Catalog& catalog() const { return catalog_; }
  [[nodiscard]] const Trial& trial() const { return trial_; }

  [[nodiscard]] const std::vector<Source>& columns() const { return columns_; }
  [[nodiscard]] const std::vector<Source>& labs() const { return labs_; }
  [[nodiscard]] const std::vector<Source>& criteria() const { return criteria_; }
  [[nodiscard]] const std::vector<Source>& titration(std::size_t arm) const { return titration_[arm]; }
  [[nodiscard]] const std::vector<Source>& stopping(std::size_t arm) const { return stopping_[arm]; }

  /// Whom the cohort takes; everyone until it is set.
  [[nodiscard]] const Cohort& cohort() const { return cohort_; }
  void set_cohort(Cohort cohort) { cohort_ = std::move(cohort); }

  /// The candidates to take instead of choosing any: the attempt that is seated at each place; none = choose.
  [[nodiscard]] const std::vector<std::uint32_t>& seated() const { return seated_; }
  void set_seated(std::vector<std::uint32_t> attempts) { seated_ = std::move(attempts); }

  /// Doses of a man who starts in `arm`: his history, then those of each period; and for each where it comes from.
  struct Prescription {
    std::vector<Dose> doses;
    struct Line {
      std::size_t period;
      std::size_t dose;  // in the arm
    };
    std::size_t history = 0;  // doses before the first line
    std::vector<Line> lines;
  };
  [[nodiscard]] Prescription prescription(std::uint32_t arm) const;

  /// When the run-in ends and the history, or the day before the screening sample, begins, h: a whole number of days before 0.
  [[nodiscard]] double life_begins() const { return life_begins_; }

 private:
  [[nodiscard]] Source source(const std::string& observable, bool mean, const Where& where) const;

  const Catalog& catalog_;
  const Trial& trial_;
  std::vector<Source> columns_, labs_, criteria_;
  std::vector<std::vector<Source>> titration_, stopping_;
  Cohort cohort_;
  std::vector<std::uint32_t> seated_;
  double life_begins_;
};

}  // namespace hpg::trial
