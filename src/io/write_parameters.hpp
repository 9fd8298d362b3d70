// A parameters file with other values.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace hpg::io {

struct ChangedParameter {
  double factor = 1;  // on the value; on between_men when `spread`
  bool spread = false;
  std::string why;                        // added to the note, in place of what an earlier change of the same kind said there
  std::vector<std::string> sources = {};  // of a value: what it is fitted to now, ids of data/sources.toml
};

/// The text of `file` (data/parameters.toml) with values multiplied, in the units they were written in, four digits kept. Names
/// as in the catalogue. A value that was measured or assumed becomes fitted; its note keeps the old grade and sources as its
/// prior. One that is left without any source stays assumed, as no fitted number may be without. Throws InputError when a
/// parameter is not there, or not written a line a key.
[[nodiscard]] std::string with_changed_parameters(const std::filesystem::path& file,
                                                  const std::multimap<std::string, ChangedParameter>& changes);

}  // namespace hpg::io
