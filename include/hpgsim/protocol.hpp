// What a user asks for: a man, arms with doses, and what to record. Times in hours from the baseline visit (08:00 unless stated).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hpgsim/error.hpp"

namespace hpg {

/// One line of a regimen.
struct Dose {
  std::string drug;  // catalogue name, resolved
  std::string route;
  double amount = 0;      // ug or IU each time (pump: each pulse); total per `over` for an infusion
  double first = 0;       // h
  double every = 0;       // h; 0 = once
  std::size_t count = 0;  // administrations
  double over = 0;        // h each administration lasts; 0 = bolus
  bool pump = false;      // pulses of a pump: two pumps of one drug must not overlap
  std::string written;    // "100 mg im every 7 d until 12 mo", for reports
  Where where;
};

struct Arm {
  std::string name;
  std::vector<Dose> doses;
};

/// When an arm is treated, h: first dose, last dose (end of it if an infusion), end of the last interval.
struct Treatment {
  double first = 0;
  double last = 0;
  double end = 0;
};

struct Man {
  std::string condition = "healthy";
  double age = 35;                 // years
  double bmi = 25;                 // kg/m2, before his history
  std::string ethnicity = {};      // name of an ancestry; empty = not stated
  std::vector<Dose> history = {};  // what he took before the baseline, times below 0
};

struct Protocol {
  std::string title;
  Man man;
  double duration = 0;                   // h
  double clock_at_start = 8;             // hour of the day at time 0
  double sample_every = 24;              // h
  std::vector<std::string> observables;  // empty = all
  std::vector<double> pulse_days;        // h: start of each 24-h window sampled every 10 min; empty = before, on, after
  std::vector<Arm> arms;
  std::string source_file;
};

/// Longest dosing interval in use at `time`, h: of doses that have gone round at least once and whose last is not longer ago than
/// one; at least a day, at most 12 weeks.
[[nodiscard]] double dosing_interval(const Arm& arm, double time);

/// Treatment of an arm within `duration`; none without doses.
[[nodiscard]] std::optional<Treatment> treatment_of(const Arm& arm, double duration);

}  // namespace hpg
