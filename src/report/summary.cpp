// Key findings and the summary table.
#include "report/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/limits.hpp"
#include "report/scale.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

constexpr double kFertileSperm = 20;  // M/mL: the recovery threshold of the contraceptive-efficacy literature

struct Point {
  double time = 0;
  double value = 0;
};

/// The finite points of one line.
std::vector<Point> points(const View& view, const ArmResult& arm, std::size_t observable, Basis basis = Basis::mean) {
  std::vector<Point> out;
  const auto& values = view.values(arm, observable, basis);
  for (std::size_t i = 0; i < values.size() && i < arm.series.time.size(); ++i) {
    if (std::isfinite(values[i])) out.push_back({arm.series.time[i], values[i]});
  }
  return out;
}

Point lowest(const std::vector<Point>& line) {
  return *std::min_element(line.begin(), line.end(), [](const Point& a, const Point& b) { return a.value < b.value; });
}

double mean_between(const std::vector<Point>& line, double begin, double end) {
  double sum = 0;
  std::size_t count = 0;
  for (const Point& point : line) {
    if (point.time <= begin || point.time > end) continue;
    sum += point.value;
    ++count;
  }
  return count ? sum / static_cast<double>(count) : line.back().value;
}

std::string with_unit(double value, const DisplayUnit& unit) {
  return fmt::format("{} <span class=\"unit\">{}</span>", number(value * unit.factor), unit_words(unit));
}

/// How many limits an arm crosses, and which.
Finding crossed_limits(const View& view, std::size_t arm) {
  const std::vector<HeldLimit> limits = held_limits(view);
  std::vector<std::string> crossed;
  for (const HeldLimit& held : limits) {
    const auto crossing = crossing_in(view, arm, held);
    if (!crossing || !crossing->first) continue;
    const Observable observable = view.observable(held.observable);
    crossed.push_back(escape(observable.name) + " " + limit_words(held.limit, view.unit(observable)));
  }
  return {"Limits crossed", crossed.empty() ? "none" : fmt::format("{} of {}", crossed.size(), limits.size()),
          fmt::format("{}", fmt::join(crossed, ", "))};
}

Finding recovery(const View& view, const std::vector<Point>& line, const std::optional<Treatment>& treatment) {
  Finding out{"Back to 20 M/mL", "", ""};
  const Point bottom = lowest(line);
  const double duration = view.duration();
  if (bottom.value >= kFertileSperm) {
    out.value = "stays above";
    return out;
  }
  const auto back =
      std::find_if(line.begin(), line.end(), [&](const Point& p) { return p.time >= bottom.time && p.value >= kFertileSperm; });
  if (back == line.end()) {
    out.value = fmt::format("not by {}", time_words(line.back().time, duration));
  } else if (treatment && back->time > treatment->last) {
    out.value = span_words(back->time - treatment->last, duration);
    out.remark = "after the last dose";
  } else {
    out.value = time_words(back->time, duration);
    out.remark = treatment ? "during treatment" : "";
  }
  return out;
}

struct Column {
  double time;
  std::string label;
};

std::vector<Column> columns(double duration) {
  const TimeUnit unit = time_unit(duration);
  std::vector<Column> out;
  for (const double time : table_times(duration)) out.push_back({time, tick_label(std::round(time / unit.hours * 10) / 10)});
  return out;
}

std::string cell(double value, const Observable& observable, double factor) {
  switch (flag(value, observable.range)) {
    case Flag::low:
      return fmt::format("<span class=\"low\"><span aria-hidden=\"true\">&#9660;</span>{}<span class=\"sr\"> low</span></span>",
                         number(value * factor));
    case Flag::high:
      return fmt::format("<span class=\"high\"><span aria-hidden=\"true\">&#9650;</span>{}<span class=\"sr\"> high</span></span>",
                         number(value * factor));
    case Flag::none:
      break;
  }
  return number(value * factor);
}

