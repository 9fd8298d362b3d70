// Every engine is a program of its own, so that each has its compiler flags to itself and nothing is shared but the problem:
//   bench_<engine> DATA CACHE REGIMEN MEN DAYS TOLERANCE OUT [more]
// It follows the men, writes their daily means to OUT (unless that is "-") and prints one line: what it took.
#pragma once

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <ctime>

#include "problem.hpp"

namespace hpg::bench {

struct Task {
  Problem problem;
  std::size_t days;
  double tolerance;
  std::string out;
};

/// From the command line.
inline Task task(char** argv) {
  return {Problem(argv[1], argv[2], argv[3], std::stoul(argv[4])), std::stoul(argv[5]), std::stod(argv[6]), argv[7]};
}

/// CPU seconds of all threads and seconds on the clock since it was made.
class Stopwatch {
 public:
  [[nodiscard]] double cpu() const { return used() - cpu_; }
  [[nodiscard]] double wall() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall_).count(); }

 private:
  static double used() {
    timespec t{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
  }
  double cpu_ = used();
  std::chrono::steady_clock::time_point wall_ = std::chrono::steady_clock::now();
};

/// "cpu s, wall s, largest memory MiB": what compare.cpp reads, and whatever else is worth knowing.
inline void report(const Stopwatch& watch, const std::string& more = "") {
  const double cpu = watch.cpu();
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  fmt::print("{} {} {} {}\n", cpu, watch.wall(), static_cast<double>(usage.ru_maxrss) / 1024, more);
}

}  // namespace hpg::bench
