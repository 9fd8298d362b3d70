// What every section of the report of published studies asks: numbers in shown units, errors in words, classes in order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evidence/score.hpp"
#include "evidence/words.hpp"
#include "hpgsim/observable.hpp"
#include "hpgsim/study.hpp"
#include "io/catalog.hpp"

namespace hpg::report {

struct ValidationView {
  const std::vector<Study>& studies;
  const std::vector<evidence::Scored>& scored;
  const evidence::SimulatedArms& men;
  const Catalog& catalog;
  UnitSystem units = UnitSystem::us;

  /// So few studies that each is shown at once, unfolded.
  [[nodiscard]] bool few() const { return studies.size() <= 2; }
  [[nodiscard]] const Study& study(const evidence::Scored& one) const { return studies[one.study]; }
  [[nodiscard]] const StudyArm& arm(const evidence::Scored& one) const { return study(one).arms[one.arm]; }
  [[nodiscard]] const PublishedNumber& number(const evidence::Scored& one) const { return arm(one).published[one.number]; }
  [[nodiscard]] std::vector<const evidence::Scored*> of_study(std::size_t study) const;
  [[nodiscard]] std::vector<const evidence::Scored*> of_class(const std::string& kind) const;

  /// Classes that any study has, in the order of reports.
  [[nodiscard]] std::vector<std::string> classes() const;
  /// Places of the studies of a class.
  [[nodiscard]] std::vector<std::size_t> studies_of(const std::string& kind) const;

  /// In which a number is shown: that of its observable, d or h, %, or none.
  [[nodiscard]] DisplayUnit unit(const PublishedNumber& number) const;
  /// "253", "0.0065", "never", as plain text without the unit.
  [[nodiscard]] std::string shown(const PublishedNumber& number, double value) const;
  /// "253 ng/dL" as HTML.
  [[nodiscard]] std::string value_words(const PublishedNumber& number, double value) const;
  /// "210 to 300" as HTML.
  [[nodiscard]] std::string interval_words(const evidence::Scored& one) const;
  /// "mean LH at 6 wk, ratio to baseline" as plain text.
  [[nodiscard]] std::string words(const evidence::Scored& one) const;
  /// All of a number for the title of its mark, as plain text.
  [[nodiscard]] std::string title(const evidence::Scored& one) const;
};

using evidence::counted;

/// Predicted over observed, or the difference of fractions, as plain text: "0.81", "10 or more", "opposite sign", "+12 points".
[[nodiscard]] std::string error_words(const evidence::Scored& one);

/// The same as HTML, marked when it is more than 2-fold, or 20 points, off.
[[nodiscard]] std::string error_cell(const evidence::Scored& one);

/// Anchor of a study in the page.
[[nodiscard]] std::string anchor_of(const Study& study);

/// "GMFE 1.31, 90 % in 2-fold, fractions 0.08 off"; empty when nothing was scored.
[[nodiscard]] std::string score_words(const evidence::Score& score);

}  // namespace hpg::report
