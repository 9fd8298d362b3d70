// The mark of a published number in a plot: shape and hue say the class of its study, filled or open its use.
#pragma once

#include <string>
#include <string_view>

#include "hpgsim/study.hpp"
#include "report/svg.hpp"

namespace hpg::report {

/// Few enough groups of classes for hues that can be told apart.
inline constexpr std::size_t kMarkGroups = 7;

/// A mark that says only the use.
inline constexpr std::size_t kNoGroup = kMarkGroups;

/// Which of them a class of studies belongs to.
[[nodiscard]] std::size_t mark_group(std::string_view study_class);

/// "SERMs and aromatase inhibitors".
[[nodiscard]] std::string_view mark_group_name(std::size_t group);

/// A path with a tip to read, and a link to the study when `anchor` is not empty. Plain text.
[[nodiscard]] std::string number_mark(std::size_t group, StudyUse use, double x, double y, const std::string& title,
                                      const std::string& anchor, double size = 1);

/// For the key: the mark alone in a small drawing of its own.
[[nodiscard]] std::string mark_sample(std::size_t group, StudyUse use);

/// A finished drawing with more elements on top.
[[nodiscard]] std::string drawn_over(const Svg& svg, const std::string& elements);

}  // namespace hpg::report
