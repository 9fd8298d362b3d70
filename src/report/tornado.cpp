// Tornado diagram.
#include "report/tornado.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/scale.hpp"
#include "report/svg.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

constexpr double kWidth = 440;
constexpr double kLeft = 196;  // of the axis; names stand before it
constexpr double kRight = 430;
constexpr double kTop = 4;
constexpr double kRow = 16;
constexpr double kBar = 10;
constexpr double kThinnest = 0.005;  // of the axis: below a pixel
constexpr double kRoom = 1.06;       // of the axis, beyond the longest whisker

}  // namespace

std::string tornado(std::vector<TornadoBar> bars, double largest, const std::string& label) {
  std::erase_if(bars, [&](const TornadoBar& bar) { return !(bar.length.value > kThinnest * largest); });
  std::stable_sort(bars.begin(), bars.end(),
                   [](const TornadoBar& a, const TornadoBar& b) { return a.length.value > b.length.value; });
  bars.resize(std::min(bars.size(), kTornadoBars));
  const Scale across{Mapping::linear, -kRoom * largest, kRoom * largest, kLeft, kRight};
  const double bottom = kTop + kRow * static_cast<double>(bars.size()) + 2;
  std::string words;
  for (const TornadoBar& bar : bars) {
    words += fmt::format("{} {} it: {}. ", bar.name, bar.lowers ? "lowers" : "raises", short_number(bar.length.value));
  }
  Svg svg(kWidth, bottom + 16, "drawing tornado", label, words);
  for (const double tick : ticks(across, 5)) {
    svg.line("grid", across(tick), kTop, across(tick), bottom);
    svg.text("tick", across(tick), bottom + 12, "middle", tick_label(std::abs(tick)));
  }
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const TornadoBar& bar = bars[i];
    const double sign = bar.lowers ? -1 : 1;
    const double y = kTop + kRow * (static_cast<double>(i) + 0.5);
    const auto draw = [&](const char* css_class, double length) {
      const double end = across(sign * length);
      svg.rect(css_class, std::min(end, across(0)), y - kBar / 2, std::abs(end - across(0)), kBar);
    };
    svg.open_group(bar.lowers ? "class=\"lowers\"" : "class=\"raises\"");
    svg.text("name", kLeft - 6, y + 3.4, "end", bar.name);
    draw("bar-share", bar.length.value);
    if (bar.inner > 0) draw("bar-inner", std::min(bar.inner, bar.length.value));
    if (bar.length.has_interval()) {
      const double low = across(sign * std::max(bar.length.low, 0.0)), high = across(sign * bar.length.high);
      svg.path("whisker", fmt::format("M{0:.1f} {1:.1f}H{2:.1f}M{0:.1f} {3:.1f}v4M{2:.1f} {3:.1f}v4", low, y, high, y - 2));
    }
    svg.close_group();
  }
  svg.line("zero", across(0), kTop - 2, across(0), bottom);
  return svg.str();
}

}  // namespace hpg::report
