// A published study: who took part, what each arm was given, and what was reported of it. Times in hours, values in the canonical
// units of the observables.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hpgsim/trial.hpp"

namespace hpg {

/// What is read off each man.
struct Reading {
  enum class Kind {
    sample,  // at `from`
    // Of samples every `every` from `from` to `to`:
    mean,
    highest,
    lowest,
    time_of_highest,      // h after `from`
    pulses_per_day,       // of LH
    interpulse_interval,  // h
    pulse_amplitude,
    first_time,  // h after `from` that a sample is within `bounds`; infinite when none is
    within       // 1 when any sample is within `bounds`, else 0
  };
  std::string observable;
  Kind kind = Kind::sample;
  double from = 0;
  double to = 0;
  double every = 0;
  Bounds bounds;

  /// When the man is sampled for it.
  [[nodiscard]] std::vector<double> times() const;
};

/// What is made of the men's readings.
struct ArmStatistic {
  enum class Kind { mean, geometric_mean, median, sd, cv, centile, fraction };
  Kind kind = Kind::mean;
  double share = 0.5;  // centile
  Bounds bounds;       // fraction
};

/// What a value is given relative to: the same statistic of another reading, of this or another arm.
struct Comparison {
  bool difference = false;  // else the ratio
  std::size_t arm = 0;
  Reading reading;
};

/// One published number.
struct PublishedNumber {
  enum class Mark { scored, secondary, clamped };
  /// How prediction and observation are set side by side.
  enum class Scale { level, ratio, difference, fraction, time, count };
  Reading reading;
  ArmStatistic statistic;
  std::optional<Comparison> comparison;
  double value = 0;           // canonical: of the observable, h, or a plain number
  std::string written;        // the value as the file has it
  std::optional<double> sem;  // of the value
  std::size_t men = 0;        // of whom it was read
  Mark mark = Mark::scored;
  std::string source;  // where in the paper
  Where where;

  [[nodiscard]] Scale scale() const;
};

struct StudyArm {
  Trial trial;  // of this arm alone: its population, doses and rules; visits are when anything is read
  std::vector<PublishedNumber> published;
  bool own_population = false;  // not that of the study

  [[nodiscard]] const std::string& name() const { return trial.arms.front().name; }
};

enum class StudyUse { none, calibration, validation };

struct Study {
  std::string id;
  StudyUse use = StudyUse::none;
  std::string cohort;  // id of the study whose men these are, its own but for a second paper on the same men
  std::string kind;    // its class: "hCG"
  std::string citation;
  std::string note;
  std::vector<StudyArm> arms;
  std::string source_file;
};

}  // namespace hpg
