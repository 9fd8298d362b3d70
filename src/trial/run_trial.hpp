// Runs a virtual trial, or a part of it, into a file.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>

#include "batch/follow.hpp"
#include "hpgsim/trial.hpp"
#include "io/catalog.hpp"
#include "io/read_posterior.hpp"
#include "trial/trial_plan.hpp"

namespace hpg::trial {

struct TrialOptions {
  unsigned threads = 0;  // 0 = as many as the machine has
  batch::Instructions instructions = batch::widest_instructions();
  batch::Accuracy accuracy = {};
  std::uint64_t first = 0;  // places of the trial to fill: [first, last)
  std::uint64_t last = 0;
  bool resume = false;           // go on with the file
  std::uint64_t check = 50;      // every so many men one is followed a second time, more exactly; 0 = none
  io::Posterior posterior = {};  // of a trial with draws: at least as many
  /// Before that, in a trial with labs: men drawn to learn what labs they have, and how many there will be; from any thread.
  std::function<void(std::uint64_t men, std::uint64_t of)> pilots = {};
  /// Men finished, and the share of all work that is done, 1 only when all are finished; from any thread.
  std::function<void(std::uint64_t men, double share)> progress = {};
  /// Once, before the first is followed: the same of the men that the file had already.
  std::function<void(std::uint64_t men, double share)> taken_over = {};
  const std::atomic<bool>* stop = nullptr;
};

/// Fills the places into `file` (TrialFile) in their order. When it is stopped the file holds all men finished so far, from which
/// `resume` goes on. In a trial with draws each man is followed under the parameters of his (draw_of), and each draw has a pilot
/// of its own, by which its cohort is chosen. Throws InputError, Stopped, or std::runtime_error.
void run_trial(const Catalog& catalog, const Trial& trial, std::uint64_t fingerprint, const TrialOptions& options,
               const std::filesystem::path& file);

}  // namespace hpg::trial
