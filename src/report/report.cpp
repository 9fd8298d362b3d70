// The page: head, introduction, sections in reading order.
#include "report/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "io/atomic_file.hpp"
#include "report/arms.hpp"
#include "report/assets.hpp"
#include "report/limits.hpp"
#include "report/page.hpp"
#include "report/panel.hpp"
#include "report/provenance.hpp"
#include "report/pulse_panel.hpp"
#include "report/scale.hpp"
#include "report/summary.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

std::string title_of(const Protocol& protocol) { return protocol.title.empty() ? "Simulation of the HPG axis" : protocol.title; }

/// A mean over 24 h says little about a run of a day or two: there the samples show the pulses.
bool opens_with_samples(const View& view) { return view.duration() <= 48; }

/// What he took before the baseline: it explains the first day of every panel.
std::string history(const Man& man) {
  std::string out;
  for (const Dose& past : man.history) {
    out += fmt::format("{}{} {}", out.empty() ? "" : "; ", escape(past.drug), escape(past.written));
  }
  return out.empty() ? "" : "<p class=\"lead\">Before the baseline: " + out + ".</p>\n";
}

std::string introduction(const View& view) {
  const Protocol& protocol = view.result.protocol;
  const TimeUnit unit = time_unit(view.duration());
  const std::string lead =
      fmt::format("<p class=\"lead\">One simulated man: {}{}, {} years, BMI {} kg/m&sup2; &middot; {} {} &middot; {} {}.</p>\n{}",
                  escape(protocol.man.condition), protocol.man.ethnicity.empty() ? "" : ", " + escape(protocol.man.ethnicity),
                  tick_label(protocol.man.age), tick_label(protocol.man.bmi), view.result.arms.size(),
                  view.result.arms.size() == 1 ? "arm" : "arms", tick_label(std::round(view.duration() / unit.hours * 10) / 10),
                  unit.name, history(protocol.man));
  return page_head(title_of(protocol), lead);
}

std::string controls(const View& view) {
  return fmt::format(
      "<div class=\"bar\">{}<div class=\"basis script-only\" role=\"group\" aria-label=\"Values shown\">"
      "<button type=\"button\" data-basis=\"mean\" aria-pressed=\"{}\">24-h mean</button>"
      "<button type=\"button\" data-basis=\"sample\" aria-pressed=\"{}\">{}</button></div></div>\n",
      legend(view), !opens_with_samples(view), opens_with_samples(view), escape(view.sample_name()));
}

/// Limits of hormones make a section of safety even when nothing else of it was chosen.
bool has_section(const View& view, ObservableGroup group) {
  return !view.group(group).empty() || (group == ObservableGroup::safety && !held_limits(view).empty());
}

/// Where to find what: the page is long.
std::string contents(const View& view) {
  std::string links;
  const auto link = [&](std::string_view id, std::string_view title) {
    links += fmt::format("<a href=\"#{}\">{}</a>", id, title);
  };
  for (const auto& [group, id] : kObservableGroups) {
    if (has_section(view, group)) link(id, group_title(group));
  }
  const bool pulses =
      std::any_of(view.result.arms.begin(), view.result.arms.end(), [](const ArmResult& arm) { return !arm.profiles.empty(); });
  if (pulses) link("pulses", "Pulses");
  link("table", "Summary");
  link("sources", "Sources");
  return "<nav class=\"contents\" aria-label=\"Sections\">" + links + "</nav>\n";
}

