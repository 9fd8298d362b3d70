// A parameters file with other values.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace hpg::io {

struct ChangedParameter {
  double factor = 1;  // on the value; on between_men when `spread`
  bool spread = false;
  std::string why;  // added to the note
};

/// The text of `file` (data/parameters.toml) with values multiplied, in the units they were written in, four digits kept. Names
/// as in the catalogue. Throws InputError when a parameter is not there.
[[nodiscard]] std::string with_changed_parameters(const std::filesystem::path& file,
                                                  const std::multimap<std::string, ChangedParameter>& changes);

}  // namespace hpg::io
