// When the line is shown, and its words.
#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace {

std::string words(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

constexpr double kFirstLine = 10;  // s

bool on_terminal() { return isatty(STDERR_FILENO) != 0; }

}  // namespace

void Progress::operator()(double share, const std::function<std::string()>& what) {
  if (!speaks_) return;
  const std::lock_guard lock(mutex_);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  const bool terminal = on_terminal();
  // A log too wants to see soon that something happens.
  const bool first = shown_ == 0 && seconds > kFirstLine;
  if (terminal ? seconds < shown_ + 0.5 : 10 * share < tenths_ + 1 && !first) return;
  shown_ = seconds;
  tenths_ = std::floor(10 * share);
  const std::string left = share > 0 ? fmt::format(", {} left", words(seconds * (1 - share) / share)) : "";
  fmt::print(stderr, "{}{:.0f} %, {}{}{}", terminal ? "\r" : "", 100 * share, what(), left, terminal ? "    " : "\n");
  std::fflush(stderr);
}

Progress::~Progress() {
  if (speaks_ && shown_ > 0 && on_terminal()) fmt::print(stderr, "\r{:60}\r", "");
}
