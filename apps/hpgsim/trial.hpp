// hpgsim trial and merge: a virtual trial in, tables and a report out.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "hpgsim/observable.hpp"

struct TrialCommand {
  std::string trial;
  std::vector<std::string> outputs;  // .html, .csv, .nc or .hpgt
  hpg::UnitSystem units = hpg::UnitSystem::us;
  unsigned threads = 0;
  std::string instructions;  // "" = the widest the machine has
  std::string shard;         // "2/8": the second of eight parts
  std::uint64_t man = 0;     // only this one, counted from 1; 0 = all
  std::uint64_t check = 50;
  std::size_t uncertainty = 0;  // draws of what is not known; 0 = the parameters as they are
  bool resume = false;
  bool quiet = false;
};

/// Stopped by a signal, with men finished: what() says how to go on.
struct StoppedHalfway : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Throws hpg::InputError, hpg::Stopped, StoppedHalfway, FailedTogether or another std::exception. What was stopped can be
/// resumed; outputs are as they were.
void run_trial(const TrialCommand& command, const std::string& data);

struct MergeCommand {
  std::string trial;
  std::vector<std::string> parts;
  std::size_t uncertainty = 0;  // as of the trial
  std::vector<std::string> outputs;
  hpg::UnitSystem units = hpg::UnitSystem::us;
  bool quiet = false;
};

/// Puts the shards of a trial together. Throws as run_trial does.
void merge_shards(const MergeCommand& command, const std::string& data);
