// Shares of responders.
#include <fmt/format.h>

#include <cmath>

#include "report/outcome_section.hpp"
#include "report/svg.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

constexpr double kWidth = 420;
constexpr double kLeft = 26;
constexpr double kRight = 318;
constexpr double kRow = 30;

double across(double share) { return kLeft + (kRight - kLeft) * share; }

/// "62.5 % of 120"
std::string share_words(const trial::ArmResponse& arm) {
  if (arm.observed.of == 0) return "nobody seen";
  return fmt::format("{:.1f} % of {}", 100 * arm.share.value, grouped(arm.observed.of));
}

}  // namespace

std::string responder_bars(const TrialView& view, std::size_t outcome) {
  const auto& arms = view.analysis.outcomes[outcome].responder;
  const Outcome& asked = view.trial().outcomes[outcome];
  const double bottom = 4 + kRow * static_cast<double>(arms.size());
  std::string words;
  for (std::size_t a = 0; a < arms.size(); ++a) words += view.trial().arms[a].name + ": " + share_words(arms[a]) + ". ";
  Svg svg(kWidth, bottom + 18, "drawing", asked.name + ", share of men by arm", words);
  for (const int tick : {0, 25, 50, 75, 100}) {
    const double x = across(tick / 100.0);
    svg.line("grid", x, 2, x, bottom);
    svg.text("tick", x, bottom + 13, "middle", fmt::format("{} %", tick));
  }
  for (std::size_t a = 0; a < arms.size(); ++a) {
    const trial::ArmResponse& arm = arms[a];
    const double top = 6 + kRow * static_cast<double>(a);
    svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(a), a));
    svg.text("end", 6, top + 15, "start", arm_letter(a));
    if (arm.observed.of > 0) {
      svg.rect("bar-share", kLeft, top + 2, across(arm.share.value) - kLeft, 18);
      const double low = across(arm.share.low);
      const double high = across(arm.share.high);
      svg.path("whisker", fmt::format("M{:.1f} {:.1f}H{:.1f}M{:.1f} {:.1f}v6M{:.1f} {:.1f}v6", low, top + 11, high, low, top + 8,
                                      high, top + 8));
    }
    if (arm.imputed.of > 0) {
      const double x = across(arm.imputed_share.value);
      svg.line("imputed", x, top - 1, x, top + 23);
    }
    svg.text("", kRight + 8, top + 15, "start", share_words(arm));
    svg.close_group();
  }
  return fmt::format(
      "<figure class=\"card panel\"><figcaption><h3>{}</h3><p class=\"note\">{}</p></figcaption>\n<div "
      "class=\"plot-box\">{}</div><p class=\"note\">Bars: men seen, with 95 % interval. Dotted line: of all men, those not seen "
      "taken as not responding.</p></figure>\n",
      escape(asked.name), escape(outcome_words(view, asked)), svg.str());
}

}  // namespace hpg::report
