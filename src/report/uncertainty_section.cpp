// Variance between men and between draws, in numbers.
#include "report/uncertainty_section.hpp"

#include <fmt/format.h>

#include <cmath>

#include "io/csv.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

using trial::VarianceComponents;

constexpr double kDay = 24;

std::string cells(const VarianceComponents& found, double factor) {
  std::string out = fmt::format("<td>{}</td>", grouped(found.men));
  for (const double value : {found.mean, std::sqrt(found.between_men)}) out += "<td>" + number(value * factor) + "</td>";
  out += "<td>" + (found.not_known == 0 ? "below chance" : number(std::sqrt(found.not_known) * factor)) + "</td>";
  return out + "<td>" + interval_words(found.mean_90, factor, false) + "</td>";
}

/// Nine digits; nothing for what is missing.
std::string value_field(double value) { return std::isfinite(value) ? fmt::format("{:.9g}", value) : ""; }

}  // namespace

std::string uncertainty_section(const TrialView& view) {
  const Trial& plan = view.trial();
  if (plan.draws == 0 || plan.columns.empty()) return "";
  std::string out = fmt::format(
      "<p class=\"intro\">The men were divided among {} draws of the parameters, all of them as likely as each other after what "
      "the studies say. The SD between men is that of men under the same draw. What is not known moves the mean of all men, "
      "however many there are: its SD is what the means of the draws differ by beyond chance. The interval holds 90 % of the "
      "means of as many men, by both. Values at {}.</p>\n"
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Between men, and what is not known\">"
      "<table class=\"summary outcomes\">\n",
      plan.draws, view.at(plan.visits.back().time));
  for (const std::size_t c : trial::outcome_columns(view.analysis)) {
    const DisplayUnit& unit = view.unit(view.observable(plan.columns[c].observable));
    out += fmt::format(
        "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"6\"><span class=\"group-name\">{}</span> <span "
        "class=\"note\">{}</span></th></tr>\n"
        "<tr class=\"heads\"><td></td><td>men</td><td>mean</td><td>SD between men</td><td>SD of the mean, not known</td>"
        "<td>mean, 90 %</td></tr>\n",
        escape(view.column_name(plan.columns[c])), unit.symbol == "1" ? "" : escape(unit.symbol));
    for (std::size_t a = 0; a < view.arms(); ++a) {
      out += fmt::format(
          "<tr class=\"arm {}\" data-arm=\"{}\"><th scope=\"row\">{} <span class=\"arm-name\">{}</span></th>{}</tr>\n",
          arm_class(a), a, arm_badge(a), escape(plan.arms[a].name),
          cells(view.analysis.columns[c].not_known[a].back(), unit.factor));
    }
    out += "</tbody>\n";
  }
  return out + "</table></div>\n";
}

std::string uncertainty_csv(const trial::Analysis& analysis, const Catalog& catalog, UnitSystem units) {
  const TrialView view{analysis, catalog, units};
  const Trial& trial = analysis.trial;
  std::string out = "arm,time_d,observable,unit,men,draws,mean,sd_between_men,sd_not_known,mean_low_90,mean_high_90\r\n";
  for (std::size_t a = 0; a < view.arms(); ++a) {
    for (std::size_t v = 0; v < trial.visits.size(); ++v) {
      for (std::size_t c = 0; c < trial.columns.size(); ++c) {
        const Observable observable = view.observable(trial.columns[c].observable);
        const DisplayUnit& unit = view.unit(observable);
        const VarianceComponents& found = analysis.columns[c].not_known[a][v];
        out += fmt::format("{},{:.9g},{},{},{},{}", io::csv_field(trial.arms[a].name), trial.visits[v].time / kDay,
                           TrialView::column_id(trial.columns[c]), io::csv_field(unit.symbol), found.men, found.draws);
        for (const double value :
             {found.mean, std::sqrt(found.between_men), std::sqrt(found.not_known), found.mean_90.low, found.mean_90.high}) {
          out += "," + value_field(value * unit.factor);
        }
        out += "\r\n";
      }
    }
  }
  return out;
}

}  // namespace hpg::report
