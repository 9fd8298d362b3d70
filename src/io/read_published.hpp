// One published number of a study: what was read off each man, what was made of it, and its value.
#pragma once

#include "hpgsim/study.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// What a published number needs to know of its study.
struct StudyFrame {
  double duration;                     // h
  std::vector<std::string> arm_names;  // in the order of the file
  std::size_t arm;                     // the one it belongs to
  std::size_t men;                     // of that arm
};

/// Throws InputError naming file, line and key.
[[nodiscard]] PublishedNumber read_published(TomlTable& table, const StudyFrame& frame, const Catalog& catalog);

}  // namespace hpg::io
