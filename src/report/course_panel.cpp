// Lines, bands and marks of one observable.
#include "report/course_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/curve.hpp"
#include "report/number_mark.hpp"
#include "report/plot.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

constexpr std::size_t kMostPoints = 160;  // of a line
constexpr double kLogRange = 30;          // fold, from which on an axis is logarithmic
constexpr double kTallest = 2;            // of a band or bar, beside the highest line or mark: the rest leaves the plot

Scale value_axis(const StudyCourse& course) {
  Extremes centre;
  for (const Course& arm : course.arms) {
    for (const double value : arm.middle) centre.take(value);
  }
  for (const PublishedPoint& point : course.points) centre.take(point.value);
  Extremes seen = centre;
  const auto take = [&](double low, double high) {
    seen.take(std::max(low, std::min(0.0, centre.low)));
    seen.take(std::min(high, kTallest * centre.high));
  };
  for (const PublishedPoint& point : course.points) take(point.value - point.error, point.value + point.error);
  for (const Course& arm : course.arms) {
    for (std::size_t i = 0; i < arm.time.size(); ++i) take(arm.low[i], arm.high[i]);
  }
  // Without the limits for single men: the mean of an arm crosses none.
  Observable observable = course.observable;
  observable.limits.clear();
  Scale up = value_scale(observable, course.unit.factor, seen, kFull);
  if (up.mapping == Mapping::linear && centre.low >= 0 && centre.high > kLogRange * centre.low) {
    // What falls below the limit of the assay goes to the foot of the plot, unless a published number lies there.
    double foot = std::max(0.5 * centre.low, 0.5 * course.limit);
    for (const PublishedPoint& point : course.points) {
      if (point.value > 0) foot = std::min(foot, 0.7 * point.value);
    }
    up = covering(Mapping::log, std::max(foot, 1e-3 * centre.high), seen.high);
    up.from = kFull.bottom;
    up.to = kFull.top;
  }
  return up;
}

std::string notes(const StudyCourse& course, const Scale& up) {
  std::vector<std::string> notes;
  const ArmStatistic::Kind kind = course.statistic;
  notes.emplace_back(kind == ArmStatistic::Kind::median ? "lines: median"
                     : kind == ArmStatistic::Kind::mean ? "lines: mean"
                                                        : "lines: geometric mean");
  Observable observable = course.observable;
  observable.limits.clear();
  if (const std::string axis = axis_notes(observable, course.unit.factor, up); !axis.empty()) notes.push_back(axis);
  if (course.relative > 0) {
    notes.push_back(course.relative == course.points.size()
                        ? "marks set from relative numbers"
                        : fmt::format("{} of {} marks set from relative numbers", course.relative, course.points.size()));
  }
  return fmt::format("{}", fmt::join(notes, " &middot; "));
}

struct Drawing {
  const StudyCourse& course;
  Scale across, up;

  void place(const Course& arm, const std::vector<double>& values, std::vector<double>& x, std::vector<double>& y) const {
    for (const std::size_t i : decimate(values, kMostPoints)) {
      x.push_back(across(arm.time[i]));
      y.push_back(up(values[i]));
    }
  }

  void band(Svg& svg, const Course& arm) const {
    std::vector<double> x, y, back_x, back_y;
    place(arm, arm.high, x, y);
    place(arm, arm.low, back_x, back_y);
    if (x.size() < 2) return;
    x.insert(x.end(), back_x.rbegin(), back_x.rend());
    y.insert(y.end(), back_y.rbegin(), back_y.rend());
    svg.path("men-90", path(x, y) + "z");
  }

  void line(Svg& svg, const Course& arm, double letter) const {
    std::vector<double> x, y;
    place(arm, arm.middle, x, y);
    if (x.empty()) return;
    svg.path("line solid", path(x, y));
    svg.line("lead", x.back() + 1, y.back(), kFull.right + 5, letter);
    svg.text("end", kFull.right + 6, letter + 3.6, "start", arm_letter(arm.arm));
  }

