// Values that the parts of a trial file share: columns, bounds of an observable, visits.
#pragma once

#include <string>
#include <vector>

#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// "LH" is the sample, "24-h mean LH" (or "lh_24h_mean", as in result tables) the mean of the 24 h before. Throws InputError,
/// also for a mean that does not exist.
[[nodiscard]] Column read_column(const std::string& name, const Where& where, const Catalog& catalog);

/// The key "observable" of a rule that looks at a sample.
[[nodiscard]] const Observable& read_sample(TomlTable& table, const Catalog& catalog);

/// "Total testosterone", "Total testosterone (24-h mean)".
[[nodiscard]] std::string name_of(const Column& column, const Catalog& catalog);

/// Values that fit: "at_least" or "above" is the low end, "at_most" or "below" the high end. One end at least.
[[nodiscard]] Bounds read_fit(TomlTable& table, const Observable& observable);

/// Values at which nothing is done: a rule acts "below" the low end and "above" the high end. One end at least.
[[nodiscard]] Bounds read_keep(TomlTable& table, const Observable& observable);

/// Every visit is at the same time of day: a time rounded down to whole days, h.
[[nodiscard]] double whole_days(double hours);

/// The planned time of the visit after the baseline that `written` names. Throws InputError.
[[nodiscard]] double read_visit(const std::string& written, const Where& where, const std::vector<Visit>& visits);

/// "6 wk", "10 d".
[[nodiscard]] std::string time_text(double hours);

}  // namespace hpg::io
