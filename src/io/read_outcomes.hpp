// [[outcome]] of a trial, and what a trial without any reports.
#pragma once

#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

[[nodiscard]] Outcome read_outcome(TomlTable& table, const std::vector<Visit>& visits, const Catalog& catalog);

/// The change of every column up to the last visit, and who then has a 24-h mean of testosterone in its reference range.
[[nodiscard]] std::vector<Outcome> usual_outcomes(const std::vector<Column>& columns, const std::vector<Visit>& visits,
                                                  const Catalog& catalog);

}  // namespace hpg::io
