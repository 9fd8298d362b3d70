// One observable over time: axes, reference band, treatment shading, lines, doses.
#include "report/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/curve.hpp"
#include "report/plot.hpp"
#include "report/scale.hpp"
#include "report/svg.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

constexpr double kRugRow = 6;

Extremes extremes(const View& view, std::size_t observable, double factor) {
  Extremes seen;
  for (const ArmResult& arm : view.result.arms) {
    for (const Basis basis : {Basis::mean, Basis::sample}) {
      for (const double value : view.values(arm, observable, basis)) seen.take(value * factor);
    }
  }
  return seen;
}

struct Curve {
  std::vector<double> x;  // drawing units
  std::vector<double> y;
};

Curve curve(const std::vector<double>& time, const std::vector<double>& values, double factor, const Scale& across,
            const Scale& up, std::size_t points) {
  Curve out;
  for (const std::size_t i : decimate(values, points)) {
    if (i >= time.size()) break;
    out.x.push_back(across(time[i]));
    out.y.push_back(up(values[i] * factor));
  }
  return out;
}

/// A line that swings up and down many times (weekly injections over a year) would dissolve if dashed.
bool swings(const std::vector<double>& y) {
  constexpr double noticeable = 4;  // drawing units
  std::size_t turns = 0;
  double turn = y.front();
  int direction = 0;
  for (const double height : y) {
    const double move = height - turn;
    if (std::abs(move) >= noticeable) {
      const int now = move > 0 ? 1 : -1;
      turns += now != direction ? 1 : 0;
      direction = now;
      turn = height;
    } else if (direction != 0 && move * direction > 0) {
      turn = height;
    }
  }
  return turns > 30;
}

void draw_lines(Svg& svg, const View& view, std::size_t index, double factor, const Frame& frame, const Scale& across,
                const Scale& up, Basis basis, std::size_t points) {
  svg.open_group(basis == Basis::mean ? "class=\"basis-mean\"" : "class=\"basis-sample\"");
  std::vector<Curve> curves;
  std::vector<double> ends;
  for (const ArmResult& arm : view.result.arms) {
    curves.push_back(curve(arm.series.time, view.values(arm, index, basis), factor, across, up, points));
    ends.push_back(curves.back().y.empty() ? frame.bottom : curves.back().y.back());
  }
  const std::vector<double> heights = letter_heights(ends, frame);
  for (std::size_t a = 0; a < curves.size(); ++a) {
    if (curves[a].x.empty()) continue;
    svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(a), a));
    svg.path(swings(curves[a].y) ? "line swing" : "line", path(curves[a].x, curves[a].y));
    svg.line("lead", curves[a].x.back() + 1, curves[a].y.back(), frame.right + 5, heights[a]);
    svg.text("end", frame.right + 6, heights[a] + 3.6, "start", arm_letter(a));
    svg.close_group();
  }
  svg.close_group();
}

/// One row for each treated arm: the period as a bar, administrations as marks on it.
double draw_doses(Svg& svg, const View& view, const Scale& across, double top) {
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) {
    const auto treatment = view.treatment(a);
    if (!treatment) continue;
    svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(a), a));
    const double begin = across(treatment->first);
    std::string marks;
    for (const Dose& dose : view.arm(a)->doses) {
      const double step = across(dose.first + dose.every) - across(dose.first);
      for (std::size_t i = 0; i < dose.count; ++i) {
        const double time = dose.first + static_cast<double>(i) * dose.every;
        if (time > view.duration()) break;
        const double x = across(time);
        // Closer than this the marks would run together; the bar already says "throughout".
        if (dose.count > 1 && step < 4.5) break;
        marks += fmt::format("M{:.1f} {:.1f}v{:.1f}", x, top - 0.5, kRugRow - 1);
        if (dose.every <= 0) break;
      }
    }
    svg.rect(marks.empty() ? "period dense" : "period", begin, top, std::max(across(treatment->end) - begin, 1.5), kRugRow - 2);
    if (!marks.empty()) svg.path("dose", marks);
    svg.close_group();
    top += kRugRow;
  }
  return top;
}

/// How many points of the lines lie in a box of the drawing.
std::size_t points_within(const View& view, std::size_t index, double factor, const Scale& across, const Scale& up, double left,
                          double right, double top, double bottom) {
  std::size_t count = 0;
  for (const ArmResult& arm : view.result.arms) {
    const auto& values = view.values(arm, index, Basis::mean);
    for (std::size_t i = 0; i < values.size() && i < arm.series.time.size(); ++i) {
      const double x = across(arm.series.time[i]);
      if (x < left || x > right || !std::isfinite(values[i])) continue;
      const double y = up(values[i] * factor);
      count += y > top && y < bottom ? 1 : 0;
    }
  }
  return count;
}

std::string description(const View& view, std::size_t index, double factor, const std::string& unit) {
  std::string words;
  for (const ArmResult& arm : view.result.arms) {
    const auto& values = view.values(arm, index, Basis::mean);
    Extremes seen;
    std::size_t first = values.size();
    std::size_t last = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (!std::isfinite(values[i])) continue;
      seen.take(values[i] * factor);
      first = std::min(first, i);
      last = i;
    }
    if (!seen.any()) continue;
    words += fmt::format("{}: from {} to {} {}, lowest {}, highest {}. ", arm.name, short_number(values[first] * factor),
                         short_number(values[last] * factor), unit, short_number(seen.low), short_number(seen.high));
  }
  const Observable observable = view.observable(index);
  for (const Limit& limit : observable.limits) {
    words += fmt::format("Limit: {} {} {}, {}. ", limit.high ? "above" : "below", short_number(limit.value * factor), unit,
                         limit.what);
  }
  return words;
}

}  // namespace

