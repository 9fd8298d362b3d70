// One observable over time: axes, reference band, treatment shading, lines, doses.
#include "report/panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/curve.hpp"
#include "report/scale.hpp"
#include "report/svg.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

constexpr double kWidth = 420;
constexpr double kLeft = 46;
constexpr double kRight = 400;
constexpr double kTop = 12;
constexpr double kBottom = 172;
constexpr double kRugRow = 6;
constexpr double kLetterGap = 13;

Mapping mapping_of(const std::string& id) {
  if (id == "sperm_concentration" || id == "total_sperm_count") return Mapping::cube_root;
  if (id == "intratesticular_testosterone") return Mapping::log;
  return Mapping::linear;
}

struct Extremes {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  void take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  [[nodiscard]] bool any() const { return low <= high; }
};

Extremes extremes(const View& view, std::size_t observable, double factor) {
  Extremes seen;
  for (const ArmResult& arm : view.result.arms) {
    for (const Basis basis : {Basis::mean, Basis::sample}) {
      for (const double value : view.values(arm, observable, basis)) seen.take(value * factor);
    }
  }
  return seen;
}

/// The range is shown whole where the data come near it; an upper end far above all data would only flatten them.
Scale value_scale(const View& view, std::size_t index, const Observable& observable, double factor) {
  Extremes seen = extremes(view, index, factor);
  if (!seen.any()) seen.take(0);
  if (observable.range) {
    const double low = observable.range->low * factor;
    const double high = observable.range->high * factor;
    const double reach = 1.6 * seen.high;
    if (low > 0) seen.take(low);
    if (has_upper(*observable.range)) seen.take(std::min(high, std::max(reach, seen.high)));
  }
  Scale scale = covering(mapping_of(observable.id), seen.low, seen.high);
  scale.from = kBottom;
  scale.to = kTop;
  return scale;
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

/// Heights of the letters at the line ends, moved apart evenly so that none hides another.
std::vector<double> letter_heights(std::vector<double> wanted) {
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  for (int round = 0; round < 200; ++round) {
    for (std::size_t k = 1; k < order.size(); ++k) {
      double& above = wanted[order[k - 1]];
      double& below = wanted[order[k]];
      const double lack = std::max(kLetterGap - (below - above), 0.0);
      above = std::max(above - lack / 2, kTop + 2);
      below = std::min(below + lack / 2, kBottom - 2);
    }
  }
  return wanted;
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

void draw_lines(Svg& svg, const View& view, std::size_t index, double factor, const Scale& across, const Scale& up, Basis basis,
                std::size_t points) {
  svg.open_group(basis == Basis::mean ? "class=\"basis-mean\"" : "class=\"basis-sample\"");
  std::vector<Curve> curves;
  std::vector<double> ends;
  for (const ArmResult& arm : view.result.arms) {
    curves.push_back(curve(arm.series.time, view.values(arm, index, basis), factor, across, up, points));
    ends.push_back(curves.back().y.empty() ? kBottom : curves.back().y.back());
  }
  const std::vector<double> heights = letter_heights(ends);
  for (std::size_t a = 0; a < curves.size(); ++a) {
    if (curves[a].x.empty()) continue;
    svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(a), a));
    svg.path(swings(curves[a].y) ? "line swing" : "line", path(curves[a].x, curves[a].y));
    svg.line("lead", curves[a].x.back() + 1, curves[a].y.back(), kRight + 5, heights[a]);
    svg.text("end", kRight + 6, heights[a] + 3.6, "start", arm_letter(a));
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
  return words;
}

}  // namespace

