// Share of men who have reached an event, by time.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/outcome_section.hpp"
#include "report/plot.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

using trial::ProductLimit;

constexpr Frame kFrame{420, 46, 400, 12, 172};

struct Stairs {
  const Scale& across;
  const Scale& up;
  double end = 0;  // h: how far the arm was followed

  /// Corners of one bound of the curve from the origin to the end of follow-up; where there is no interval, of the curve itself.
  template <class Bound>
  void corners(const ProductLimit& curve, Bound bound, std::vector<double>& x, std::vector<double>& y) const {
    x.push_back(across(0));
    y.push_back(up(0));
    for (const ProductLimit::Step& step : curve.steps) {
      const double value = bound(step.share);
      x.push_back(across(step.time));
      y.push_back(y.back());
      x.push_back(across(step.time));
      y.push_back(up(100 * (std::isfinite(value) ? value : step.share.value)));
    }
    x.push_back(across(end));
    y.push_back(y.back());
  }

  [[nodiscard]] std::string line(const ProductLimit& curve) const {
    std::vector<double> x, y;
    corners(
        curve, [](const trial::Estimate& e) { return e.value; }, x, y);
    return path_of(x, y);
  }

  [[nodiscard]] std::string band(const ProductLimit& curve) const {
    std::vector<double> x, y, back_x, back_y;
    corners(
        curve, [](const trial::Estimate& e) { return e.high; }, x, y);
    corners(
        curve, [](const trial::Estimate& e) { return e.low; }, back_x, back_y);
    x.insert(x.end(), back_x.rbegin(), back_x.rend());
    y.insert(y.end(), back_y.rbegin(), back_y.rend());
    return path_of(x, y) + "z";
  }

  static std::string path_of(const std::vector<double>& x, const std::vector<double>& y) {
    std::string out;
    for (std::size_t i = 0; i < x.size(); ++i) out += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x[i], y[i]);
    return out;
  }
};

/// At most five of the visits that count, the last among them.
std::vector<std::size_t> shown_visits(const TrialView& view, const Outcome& asked) {
  std::vector<std::size_t> visits;
  for (std::size_t v = 0; v < view.trial().visits.size(); ++v) {
    if (view.trial().visits[v].time > asked.from) visits.push_back(v);
  }
  constexpr std::size_t most = 5;
  if (visits.size() <= most) return visits;
  std::vector<std::size_t> kept;
  for (std::size_t k = 0; k < most; ++k) kept.push_back(visits[k * (visits.size() - 1) / (most - 1)]);
  return kept;
}

/// Shares at the visits, with intervals.
std::string reached_table(const TrialView& view, const Outcome& asked, const std::vector<trial::ArmTime>& arms) {
  const std::vector<std::size_t> visits = shown_visits(view, asked);
  std::string out = "<table class=\"summary reached\"><thead><tr><th scope=\"col\">% of men by</th>";
  for (const std::size_t v : visits) out += "<th scope=\"col\">" + escape(view.at(view.trial().visits[v].time)) + "</th>";
  out += "</tr></thead><tbody>\n";
  for (std::size_t a = 0; a < arms.size(); ++a) {
    out += fmt::format("<tr class=\"arm {}\" data-arm=\"{}\"><th scope=\"row\">{}<span class=\"sr\">{}</span></th>", arm_class(a),
                       a, arm_badge(a), escape(view.trial().arms[a].name));
    for (const std::size_t v : visits) {
      const trial::Estimate& share = arms[a].at_visit[v];
      out +=
          fmt::format("<td>{}<span class=\"note\">{}</span></td>", number(100 * share.value), interval_words(share, 100, false));
    }
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

}  // namespace

std::string reached_plot(const TrialView& view, std::size_t outcome) {
  const Outcome& asked = view.trial().outcomes[outcome];
  const auto& arms = view.analysis.outcomes[outcome].time_to;
  double longest = 0;
  for (const trial::ArmTime& arm : arms) longest = std::max(longest, arm.curve.last_seen);
  if (longest <= 0) longest = std::max(view.duration() - asked.from, 24.0);

  const Scale across{Mapping::linear, 0, longest, kFrame.left, kFrame.right};
  const Scale up{Mapping::linear, 0, 100, kFrame.bottom, kFrame.top};
  std::string words;
  for (std::size_t a = 0; a < arms.size(); ++a) {
    words += fmt::format("{}: {} of {} men reached it. ", view.trial().arms[a].name, arms[a].curve.events, arms[a].curve.men);
  }
  const TimeUnit unit = view.time_unit().name == "weeks" ? weeks(longest) : time_unit(longest);
  Svg svg(kFrame.width, kFrame.bottom + 42, "drawing", asked.name + ", share of men by time", words);
  draw_value_axis(svg, kFrame, up);
  svg.line("axis", kFrame.left, kFrame.bottom, kFrame.right, kFrame.bottom);
  std::vector<double> ends;
  for (const trial::ArmTime& arm : arms)
    ends.push_back(arm.curve.steps.empty() ? up(0) : up(100 * arm.curve.steps.back().share.value));
  const std::vector<double> heights = letter_heights(ends, kFrame);
  for (const bool lines : {false, true}) {
    for (std::size_t a = 0; a < arms.size(); ++a) {
      if (arms[a].curve.men == 0) continue;
      const Stairs stairs{across, up, arms[a].curve.last_seen};
      svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(a), a));
      if (!lines) svg.path("men-50", stairs.band(arms[a].curve));
      if (lines) {
        svg.path("line", stairs.line(arms[a].curve));
        svg.line("lead", across(arms[a].curve.last_seen) + 1, ends[a], kFrame.right + 5, heights[a]);
        svg.text("end", kFrame.right + 6, heights[a] + 3.6, "start", arm_letter(a));
      }
      svg.close_group();
    }
  }
  draw_time_axis(svg, kFrame, across, unit, kFrame.bottom + 5,
                 unit.name + (asked.from > 0     ? " from " + view.at(asked.from)
                              : view.crossover() ? " from the start of the period"
                                                 : " from baseline"));
  return fmt::format(
      "<figure class=\"card panel\"><figcaption><h3>{} <span class=\"unit\">% of men</span></h3><p class=\"note\">{}</p>"
      "</figcaption>\n<div class=\"plot-box\">{}</div>{}</figure>\n",
      escape(asked.name), escape(outcome_words(view, asked)), svg.str(), reached_table(view, asked, arms));
}

}  // namespace hpg::report
