// hpgsim sensitivity: which parameters the outcomes of a protocol hang on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "hpgsim/observable.hpp"

struct SensitivityCommand {
  std::string protocol;
  std::vector<std::string> outputs;  // .csv or .html
  std::vector<std::string> observables;
  std::string at;  // "12 wk"; empty = the end
  std::string method = "morris";
  std::size_t trajectories = 20;
  std::size_t samples = 256;
  std::size_t top = 12;
  std::string choice = "all";
  std::vector<std::string> parameters;
  std::uint64_t seed = 1;
  hpg::UnitSystem units = hpg::UnitSystem::us;
  unsigned threads = 0;
  bool quiet = false;  // no progress and no tables
};

/// Throws hpg::InputError, hpg::Stopped or another std::exception; outputs are then as they were before.
void sensitivity(const SensitivityCommand& command, const std::string& data);
