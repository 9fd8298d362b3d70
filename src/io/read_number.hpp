// A number with its provenance: { value, what, grade, source, note, aliases, between_men }.
#pragma once

#include <map>
#include <string>

#include "hpgsim/number.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

using Sources = std::map<std::string, Source>;

/// Ids of the list `source`, each of which must be in sources.toml. Throws InputError.
[[nodiscard]] std::vector<std::string> read_source_ids(TomlTable& table, const Sources& sources);

struct ReadNumber {
  Number number;
  Dimension dimension;
};

/// Reads the table of one number; `value_key` may be "factor" in a condition. Leaves finish() to the caller.
/// Throws InputError: unknown source, ungraded, measured without source, assumed without source and without note.
[[nodiscard]] ReadNumber read_number(TomlTable& table, const std::string& name, const Sources& sources,
                                     std::string_view value_key = "value");

}  // namespace hpg::io
