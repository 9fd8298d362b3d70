// Study files: docs/adding-a-study.md.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hpgsim/study.hpp"
#include "io/catalog.hpp"

namespace hpg::io {

/// Classes of evidence, in the order of reports.
[[nodiscard]] const std::vector<std::string>& study_classes();

/// Reads and checks a study. Throws InputError naming file, line and key of the first thing that is wrong.
[[nodiscard]] Study read_study(const std::filesystem::path& file, const Catalog& catalog);

/// All *.toml files of a folder, in the order of their names.
[[nodiscard]] std::vector<std::filesystem::path> study_files(const std::filesystem::path& folder);

/// The studies of a folder, in the order of their files.
[[nodiscard]] std::vector<Study> read_studies(const std::filesystem::path& folder, const Catalog& catalog);

}  // namespace hpg::io
