// Median and bands of the amount of a dose line, in steps from visit to visit.
#include "report/dose_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/trial_words.hpp"
#include "report/plot.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

constexpr Frame kFrame{330, 44, 312, 10, 110};

using Quantile = double trial::Spread::*;

const Dose& dose_of(const TrialView& view, const trial::DoseSummary& line) {
  return view.trial().arms[line.arm].doses[line.dose].dose;
}

/// Does every man take the same throughout?
bool is_constant(const trial::DoseSummary& line) {
  Extremes seen;
  bool off = false;
  for (const trial::DoseAtVisit& visit : line.visits) {
    seen.take(visit.amount.q05);
    seen.take(visit.amount.q95);
    seen.take(visit.amount.mean);
    off = off || visit.off > 0;
  }
  return !off && line.ever_raised + line.ever_lowered == 0 && !(seen.high - seen.low > 1e-9 * seen.high);
}

/// The amount at a visit has been in force since the visit before: a step backwards in time.
void corners(const trial::DoseSummary& line, const std::vector<double>& times, Quantile quantile, double factor,
             const Scale& across, const Scale& up, std::vector<double>& x, std::vector<double>& y) {
  for (std::size_t i = 0; i < line.visits.size(); ++i) {
    const trial::Spread& amount = line.visits[i].amount;
    if (amount.n == 0) continue;
    const double height = up(amount.*quantile * factor);
    const bool follows = i > 0 && !x.empty();
    x.push_back(across(follows ? times[i - 1] : times[i]));
    y.push_back(height);
    x.push_back(across(times[i]));
    y.push_back(height);
  }
}

std::string polygon(const std::vector<double>& x, const std::vector<double>& y) {
  std::string out;
  for (std::size_t i = 0; i < x.size(); ++i) out += fmt::format("{}{:.1f} {:.1f}", i == 0 ? "M" : "L", x[i], y[i]);
  return out;
}

std::string share_of(std::size_t part, std::size_t all) {
  return all == 0 ? "&ndash;" : percent(static_cast<double>(part) / static_cast<double>(all));
}

/// Men off treatment at the last visit that the line covers.
std::string off_words(const trial::DoseSummary& line) {
  for (auto visit = line.visits.rbegin(); visit != line.visits.rend(); ++visit) {
    const std::size_t men = visit->amount.n + visit->off;
    if (men > 0) return visit->off == 0 ? "" : "; off at the end " + share_of(visit->off, men);
  }
  return "";
}

std::string panel(const TrialView& view, const trial::DoseSummary& line) {
  const TrialDose& dose = view.trial().arms[line.arm].doses[line.dose];
  const DisplayUnit unit = io::dose_unit(dose.dose, view.catalog);
  Extremes seen;
  seen.take(0);
  for (const trial::DoseAtVisit& visit : line.visits) seen.take(visit.amount.q95 * unit.factor);
  Scale up = covering(Mapping::linear, 0, seen.high);
  up.from = kFrame.bottom;
  up.to = kFrame.top;
  const Scale across{Mapping::linear, 0, view.duration(), kFrame.left, kFrame.right};
  const std::vector<double> times = view.visit_times();
  const std::string name = dose.label.empty() ? dose.dose.drug : dose.label;
  const auto along = [&](Quantile quantile, std::vector<double>& x, std::vector<double>& y) {
    corners(line, times, quantile, unit.factor, across, up, x, y);
  };

  std::string words;
  for (std::size_t i = 0; i < line.visits.size(); ++i) {
    const trial::Spread& amount = line.visits[i].amount;
    if (amount.n > 0)
      words += fmt::format("{}: median {} {}. ", view.at(times[i]), short_number(amount.median * unit.factor), unit.symbol);
  }
  Svg svg(kFrame.width, kFrame.bottom + 42, "drawing", name + ", amount over time", words);
  draw_value_axis(svg, kFrame, up);
  svg.line("axis", kFrame.left, kFrame.bottom, kFrame.right, kFrame.bottom);
  svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(line.arm), line.arm));
  for (const auto& [css_class, low, high] : {std::tuple{"men-90", &trial::Spread::q05, &trial::Spread::q95},
                                             std::tuple{"men-50", &trial::Spread::q25, &trial::Spread::q75}}) {
    std::vector<double> x, y, back_x, back_y;
    along(high, x, y);
    along(low, back_x, back_y);
    x.insert(x.end(), back_x.rbegin(), back_x.rend());
    y.insert(y.end(), back_y.rbegin(), back_y.rend());
    if (!x.empty()) svg.path(css_class, polygon(x, y) + "z");
  }
  std::vector<double> x, y;
  along(&trial::Spread::median, x, y);
  if (!x.empty()) svg.path("line solid", polygon(x, y));
  svg.close_group();
  draw_time_axis(svg, kFrame, across, view.time_unit(), kFrame.bottom + 5, view.axis_title());
  return fmt::format(
      "<figure class=\"card panel arm {}\" data-arm=\"{}\"><figcaption><h3>{} {} <span class=\"unit\">{}</span></h3><p "
      "class=\"note\">ever raised {}, lowered {}{}</p></figcaption>\n<div class=\"plot-box\">{}</div></figure>\n",
      arm_class(line.arm), line.arm, arm_badge(line.arm), escape(name), unit_words(unit), share_of(line.ever_raised, line.men),
      share_of(line.ever_lowered, line.men), off_words(line), svg.str());
}

}  // namespace

std::string dose_panels(const TrialView& view) {
  std::string panels;
  std::string constant;
  for (const trial::DoseSummary& line : view.analysis.doses) {
    if (line.men == 0) continue;
    if (is_constant(line)) {
      constant += (constant.empty() ? "" : "; ") + arm_badge(line.arm) + " " + escape(dose_words(dose_of(view, line)));
    } else {
      panels += panel(view, line);
    }
  }
  std::string out;
  if (!constant.empty()) out += "<p class=\"intro\">The same for all men throughout: " + constant + ".</p>\n";
  if (!panels.empty()) {
    out +=
        "<p class=\"intro\">Amount of each administration that led to the labs of a visit: median, and 25&ndash;75&nbsp;% and "
        "5&ndash;95&nbsp;% of the men on treatment.</p>\n<div class=\"panels compact\">\n" +
        panels + "</div>\n";
  }
  return out;
}

}  // namespace hpg::report
