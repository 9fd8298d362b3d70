// From simulated men and published numbers to lines, bands and points.
#include "report/study_course.hpp"

#include <algorithm>
#include <cmath>

#include "evidence/arm_statistic.hpp"
#include "evidence/readings.hpp"
#include "io/trial_words.hpp"
#include "report/view.hpp"
#include "trial/statistics.hpp"

namespace hpg::report {
namespace {

using evidence::Scored;
using Kind = ArmStatistic::Kind;

constexpr double kNormal95 = 1.96;

/// Does it stand on the axis of the observable, where the lines are?
bool is_central_level(const PublishedNumber& number) {
  const Kind kind = number.statistic.kind;
  if (kind != Kind::mean && kind != Kind::geometric_mean && kind != Kind::median) return false;
  switch (number.reading.kind) {
    case Reading::Kind::sample:
    case Reading::Kind::mean:
    case Reading::Kind::highest:
    case Reading::Kind::lowest:
      return true;
    default:
      return false;
  }
}

class Maker {
 public:
  Maker(const ValidationView& view, std::size_t study, std::vector<const Scored*> numbers)
      : view_(view), study_(view.studies[study]), men_(view.men[study]), numbers_(std::move(numbers)) {}

  StudyCourse make() {
    id_ = view_.number(*numbers_.front()).reading.observable;
    made_.observable = io::observable_or_made(view_.catalog, id_);
    made_.unit = io::unit_of(made_.observable, view_.units);
    const auto assay = view_.catalog.assays.find(id_);
    limit_ = assay == view_.catalog.assays.end() ? 0 : assay->second.limit;
    made_.limit = made_.unit.factor * limit_;
    choose_statistic();
    for (std::size_t a = 0; a < study_.arms.size(); ++a) add_arm(a);
    for (const Scored* one : numbers_) add_point(*one);
    return std::move(made_);
  }

 private:
  void choose_statistic() {
    const auto count = [&](Kind kind) {
      return std::count_if(numbers_.begin(), numbers_.end(),
                           [&](const Scored* one) { return view_.number(*one).statistic.kind == kind; });
    };
    for (const Kind kind : {Kind::median, Kind::geometric_mean}) {
      if (count(kind) > count(made_.statistic)) made_.statistic = kind;
    }
  }

  void add_arm(std::size_t arm) {
    const Trial& trial = study_.arms[arm].trial;
    const auto found = std::find_if(trial.columns.begin(), trial.columns.end(),
                                    [&](const Column& c) { return c.observable == id_ && !c.mean_24_h; });
    if (found == trial.columns.end()) return;
    const auto column = static_cast<std::size_t>(found - trial.columns.begin());
    Course course;
    course.arm = arm;
    for (std::size_t visit = 0; visit < trial.visits.size(); ++visit) {
      std::vector<double> values;
      for (const Subject& man : men_[arm]) {
        const std::size_t place = visit * trial.columns.size() + column;
        if (man.status == Status::failed || place >= man.values.size()) continue;
        if (std::isfinite(man.values[place])) values.push_back(man.values[place]);
      }
      if (values.empty()) continue;
      course.time.push_back(trial.visits[visit].time);
      course.middle.push_back(made_.unit.factor * evidence::statistic_of({made_.statistic, 0.5, {}}, values, limit_));
      std::sort(values.begin(), values.end());
      course.low.push_back(made_.unit.factor * trial::quantile(values, 0.05));
      course.high.push_back(made_.unit.factor * trial::quantile(values, 0.95));
    }
    if (!course.time.empty()) made_.arms.push_back(std::move(course));
  }

  /// What the model predicts of the reading that a number is relative to.
  [[nodiscard]] double base_of(const PublishedNumber& number) const {
    const Comparison& other = *number.comparison;
    std::vector<double> readings;
    for (const Subject& man : men_[other.arm]) {
      if (man.status == Status::failed) continue;
      readings.push_back(evidence::read_off(other.reading, study_.arms[other.arm].trial, man));
    }
    return evidence::statistic_of(number.statistic, readings, limit_);
  }

  void add_point(const Scored& one) {
    const PublishedNumber& number = view_.number(one);
    double value = number.value;
    double error = number.sem.value_or(0) * kNormal95;
    if (number.comparison) {
      const double base = base_of(number);
      value = number.comparison->difference ? base + value : base * value;
      error = number.comparison->difference ? error : base * error;
    }
    if (!std::isfinite(value)) return;
    made_.relative += number.comparison ? 1 : 0;
    const double factor = made_.unit.factor;
    made_.points.push_back(
        {one.arm, number.reading.from, number.reading.to, value * factor, error * factor, one.counts, view_.title(one)});
  }

  const ValidationView& view_;
  const Study& study_;
  const std::vector<std::vector<Subject>>& men_;
  std::vector<const Scored*> numbers_;
  std::string id_;
  double limit_ = 0;
  StudyCourse made_;
};

}  // namespace

double StudyCourse::duration() const {
  double last = 1;
  for (const Course& course : arms) last = std::max(last, course.time.back());
  for (const PublishedPoint& point : points) last = std::max(last, point.to);
  return last;
}

std::vector<StudyCourse> study_courses(const ValidationView& view, std::size_t study) {
  std::vector<const Scored*> numbers = view.of_study(study);
  std::erase_if(numbers, [&](const Scored* one) { return !is_central_level(view.number(*one)); });
  std::vector<std::vector<const Scored*>> by_observable;
  std::vector<Observable> observables;
  for (const Scored* one : numbers) {
    const std::string& id = view.number(*one).reading.observable;
    const auto known = std::find_if(observables.begin(), observables.end(), [&](const Observable& o) { return o.id == id; });
    if (known == observables.end()) {
      observables.push_back(io::observable_or_made(view.catalog, id));
      by_observable.push_back({one});
    } else {
      by_observable[static_cast<std::size_t>(known - observables.begin())].push_back(one);
    }
  }
  std::vector<StudyCourse> courses;
  for (const std::size_t place : reading_order(observables)) {
    StudyCourse course = Maker(view, study, by_observable[place]).make();
    if (!course.arms.empty() && !course.points.empty()) courses.push_back(std::move(course));
  }
  return courses;
}

}  // namespace hpg::report
