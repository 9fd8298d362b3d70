// Turns integrator steps into what is reported: samples at visits, 24-h means and pulse profiles.
#pragma once

#include <vector>

#include "hpgsim/result.hpp"
#include "model/observe.hpp"
#include "population/resting_state.hpp"

namespace hpg::trial {

/// Samples every 2.5 minutes: 24-h means are averages of these, so every observable, linear or not, is treated alike.
inline constexpr double kMeanStep = 1.0 / 24;
inline constexpr std::size_t kSamplesPerDay = 576;
/// The clinic's pulse study: a sample every 10 minutes for 24 h.
inline constexpr double kPulseStep = 1.0 / 6;

class Recorder {
 public:
  /// `first` is the time recording starts (24 h before the first visit); `intervals` the time over which each visit's
  /// interval mean goes, h; `profile_starts` ascending.
  Recorder(const model::Parameters<double>& man, double first, std::vector<double> visits, std::vector<double> intervals,
           std::vector<double> profile_starts);

  void operator()(const solver::DenseStep<model::kStates>& step);

  /// Series of every observable in the order of model::kObservableIds, and LH and testosterone of each profile.
  [[nodiscard]] Series series() const { return series_; }
  [[nodiscard]] std::vector<PulseProfile> profiles() const;

 private:
  void record(const model::Observation<double>& now, const model::Observation<double>& sum);
  [[nodiscard]] model::Observation<double> read(const solver::DenseStep<model::kStates>& step, double time) const;

  const model::Parameters<double>& man_;
  double first_;
  std::vector<double> visits_;
  std::vector<double> intervals_;
  std::vector<double> profile_starts_;
  std::vector<PulseProfile> profiles_;
  std::vector<model::Observation<double>> cumulative_;  // ring of running sums, one more than a day of samples
  std::vector<model::Observation<double>> by_day_;      // the running sum at the end of each whole day
  std::size_t sampled_ = 0;
  std::size_t next_visit_ = 0;
  Series series_;
};

}  // namespace hpg::trial
