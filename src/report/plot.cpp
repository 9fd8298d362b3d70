// Pieces of the drawings of an observable over time.
#include "report/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

constexpr double kLetterGap = 13;

Mapping mapping_of(const std::string& id) {
  if (id == "sperm_concentration" || id == "total_sperm_count") return Mapping::cube_root;
  if (id == "intratesticular_testosterone") return Mapping::log;
  return Mapping::linear;
}

/// A band far from zero (hematocrit, weight): small changes matter, and a foot at zero would hide them.
bool is_level(const Observable& observable, const Extremes& seen) {
  const bool may = observable.group != ObservableGroup::hormones && observable.group != ObservableGroup::fertility;
  return may && seen.low > 0.55 * seen.high;
}

}  // namespace

void Extremes::take(double value) {
  if (!std::isfinite(value)) return;
  low = std::min(low, value);
  high = std::max(high, value);
}

Scale value_scale(const Observable& observable, double factor, Extremes seen, const Frame& frame) {
  if (!seen.any()) seen.take(0);
  if (observable.us.symbol == "points") {
    seen.take(0);
    seen.take(100);
  }
  const bool level = is_level(observable, seen);
  const double lowest = level ? 0.7 * seen.low : 0;
  const double highest = (level ? 1.35 : 4.5) * seen.high;
  const Extremes data = seen;
  if (observable.range) {
    const double low = observable.range->low * factor;
    const double high = observable.range->high * factor;
    if (low > 0) seen.take(std::max(low, level ? 0.85 * data.low : 0));
    if (has_upper(*observable.range)) seen.take(std::min(high, (level ? 1.15 : 1.6) * data.high));
  }
  for (const Limit& limit : observable.limits) {
    const double value = limit.value * factor;
    if (value < lowest || value > highest) continue;
    // Room for the name of the zone above the highest line.
    seen.take(level && limit.high ? value + 0.1 * (value - data.low) : value);
  }
  Scale up = level ? around(seen.low, seen.high) : covering(mapping_of(observable.id), seen.low, seen.high);
  up.from = frame.bottom;
  up.to = frame.top;
  return up;
}

std::vector<double> letter_heights(std::vector<double> wanted, const Frame& frame) {
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
  for (int round = 0; round < 200; ++round) {
    for (std::size_t k = 1; k < order.size(); ++k) {
      double& above = wanted[order[k - 1]];
      double& below = wanted[order[k]];
      const double lack = std::max(kLetterGap - (below - above), 0.0);
      above = std::max(above - lack / 2, frame.top + 2);
      below = std::min(below + lack / 2, frame.bottom - 2);
    }
  }
  return wanted;
}

void draw_range(Svg& svg, const ReferenceRange& range, double factor, const Frame& frame, const Scale& up) {
  const double low = up(range.low * factor);
  const double high = has_upper(range) ? up(range.high * factor) : frame.top;
  svg.rect("band", frame.left, high, frame.right - frame.left, low - high);
  if (low < frame.bottom) svg.line("band-edge", frame.left, low, frame.right, low);
  if (high > frame.top) svg.line("band-edge", frame.left, high, frame.right, high);
}

void draw_value_axis(Svg& svg, const Frame& frame, const Scale& up) {
  for (const double tick : ticks(up, 4)) {
    const double y = up(tick);
    svg.line("grid", frame.left, y, frame.right, y);
    svg.text("tick", frame.left - 6, y + 3.6, "end", tick_label(tick));
  }
}

void draw_time_axis(Svg& svg, const Frame& frame, const Scale& across, const TimeUnit& unit, double foot,
                    const std::string& title) {
  for (const double tick : unit.ticks) {
    const double x = across(tick * unit.hours);
    svg.line("axis", x, frame.bottom, x, frame.bottom + 3);
    svg.text("tick", x, foot + 13, "middle", tick_label(tick));
  }
  svg.text("axis-title", (frame.left + frame.right) / 2, foot + 31, "middle", title);
}

void draw_zone(Svg& svg, const Limit& limit, double factor, const Frame& frame, const Scale& up) {
  const double value = limit.value * factor;
  const double edge = up(value);
  const double end = limit.high ? frame.top : frame.bottom;
  if (std::abs(edge - end) > 0.01)
    svg.rect("zone", frame.left, std::min(edge, end), frame.right - frame.left, std::abs(edge - end));
  if (on_axis(up, value)) svg.line("zone-edge", frame.left, edge, frame.right, edge);
}

void name_zone(Svg& svg, const Limit& limit, double factor, const Frame& frame, const Scale& up,
               const std::function<std::size_t(double, double, double, double)>& points_within) {
  const double value = limit.value * factor;
  if (!on_axis(up, value)) return;
  const double edge = up(value);
  const bool over = limit.high ? edge - frame.top > 10 : frame.bottom - edge < 11;
  const std::string words = fmt::format("{}: {}", short_number(value), limit.what);
  const double wide = 5.2 * static_cast<double>(words.size());
  const double top = over ? edge - 12 : edge;
  const auto lines_from = [&](double left) { return points_within(left, left + wide, top, top + 12); };
  const bool at_end = lines_from(frame.right - 5 - wide) <= lines_from(frame.left + 5);
  svg.text(over ? "zone-name over" : "zone-name under", at_end ? frame.right - 5 : frame.left + 5, over ? edge - 3.5 : edge + 3.5,
           at_end ? "end" : "start", words);
}

std::string axis_notes(const Observable& observable, double factor, const Scale& up) {
  std::vector<std::string> notes;
  if (observable.range) {
    notes.push_back(fmt::format("<span class=\"swatch band-swatch\" aria-hidden=\"true\"></span>reference {}",
                                range_words(*observable.range, factor)));
  }
  for (const Limit& limit : observable.limits) {
    const double value = limit.value * factor;
    if (on_axis(up, value)) continue;
    notes.push_back(fmt::format("limit {} is {} the axis", short_number(value), value < up.high ? "below" : "above"));
  }
  if (up.mapping != Mapping::linear) notes.push_back(up.mapping == Mapping::log ? "log scale" : "cube-root scale");
  return fmt::format("{}", fmt::join(notes, " &middot; "));
}

std::string plot_attributes(const std::string& id, const Scale& up, const Frame& frame) {
  static constexpr const char* names[] = {"linear", "cube_root", "log"};
  return fmt::format(
      "data-observable=\"{}\" data-map=\"{}\" data-low=\"{:.6g}\" data-high=\"{:.6g}\" data-frame=\"{} {} {} {} {}\"", escape(id),
      names[static_cast<int>(up.mapping)], up.low, up.high, frame.width, frame.left, frame.right, frame.top, frame.bottom);
}

}  // namespace hpg::report
