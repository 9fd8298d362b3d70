// Scores in numbers.
#include "report/score_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/text.hpp"

namespace hpg::report {
namespace {

using evidence::Score;
using evidence::Scored;

constexpr std::size_t kWorst = 20;

std::string share(double value, std::size_t of) {
  return of == 0 ? "<td class=\"note\">&ndash;</td>" : fmt::format("<td>{:.0f}&nbsp;%</td>", 100 * value);
}

std::string row(const std::string& name, const Score& score) {
  if (score.numbers == 0) return "";
  std::string out =
      fmt::format("<tr><th scope=\"row\">{}{}</th><td>{}</td><td>{}</td>", escape(name),
                  score.missing > 0 ? fmt::format(" <span class=\"note\">{} not predicted</span>", score.missing) : "",
                  score.studies, score.numbers);
  out += score.folds == 0 ? "<td class=\"note\">&ndash;</td>" : fmt::format("<td><b>{:.2f}</b></td>", score.gmfe);
  out += share(score.within_1_25, score.folds) + share(score.within_2, score.folds);
  out += score.fractions == 0 ? "<td class=\"note\">&ndash;</td>"
                              : fmt::format("<td>{:.0f}&nbsp;points</td>", 100 * score.fraction_error);
  return out + share(score.inside, score.numbers) + "</tr>\n";
}

std::string group(const char* title, const std::string& rows) {
  return rows.empty() ? ""
                      : fmt::format("<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"8\">{}</th></tr>\n{}</tbody>\n",
                                    title, rows);
}

std::string of_use(const ValidationView& view, const char* name, StudyUse use) {
  std::vector<const Scored*> numbers;
  for (const Scored& one : view.scored) {
    if (view.study(one).use == use) numbers.push_back(&one);
  }
  return row(name, summarise(numbers));
}

}  // namespace

std::string score_table(const ValidationView& view) {
  std::vector<const Scored*> all;
  for (const Scored& one : view.scored) all.push_back(&one);
  std::string classes;
  for (const std::string& kind : view.classes()) classes += row(kind, summarise(view.of_class(kind)));
  return "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Score\"><table class=\"plain scores\"><thead><tr>"
         "<td></td><th scope=\"col\">studies</th><th scope=\"col\">numbers</th><th scope=\"col\">GMFE</th>"
         "<th scope=\"col\">in 1.25-fold</th><th scope=\"col\">in 2-fold</th><th scope=\"col\">fractions off by</th>"
         "<th scope=\"col\">in 90&nbsp;% interval</th></tr></thead>\n" +
         group("By use", of_use(view, "calibration", StudyUse::calibration) + of_use(view, "validation", StudyUse::validation) +
                             of_use(view, "neither", StudyUse::none) + row("all", summarise(all))) +
         group("By class", classes) + "</table></div>\n";
}

std::string worst_table(const ValidationView& view) {
  std::vector<const Scored*> worst;
  for (const Scored& one : view.scored) {
    if (one.counts) worst.push_back(&one);
  }
  std::stable_sort(worst.begin(), worst.end(), [](const Scored* a, const Scored* b) { return miss(*a) > miss(*b); });
  worst.resize(std::min(worst.size(), kWorst));
  if (worst.empty()) return "<p class=\"intro\">Nothing was scored.</p>\n";
  std::string out =
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Farthest off\"><table class=\"published\"><thead><tr>"
      "<th scope=\"col\">Study and arm</th><th scope=\"col\">What</th><th scope=\"col\">Observed</th><th "
      "scope=\"col\">Predicted</th><th scope=\"col\">Ratio</th></tr></thead><tbody>\n";
  for (const Scored* one : worst) {
    const Study& study = view.study(*one);
    const PublishedNumber& number = view.number(*one);
    out += fmt::format(
        "<tr><th scope=\"row\"><a href=\"#{}\">{}</a><span class=\"note\">{}</span><span class=\"note\">{}{}</span></th>"
        "<td class=\"what\">{}<span class=\"note\">{}</span></td>",
        anchor_of(study), escape(study.id), escape(view.arm(*one).name()), escape(study.kind),
        study.use == StudyUse::none ? "" : ", " + evidence::use_word(study.use), escape(view.words(*one)),
        escape(study.note.empty() ? number.source : study.note));
    out += fmt::format(
        "<td data-label=\"observed\">{}</td><td data-label=\"predicted\">{}<span class=\"note\">{}</span></td><td "
        "data-label=\"ratio\">{}</td></tr>\n",
        view.value_words(number, one->observed), view.value_words(number, one->predicted), view.interval_words(*one),
        error_cell(*one));
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace hpg::report
