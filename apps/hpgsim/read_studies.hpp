// Which studies a command is about.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "hpgsim/study.hpp"
#include "io/catalog.hpp"

struct StudyChoice {
  std::vector<std::string> places;  // files and folders; none = those of the data folder
  std::string use;                  // "calibration", "validation" or "" = all
  std::vector<std::string> ids;
  std::vector<std::string> classes;
};

/// Reads the places and keeps those asked for. Throws hpg::InputError, also when none is left.
[[nodiscard]] std::vector<hpg::Study> read_studies(const StudyChoice& choice, const std::filesystem::path& data,
                                                   const hpg::Catalog& catalog);
