// Boxes and arrows from screening to the last visit (Schulz KF, Altman DG, Moher D. CONSORT 2010 statement. BMJ 2010;340:c332).
#include "report/flow_diagram.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "io/trial_words.hpp"
#include "report/svg.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

constexpr double kLine = 15;  // height of a line of text
constexpr double kPad = 9;
constexpr double kGap = 22;  // between boxes, for the arrow
constexpr double kColumn = 186;
constexpr double kBetween = 14;
constexpr double kLetter = 5.9;  // mean width of a letter
constexpr double kBoldLetter = 6.7;

/// Words broken into lines of at most `wide` drawing units.
std::vector<std::string> wrapped(std::string_view text, double wide, double letter) {
  const auto most = static_cast<std::size_t>(wide / letter);
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string word(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > most) lines.emplace_back();
    if (!lines.back().empty()) lines.back() += ' ';
    lines.back() += word;
  }
  return lines;
}

struct Box {
  std::vector<std::string> lines;
  std::size_t bold = 0;  // lines at the top

  void add(const std::string& text, double letter = kLetter) {
    for (std::string& line : wrapped(text, kColumn - 2 * kPad, letter)) lines.push_back(std::move(line));
  }
  void head(const std::string& text) {
    add(text, kBoldLetter);
    bold = lines.size();
  }
  [[nodiscard]] double height() const { return 2 * kPad + kLine * static_cast<double>(lines.size()) - 3; }
};

void draw(Svg& svg, const Box& box, double left, double top, double width, double height) {
  svg.rect("box", left, top, width, height);
  for (std::size_t i = 0; i < box.lines.size(); ++i) {
    svg.text(i < box.bold ? "strong" : "", left + kPad, top + kPad + kLine * static_cast<double>(i) + 9, "start", box.lines[i]);
  }
}

void arrow(Svg& svg, double x, double from, double to) {
  svg.line("flow", x, from, x, to - 4);
  svg.path("flow-head", fmt::format("M{:.1f} {:.1f}l-3.5 -6h7z", x, to));
}

std::string men(std::uint64_t count, const std::string& what) { return grouped(count) + " " + what; }

std::vector<Box> allocated(const TrialView& view) {
  std::vector<Box> boxes;
  for (std::uint32_t a = 0; a < view.arms(); ++a) {
    Box box;
    box.head(view.crossover() ? "Sequence " + sequence_letters(view, a) : arm_letter(a) + "  " + view.trial().arms[a].name);
    box.add(men(view.analysis.flow.arms[a].allocated, "allocated"));
    boxes.push_back(std::move(box));
  }
  return boxes;
}

std::vector<Box> lost(const TrialView& view) {
  std::vector<Box> boxes;
  for (const trial::ArmFlow& arm : view.analysis.flow.arms) {
    Box box;
    box.add(men(arm.dropped_out, "dropped out"));
    box.add(men(arm.stopped, "stopped treatment by rule"));
    for (const trial::StoppedBy& stopped : arm.stopped_by) {
      if (stopped.men == 0) continue;
      const StoppingRule& rule = view.trial().arms[stopped.arm].stopping[stopped.rule];
      const Observable observable = view.observable(rule.observable);
      const std::string in_arm = view.crossover() ? " on " + arm_letter(stopped.arm) : "";
      box.add("\u2013 " + men(stopped.men, observable.name + " " + io::outside_words(rule.keep, view.unit(observable)) + in_arm));
    }
    if (arm.failed > 0) box.add(men(arm.failed, "could not be computed"));
    boxes.push_back(std::move(box));
  }
  return boxes;
}

std::vector<Box> followed(const TrialView& view) {
  std::vector<Box> boxes;
  for (const trial::ArmFlow& arm : view.analysis.flow.arms) {
    Box box;
    box.head(men(arm.completed, "completed as planned"));
    box.add(men(arm.seen.empty() ? 0 : arm.seen.back(), "seen at the last visit"));
    boxes.push_back(std::move(box));
  }
  return boxes;
}