std::string panel(const View& view, std::size_t index, std::size_t points, PanelSize size) {
  const Observable observable = view.observable(index);
  const DisplayUnit& unit = view.unit(observable);
  const double factor = unit.factor;
  const double duration = view.duration();
  const Frame& frame = size == PanelSize::full ? kFull : kCompact;

  const Scale across{Mapping::linear, 0, duration, frame.left, frame.right};
  const Scale up = value_scale(observable, factor, extremes(view, index, factor), frame);

  std::size_t treated = 0;
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) treated += view.treatment(a) ? 1 : 0;
  const double rug_bottom = frame.bottom + 5 + static_cast<double>(treated) * kRugRow;
  const double height = rug_bottom + 37;

  Svg svg(frame.width, height, "plot", observable.name + " over time, all arms", description(view, index, factor, unit.symbol),
          plot_attributes(observable.id, up, frame));

  if (const auto all = view.treatment()) {
    svg.rect("treatment", across(all->first), frame.top, across(all->end) - across(all->first), frame.bottom - frame.top);
  }
  if (observable.range) draw_range(svg, *observable.range, factor, frame, up);
  draw_value_axis(svg, frame, up);
  for (const Limit& limit : observable.limits) draw_zone(svg, limit, factor, frame, up);
  svg.line("axis", frame.left, frame.bottom, frame.right, frame.bottom);

  draw_lines(svg, view, index, factor, frame, across, up, Basis::mean, points);
  draw_lines(svg, view, index, factor, frame, across, up, Basis::sample, points);
  for (const Limit& limit : observable.limits) {
    name_zone(svg, limit, factor, frame, up, [&](double left, double right, double top, double bottom) {
      return points_within(view, index, factor, across, up, left, right, top, bottom);
    });
  }
  draw_doses(svg, view, across, frame.bottom + 5);

  const TimeUnit time = time_unit(duration);
  draw_time_axis(svg, frame, across, time, rug_bottom, time.name + " from baseline");
  return fmt::format(
      "<figure class=\"card panel\" id=\"panel-{}\"><figcaption><h3>{} <span class=\"unit\">{}</span></h3>"
      "<p class=\"note\">{}</p></figcaption>\n<div class=\"plot-box\">{}</div></figure>\n",
      escape(observable.id), escape(observable.name), unit_words(unit), axis_notes(observable, factor, up), svg.str());
}

std::size_t points_per_line(const View& view) {
  const std::size_t lines = std::max<std::size_t>(1, 2 * view.result.arms.size() * view.result.observables.size());
  return std::clamp<std::size_t>(70000 / lines, 120, 600);
}

std::string panel_data(const View& view, std::size_t points) {
  const TimeUnit unit = time_unit(view.duration());
  const auto shortest = [](double value) { return std::isfinite(value) ? fmt::format("{:.4g}", value) : std::string("null"); };
  std::string out = fmt::format("{{\"duration\":{:.6g},\"unit\":{{\"hours\":{},\"one\":\"{}\"}},\"observables\":[",
                                view.duration(), unit.hours, unit.one);
  for (std::size_t o = 0; o < view.result.observables.size(); ++o) {
    const Observable observable = view.observable(o);
    out += fmt::format("{}{{\"id\":\"{}\",\"unit\":\"{}\"}}", o ? "," : "", json_escape(observable.id),
                       json_escape(view.unit(observable).symbol == "1" ? "" : view.unit(observable).symbol));
  }
  out += "],\"arms\":[";
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) {
    const ArmResult& arm = view.result.arms[a];
    const std::size_t count = arm.series.time.size();
    std::vector<std::size_t> kept;
    const std::size_t most = std::min(points, count);
    for (std::size_t k = 0; k < most; ++k) kept.push_back(most > 1 ? k * (count - 1) / (most - 1) : 0);
    const auto list = [&](const std::vector<double>& values, double factor) {
      std::string text = "[";
      for (const std::size_t i : kept) {
        if (text.size() > 1) text += ',';
        text += shortest(i < values.size() ? values[i] * factor : std::numeric_limits<double>::quiet_NaN());
      }
      return text + "]";
    };
    std::string times = "[";
    for (const std::size_t i : kept) times += fmt::format("{}{:.6g}", times.size() > 1 ? "," : "", arm.series.time[i]);
    out += fmt::format("{}{{\"name\":\"{}\",\"letter\":\"{}\",\"time\":{}]", a ? "," : "", json_escape(arm.name), arm_letter(a),
                       times);
    for (const Basis basis : {Basis::mean, Basis::sample}) {
      out += basis == Basis::mean ? ",\"mean\":[" : ",\"sample\":[";
      for (std::size_t o = 0; o < view.result.observables.size(); ++o) {
        const Observable observable = view.observable(o);
        if (o > 0) out += ',';
        out += list(view.values(arm, o, basis), view.unit(observable).factor);
      }
      out += "]";
    }
    out += "}";
  }
  return out + "]}";
}

}  // namespace hpg::report
