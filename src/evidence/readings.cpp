// From samples to one number a man.
#include "evidence/readings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "trial/pulses.hpp"
#include "trial/statistics.hpp"

namespace hpg::evidence {

namespace {

using trial::kMissing;

struct Samples {
  std::vector<double> time;  // h after the beginning of the reading
  std::vector<double> value;
  bool complete = false;  // the last one is there: he did not leave before
};

std::size_t column_of(const Reading& reading, const Trial& trial) {
  const auto same = [&](const Column& c) { return c.observable == reading.observable && !c.mean_24_h; };
  return static_cast<std::size_t>(std::find_if(trial.columns.begin(), trial.columns.end(), same) - trial.columns.begin());
}

/// Those that there are.
Samples samples_of(const Reading& reading, const Trial& trial, const Subject& man) {
  const std::size_t column = column_of(reading, trial);
  Samples samples;
  std::size_t visit = 0;
  for (const double time : reading.times()) {
    while (visit < trial.visits.size() && trial.visits[visit].time < time) ++visit;
    if (visit == trial.visits.size()) break;
    const double value = man.values[visit * trial.columns.size() + column];
    samples.complete = !std::isnan(value);
    if (!samples.complete) continue;
    samples.time.push_back(time - reading.from);
    samples.value.push_back(value);
  }
  return samples;
}

}  // namespace

double read_off(const Reading& reading, const Trial& trial, const Subject& man) {
  const Samples samples = samples_of(reading, trial, man);
  const std::vector<double>& value = samples.value;
  if (value.empty()) return kMissing;
  const auto within = [&](double x) { return reading.bounds.hold(x); };
  // That something never came is known only of whom was seen to the end; a man whose treatment a rule stopped goes on being seen.
  const bool seen_out = samples.complete;
  using Kind = Reading::Kind;
  switch (reading.kind) {
    case Kind::sample:
      return value.front();
    case Kind::mean:
      return std::accumulate(value.begin(), value.end(), 0.0) / static_cast<double>(value.size());
    case Kind::highest:
      return *std::max_element(value.begin(), value.end());
    case Kind::lowest:
      return *std::min_element(value.begin(), value.end());
    case Kind::time_of_highest:
      return samples.time[static_cast<std::size_t>(std::max_element(value.begin(), value.end()) - value.begin())];
    case Kind::first_time: {
      const auto first = std::find_if(value.begin(), value.end(), within);
      if (first != value.end()) return samples.time[static_cast<std::size_t>(first - value.begin())];
      return seen_out ? std::numeric_limits<double>::infinity() : kMissing;
    }
    case Kind::within:
      if (std::any_of(value.begin(), value.end(), within)) return 1;
      return seen_out ? 0 : kMissing;
    case Kind::pulses_per_day:
    case Kind::interpulse_interval:
    case Kind::pulse_amplitude:
      break;
  }
  const PulseSummary pulses = trial::detect_pulses(samples.time, samples.value);
  if (reading.kind == Kind::pulses_per_day) return pulses.per_24_h;
  if (reading.kind == Kind::interpulse_interval) return pulses.pulses > 1 ? pulses.interpulse_interval : kMissing;
  return pulses.amplitude > 0 ? pulses.amplitude : kMissing;
}

}  // namespace hpg::evidence