double tallest(const std::vector<Box>& boxes) {
  double height = 0;
  for (const Box& box : boxes) height = std::max(height, box.height());
  return height;
}

std::string description(const TrialView& view) {
  const trial::Flow& flow = view.analysis.flow;
  std::string words = fmt::format("{} screened, {} eligible, {} randomised. ", flow.screened, flow.eligible, flow.randomised);
  for (std::size_t a = 0; a < flow.arms.size(); ++a) {
    const trial::ArmFlow& arm = flow.arms[a];
    words += fmt::format("{}: {} allocated, {} dropped out, {} stopped, {} failed, {} completed. ", view.trial().arms[a].name,
                         arm.allocated, arm.dropped_out, arm.stopped, arm.failed, arm.completed);
  }
  return words;
}

}  // namespace

std::string flow_diagram(const TrialView& view) {
  const trial::Flow& flow = view.analysis.flow;
  const auto arms = static_cast<double>(view.arms());
  const double width = std::max(2 * kColumn + kBetween, arms * kColumn + (arms - 1) * kBetween);
  const std::vector<std::vector<Box>> rows{allocated(view), lost(view), followed(view)};

  Box screened;
  screened.head(men(flow.screened, "men screened"));
  Box excluded;
  excluded.add(men(flow.screened - std::min(flow.eligible, flow.screened), "outside the entry criteria"));
  const std::uint64_t taken = flow.accepted > 0 ? flow.accepted : flow.randomised;
  const std::uint64_t spare = flow.eligible - std::min(taken, flow.eligible);
  if (spare > 0) excluded.add(men(spare, "eligible, not taken"));
  Box randomised;
  randomised.head(men(flow.randomised, view.arms() > 1 ? "randomised" : "treated"));

  const bool shows_screening = flow.screened > 0;
  const double side = excluded.height() + 16;  // the excluded stand beside the arrow
  const double first = shows_screening ? screened.height() + std::max(side, kGap) : 0;
  double height = first + randomised.height();
  for (const auto& row : rows) height += kGap + tallest(row);

  Svg svg(width + 2, height + 2, "drawing", "Flow of the men through the trial", description(view),
          fmt::format("style=\"width:{:.0f}px\"", 1.25 * width));
  const double middle = width / 2;
  const auto left_of = [&](double center) { return center - kColumn / 2 + 1; };
  if (shows_screening) {
    draw(svg, screened, left_of(middle), 1, kColumn, screened.height());
    arrow(svg, middle, 1 + screened.height(), 1 + first);
    const double at = 1 + screened.height() + side / 2;
    const double left = std::min(middle + 14, width + 1 - kColumn);
    svg.line("flow", middle, at, left, at);
    draw(svg, excluded, left, at - excluded.height() / 2, kColumn, excluded.height());
  }
  draw(svg, randomised, left_of(middle), 1 + first, kColumn, randomised.height());
  const double fork = 1 + first + randomised.height();
  const double start = (width - arms * kColumn - (arms - 1) * kBetween) / 2;
  const auto center = [&](std::size_t a) { return start + kColumn / 2 + static_cast<double>(a) * (kColumn + kBetween); };
  svg.line("flow", middle, fork, middle, fork + kGap / 2);
  if (view.arms() > 1) svg.line("flow", center(0), fork + kGap / 2, center(view.arms() - 1), fork + kGap / 2);
  double top = fork;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    const double tall = tallest(rows[r]);
    for (std::size_t a = 0; a < view.arms(); ++a) {
      svg.open_group(fmt::format("class=\"arm {}\" data-arm=\"{}\"", arm_class(a), a));
      arrow(svg, center(a), r == 0 ? top + kGap / 2 : top, top + kGap);
      draw(svg, rows[r][a], left_of(center(a)), top + kGap, kColumn, tall);
      if (r == 0) svg.rect("box-head", left_of(center(a)), top + kGap, kColumn, 3);
      svg.close_group();
    }
    top += kGap + tall;
  }
  return "<figure class=\"card flow-chart\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Flow of the "
         "men\">" +
         svg.str() + "</div></figure>\n";
}

}  // namespace hpg::report
