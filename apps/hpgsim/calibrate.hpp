// hpgsim calibrate: published studies in, parameters and what is not known of them out.
#pragma once

#include <string>
#include <vector>

#include "read_studies.hpp"

struct CalibrateCommand {
  StudyChoice choice;
  std::vector<std::string> parameters;  // none = all that are fitted
  std::vector<std::string> outputs;     // .toml or .csv
  std::size_t men = 12;
  std::size_t iterations = 4;
  double prior_sd = 0.3;
  unsigned threads = 0;
  bool dry_run = false;
  bool resume = false;
  bool quiet = false;
};

/// Throws hpg::InputError, hpg::Stopped, StoppedHalfway or another std::exception.
void calibrate(const CalibrateCommand& command, const std::string& data);
