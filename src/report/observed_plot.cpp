// Predicted against observed.
#include "report/observed_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/number_mark.hpp"
#include "report/plot.hpp"
#include "report/scale.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

using evidence::Scored;

constexpr double kLeast = 1e-4;  // shown; less is drawn at the edge

/// A square plot, the same axis across and up.
struct Square {
  Scale across, up;
  double size, left, top;
  [[nodiscard]] double right() const { return left + size; }
  [[nodiscard]] double bottom() const { return top + size; }
};

Square square(Scale axis, double size, double left, double top) {
  Square plot{axis, axis, size, left, top};
  plot.across.from = left;
  plot.across.to = plot.right();
  plot.up.from = plot.bottom();
  plot.up.to = top;
  return plot;
}

void draw_axes(Svg& svg, const Square& plot, double shown_factor, int wanted) {
  for (const double tick : ticks(plot.across, wanted)) {
    const double x = plot.across(tick);
    const double y = plot.up(tick);
    svg.line("grid", x, plot.top, x, plot.bottom());
    svg.line("grid", plot.left, y, plot.right(), y);
    svg.text("tick", x, plot.bottom() + 15, "middle", tick_label(tick * shown_factor));
    svg.text("tick", plot.left - 6, y + 3.6, "end", tick_label(tick * shown_factor));
  }
  svg.line("axis", plot.left, plot.bottom(), plot.right(), plot.bottom());
  svg.line("axis", plot.left, plot.top, plot.left, plot.bottom());
}

/// Between two lines beside that of identity: predicted from below(x) to above(x).
template <class Below, class Above>
void draw_belt(Svg& svg, const char* css_class, const Square& plot, const Below& below, const Above& above) {
  // Corners: where a line leaves the square, the belt follows its side.
  const double low = plot.across.low, high = plot.across.high;
  const auto back = [&](const auto& line, double y) {  // the x at which a line reaches y, by bisection: lines rise
    double a = low, b = high;
    for (int i = 0; i < 60; ++i) {
      const double middle = plot.across.mapping == Mapping::log ? std::sqrt(a * b) : (a + b) / 2;
      (line(middle) < y ? a : b) = middle;
    }
    return a;
  };
  const double x_top = back(above, high), x_foot = back(below, low);
  svg.path(css_class,
           fmt::format("M{:.1f} {:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}L{:.1f} {:.1f}L{:.1f} {:.1f}H{:.1f}z", plot.left,
                       plot.bottom(), plot.left, plot.up(above(low)), plot.across(x_top), plot.top, plot.right(), plot.right(),
                       plot.up(below(high)), plot.across(x_foot), plot.bottom(), plot.left));
}

void draw_titles(Svg& svg, const Square& plot, const char* across, const char* up) {
  svg.text("axis-title", plot.left + plot.size / 2, plot.bottom() + 34, "middle", across);
  svg.open_group(fmt::format("transform=\"translate({:.1f} {:.1f}) rotate(-90)\"", plot.left - 40, plot.top + plot.size / 2));
  svg.text("axis-title", 0, 0, "middle", up);
  svg.close_group();
}

std::string link_of(const ValidationView& view, const Scored& one) { return anchor_of(view.study(one)); }

std::vector<const Scored*> drawn(const ValidationView& view, bool fractions) {
  std::vector<const Scored*> some;
  for (const Scored& one : view.scored) {
    if (one.counts && one.is_fraction == fractions && !std::isnan(one.predicted)) some.push_back(&one);
  }
  // Validation is what counts: on top.
  std::stable_partition(some.begin(), some.end(),
                        [&](const Scored* one) { return view.study(*one).use == StudyUse::calibration; });
  return some;
}

/// Small enough that hundreds of marks stay apart.
double mark_size(std::size_t numbers) { return numbers > 300 ? 0.72 : numbers > 120 ? 0.85 : 1; }

