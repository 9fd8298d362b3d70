// What a simulation gives: labs at each visit, 24-h means, and 24-h pulse profiles. Canonical units; see Observable for display.
#pragma once

#include <string>
#include <vector>

#include "hpgsim/protocol.hpp"

namespace hpg {

/// Interpulse interval and amplitude as an endocrinologist reads them from 10-min samples.
struct PulseSummary {
  std::size_t pulses = 0;
  double per_24_h = 0;
  double interpulse_interval = 0;  // h, mean; 0 with fewer than two pulses
  double amplitude = 0;            // peak minus preceding nadir, IU/L, mean
  std::vector<double> peak_times;  // h
};

/// A day sampled every 10 minutes.
struct PulseProfile {
  std::string label;                 // "before", "on treatment", "after"
  std::vector<double> time;          // h
  std::vector<double> lh;            // IU/L
  std::vector<double> testosterone;  // nmol/L
  PulseSummary pulses;
};

/// values[observable][i] at time[i]; observables in catalogue order.
struct Series {
  std::vector<double> time;                    // h
  std::vector<std::vector<double>> at_visit;   // sample drawn at time[i]
  std::vector<std::vector<double>> mean_24_h;  // mean of the 24 h before time[i]
  /// Mean over the dosing interval that ends at time[i] (dosing_interval): what a level is "on" a regimen, whatever day of the
  /// interval the visit falls on and however seldom visits are.
  std::vector<std::vector<double>> interval_mean = {};
};

/// Blood concentration of a drug with kinetics of its own, at the times of Series.
struct DrugLevel {
  std::string drug;              // catalogue id, "enclomiphene"
  std::string unit;              // "ng/mL" or "IU/L"
  std::vector<double> at_visit;  // before a dose given at that moment
  std::vector<double> mean_24_h;
};

struct ArmResult {
  std::string name;
  Series series;
  std::vector<DrugLevel> levels;
  std::vector<PulseProfile> profiles;
};

struct Result {
  Protocol protocol;
  std::vector<std::string> observables;  // ids, the order of Series
  std::vector<ArmResult> arms;
  double seconds = 0;  // wall time spent
};

}  // namespace hpg
