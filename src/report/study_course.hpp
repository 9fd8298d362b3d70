// What a study says of one observable over time beside what the model says, in shown units.
#pragma once

#include <string>
#include <vector>

#include "report/validation_view.hpp"

namespace hpg::report {

/// A simulated arm over its visits.
struct Course {
  std::size_t arm = 0;
  std::vector<double> time;
  std::vector<double> middle;     // the statistic that the study reports most
  std::vector<double> low, high;  // 5 and 95 % of the men
};

/// A published number at its place in time. One reported relative to another reading stands where the model puts that reading,
/// times the ratio or plus the difference.
struct PublishedPoint {
  std::size_t arm = 0;
  double from = 0, to = 0;  // h; the same for a single sample
  double value = 0;
  double error = 0;  // half of the 95 % interval; 0 = not reported
  bool scored = true;
  std::string title;  // plain text
  [[nodiscard]] double at() const { return (from + to) / 2; }
};

struct StudyCourse {
  Observable observable;
  DisplayUnit unit;
  ArmStatistic::Kind statistic = ArmStatistic::Kind::mean;  // of the lines
  double limit = 0;                                         // of the assay
  std::vector<Course> arms;
  std::vector<PublishedPoint> points;
  std::size_t relative = 0;  // points that were reported as ratio or difference

  /// End of what is known, h.
  [[nodiscard]] double duration() const;
};

/// One for each observable of which the study reports a central value, in reading order.
[[nodiscard]] std::vector<StudyCourse> study_courses(const ValidationView& view, std::size_t study);

}  // namespace hpg::report
