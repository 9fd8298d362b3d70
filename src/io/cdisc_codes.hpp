// The words of the CDISC-like tables: parameter codes, visit names, frequencies, identifiers.
#pragma once

#include <string>

#include "hpgsim/trial_result.hpp"

namespace hpg::io {

/// "TESTOS" for the sample of total_testosterone, "TESTOS24" for its 24-h mean: at most 8 characters, different for different
/// columns. An observable without a code of its own gets one made from its id.
[[nodiscard]] std::string param_code(const Column& column);

/// "Baseline", "Day 3", "Week 12", "Month 6" from the planned time in h.
[[nodiscard]] std::string visit_name(double time);

/// "ONCE", "EVERY 7 DAYS", "EVERY 12 HOURS".
[[nodiscard]] std::string frequency_words(const Dose& dose);

/// Day of a time in h from the first baseline: the baseline is on day 1, the day before it is -1; there is no day 0.
[[nodiscard]] long study_day(double time);

/// The id of a listed man, else his number in the virtual population.
[[nodiscard]] std::string subject_id(const Trial& trial, const Subject& man);

}  // namespace hpg::io
