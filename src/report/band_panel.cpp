// Medians and bands.
#include "report/band_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/curve.hpp"
#include "report/plot.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

using Spreads = std::vector<trial::Spread>;
using Quantile = double trial::Spread::*;

Extremes extremes(const TrialView& view, std::size_t column, double factor) {
  Extremes seen;
  for (const Spreads& arm : view.analysis.columns[column].visits) {
    for (const trial::Spread& visit : arm) {
      seen.take(visit.q05 * factor);
      seen.take(visit.q95 * factor);
    }
  }
  return seen;
}

/// One panel being drawn.
struct Drawing {
  const TrialView& view;
  const Frame& frame;
  double factor;
  Scale across;
  Scale up;
  std::vector<double> times;

  /// The visits at which an arm was seen, in drawing units.
  void points(const Spreads& arm, Quantile quantile, std::vector<double>& x, std::vector<double>& y) const {
    for (std::size_t i = 0; i < arm.size(); ++i) {
      if (arm[i].n == 0) continue;
      x.push_back(across(times[i]));
      y.push_back(up(arm[i].*quantile * factor));
    }
  }

  void band(Svg& svg, const char* css_class, const Spreads& arm, Quantile low, Quantile high) const {
    std::vector<double> x, y, back_x, back_y;
    points(arm, high, x, y);
    points(arm, low, back_x, back_y);
    if (x.size() < 2) return;
    x.insert(x.end(), back_x.rbegin(), back_x.rend());
    y.insert(y.end(), back_y.rbegin(), back_y.rend());
    svg.path(css_class, path(x, y) + "z");
  }

  void median(Svg& svg, const Spreads& arm, double letter_height, std::size_t index) const {
    std::vector<double> x, y;
    points(arm, &trial::Spread::median, x, y);
    if (x.empty()) return;
    svg.path("line", path(x, y));
    std::string dots;
    for (std::size_t i = 0; i < x.size(); ++i) dots += fmt::format("M{:.1f} {:.1f}h0", x[i], y[i]);
    svg.path("visit-dot", dots);
    svg.line("lead", x.back() + 1, y.back(), frame.right + 5, letter_height);
    svg.text("end", frame.right + 6, letter_height + 3.6, "start", arm_letter(index));
  }

  [[nodiscard]] std::size_t points_within(const std::vector<Spreads>& arms, double left, double right, double top,
                                          double bottom) const {
    std::size_t count = 0;
    for (const Spreads& arm : arms) {
      for (const Quantile quantile : {&trial::Spread::median, &trial::Spread::q25, &trial::Spread::q75}) {
        std::vector<double> x, y;
        points(arm, quantile, x, y);
        for (std::size_t i = 0; i < x.size(); ++i) {
          count += x[i] >= left && x[i] <= right && y[i] > top && y[i] < bottom ? 1 : 0;
        }
      }
    }
    return count;
  }
};

std::string description(const TrialView& view, std::size_t column, double factor, const std::string& unit) {
  std::string words;
  const auto& arms = view.analysis.columns[column].visits;
  for (std::size_t a = 0; a < arms.size(); ++a) {
    if (arms[a].empty() || arms[a].front().n == 0) continue;
    const trial::Spread& last = arms[a].back();
    words += fmt::format("{}: median from {} to {} {}, at the end 5 to 95 % of men {} to {}. ", view.trial().arms[a].name,
                         short_number(arms[a].front().median * factor), short_number(last.median * factor), unit,
                         short_number(last.q05 * factor), short_number(last.q95 * factor));
  }
  return words;
}

/// From the first dose of any arm to the end of the last.
std::optional<Treatment> treatment(const TrialView& view) {
  std::optional<Treatment> all;
  for (const TrialArm& trial_arm : view.trial().arms) {
    Arm arm;
    for (const TrialDose& line : trial_arm.doses) arm.doses.push_back(line.dose);
    const auto one = treatment_of(arm, view.duration());
    if (!one) continue;
    if (!all) all = one;
    all->first = std::min(all->first, one->first);
    all->end = std::max(all->end, one->end);
  }
  return all;
}

}  // namespace

