// Ratios with their intervals, study by study. Fractions, of which ratios say little, stand below as differences.
#include "report/ratio_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "report/number_mark.hpp"
#include "report/scale.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

using evidence::Scored;

constexpr double kWidth = 720;
constexpr double kLeft = 326;
constexpr double kRight = 630;
constexpr double kWords = 641;  // of the ratio
constexpr double kLine = 14;    // of text
constexpr double kRowSpace = 5;
constexpr double kStudySpace = 8;
constexpr std::size_t kLetters = 46;  // of a label in a line

/// Where a line may be broken: at the first space from `from` on that does not part a number from its unit.
std::size_t break_after(const std::string& text, std::size_t from) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  for (std::size_t at = text.find(' ', from); at != std::string::npos; at = text.find(' ', at + 1)) {
    const bool unit = at > 0 && digit(text[at - 1]) && at + 1 < text.size() && text[at + 1] >= 'a' && text[at + 1] <= 'z';
    if (!unit) return at;
  }
  return text.size();
}

/// Broken between words.
std::vector<std::string> lines_of(const std::string& text, std::size_t letters) {
  std::vector<std::string> lines{""};
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = break_after(text, from);
    const std::string word = text.substr(from, end - from);
    if (!lines.back().empty() && lines.back().size() + 1 + word.size() > letters) lines.emplace_back();
    lines.back() += (lines.back().empty() ? "" : " ") + word;
    from = end + 1;
  }
  return lines;
}

/// An arm of a study in the forest.
struct Block {
  const Study* study = nullptr;
  bool first = false;  // of the study
  std::vector<std::string> arm;
  std::vector<const Scored*> numbers;
};

std::vector<Block> blocks(const ValidationView& view, const std::string& kind, bool fractions) {
  std::vector<Block> all;
  for (const std::size_t s : view.studies_of(kind)) {
    const Study& study = view.studies[s];
    bool first = true;
    for (std::size_t a = 0; a < study.arms.size(); ++a) {
      std::vector<const Scored*> numbers = view.of_study(s);
      std::erase_if(numbers, [&](const Scored* one) { return one->arm != a || one->is_fraction != fractions; });
      if (numbers.empty()) continue;
      all.push_back({&study, first, lines_of(study.arms[a].name(), kLetters), std::move(numbers)});
      first = false;
    }
  }
  return all;
}

std::vector<std::string> label(const ValidationView& view, const Scored& one) { return lines_of(view.words(one), kLetters); }

double height_of(const ValidationView& view, const std::vector<Block>& all) {
  double height = 0;
  for (const Block& block : all) {
    if (block.first) height += kLine + kStudySpace;
    height += kLine * static_cast<double>(block.arm.size()) + kRowSpace;
    for (const Scored* one : block.numbers) height += kLine * static_cast<double>(label(view, *one).size()) + kRowSpace;
  }
  return height;
}

/// What stands on the axis: the ratio to the observed value, or the difference from it. Below the limit of the assay levels are
/// alike, as in the score.
double placed(const ValidationView& view, const Scored& one, double predicted) {
  if (one.is_fraction) return predicted - one.observed;
  const PublishedNumber& number = view.number(one);
  const auto assay = view.catalog.assays.find(number.reading.observable);
  if (number.scale() != PublishedNumber::Scale::level || assay == view.catalog.assays.end()) return predicted / one.observed;
  return std::max(predicted, assay->second.limit) / std::max(one.observed, assay->second.limit);
}

class Forest {
 public:
  Forest(const ValidationView& view, Svg& svg, std::string& marks) : view_(view), svg_(svg), marks_(marks) {}

  /// Belts, axis and rows; returns where the next part begins.
  double draw(const std::vector<Block>& all, bool fractions, double top) {
    across_ = fractions ? Scale{Mapping::linear, -1, 1, kLeft, kRight} : Scale{Mapping::log, 0.1, 10, kLeft, kRight};
    none_ = fractions ? 0 : 1;
    const double bottom = top + 22 + height_of(view_, all);
    if (fractions) {
      belt(-0.1, 0.1, top + 18, bottom);
    } else {
      belt(0.5, 2, top + 18, bottom);
      belt(0.8, 1.25, top + 18, bottom);
    }
    const std::vector<double> marked =
        fractions ? std::vector<double>{-1, -0.5, 0, 0.5, 1} : std::vector<double>{0.1, 0.2, 0.5, 1, 2, 5, 10};
    for (const double tick : marked) {
      const std::string words = fractions ? (tick > 0   ? "+"
                                             : tick < 0 ? "\u2212"
                                                        : "") +
                                                tick_label(100 * std::abs(tick))
                                          : tick_label(tick);
      svg_.line(tick == none_ ? "zero" : "grid", across_(tick), top + 18, across_(tick), bottom);
      svg_.text("tick", across_(tick), top + 12, "middle", words);
      svg_.text("tick", across_(tick), bottom + 13, "middle", words);
    }
    svg_.text("axis-title", 4, top + 12, "start", fractions ? "predicted minus observed, points" : "predicted / observed");
    y_ = top + 22;
    for (const Block& block : all) {
      heading(block);
      for (const Scored* one : block.numbers) row(*one);
    }
    return bottom + 24;
  }