std::string ratio_figure(const ValidationView& view) {
  const std::vector<const Scored*> numbers = drawn(view, false);
  if (numbers.empty()) return "";
  Extremes seen;
  const auto shown = [&](const Scored& one, double value) { return value * view.unit(view.number(one)).factor; };
  for (const Scored* one : numbers) {
    for (const double value : {one->observed, one->predicted}) {
      const double size = std::abs(shown(*one, value));
      if (size >= kLeast) seen.take(size);
    }
  }
  if (!seen.any()) seen.take(1);
  const Square plot = square({Mapping::log, seen.low / 1.6, seen.high * 1.6, 0, 1}, 490, 56, 12);
  Svg svg(560, 552, "drawing", "Predicted against observed",
          fmt::format("{} numbers on logarithmic axes, with the line of identity and belts of 1.25-fold and 2-fold.",
                      numbers.size()));
  draw_belt(
      svg, "belt", plot, [](double x) { return x / 2; }, [](double x) { return x * 2; });
  draw_belt(
      svg, "belt", plot, [](double x) { return x / 1.25; }, [](double x) { return x * 1.25; });
  draw_axes(svg, plot, 1, 6);
  svg.line("zero", plot.left, plot.bottom(), plot.right(), plot.top);
  draw_titles(svg, plot, "observed", "predicted");
  std::string marks;
  std::size_t at_edge = 0;
  for (const Scored* one : numbers) {
    const double sign = one->observed < 0 ? -1 : 1;
    const double observed = sign * shown(*one, one->observed);
    const double predicted = sign * shown(*one, one->predicted);
    at_edge += on_axis(plot.across, observed) && on_axis(plot.across, predicted) ? 0 : 1;
    marks += number_mark(mark_group(view.study(*one).kind), view.study(*one).use, plot.across(observed), plot.up(predicted),
                         view.title(*one), link_of(view, *one), mark_size(numbers.size()));
  }
  return fmt::format(
      "<figure class=\"card panel observed\"><figcaption><h3>Levels, ratios, differences, times</h3><p class=\"note\">line: "
      "identity; belts: 1.25-fold and 2-fold{}</p></figcaption>\n{}</figure>\n",
      at_edge > 0 ? fmt::format("; {} at the edge: 0, of opposite sign, or never reached", at_edge) : "", drawn_over(svg, marks));
}

std::string fraction_figure(const ValidationView& view) {
  const std::vector<const Scored*> numbers = drawn(view, true);
  if (numbers.empty()) return "";
  const Square plot = square({Mapping::linear, 0, 1, 0, 1}, 290, 56, 12);
  Svg svg(366, 352, "drawing", "Fractions of men, predicted against observed",
          fmt::format("{} fractions, with the line of identity and a belt of 10 points.", numbers.size()));
  draw_belt(
      svg, "belt", plot, [](double x) { return x - 0.1; }, [](double x) { return x + 0.1; });
  draw_axes(svg, plot, 100, 5);
  svg.line("zero", plot.left, plot.bottom(), plot.right(), plot.top);
  draw_titles(svg, plot, "observed, % of men", "predicted, % of men");
  std::string marks;
  for (const Scored* one : numbers) {
    marks += number_mark(mark_group(view.study(*one).kind), view.study(*one).use, plot.across(one->observed),
                         plot.up(one->predicted), view.title(*one), link_of(view, *one), mark_size(numbers.size()));
  }
  return fmt::format(
      "<figure class=\"card panel observed fractions\"><figcaption><h3>Fractions of men</h3><p class=\"note\">belt: 10 "
      "points</p></figcaption>\n{}</figure>\n",
      drawn_over(svg, marks));
}

/// Only the groups that occur.
std::string key(const ValidationView& view) {
  std::string out = "<p class=\"mark-key\">";
  for (std::size_t g = 0; g < kMarkGroups; ++g) {
    const bool any = std::any_of(view.scored.begin(), view.scored.end(),
                                 [&](const Scored& one) { return one.counts && mark_group(view.study(one).kind) == g; });
    if (any) out += fmt::format("<span>{}{}</span> ", mark_sample(g, StudyUse::calibration), escape(mark_group_name(g)));
  }
  return out + fmt::format(
                   "<span class=\"uses\">{} filled: calibration</span> <span>{} open: validation or a study of one&#39;s "
                   "own</span></p>\n",
                   mark_sample(kNoGroup, StudyUse::calibration), mark_sample(kNoGroup, StudyUse::validation));
}

}  // namespace

std::string observed_plots(const ValidationView& view) {
  const std::string ratios = ratio_figure(view);
  const std::string fractions = fraction_figure(view);
  if (ratios.empty() && fractions.empty()) return "<p class=\"intro\">Nothing was scored.</p>\n";
  const bool both = !ratios.empty() && !fractions.empty();
  return key(view) + fmt::format("<div class=\"observed-plots{}\">\n", both ? " both" : "") + ratios + fractions + "</div>\n";
}

}  // namespace hpg::report
