// hpgsim validate: published studies in, predicted against observed out.
#pragma once

#include <string>
#include <vector>

#include "read_studies.hpp"

struct ValidateCommand {
  StudyChoice choice;
  std::vector<std::string> outputs;  // .html or .json
  std::size_t men = 50;
  unsigned threads = 0;
  bool json = false;
  bool check = false;
  bool quiet = false;
};

/// Throws hpg::InputError, hpg::Stopped, or std::runtime_error, also when the score of the studies of the data folder is below
/// the thresholds kept there.
void validate(const ValidateCommand& command, const std::string& data);
