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

/// The files that the places stand for, chosen or not: what must not be written over.
[[nodiscard]] std::vector<std::string> study_files(const StudyChoice& choice, const std::filesystem::path& data);

/// How much there is and where it comes from: "3 studies, 5 arms, 12 published numbers, from data/studies"; of a single study how
/// each number was understood.
void print_what_was_read(const std::vector<hpg::Study>& studies, const StudyChoice& choice, const std::filesystem::path& data,
                         const hpg::Catalog& catalog);

/// Reads the places and keeps those asked for. Throws hpg::InputError, also when none is left.
[[nodiscard]] std::vector<hpg::Study> read_studies(const StudyChoice& choice, const std::filesystem::path& data,
                                                   const hpg::Catalog& catalog);
