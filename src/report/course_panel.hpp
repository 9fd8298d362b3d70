// A study over time: what the model predicts of each arm, and the published numbers on top.
#pragma once

#include <string>

#include "report/study_course.hpp"

namespace hpg::report {

/// A <figure>: the arms as lines, 5-95 % of their men as bands, published numbers as marks.
[[nodiscard]] std::string course_panel(const StudyCourse& course);

}  // namespace hpg::report
