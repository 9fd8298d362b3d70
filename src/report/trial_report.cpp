// The page of a trial: head, design, flow, outcomes, time courses, doses, notes.
#include "report/trial_report.hpp"

#include <fmt/format.h>

#include <sstream>

#include "io/atomic_file.hpp"
#include "report/assets.hpp"
#include "report/band_panel.hpp"
#include "report/dose_panel.hpp"
#include "report/flow_diagram.hpp"
#include "report/outcome_section.hpp"
#include "report/page.hpp"
#include "report/text.hpp"
#include "report/trial_design.hpp"
#include "report/trial_notes.hpp"
#include "report/uncertainty_section.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

std::string title_of(const Trial& trial) { return trial.title.empty() ? "Virtual trial of the HPG axis" : trial.title; }

std::string introduction(const TrialView& view) {
  return page_head(title_of(view.trial()), "<p class=\"lead\">" + design_words(view) + "</p>\n");
}

std::string section(const char* id, const char* title, const std::string& body) {
  return fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", id, title, body);
}

std::string contents(const TrialView& view, bool doses) {
  std::string links;
  const auto link = [&](std::string_view id, std::string_view title) {
    links += fmt::format("<a href=\"#{}\">{}</a>", id, title);
  };
  link("design", "Treatments");
  link("men", "Men");
  if (!view.analysis.outcomes.empty()) link("outcomes", "Outcomes");
  if (view.trial().draws > 0 && !view.trial().columns.empty()) link("not-known", "What is not known");
  for (const auto& [group, id] : kObservableGroups) {
    if (!view.group(group).empty()) link(id, group_title(group));
  }
  if (doses) link("doses", "Doses");
  if (!view.trial().columns.empty()) link("table", "Visits");
  link("notes", "Methods");
  return "<nav class=\"contents\" aria-label=\"Sections\">" + links + "</nav>\n";
}

std::string legend(const TrialView& view) {
  std::string out = "<div class=\"bar\"><div class=\"legend\" role=\"group\" aria-label=\"Arms\">";
  for (std::size_t a = 0; a < view.arms(); ++a) out += arm_chip(a, view.trial().arms[a].name);
  return out + "</div></div>\n";
}

std::string outcomes(const TrialView& view) {
  std::string figures;
  for (std::size_t o = 0; o < view.analysis.outcomes.size(); ++o) {
    const Outcome::Kind kind = view.trial().outcomes[o].kind;
    if (kind == Outcome::Kind::responder) figures += responder_bars(view, o);
    if (kind == Outcome::Kind::time_to) figures += reached_plot(view, o);
  }
  return "<p class=\"intro\">Small print under a value: 95 % interval.</p>\n" + outcome_table(view) + forest_plot(view) +
         (figures.empty() ? "" : "<div class=\"panels\">\n" + figures + "</div>\n");
}

/// The first section tells how to read the panels.
std::string time_courses(const TrialView& view) {
  std::string out;
  for (const auto& [group, id] : kObservableGroups) {
    const std::vector<std::size_t> members = view.group(group);
    if (members.empty()) continue;
    const bool compact = group != ObservableGroup::hormones && group != ObservableGroup::fertility;
    out += fmt::format("<section id=\"{}\"><h2>{}</h2>\n", id, group_title(group));
    if (out.find("band-key") == std::string::npos) {
      out +=
          "<p class=\"intro band-key\">Line: median of the men seen at each visit. Bands: <span class=\"key\"><span "
          "class=\"swatch "
          "men-50-swatch\" aria-hidden=\"true\"></span>25&ndash;75&nbsp;%</span> <span class=\"key\"><span class=\"swatch "
          "men-90-swatch\" aria-hidden=\"true\"></span>5&ndash;95&nbsp;% of men.</span> "
          "<span class=\"key\"><span class=\"swatch band-swatch\" aria-hidden=\"true\"></span>reference range</span> "
          "<span class=\"key\"><span class=\"swatch zone-swatch\" aria-hidden=\"true\"></span>beyond a limit</span> "
          "<span class=\"key\"><span class=\"swatch treatment-swatch\" aria-hidden=\"true\"></span>treatment</span></p>\n";
    }
    if (const std::string note = note_of(group); !note.empty()) out += fmt::format("<p class=\"intro\">{}</p>\n", note);
    out += compact ? "<div class=\"panels compact\">\n" : "<div class=\"panels\">\n";
    for (const std::size_t c : members) out += band_panel(view, c, compact ? PanelSize::compact : PanelSize::full);
    out += "</div></section>\n";
  }
  return out;
}

std::string visits(const TrialView& view) {
  std::string tables;
  for (const auto& [group, id] : kObservableGroups) {
    const std::size_t members = view.group(group).size();
    if (members == 0) continue;
    tables += fmt::format(
        "<details class=\"table-group\"><summary><span>{}</span> <span class=\"note\">{} {}</span></summary>\n{}</details>\n",
        group_title(group), members, members == 1 ? "measure" : "measures", visit_table(view, group));
  }
  if (tables.empty()) return "";
  return section("table", "Visits", "<p class=\"intro\">Median, quartiles and number of men at each visit.</p>\n" + tables);
}

}  // namespace

void write_trial_report(const trial::Analysis& analysis, const Catalog& catalog, UnitSystem units, std::ostream& out) {
  const TrialView view{analysis, catalog, units};
  const std::string doses = dose_panels(view);
  const std::string not_known = uncertainty_section(view);
  out << document_head(title_of(view.trial()), std::string(kStyle) + kTrialStyle, "mean") << "<main>\n"
      << introduction(view) << contents(view, !doses.empty()) << section("design", "Treatments", treatment_cards(view))
      << section("men", "Men",
                 "<div class=\"men-grid\">" + flow_diagram(view) + "<div>" + cohort_section(view) + "</div></div>\n")
      << legend(view) << (analysis.outcomes.empty() ? "" : section("outcomes", "Outcomes", outcomes(view)))
      << (not_known.empty() ? "" : section("not-known", "Between men, and what is not known", not_known)) << time_courses(view)
      << (doses.empty() ? "" : section("doses", "Doses", doses)) << visits(view)
      << section("notes", "Computation and methods", computation_notes(view) + method_notes(view)) << page_footer() << "</main>\n"
      << "<div id=\"tip\" role=\"status\" aria-live=\"polite\" hidden></div>\n"
      << "<script type=\"application/json\" id=\"data\">" << band_data(view) << "</script>\n<script>\n"
      << kScript << "</script>\n</body>\n</html>\n";
}

void write_trial_report(const trial::Analysis& analysis, const Catalog& catalog, UnitSystem units,
                        const std::filesystem::path& file) {
  std::ostringstream page;
  write_trial_report(analysis, catalog, units, page);
  io::write_atomically(file, page.str());
}

}  // namespace hpg::report
