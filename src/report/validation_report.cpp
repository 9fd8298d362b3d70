// The page of the studies: score, predicted against observed, farthest off, ratios, study by study.
#include "report/validation_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "io/atomic_file.hpp"
#include "report/assets.hpp"
#include "report/observed_plot.hpp"
#include "report/page.hpp"
#include "report/ratio_plot.hpp"
#include "report/score_table.hpp"
#include "report/study_section.hpp"
#include "report/text.hpp"
#include "report/validation_view.hpp"

namespace hpg::report {
namespace {

constexpr const char* kTitle = "Published studies against the model";

/// The script wants data for a crosshair; these plots have tips of their own.
constexpr const char* kNoCrosshair = R"({"duration":1,"unit":{"hours":1,"one":"hour"},"observables":[],"arms":[]})";

std::string introduction(const ValidationView& view) {
  std::size_t arms = 0, men = 0, unscored = 0;
  for (const auto& study : view.men) {
    arms += study.size();
    for (const auto& arm : study) men = std::max(men, arm.size());
  }
  for (const evidence::Scored& one : view.scored) unscored += one.counts ? 0 : 1;
  std::string words = fmt::format(
      "{} in {} of {}, each beside the same statistic of {} simulated men: men like those of the arm, given its doses, sampled "
      "when they were, with the error of the assay. ",
      counted(view.scored.size(), "published number", "published numbers"), counted(arms, "arm", "arms"),
      counted(view.studies.size(), "study", "studies"), men);
  words +=
      "Parameters were fitted to numbers of the <b>calibration</b> studies: agreement there is the quality of the fit. No "
      "parameter "
      "was fitted to those of <b>validation</b>: agreement there is prediction.";
  if (unscored > 0) {
    words += fmt::format(
        " {} {} drawn pale and not scored: read in another paper (secondary), or from an axis whose levels were "
        "held (clamped).",
        counted(unscored, "number", "numbers"), unscored == 1 ? "is" : "are");
  }
  return page_head(kTitle, "<p class=\"lead\">" + words + "</p>\n");
}

std::string section(const char* id, const char* title, const char* intro, const std::string& body) {
  return fmt::format("<section id=\"{}\"><h2>{}</h2>\n<p class=\"intro\">{}</p>\n{}</section>\n", id, title, intro, body);
}

std::string studies(const ValidationView& view) {
  std::string out;
  for (const std::string& kind : view.classes()) {
    out += fmt::format("<h3 class=\"class-name\">{}</h3>\n", escape(kind));
    for (const std::size_t place : view.studies_of(kind)) out += study_section(view, place);
  }
  return out;
}

constexpr const char* kContents =
    "<nav class=\"contents\" aria-label=\"Sections\"><a href=\"#score\">Score</a><a href=\"#observed\">Predicted against "
    "observed</a><a href=\"#worst\">Farthest off</a><a href=\"#ratios\">Ratios</a><a href=\"#studies\">Studies</a></nav>\n";

constexpr const char* kOfScore =
    "GMFE, the geometric mean fold error: 1.25 says that predictions are off by a quarter on the average, up or down. Levels "
    "below "
    "the limit of the assay are alike; what could not be predicted counts as tenfold off. Fractions of men are met by their "
    "difference, in percentage points. The 90&nbsp;% interval is where the statistic of an arm of the study&#39;s own size would "
    "fall in another study: chance, and what studies differ by beyond it.";
constexpr const char* kOfObserved =
    "Every scored number in its shown unit. Point at a mark for what it is; click it for its study.";
constexpr const char* kOfWorst = "The 20 worst of those scored, with what was assumed of the study or where the number stands.";
constexpr const char* kOfRatios =
    "Marks: predicted over observed; lines: its 90&nbsp;% interval; belts: 1.25-fold and 2-fold. Left of 1 the model says too "
    "little, right of it too much. Filled: calibration; open: not. Pale: not scored.";
constexpr const char* kOfStudies =
    "In the panels, lines are the simulated arms, bands hold 5&ndash;95&nbsp;% of their men, marks are published numbers, with "
    "1.96 "
    "standard errors where the paper gives them and a bar across where a stretch of time was read. A number that the paper gives "
    "relative to another reading stands where the model puts that reading, times the ratio or plus the difference.";

}  // namespace

void write_validation_report(const std::vector<Study>& all, const std::vector<evidence::Scored>& scored,
                             const evidence::SimulatedArms& men, const Catalog& catalog, UnitSystem units, std::ostream& out) {
  const ValidationView view{all, scored, men, catalog, units};
  out << document_head(kTitle, std::string(kStyle) + kTrialStyle + kValidationStyle, "mean") << "<main>\n"
      << introduction(view) << kContents << section("score", "Score", kOfScore, score_table(view))
      << section("observed", "Predicted against observed", kOfObserved, observed_plots(view))
      << section("worst", "Farthest off", kOfWorst, worst_table(view))
      << section("ratios", "Ratios of predicted to observed", kOfRatios, ratio_plots(view))
      << section("studies", "Study by study", kOfStudies, studies(view)) << page_footer() << "</main>\n"
      << "<div id=\"tip\" role=\"status\" aria-live=\"polite\" hidden></div>\n"
      << "<script type=\"application/json\" id=\"data\">" << kNoCrosshair << "</script>\n<script>\n"
      << kScript << "</script>\n</body>\n</html>\n";
}

void write_validation_report(const std::vector<Study>& studies, const std::vector<evidence::Scored>& scored,
                             const evidence::SimulatedArms& men, const Catalog& catalog, UnitSystem units,
                             const std::filesystem::path& file) {
  std::ostringstream page;
  write_validation_report(studies, scored, men, catalog, units, page);
  io::write_atomically(file, page.str());
}

}  // namespace hpg::report
