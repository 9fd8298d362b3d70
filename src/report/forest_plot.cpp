// Differences to the first arm with their intervals.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/outcome_section.hpp"
#include "report/plot.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

constexpr double kWidth = 440;
constexpr double kLeft = 26;
constexpr double kRight = 424;
constexpr double kRow = 20;

struct Row {
  std::size_t arm = 0;
  trial::Estimate difference;  // shown units
};

trial::Estimate scaled(const trial::Estimate& e, double factor) { return {e.value * factor, e.low * factor, e.high * factor}; }

std::vector<Row> rows_of(const TrialView& view, std::size_t outcome) {
  const trial::OutcomeResult& result = view.analysis.outcomes[outcome];
  const double factor = view.unit(view.observable(view.trial().outcomes[outcome].column.observable)).factor;
  std::vector<Row> rows;
  for (std::size_t a = 1; a < result.change.size(); ++a) rows.push_back({a, scaled(result.change[a].difference, factor)});
  for (std::size_t a = 1; a < result.responder.size(); ++a) rows.push_back({a, scaled(result.responder[a].difference, 100)});
  std::erase_if(rows, [](const Row& row) { return !std::isfinite(row.difference.value); });
  return rows;
}

/// Zero always belongs to the picture.
Scale axis(const std::vector<Row>& rows) {
  Extremes seen;
  seen.take(0);
  for (const Row& row : rows) {
    for (const double value : {row.difference.value, row.difference.low, row.difference.high}) seen.take(value);
  }
  const double room = std::max(0.06 * (seen.high - seen.low), 1e-9);
  return {Mapping::linear, seen.low - room, seen.high + room, kLeft, kRight};
}

std::string drawing(const TrialView& view, std::size_t outcome, const std::vector<Row>& rows, const std::string& unit) {
  const Scale across = axis(rows);
  const double bottom = 6 + kRow * static_cast<double>(rows.size());
  std::string words;
  for (const Row& row : rows) {
    words += fmt::format("{} less {}: {} {}. ", view.trial().arms[row.arm].name, view.trial().arms[0].name,
                         short_number(row.difference.value), unit);
  }
  Svg svg(kWidth, bottom + 18, "drawing", view.trial().outcomes[outcome].name + ", differences between arms", words);
  for (const double tick : ticks(across, 5)) {
    svg.line("grid", across(tick), 4, across(tick), bottom);
    svg.text("tick", across(tick), bottom + 13, "middle", tick_label(tick));
  }
  svg.line("zero", across(0), 2, across(0), bottom);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    const double y = 6 + kRow * (static_cast<double>(i) + 0.5);
    svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(row.arm), row.arm));
    svg.text("end", 4, y + 3.6, "start", arm_letter(row.arm));
    if (row.difference.has_interval()) {
      const double low = across(row.difference.low);
      const double high = across(row.difference.high);
      svg.path("whisker",
               fmt::format("M{:.1f} {:.1f}H{:.1f}M{:.1f} {:.1f}v6M{:.1f} {:.1f}v6", low, y, high, low, y - 3, high, y - 3));
    }
    svg.rect("estimate", across(row.difference.value) - 3.5, y - 3.5, 7, 7);
    svg.close_group();
  }
  return svg.str();
}

}  // namespace

std::string forest_plot(const TrialView& view) {
  std::string out;
  for (std::size_t o = 0; o < view.analysis.outcomes.size(); ++o) {
    const std::vector<Row> rows = rows_of(view, o);
    if (rows.empty()) continue;
    const Outcome& outcome = view.trial().outcomes[o];
    const bool change = outcome.kind == Outcome::Kind::change;
    const DisplayUnit unit = view.unit(view.observable(outcome.column.observable));
    out += fmt::format("<div class=\"forest-row\"><div><h4>{}</h4><p class=\"note\">{}</p></div>{}</div>\n", escape(outcome.name),
                       change ? "difference of mean changes" + (unit.symbol == "1" ? "" : ", " + unit_words(unit))
                              : "difference of shares, points",
                       drawing(view, o, rows, change ? unit.symbol : "points"));
  }
  if (out.empty()) return "";
  return fmt::format(
      "<figure class=\"card forest\"><figcaption><h3>Differences to {} {}</h3><p class=\"note\">squares: estimate; lines: 95 % "
      "interval; right of zero: more than {}</p></figcaption>\n{}</figure>\n",
      arm_badge(0), escape(view.trial().arms[0].name), arm_letter(0), out);
}

}  // namespace hpg::report
