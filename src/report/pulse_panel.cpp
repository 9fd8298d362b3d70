// LH above with its detected peaks, testosterone in a strip below, on the clock of one day.
#include "report/pulse_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/curve.hpp"
#include "report/scale.hpp"
#include "report/svg.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

constexpr double kWidth = 340;
constexpr double kLeft = 40;
constexpr double kRight = 332;
constexpr double kTop = 26;
constexpr double kLhBottom = 132;
constexpr double kStripTop = 160;
constexpr double kStripBottom = 206;
constexpr double kHeight = 234;

/// Colour and factor of the strip follow the observables, so that units agree with the rest of the page.
DisplayUnit unit_of(const View& view, const char* id, const char* fallback) {
  for (const Observable& observable : view.catalog.observables) {
    if (observable.id == id) return view.unit(observable);
  }
  return {fallback, 1};
}

double highest(const std::vector<PulseProfile>& profiles, std::vector<double> PulseProfile::*member, double factor) {
  double high = 0;
  for (const PulseProfile& profile : profiles) {
    for (const double value : profile.*member) {
      if (std::isfinite(value)) high = std::max(high, value * factor);
    }
  }
  return high > 0 ? high : 1;
}

void draw_curve(Svg& svg, const char* css_class, const std::vector<double>& time, const std::vector<double>& values,
                double factor, const Scale& across, const Scale& up) {
  std::vector<double> x;
  std::vector<double> y;
  for (const std::size_t i : decimate(values, 600)) {
    if (i >= time.size()) break;
    x.push_back(across(time[i]));
    y.push_back(up(values[i] * factor));
  }
  if (!x.empty()) svg.path(css_class, path(x, y));
}

void draw_axis(Svg& svg, const Scale& up, int wanted, const std::string& unit) {
  for (const double tick : ticks(up, wanted)) {
    svg.line("grid", kLeft, up(tick), kRight, up(tick));
    svg.text("tick", kLeft - 6, up(tick) + 3.8, "end", tick_label(tick));
  }
  svg.text("tick", kLeft, up.to - 9, "start", unit);
}

std::string summary_words(const PulseSummary& pulses, double lh_factor, const std::string& unit) {
  if (pulses.pulses == 0) return "no LH pulses detected";
  std::string words = fmt::format("<b>{:.1f}</b> pulses / 24 h", pulses.per_24_h);
  // Whole counts read better without decimals.
  if (std::abs(pulses.per_24_h - std::round(pulses.per_24_h)) < 1e-9) {
    words = fmt::format("<b>{:.0f}</b> {} / 24 h", pulses.per_24_h, pulses.per_24_h == 1 ? "pulse" : "pulses");
  }
  if (pulses.pulses >= 2 && pulses.interpulse_interval > 0) {
    words += fmt::format(" &middot; every <b>{:.0f}</b> min", pulses.interpulse_interval * 60);
  }
  words += fmt::format(" &middot; amplitude <b>{}</b> {}", fmt::format("{:.1f}", pulses.amplitude * lh_factor), escape(unit));
  return words;
}

}  // namespace

std::string pulse_row(const View& view, std::size_t arm_index) {
  const ArmResult& arm = view.result.arms.at(arm_index);
  if (arm.profiles.empty()) return "";
  const DisplayUnit lh = unit_of(view, "lh", "IU/L");
  const DisplayUnit testosterone = unit_of(view, "total_testosterone", "nmol/L");

  Scale lh_scale = covering(Mapping::linear, 0, highest(arm.profiles, &PulseProfile::lh, lh.factor) * 1.04);
  lh_scale.from = kLhBottom;
  lh_scale.to = kTop;
  Scale t_scale = covering(Mapping::linear, 0, highest(arm.profiles, &PulseProfile::testosterone, testosterone.factor));
  t_scale.from = kStripBottom;
  t_scale.to = kStripTop;

  std::string out = fmt::format("<section class=\"pulse-row {0}\" data-arm=\"{1}\"><h3>{2} {3}</h3><div class=\"pulse-grid\">\n",
                                arm_class(arm_index), arm_index, arm_badge(arm_index), escape(arm.name));
  for (const PulseProfile& profile : arm.profiles) {
    const double start = profile.time.empty() ? 0 : profile.time.front();
    const Scale across{Mapping::linear, start, start + 24, kLeft, kRight};
    const std::string when = time_words(start, view.duration());
    Svg svg(kWidth, kHeight, "pulse", fmt::format("LH and testosterone over 24 h, {}, {}", arm.name, profile.label),
            fmt::format("{} LH pulses detected", profile.pulses.pulses));
    draw_axis(svg, lh_scale, 4, "LH, " + lh.symbol);
    draw_axis(svg, t_scale, 2, "Testosterone, " + testosterone.symbol);
    svg.line("axis", kLeft, kLhBottom, kRight, kLhBottom);
    svg.line("axis", kLeft, kStripBottom, kRight, kStripBottom);
    svg.open_group(fmt::format("class=\"arm {}\"", arm_class(arm_index)));
    draw_curve(svg, "lh-line", profile.time, profile.lh, lh.factor, across, lh_scale);
    std::string peaks;
    for (const double peak : profile.pulses.peak_times) {
      const auto after = std::lower_bound(profile.time.begin(), profile.time.end(), peak - 1e-6);
      if (after == profile.time.end() || peak < start) continue;
      const auto i = static_cast<std::size_t>(after - profile.time.begin());
      if (i >= profile.lh.size() || !std::isfinite(profile.lh[i])) continue;
      // A small triangle that points at the peak.
      peaks += fmt::format("M{:.1f} {:.1f}l-3 -5h6z", across(peak), lh_scale(profile.lh[i] * lh.factor) - 3);
    }
    if (!peaks.empty()) svg.path("peak", peaks);
    draw_curve(svg, "t-line", profile.time, profile.testosterone, testosterone.factor, across, t_scale);
    svg.close_group();
    const double since_midnight = std::fmod(view.result.protocol.clock_at_start + start, 24);
    const double clock = since_midnight < 0 ? since_midnight + 24 : since_midnight;  // the day before the first visit
    for (int hour = 0; hour <= 24; hour += 6) {
      const double x = across(start + hour);
      const int minutes = static_cast<int>(std::lround((clock + hour) * 60)) % (24 * 60);
      svg.line("axis", x, kStripBottom, x, kStripBottom + 3);
      svg.text("tick", x, kStripBottom + 16, hour == 24 ? "end" : "middle",
               fmt::format("{:02}:{:02}", minutes / 60, minutes % 60));
    }
    out += fmt::format(
        "<figure class=\"card\"><figcaption><h4>{} <span class=\"unit\">{}</span></h4><p "
        "class=\"note\">{}</p></figcaption>{}</figure>\n",
        escape(profile.label), escape(when), summary_words(profile.pulses, lh.factor, lh.symbol), svg.str());
  }
  return out + "</div></section>\n";
}

}  // namespace hpg::report
