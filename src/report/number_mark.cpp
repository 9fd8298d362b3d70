// Shapes, hues and tips of marks.
#include "report/number_mark.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "report/text.hpp"

namespace hpg::report {
namespace {

/// Arm colour 5 is too near to 0 to be told apart in a small mark.
struct Group {
  const char* name;
  const char* hue;
  std::vector<std::string_view> classes;
};

const std::array<Group, kMarkGroups>& groups() {
  static const std::array<Group, kMarkGroups> all{{
      {"testosterone, suppression, recovery", "a0", {"testosterone products", "suppression", "recovery"}},
      {"SERMs, aromatase inhibitors", "a1", {"SERM", "aromatase inhibitors"}},
      {"GnRH and its analogues, kisspeptin, NK3", "a2", {"gonadorelin", "agonists and antagonists", "kisspeptin and NK3"}},
      {"hCG, FSH", "a3", {"hCG", "FSH"}},
      {"healthy men, feedback", "a4", {"healthy men", "feedback"}},
      {"conditions, age, weight", "a7", {"conditions", "age", "body weight"}},
      {"blood, bone, growth hormone, other", "a6", {"blood", "bone", "growth hormone", "other"}},
  }};
  return all;
}

/// Around the origin, of about equal area.
const char* shape(std::size_t group) {
  switch (group) {
    case 0:
    case kNoGroup:
      return "M-3.6 0a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z";
    case 1:
      return "M-3.2-3.2h6.4v6.4h-6.4z";
    case 2:
      return "M0-4.8l4.4 7.6h-8.8z";
    case 3:
      return "M0-4.5l4.5 4.5l-4.5 4.5l-4.5-4.5z";
    case 4:
      return "M0 4.8l-4.4-7.6h8.8z";
    case 5:
      return "M-4-4h8l-8 8h8z";
    default:
      return "M-4.5-1.5h3v-3h3v3h3v3h-3v3h-3v-3h-3z";
  }
}

std::string mark(std::size_t group, StudyUse use, double x, double y, double size, const std::string& inside) {
  return fmt::format("<path class=\"mark {}{}\" transform=\"translate({:.1f} {:.1f}){}\" d=\"{}\">{}</path>",
                     group < kMarkGroups ? groups()[group].hue : "any", use == StudyUse::calibration ? "" : " open", x, y,
                     size == 1 ? "" : fmt::format("scale({:.2g})", size), shape(group), inside);
}

}  // namespace

std::size_t mark_group(std::string_view study_class) {
  for (std::size_t g = 0; g < kMarkGroups; ++g) {
    const auto& classes = groups()[g].classes;
    if (std::find(classes.begin(), classes.end(), study_class) != classes.end()) return g;
  }
  return kMarkGroups - 1;
}

std::string_view mark_group_name(std::size_t group) { return groups()[group].name; }

std::string number_mark(std::size_t group, StudyUse use, double x, double y, const std::string& title, const std::string& anchor,
                        double size) {
  const std::string drawn = mark(group, use, x, y, size, "<title>" + escape(title) + "</title>");
  // Hundreds of marks would be as many stops of the tab key; the same links stand in the tables.
  return anchor.empty() ? drawn + "\n" : fmt::format("<a href=\"#{}\" tabindex=\"-1\">{}</a>\n", escape(anchor), drawn);
}

std::string mark_sample(std::size_t group, StudyUse use) {
  return "<svg class=\"mark-sample\" viewBox=\"0 0 12 12\" aria-hidden=\"true\">" + mark(group, use, 6, 6, 1, "") + "</svg>";
}

std::string drawn_over(const Svg& svg, const std::string& elements) {
  std::string drawing = svg.str();
  return drawing.insert(drawing.rfind("</svg>"), elements);
}

}  // namespace hpg::report