std::string panel(const View& view, std::size_t index, std::size_t points) {
  const Observable observable = view.observable(index);
  const DisplayUnit& unit = view.unit(observable);
  const double factor = unit.factor;
  const double duration = view.duration();

  const Scale across{Mapping::linear, 0, duration, kLeft, kRight};
  const Scale up = value_scale(view, index, observable, factor);

  std::size_t treated = 0;
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) treated += view.treatment(a) ? 1 : 0;
  const double rug_bottom = kBottom + 5 + static_cast<double>(treated) * kRugRow;
  const double height = rug_bottom + 37;

  static constexpr const char* names[] = {"linear", "cube_root", "log"};
  Svg svg(kWidth, height, "plot", observable.name + " over time, all arms", description(view, index, factor, unit.symbol),
          fmt::format("data-observable=\"{}\" data-map=\"{}\" data-low=\"{:.6g}\" data-high=\"{:.6g}\"", escape(observable.id),
                      names[static_cast<int>(up.mapping)], up.low, up.high));

  if (const auto all = view.treatment()) {
    svg.rect("treatment", across(all->first), kTop, across(all->end) - across(all->first), kBottom - kTop);
  }
  if (observable.range) {
    const double low = up(observable.range->low * factor);
    const double high = has_upper(*observable.range) ? up(observable.range->high * factor) : kTop;
    svg.rect("band", kLeft, high, kRight - kLeft, low - high);
    if (low < kBottom) svg.line("band-edge", kLeft, low, kRight, low);
    if (high > kTop) svg.line("band-edge", kLeft, high, kRight, high);
  }
  for (const double tick : ticks(up, 4)) {
    const double y = up(tick);
    svg.line("grid", kLeft, y, kRight, y);
    svg.text("tick", kLeft - 6, y + 3.6, "end", tick_label(tick));
  }
  svg.line("axis", kLeft, kBottom, kRight, kBottom);

  draw_lines(svg, view, index, factor, across, up, Basis::mean, points);
  draw_lines(svg, view, index, factor, across, up, Basis::sample, points);
  draw_doses(svg, view, across, kBottom + 5);

  const TimeUnit time = time_unit(duration);
  for (const double tick : time.ticks) {
    const double x = across(tick * time.hours);
    svg.line("axis", x, kBottom, x, kBottom + 3);
    svg.text("tick", x, rug_bottom + 13, "middle", tick_label(tick));
  }
  svg.text("axis-title", (kLeft + kRight) / 2, rug_bottom + 31, "middle", time.name + " from baseline");

  std::string out =
      fmt::format("<figure class=\"card panel\" id=\"panel-{}\"><figcaption><h3>{} <span class=\"unit\">{}</span></h3>",
                  escape(observable.id), escape(observable.name), escape(unit.symbol));
  std::string notes;
  if (observable.range) {
    notes = fmt::format("<span class=\"swatch band-swatch\" aria-hidden=\"true\"></span>reference {}",
                        range_words(*observable.range, factor));
  }
  if (up.mapping != Mapping::linear) {
    notes += fmt::format("{}{} scale", notes.empty() ? "" : " &middot; ", up.mapping == Mapping::log ? "log" : "cube-root");
  }
  out += fmt::format("<p class=\"note\">{}</p></figcaption>\n<div class=\"plot-box\">{}</div></figure>\n", notes, svg.str());
  return out;
}

std::size_t points_per_line(const View& view) {
  const std::size_t lines = std::max<std::size_t>(1, 2 * view.result.arms.size() * view.result.observables.size());
  return std::clamp<std::size_t>(70000 / lines, 120, 600);
}

std::string panel_data(const View& view, std::size_t points) {
  const TimeUnit unit = time_unit(view.duration());
  const auto shortest = [](double value) { return std::isfinite(value) ? fmt::format("{:.4g}", value) : std::string("null"); };
  std::string out = fmt::format(
      "{{\"duration\":{:.6g},\"unit\":{{\"hours\":{},\"one\":\"{}\"}},\"left\":{},\"right\":{},\"top\":{},\"bottom\":{},"
      "\"width\":{},\"observables\":[",
      view.duration(), unit.hours, unit.one, kLeft, kRight, kTop, kBottom, kWidth);
  for (std::size_t o = 0; o < view.result.observables.size(); ++o) {
    const Observable observable = view.observable(o);
    out += fmt::format("{}{{\"id\":\"{}\",\"unit\":\"{}\"}}", o ? "," : "", json_escape(observable.id),
                       json_escape(view.unit(observable).symbol));
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