/// The sections that the result has something for; the first tells how to read the panels.
std::string time_courses(const View& view) {
  const std::size_t points = points_per_line(view);
  std::string out;
  for (const auto& [group, id] : kObservableGroups) {
    if (!has_section(view, group)) continue;
    const std::vector<std::size_t> members = view.group(group);
    const bool compact = group != ObservableGroup::hormones && group != ObservableGroup::fertility;
    const bool first = out.empty();
    out += fmt::format("<section id=\"{}\"><h2>{}</h2>\n", id, group_title(group));
    if (first) {
      out +=
          "<p class=\"intro\"><span class=\"basis-mean\">Mean of the preceding 24 hours.</span>"
          "<span class=\"basis-sample\">Sample drawn at each visit.</span> "
          "<span class=\"key\"><span class=\"swatch band-swatch\" aria-hidden=\"true\"></span>reference range</span> "
          "<span class=\"key\"><span class=\"swatch zone-swatch\" aria-hidden=\"true\"></span>beyond a limit</span> "
          "<span class=\"key\"><span class=\"swatch treatment-swatch\" aria-hidden=\"true\"></span>treatment.</span> "
          "Bars under each axis mark the doses.</p>\n";
    }
    if (group == ObservableGroup::safety) out += limits_at_a_glance(view);
    if (const std::string note = note_of(group); !note.empty() && !members.empty()) {
      out += fmt::format("<p class=\"intro\">{}</p>\n", note);
    }
    if (!members.empty()) {
      out += compact ? "<div class=\"panels compact\">\n" : "<div class=\"panels\">\n";
      for (const std::size_t o : members) {
        out +=
            panel(view, o, compact ? std::min<std::size_t>(points, 200) : points, compact ? PanelSize::compact : PanelSize::full);
      }
      out += "</div>";
    }
    out += "</section>\n";
  }
  return out;
}

std::string pulses(const View& view) {
  std::string rows;
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) rows += pulse_row(view, a);
  if (rows.empty()) return "";
  return "<section id=\"pulses\"><h2>Pulses over 24 hours</h2>\n"
         "<p class=\"intro\">Sampled every 10 minutes; triangles mark detected LH pulses. All days of an arm share their "
         "axes.</p>\n" +
         rows + "</section>\n";
}

/// Hormones and fertility lie open; the others open on a click, so that the table is not a wall.
std::string table_section(const View& view) {
  std::string tables;
  for (const auto& [group, id] : kObservableGroups) {
    const std::size_t members = view.group(group).size();
    if (members == 0) continue;
    const bool open = tables.empty() || group == ObservableGroup::fertility;
    tables += fmt::format(
        "<details class=\"table-group\"{}><summary><span>{}</span> <span class=\"note\">{} {}</span></summary>\n{}</details>\n",
        open ? " open" : "", group_title(group), members, members == 1 ? "measure" : "measures", summary_table(view, group));
  }
  return fmt::format(
      "<section id=\"table\"><h2>Summary</h2>\n<p class=\"intro\"><span class=\"basis-mean\">Mean over the dosing interval "
      "before the visit (24 h without doses).</span><span class=\"basis-sample\">{} at the visit.</span> "
      "<span class=\"low\"><span aria-hidden=\"true\">&#9660;</span>below</span>, <span class=\"high\"><span "
      "aria-hidden=\"true\">&#9650;</span>above</span> the reference range.</p>\n{}</section>\n",
      escape(view.sample_name()), tables);
}

}  // namespace

void write_report(const Result& result, const Catalog& catalog, UnitSystem units, std::ostream& out) {
  const View view{result, catalog, units};
  out << document_head(title_of(result.protocol), kStyle, opens_with_samples(view) ? "sample" : "mean") << "<main>\n"
      << introduction(view) << contents(view) << "<section id=\"arms\"><h2>Arms</h2>\n"
      << arm_cards(view) << dose_timeline(view) << "</section>\n"
      << controls(view) << time_courses(view) << pulses(view) << table_section(view)
      << "<section id=\"sources\"><h2>Parameters and sources</h2>\n<p class=\"intro\">Every number the simulation used, how well "
         "it is "
         "known and where it comes from.</p>\n"
      << provenance(view) << "</section>\n"
      << page_footer() << "</main>\n"
      << "<div id=\"tip\" role=\"status\" aria-live=\"polite\" hidden></div>\n"
      << "<script type=\"application/json\" id=\"data\">" << panel_data(view, std::min<std::size_t>(points_per_line(view), 400))
      << "</script>\n<script>\n"
      << kScript << "</script>\n</body>\n</html>\n";
}

void write_report(const Result& result, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file) {
  std::ostringstream page;
  write_report(result, catalog, units, page);
  io::write_atomically(file, page.str());
}

}  // namespace hpg::report