std::string band_panel(const TrialView& view, std::size_t column, PanelSize size) {
  const Column& stored = view.trial().columns[column];
  const Observable observable = view.observable(stored.observable);
  const DisplayUnit& unit = view.unit(observable);
  const Frame& frame = size == PanelSize::full ? kFull : kCompact;
  const double factor = unit.factor;
  const Scale up = value_scale(observable, factor, extremes(view, column, factor), frame);
  const Drawing drawing{
      view, frame, factor, {Mapping::linear, 0, view.duration(), frame.left, frame.right}, up, view.visit_times()};
  const auto& arms = view.analysis.columns[column].visits;

  Svg svg(frame.width, frame.bottom + 42, "plot", view.column_name(stored) + " over time, all arms",
          description(view, column, factor, unit.symbol), plot_attributes(TrialView::column_id(stored), up, frame));
  if (const auto all = treatment(view)) {
    const double begin = drawing.across(all->first);
    svg.rect("treatment", begin, frame.top, drawing.across(all->end) - begin, frame.bottom - frame.top);
  }
  if (observable.range) draw_range(svg, *observable.range, factor, frame, up);
  draw_value_axis(svg, frame, up);
  for (const Limit& limit : observable.limits) draw_zone(svg, limit, factor, frame, up);
  svg.line("axis", frame.left, frame.bottom, frame.right, frame.bottom);

  std::vector<double> ends;
  for (const Spreads& arm : arms) {
    const auto last = std::find_if(arm.rbegin(), arm.rend(), [](const trial::Spread& visit) { return visit.n > 0; });
    ends.push_back(last == arm.rend() ? frame.bottom : up(last->median * factor));
  }
  const std::vector<double> heights = letter_heights(ends, frame);
  // All bands below all lines, so that no median is dimmed by the men of another arm.
  for (const bool lines : {false, true}) {
    for (std::size_t a = 0; a < arms.size(); ++a) {
      svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(a), a));
      if (!lines) drawing.band(svg, "men-90", arms[a], &trial::Spread::q05, &trial::Spread::q95);
      if (!lines) drawing.band(svg, "men-50", arms[a], &trial::Spread::q25, &trial::Spread::q75);
      if (lines) drawing.median(svg, arms[a], heights[a], a);
      svg.close_group();
    }
  }
  for (const Limit& limit : observable.limits) {
    name_zone(svg, limit, factor, frame, up, [&](double left, double right, double top, double bottom) {
      return drawing.points_within(arms, left, right, top, bottom);
    });
  }
  draw_time_axis(svg, frame, drawing.across, view.time_unit(), frame.bottom + 5, view.axis_title());
  return fmt::format(
      "<figure class=\"card panel\" id=\"panel-{}\"><figcaption><h3>{} <span class=\"unit\">{}</span></h3>"
      "<p class=\"note\">{}</p></figcaption>\n<div class=\"plot-box\">{}</div></figure>\n",
      escape(TrialView::column_id(stored)), escape(view.column_name(stored)), unit_words(unit),
      axis_notes(observable, factor, up), svg.str());
}

std::string band_data(const TrialView& view) {
  const TimeUnit unit = view.time_unit();
  const auto list = [](const std::vector<double>& values) {
    std::string text = "[";
    for (const double value : values) {
      if (text.size() > 1) text += ',';
      text += std::isfinite(value) ? fmt::format("{:.6g}", value) : "null";
    }
    return text + "]";
  };
  std::string out = fmt::format("{{\"duration\":{:.6g},\"unit\":{{\"hours\":{},\"one\":\"{}\"}},\"observables\":[",
                                view.duration(), unit.hours, unit.one);
  for (std::size_t c = 0; c < view.trial().columns.size(); ++c) {
    const Column& column = view.trial().columns[c];
    const std::string symbol = view.unit(view.observable(column.observable)).symbol;
    out += fmt::format("{}{{\"id\":\"{}\",\"unit\":\"{}\"}}", c ? "," : "", json_escape(TrialView::column_id(column)),
                       json_escape(symbol == "1" ? "" : symbol));
  }
  out += "],\"arms\":[";
  for (std::size_t a = 0; a < view.arms(); ++a) {
    std::string medians;
    for (std::size_t c = 0; c < view.trial().columns.size(); ++c) {
      const double factor = view.unit(view.observable(view.trial().columns[c].observable)).factor;
      std::vector<double> values;
      for (const trial::Spread& visit : view.analysis.columns[c].visits[a]) values.push_back(visit.median * factor);
      medians += (c ? "," : "") + list(values);
    }
    out += fmt::format("{}{{\"name\":\"{}\",\"letter\":\"{}\",\"time\":{},\"mean\":[{}]}}", a ? "," : "",
                       json_escape(view.trial().arms[a].name), arm_letter(a), list(view.visit_times()), medians);
  }
  return out + "]}";
}

std::string visit_table(const TrialView& view, ObservableGroup group) {
  const std::vector<std::size_t> members = view.group(group);
  std::string out = fmt::format(
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Visits: {0}\"><table class=\"summary visits\"><thead>"
      "<tr><th scope=\"col\">{1}</th>",
      group_title(group), escape(view.time_unit().name));
  const TimeUnit unit = view.time_unit();
  for (const double time : view.visit_times()) {
    out += fmt::format("<th scope=\"col\">{}</th>", tick_label(std::round(time / unit.hours * 10) / 10));
  }
  out += "</tr></thead>\n";
  for (const std::size_t c : members) {
    const Column& column = view.trial().columns[c];
    const Observable observable = view.observable(column.observable);
    const DisplayUnit& shown = view.unit(observable);
    out += fmt::format(
        "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{}\"><span class=\"group-name\">{}</span> "
        "<span class=\"unit\">{}</span></th></tr>\n",
        view.trial().visits.size() + 1, escape(view.column_name(column)), unit_words(shown));
    for (std::size_t a = 0; a < view.arms(); ++a) {
      out += fmt::format("<tr class=\"arm {}\" data-arm=\"{}\"><th scope=\"row\">{} <span class=\"arm-name\">{}</span></th>",
                         arm_class(a), a, arm_badge(a), escape(view.trial().arms[a].name));
      for (const trial::Spread& visit : view.analysis.columns[c].visits[a]) {
        out += fmt::format("<td>{}<span class=\"note\">{}&ndash;{}<br>n&nbsp;{}</span></td>", number(visit.median * shown.factor),
                           number(visit.q25 * shown.factor), number(visit.q75 * shown.factor), grouped(visit.n));
      }
      out += "</tr>\n";
    }
    out += "</tbody>\n";
  }
  return out + "</table></div>\n";
}

}  // namespace hpg::report
