// The table of limits crossed.
#include "report/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/text.hpp"

namespace hpg::report {
namespace {

constexpr double kDay = 24;

/// "at baseline", "day 12", then in the unit of the run.
std::string when(double time, double duration) {
  if (time <= 0) return "at baseline";
  return time < 60 * kDay ? fmt::format("day {:.0f}", time / kDay) : time_words(time, duration);
}

std::string cell(const View& view, std::size_t arm, const HeldLimit& held) {
  const std::string open = fmt::format("<td class=\"arm\" data-arm=\"{}\">", arm);
  const auto crossing = crossing_in(view, arm, held);
  if (!crossing) return open + "&ndash;</td>";
  const Observable observable = view.observable(held.observable);
  const std::string value = number(crossing->extreme * view.unit(observable).factor);
  if (!crossing->first)
    return open + fmt::format("{}<span class=\"note\">{}</span></td>", value, held.limit.high ? "highest" : "lowest");
  const double days = crossing->beyond / kDay;
  return open + fmt::format(
                    "<span class=\"high\"><span aria-hidden=\"true\">{}</span>{}<span class=\"sr\"> crossed</span></span>"
                    "<span class=\"note\">{}{}, {} d{}</span></td>",
                    held.limit.high ? "&#9650;" : "&#9660;", value, *crossing->first > 0 ? "from " : "",
                    when(*crossing->first, view.duration()), short_number(days < 10 ? days : std::round(days)),
                    crossing->at_end ? ", still at the end" : " in all");
}

}  // namespace

std::vector<HeldLimit> held_limits(const View& view) {
  std::vector<HeldLimit> held;
  const auto add = [&](bool safety) {
    for (const std::size_t o : view.reading_order()) {
      const Observable observable = view.observable(o);
      if ((observable.group == ObservableGroup::safety) != safety) continue;
      for (const Limit& limit : observable.limits) held.push_back({o, limit});
    }
  };
  add(true);
  add(false);
  return held;
}

std::optional<Crossing> crossing_in(const View& view, std::size_t arm, const HeldLimit& held) {
  const ArmResult& result = view.result.arms.at(arm);
  return crossing_of(held.limit, result.series.time, view.values(result, held.observable, Basis::mean));
}

std::string limits_at_a_glance(const View& view) {
  const std::vector<HeldLimit> held = held_limits(view);
  if (held.empty()) return "";
  std::string out =
      "<h3 class=\"table-title\">Safety at a glance</h3>\n"
      "<p class=\"intro\">The value nearest to each limit or farthest beyond it, by 24-h means over the whole run, baseline "
      "included. <span class=\"high\"><span aria-hidden=\"true\">&#9650;</span>crossed</span>: first when, and for how "
      "long.</p>\n"
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Safety at a glance\"><table class=\"glance\" "
      "style=\"--columns:" +
      std::to_string(view.result.arms.size()) + "\"><thead><tr><th scope=\"col\">Limit</th>";
  for (std::size_t a = 0; a < view.result.arms.size(); ++a) {
    out += fmt::format("<th scope=\"col\" class=\"arm {}\" data-arm=\"{}\">{} <span class=\"arm-name\">{}</span></th>",
                       arm_class(a), a, arm_badge(a), escape(view.result.arms[a].name));
  }
  out += "</tr></thead><tbody>\n";
  for (const HeldLimit& each : held) {
    const Observable observable = view.observable(each.observable);
    out += fmt::format("<tr><th scope=\"row\">{} <b>{}</b><span class=\"note\">{}</span></th>", escape(observable.name),
                       limit_words(each.limit, view.unit(observable)), escape(each.limit.what));
    for (std::size_t a = 0; a < view.result.arms.size(); ++a) out += cell(view, a, each);
    out += "</tr>\n";
  }
  return out + "</tbody></table></div>\n";
}

}  // namespace hpg::report
