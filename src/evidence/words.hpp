// Published numbers in words.
#pragma once

#include <string>
#include <string_view>

#include "hpgsim/observable.hpp"
#include "hpgsim/study.hpp"
#include "io/catalog.hpp"

namespace hpg::evidence {

/// "mean LH at 6 wk, ratio to baseline".
[[nodiscard]] std::string words_of(const PublishedNumber& number, const Study& study, const Catalog& catalog);

/// A value on the scale of the number, with its unit: "253 ng/dL", "0.93", "65 %", "12 d".
[[nodiscard]] std::string value_text(const PublishedNumber& number, double value, const Catalog& catalog);

/// The unit of a number in tables and files, US: times in h, ratios, fractions and counts in "1".
[[nodiscard]] DisplayUnit unit_of(const PublishedNumber& number, const Catalog& catalog);

/// "calibration", "validation"; nothing for a study of one's own.
[[nodiscard]] std::string use_word(StudyUse use);

/// "30 min", "8 h", "5 d", "6 wk", "12 mo".
[[nodiscard]] std::string span_text(double hours);

/// "1 study", "3 studies".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace hpg::evidence