  /// Do mark or bar of two points touch, when drawn at their times?
  [[nodiscard]] bool touch(const PublishedPoint& a, const PublishedPoint& b) const {
    constexpr double kMark = 4.5;
    if (std::abs(across(a.at()) - across(b.at())) > 3) return false;
    return up(a.value + a.error) - kMark < up(b.value - b.error) + kMark &&
           up(b.value + b.error) - kMark < up(a.value - a.error) + kMark;
  }

  /// Arms whose marks would touch stand side by side.
  [[nodiscard]] double x_of(const PublishedPoint& point) const {
    std::vector<std::size_t> together;
    for (const PublishedPoint& other : course.points) {
      const bool known = std::find(together.begin(), together.end(), other.arm) != together.end();
      if (touch(point, other) && !known) together.push_back(other.arm);
    }
    const auto place = static_cast<double>(std::find(together.begin(), together.end(), point.arm) - together.begin());
    const double gap = together.size() > 5 ? 4.5 : 7;
    const double half = 0.5 * gap * static_cast<double>(together.size() - 1);
    const double middle = std::clamp(across(point.at()), kFull.left + half, std::max(kFull.right - half, kFull.left + half));
    return middle - half + gap * place;
  }

  [[nodiscard]] std::string mark(const PublishedPoint& point) const {
    const double x = x_of(point);
    const double y = up(point.value);
    std::string out = fmt::format("<g class=\"published-mark {}{}\"><title>{}</title>", arm_class(point.arm),
                                  point.scored ? "" : " pale", escape(point.title));
    if (point.to > point.from)
      out += fmt::format("<path class=\"stretch\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>", across(point.from), y, across(point.to));
    if (point.error > 0) {
      const double top = up(point.value + point.error), foot = up(point.value - point.error);
      out += fmt::format("<path class=\"error-bar\" d=\"M{0:.1f} {1:.1f}h5m-2.5 0V{2:.1f}m-2.5 0h5\"/>", x - 2.5, top, foot);
    }
    return out + fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.6\"/></g>\n", x, y);
  }
};

std::string description(const StudyCourse& course) {
  return fmt::format("{} arms simulated, {} published numbers as marks; the values stand in the table of the study.",
                     course.arms.size(), course.points.size());
}

}  // namespace

std::string course_panel(const StudyCourse& course) {
  const Frame& frame = kFull;
  const double duration = course.duration();
  const Drawing drawing{course, {Mapping::linear, 0, duration, frame.left, frame.right}, value_axis(course)};
  Svg svg(frame.width, frame.bottom + 42, "drawing course", course.observable.name + " over time", description(course));
  if (course.observable.range) draw_range(svg, *course.observable.range, course.unit.factor, frame, drawing.up);
  draw_value_axis(svg, frame, drawing.up);
  svg.line("axis", frame.left, frame.bottom, frame.right, frame.bottom);
  std::vector<double> ends;
  for (const Course& arm : course.arms) ends.push_back(drawing.up(arm.middle.back()));
  const std::vector<double> letters = letter_heights(ends, frame);
  for (const bool lines : {false, true}) {
    for (std::size_t i = 0; i < course.arms.size(); ++i) {
      svg.open_group("class=\"arm " + arm_class(course.arms[i].arm) + "\"");
      if (lines) {
        drawing.line(svg, course.arms[i], letters[i]);
      } else {
        drawing.band(svg, course.arms[i]);
      }
      svg.close_group();
    }
  }
  const TimeUnit unit = time_unit(duration, {});
  draw_time_axis(svg, frame, drawing.across, unit, frame.bottom + 5, unit.name);
  std::string marks;
  for (const PublishedPoint& point : course.points) marks += drawing.mark(point);
  return fmt::format(
      "<figure class=\"card panel\"><figcaption><h3>{} <span class=\"unit\">{}</span></h3><p class=\"note\">{}</p></figcaption>\n"
      "{}</figure>\n",
      escape(course.observable.name), unit_words(course.unit), notes(course, drawing.up), drawn_over(svg, marks));
}

}  // namespace hpg::report
