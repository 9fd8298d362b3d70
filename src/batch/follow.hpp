// Follows any number of men on all cores.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>

#include "batch/journey.hpp"

namespace hpg::batch {

struct FollowOptions {
  Instructions instructions = widest_instructions();
  unsigned threads = 0;                     // 0 = as many as the machine has; results do not depend on it
  std::size_t seats = 64;                   // of each thread, at most
  const std::atomic<bool>* stop = nullptr;  // set to true to give up
  std::uint64_t men = 0;                    // that `next` will give, 0 = not known: few are shared out among the threads
};

/// Calls `next` for a man whenever a seat is free, until it gives none; follows each to the end of his journey and lets go of it.
/// `next` is called by one thread at a time, the journeys by any. Returns the work done, or throws what a journey threw; throws
/// Stopped when asked to give up.
Work follow(const model::Parameters<double>& typical, const std::function<std::unique_ptr<Journey>()>& next,
            const FollowOptions& options);

}  // namespace hpg::batch
