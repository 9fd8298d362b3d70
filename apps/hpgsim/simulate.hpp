// hpgsim simulate: a protocol in, tables and reports out.
#pragma once

#include <string>
#include <vector>

#include "hpgsim/observable.hpp"

struct SimulateCommand {
  std::string protocol;
  std::vector<std::string> outputs;  // .csv or .html
  hpg::UnitSystem units = hpg::UnitSystem::us;
  double tolerance = 1e-6;
  unsigned threads = 0;
  bool quiet = false;  // no summary on the terminal
};

/// Throws hpg::InputError, hpg::Stopped or another std::exception; outputs are then as they were before.
void simulate(const SimulateCommand& command, const std::string& data);
