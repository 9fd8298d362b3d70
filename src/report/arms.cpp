// Cards, dose timeline and legend of the arms.
#include "report/arms.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/page.hpp"
#include "report/scale.hpp"
#include "report/summary.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

/// The period and its administrations on a strip 1000 units wide; stretched by the page to any width.
std::string strip(const Dose& dose, double duration) {
  const double unit = 1000 / duration;
  const double step = dose.every * unit;
  std::string marks;
  const std::size_t most = dose.every > 0 ? dose.count : std::min<std::size_t>(dose.count, 1);
  double end = dose.first;
  for (std::size_t i = 0; i < most; ++i) {
    const double time = dose.first + static_cast<double>(i) * dose.every;
    if (time > duration) break;
    end = std::min(time + std::max(dose.every, dose.over), duration);
    // Marks closer than this run together into the bar itself.
    if (i == 0 || step >= 3.5) marks += fmt::format("M{:.1f} 1v10", time * unit);
  }
  return fmt::format(
      "<svg class=\"strip\" viewBox=\"0 0 1000 12\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
      "<rect class=\"period{}\" x=\"{:.1f}\" y=\"1\" width=\"{:.1f}\" height=\"10\"/><path class=\"dose\" d=\"{}\"/></svg>",
      step > 0 && step < 3.5 ? " dense" : "", dose.first * unit, std::max((end - dose.first) * unit, 2.0), marks);
}

}  // namespace

std::string arm_cards(const View& view) {
  std::string out = "<div class=\"arm-cards\">\n";
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) {
    const std::vector<Finding> found = findings(view, a);
    out += fmt::format("<article class=\"card arm-card {}\" data-arm=\"{}\" style=\"--rows:{}\"><h3>{} {}</h3>\n", arm_class(a),
                       a, found.size() + 2, arm_badge(a), escape(view.result.arms[a].name));
    const Arm* const arm = view.arm(a);
    if (arm == nullptr || arm->doses.empty()) {
      out += "<p class=\"doses\">no doses</p>";
    } else {
      out += "<ul class=\"doses\">";
      for (const Dose& dose : arm->doses) out += fmt::format("<li>{}</li>", escape(dose_words(dose)));
      out += "</ul>";
    }
    out += "<dl>\n";
    for (const Finding& finding : found) {
      out += fmt::format("<div><dt>{}</dt><dd>{}</dd>{}</div>\n", escape(finding.name), finding.value,
                         finding.remark.empty() ? "" : "<dd class=\"remark\">" + finding.remark + "</dd>");
    }
    out += "</dl></article>\n";
  }
  return out + "</div>\n";
}

std::string dose_timeline(const View& view) {
  if (!view.treatment()) return "";
  const double duration = view.duration();
  const TimeUnit unit = time_unit(duration);
  std::string out = "<figure class=\"card timeline\"><figcaption><h3>Doses</h3></figcaption>\n<div class=\"timeline-grid\">\n";
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) {
    const Arm* const arm = view.arm(a);
    if (arm == nullptr) continue;
    for (const Dose& dose : arm->doses) {
      out += fmt::format("<div class=\"timeline-row {}\" data-arm=\"{}\"><span class=\"timeline-name\">{} {}</span>{}</div>\n",
                         arm_class(a), a, arm_badge(a), escape(dose_words(dose)), strip(dose, duration));
    }
  }
  out += "<div class=\"timeline-row\"><span></span><div class=\"timeline-axis\" aria-hidden=\"true\">";
  for (const double tick : unit.ticks) {
    out += fmt::format("<span style=\"left:{:.2f}%\">{}</span>", 100 * tick * unit.hours / duration, tick_label(tick));
  }
  return out + fmt::format("</div></div>\n<p class=\"axis-name note\">{} from baseline</p></div></figure>\n", unit.name);
}

std::string legend(const View& view) {
  std::string out = "<div class=\"legend\" role=\"group\" aria-label=\"Arms\">";
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) {
    out += arm_chip(a, view.result.arms[a].name);
  }
  return out + "</div>\n";
}

}  // namespace hpg::report
