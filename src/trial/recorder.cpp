// Sampling of dense output at visits, for 24-h means and for pulse profiles.
#include "trial/recorder.hpp"

#include <algorithm>
#include <cmath>

#include "trial/pulses.hpp"

namespace hpg::trial {

namespace {

constexpr std::size_t kRing = kSamplesPerDay + 1;
constexpr std::size_t kProfileSamples = 145;

/// Two times closer than this (h) are the same moment.
constexpr double kSlack = 1e-9;

}  // namespace

Recorder::Recorder(const model::Parameters<double>& man, double first, std::vector<double> visits, std::vector<double> intervals,
                   std::vector<double> profile_starts)
    : man_(man),
      first_(first),
      visits_(std::move(visits)),
      intervals_(std::move(intervals)),
      profile_starts_(std::move(profile_starts)),
      cumulative_(kRing),
      by_day_(1) {
  series_.time = visits_;
  series_.at_visit.assign(model::kObservableIds.size(), {});
  series_.mean_24_h.assign(model::kObservableIds.size(), {});
  series_.interval_mean.assign(model::kObservableIds.size(), {});
  for (std::size_t o = 0; o < model::kObservableIds.size(); ++o) {
    series_.at_visit[o].reserve(visits_.size());
    series_.mean_24_h[o].reserve(visits_.size());
  }
  for (std::size_t p = 0; p < profile_starts_.size(); ++p) {
    PulseProfile& profile = profiles_.emplace_back();
    profile.time.reserve(kProfileSamples);
    profile.lh.reserve(kProfileSamples);
    profile.testosterone.reserve(kProfileSamples);
  }
}

model::Observation<double> Recorder::read(const solver::DenseStep<model::kStates>& step, double time) const {
  population::StateVector y;
  step.at(time, y);
  return model::observe(man_, population::to_axis(y));
}

/// The next visit: `now` is what is read at it, `sum` the running sum up to it.
void Recorder::record(const model::Observation<double>& now, const model::Observation<double>& sum) {
  const auto& day_before = cumulative_[(sampled_ + kRing - kSamplesPerDay) % kRing];
  // Whole days, up to the last one that has ended.
  const auto wanted = static_cast<std::size_t>(std::max(1.0, std::round(intervals_[next_visit_] / 24)));
  const std::size_t days = std::min(wanted, by_day_.size() - 1);
  for (std::size_t o = 0; o < now.size(); ++o) {
    series_.at_visit[o].push_back(now[o]);
    series_.mean_24_h[o].push_back((sum[o] - day_before[o]) / static_cast<double>(kSamplesPerDay));
    series_.interval_mean[o].push_back(days <= 1 ? series_.mean_24_h[o].back()
                                                 : (by_day_.back()[o] - by_day_[by_day_.size() - 1 - days][o]) /
                                                       static_cast<double>(days * kSamplesPerDay));
  }
  ++next_visit_;
}

void Recorder::operator()(const solver::DenseStep<model::kStates>& step) {
  const double end = step.t1 + kSlack;
  for (;;) {
    const double time = first_ + static_cast<double>(sampled_ + 1) * kMeanStep;
    const bool visit_first = next_visit_ < visits_.size() && visits_[next_visit_] < time - kSlack;
    if (visit_first ? visits_[next_visit_] > end : time > end) break;
    if (visit_first) {
      // A visit between two grid points: its mean is that of the day up to the last grid point.
      record(read(step, visits_[next_visit_]), cumulative_[sampled_ % kRing]);
      continue;
    }
    const auto now = read(step, std::min(time, step.t1));
    const auto& previous = cumulative_[sampled_ % kRing];
    ++sampled_;
    auto& sum = cumulative_[sampled_ % kRing];
    for (std::size_t o = 0; o < now.size(); ++o) sum[o] = previous[o] + now[o];
    if (sampled_ % kSamplesPerDay == 0) by_day_.push_back(sum);
    if (next_visit_ < visits_.size() && visits_[next_visit_] < time + kSlack) record(now, sum);
  }
  for (std::size_t p = 0; p < profiles_.size(); ++p) {
    PulseProfile& profile = profiles_[p];
    while (profile.time.size() < kProfileSamples) {
      const double time = profile_starts_[p] + static_cast<double>(profile.time.size()) * kPulseStep;
      if (time > end) break;
      const auto now = read(step, std::min(std::max(time, step.t0), step.t1));
      profile.time.push_back(time);
      profile.lh.push_back(now[model::observable_index("lh")]);
      profile.testosterone.push_back(now[model::observable_index("total_testosterone")]);
    }
  }
}

std::vector<PulseProfile> Recorder::profiles() const {
  std::vector<PulseProfile> complete = profiles_;
  for (PulseProfile& profile : complete) profile.pulses = detect_pulses(profile.time, profile.lh);
  return complete;
}

}  // namespace hpg::trial