 private:
  void belt(double low, double high, double top, double bottom) {
    svg_.rect("belt", across_(low), top, across_(high) - across_(low), bottom - top);
  }

  void heading(const Block& block) {
    if (block.first) {
      svg_.line("grid", 4, y_ + 1, kWidth, y_ + 1);
      y_ += kLine + kStudySpace;
      svg_.text("study", 4, y_ - kRowSpace + 1, "start", block.study->id);
    }
    for (const std::string& line : block.arm) svg_.text("of-arm", 10, y_ += kLine, "start", line);
    // From the foot of the text to the top of the next line's box.
    y_ += kRowSpace;
  }

  void row(const Scored& one) {
    const std::vector<std::string> lines = label(view_, one);
    svg_.open_group(one.counts ? "class=\"row\"" : "class=\"row pale\"");
    for (std::size_t i = 0; i < lines.size(); ++i) {
      svg_.text("label", 18, y_ + kLine * static_cast<double>(i + 1) - 2, "start", lines[i]);
    }
    const double y = y_ + kLine * 0.5;
    svg_.text("value", kWords, y + 4, "start", error_words(one));
    if (!std::isnan(one.error)) interval(one, y);
    svg_.close_group();
    const Study& study = view_.study(one);
    if (!std::isnan(one.error)) {
      const double at = one.is_fraction ? one.error : std::pow(10, one.error);
      const std::string mark = number_mark(mark_group(study.kind), study.use, across_(at), y, view_.title(one), anchor_of(study));
      marks_ += one.counts ? mark : "<g class=\"pale\">" + mark + "</g>";
    }
    y_ += kLine * static_cast<double>(lines.size()) + kRowSpace;
  }

  /// An end beyond the axis has no cap.
  void interval(const Scored& one, double y) {
    double low = placed(view_, one, one.low), high = placed(view_, one, one.high);
    if (low > high) std::swap(low, high);
    if (std::isnan(low) || std::isnan(high)) return;
    std::string d = fmt::format("M{:.1f} {:.1f}H{:.1f}", across_(low), y, across_(high));
    for (const double end : {low, high}) {
      if (end >= across_.low && end <= across_.high) d += fmt::format("M{:.1f} {:.1f}v6", across_(end), y - 3);
    }
    svg_.path("whisker", d);
  }

  const ValidationView& view_;
  Svg& svg_;
  std::string& marks_;
  Scale across_;
  double none_ = 1;
  double y_ = 0;
};

std::string plot(const ValidationView& view, const std::string& kind) {
  const std::vector<Block> ratios = blocks(view, kind, false), fractions = blocks(view, kind, true);
  const auto part = [&](const std::vector<Block>& all) { return all.empty() ? 0 : 46 + height_of(view, all); };
  Svg svg(kWidth, part(ratios) + part(fractions) + 4, "drawing ratios", kind + ": predicted over observed",
          "Every number of these studies with its 90 % interval; the same numbers stand in the tables of the studies.");
  std::string marks;
  Forest forest(view, svg, marks);
  double top = 0;
  if (!ratios.empty()) top = forest.draw(ratios, false, top);
  if (!fractions.empty()) forest.draw(fractions, true, top);
  return drawn_over(svg, marks);
}

}  // namespace

std::string ratio_plots(const ValidationView& view) {
  std::string out;
  for (const std::string& kind : view.classes()) {
    const std::vector<const Scored*> numbers = view.of_class(kind);
    if (numbers.empty()) continue;
    const std::string score = score_words(summarise(numbers));
    out += fmt::format("<details{}><summary><span>{}</span> <span class=\"note\">{}, {}{}</span></summary>\n{}</details>\n",
                       view.few() ? " open" : "", escape(kind), counted(view.studies_of(kind).size(), "study", "studies"),
                       counted(numbers.size(), "number", "numbers"), score.empty() ? "" : "; " + score, plot(view, kind));
  }
  return out;
}

}  // namespace hpg::report
