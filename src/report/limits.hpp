// Where the lines stand that somebody ought to act on: crossed or not, when, how far.
#pragma once

#include <string>
#include <vector>

#include "report/view.hpp"

namespace hpg::report {

/// A limit of an observable that the result holds.
struct HeldLimit {
  std::size_t observable = 0;  // index in the result
  Limit limit;
};

/// Limits of all observables of the result: those of the safety section first.
[[nodiscard]] std::vector<HeldLimit> held_limits(const View& view);

/// Against the 24-h means of one arm.
[[nodiscard]] std::optional<Crossing> crossing_in(const View& view, std::size_t arm, const HeldLimit& held);

/// One row for each limit, one column for each arm; empty when there is no limit.
[[nodiscard]] std::string limits_at_a_glance(const View& view);

}  // namespace hpg::report
