// Outcomes in numbers.
#include <fmt/format.h>

#include <cmath>

#include "io/trial_words.hpp"
#include "report/outcome_section.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

using trial::Estimate;

/// A value, with its interval below in small.
std::string cell(const std::string& value, const std::string& interval) {
  return "<td>" + value + "<span class=\"note\">" + interval + "</span></td>";
}

std::string blank() { return "<td class=\"note\">&ndash;</td>"; }

std::string change_cells(const trial::ArmChange& arm, double factor, bool first) {
  std::string out = fmt::format("<td>{}</td>", grouped(arm.n));
  out += cell(number(arm.baseline.mean * factor), "SD " + number(arm.baseline.sd * factor));
  out += cell(signed_number(arm.change.value * factor), interval_words(arm.change, factor, true));
  if (first) return out + blank();
  return out + cell(signed_number(arm.difference.value * factor), interval_words(arm.difference, factor, true));
}

std::string response_cells(const trial::ArmResponse& arm, bool first) {
  std::string out = cell(grouped(arm.observed.of), "of " + grouped(arm.imputed.of));
  out += cell(percent(arm.imputed_share.value), interval_words(arm.imputed_share, 100, false));
  out += cell(percent(arm.share.value), interval_words(arm.share, 100, false));
  if (first) return out + blank();
  return out + cell(signed_number(100 * arm.difference.value), interval_words(arm.difference, 100, true));
}

std::string time_cells(const TrialView& view, const trial::ProductLimit& curve) {
  const auto when = [&](double time) {
    return std::isfinite(time) ? escape(span_words(time, view.time_unit())) : std::string("not reached");
  };
  std::string interval = "&ndash;";
  if (std::isfinite(curve.median.low)) {
    interval = when(curve.median.low) + " to " + (std::isfinite(curve.median.high) ? when(curve.median.high) : "beyond the end");
  }
  const Estimate end = curve.share_at(curve.last_seen);
  std::string out = fmt::format("<td>{}</td>", grouped(curve.men));
  out += cell(when(curve.median.value), interval);
  out += cell(percent(end.value), interval_words(end, 100, false));
  return out + "<td></td>";
}

struct Heads {
  const char* n;
  const char* before;
  const char* result;
};

Heads heads(Outcome::Kind kind) {
  switch (kind) {
    case Outcome::Kind::change:
      return {"men", "baseline", "mean change"};
    case Outcome::Kind::responder:
      return {"men seen", "of all men, not seen taken as no", "of men seen"};
    case Outcome::Kind::time_to:
      break;
  }
  return {"men", "median time", "reached by the end"};
}

}  // namespace

std::string outcome_words(const TrialView& view, const Outcome& outcome) {
  const Observable observable = view.observable(outcome.column.observable);
  const DisplayUnit& unit = view.unit(observable);
  const std::string name = view.column_name(outcome.column);
  switch (outcome.kind) {
    case Outcome::Kind::change:
      return "Change of " + name + " from baseline to " + view.at(outcome.at) + (unit.symbol == "1" ? "" : ", " + unit.symbol);
    case Outcome::Kind::responder:
      return name + " " + io::within_words(outcome.bounds, unit) + " at " + view.at(outcome.at);
    case Outcome::Kind::time_to:
      break;
  }
  return "Time to " + name + " " + io::within_words(outcome.bounds, unit) +
         (outcome.from > 0 ? ", counted from " + view.at(outcome.from) : "");
}

std::string outcome_table(const TrialView& view) {
  const bool compares = view.arms() > 1;
  std::string out =
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Outcomes\"><table class=\"summary outcomes\">\n";
  for (std::size_t o = 0; o < view.analysis.outcomes.size(); ++o) {
    const Outcome& outcome = view.trial().outcomes[o];
    const trial::OutcomeResult& result = view.analysis.outcomes[o];
    const double factor = view.unit(view.observable(outcome.column.observable)).factor;
    const Heads head = heads(outcome.kind);
    const bool differs = compares && outcome.kind != Outcome::Kind::time_to;
    const std::string difference = fmt::format("difference to {}<span class=\"sr\">arm A</span>{}", arm_badge(0),
                                               outcome.kind == Outcome::Kind::responder ? ", points" : "");
    out += fmt::format(
        "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"5\"><span class=\"group-name\">{}</span> <span "
        "class=\"note\">{}</span></th></tr>\n"
        "<tr class=\"heads\"><td></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escape(outcome.name), escape(outcome_words(view, outcome)), head.n, head.before, head.result, differs ? difference : "");
    for (std::size_t a = 0; a < view.arms(); ++a) {
      out += fmt::format("<tr class=\"arm {}\" data-arm=\"{}\"><th scope=\"row\">{} <span class=\"arm-name\">{}</span></th>",
                         arm_class(a), a, arm_badge(a), escape(view.trial().arms[a].name));
      switch (outcome.kind) {
        case Outcome::Kind::change:
          out += change_cells(result.change[a], factor, a == 0);
          break;
        case Outcome::Kind::responder:
          out += response_cells(result.responder[a], a == 0);
          break;
        case Outcome::Kind::time_to:
          out += time_cells(view, result.time_to[a].curve);
          break;
      }
      out += "</tr>\n";
    }
    out += "</tbody>\n";
  }
  return out + "</table></div>\n";
}

}  // namespace hpg::report