/// Index of the visit nearest to a time; the series must not be empty.
std::size_t nearest(const std::vector<double>& time, double wanted) {
  const auto it =
      std::min_element(time.begin(), time.end(), [&](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
  return static_cast<std::size_t>(it - time.begin());
}

}  // namespace

Flag flag(double value, const std::optional<ReferenceRange>& range) {
  if (!range || !std::isfinite(value)) return Flag::none;
  if (value < range->low) return Flag::low;
  if (has_upper(*range) && value > range->high) return Flag::high;
  return Flag::none;
}

std::vector<Finding> findings(const View& view, std::size_t arm_index) {
  const ArmResult& arm = view.result.arms.at(arm_index);
  const auto treatment = view.treatment(arm_index);
  const double duration = view.duration();
  std::vector<Finding> out;

  const auto average = [&](const char* id) {
    const auto index = view.index_of(id);
    if (!index) return;
    // Over dosing intervals: visits may always fall on the day before a dose.
    const auto line = points(view, arm, *index, Basis::interval);
    if (line.empty()) return;
    const Observable observable = view.observable(*index);
    const DisplayUnit& unit = view.unit(observable);
    const double value = treatment ? mean_between(line, treatment->first, treatment->end) : mean_between(line, -1, duration);
    const double baseline = line.front().value;
    std::string remark;
    if (treatment && baseline > 0) {
      remark = fmt::format("{:.0f} % of baseline {}", 100 * value / baseline, number(baseline * unit.factor));
    }
    out.push_back({observable.name + (treatment ? ", mean on treatment" : ", mean"), with_unit(value, unit), remark});
  };
  const auto trough = [&](const char* id) {
    const auto index = view.index_of(id);
    if (!index) return;
    const auto line = points(view, arm, *index);
    if (line.empty()) return;
    const Observable observable = view.observable(*index);
    const DisplayUnit& unit = view.unit(observable);
    const Point bottom = lowest(line);
    const double share = line.front().value > 0 ? 100 * bottom.value / line.front().value : 100;
    out.push_back({observable.name + ", lowest", with_unit(bottom.value, unit),
                   share > 99.5
                       ? "never below baseline"
                       : fmt::format("{} % of baseline, {}", share < 10 ? short_number(share) : fmt::format("{:.0f}", share),
                                     time_words(bottom.time, duration))});
  };
  average("total_testosterone");
  average("intratesticular_testosterone");
  trough("sperm_concentration");
  if (const auto index = view.index_of("sperm_concentration")) {
    const auto line = points(view, arm, *index);
    if (!line.empty()) out.push_back(recovery(view, line, treatment));
  }
  if (!held_limits(view).empty()) out.push_back(crossed_limits(view, arm_index));
  return out;
}

std::vector<double> table_times(double duration) {
  std::vector<double> times;
  if (duration >= 3 * kMonth * 0.999) {
    for (const double month : {0, 3, 6, 12, 18, 24}) {
      if (month * kMonth <= duration * 1.001) times.push_back(std::min(month * kMonth, duration));
    }
  } else {
    const TimeUnit unit = time_unit(duration);
    for (const double tick : unit.ticks) times.push_back(tick * unit.hours);
  }
  // The end of the run closes the table unless a column is already there.
  if (times.empty() || duration - times.back() > 0.04 * duration) times.push_back(duration);
  return times;
}

std::string summary_table(const View& view, ObservableGroup group) {
  const double duration = view.duration();
  const TimeUnit unit = time_unit(duration);
  const std::vector<Column> visits = columns(duration);
  std::string out = fmt::format(
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Summary table: {}\"><table "
      "class=\"summary\"><thead><tr>"
      "<th scope=\"col\">{}</th>",
      group_title(group), escape(unit.name));
  for (const Column& visit : visits) out += fmt::format("<th scope=\"col\">{}</th>", visit.label);
  out += "</tr></thead>\n";
  for (const std::size_t o : view.group(group)) {
    const Observable observable = view.observable(o);
    const DisplayUnit& shown = view.unit(observable);
    out += fmt::format(
        "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"{}\"><span class=\"group-name\">{}</span> <span "
        "class=\"unit\">{}</span>",
        visits.size() + 1, escape(observable.name), unit_words(shown));
    if (observable.range) {
      out += fmt::format(" <span class=\"range\" title=\"{}\">{}</span>", escape(observable.range->population),
                         range_words(*observable.range, shown.factor));
    }
    out += "</th></tr>\n";
    for (std::size_t a = 0; a < view.result.arms.size(); ++a) {
      const ArmResult& arm = view.result.arms[a];
      out += fmt::format("<tr class=\"arm {}\" data-arm=\"{}\"><th scope=\"row\">{} <span class=\"arm-name\">{}</span></th>",
                         arm_class(a), a, arm_badge(a), escape(arm.name));
      const auto& mean = view.values(arm, o, Basis::interval);
      const auto& sample = view.values(arm, o, Basis::sample);
      for (const Column& visit : visits) {
        if (arm.series.time.empty()) {
          out += "<td>&ndash;</td>";
          continue;
        }
        const std::size_t i = nearest(arm.series.time, visit.time);
        const auto pick = [i](const std::vector<double>& values) { return i < values.size() ? values[i] : std::nan(""); };
        out += fmt::format("<td><span class=\"basis-mean\">{}</span><span class=\"basis-sample\">{}</span></td>",
                           cell(pick(mean), observable, shown.factor), cell(pick(sample), observable, shown.factor));
      }
      out += "</tr>\n";
    }
    out += "</tbody>\n";
  }
  return out + "</table></div>\n";
}

}  // namespace hpg::report
