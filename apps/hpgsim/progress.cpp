// When the line is shown, and its words.
#include "progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace {

constexpr double kOnTerminal = 0.5, kInLog = 10;  // s between two lines, and before the first
constexpr double kEnoughToTell = 0.01;            // share done

std::string words(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

bool on_terminal() { return isatty(STDERR_FILENO) != 0; }

}  // namespace

double Progress::elapsed() const { return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count(); }

void Progress::begin_at(double share) {
  const std::lock_guard lock(mutex_);
  begun_ = share;
  begun_at_ = elapsed();
  tenths_ = std::floor(10 * share);
}

void Progress::operator()(double share, const std::function<std::string()>& what) {
  if (!speaks_) return;
  const std::lock_guard lock(mutex_);
  if (share <= begun_) return;
  const double seconds = elapsed();
  const bool terminal = on_terminal();
  // A log too wants to see soon that something happens.
  const bool first = shown_ == 0 && seconds > kInLog;
  if (seconds < shown_ + (terminal ? kOnTerminal : kInLog) || (!terminal && 10 * share < tenths_ + 1 && !first)) return;
  shown_ = seconds;
  tenths_ = std::floor(10 * share);
  // The first hundredth tells little of the rest.
  const std::string left =
      share - begun_ < kEnoughToTell ? "" : ", " + words((seconds - begun_at_) * (1 - share) / (share - begun_)) + " left";
  // Rounded down: 100 % is when all is done.
  fmt::print(stderr, "{}{:.0f} %, {}{}{}", terminal ? "\r" : "", std::floor(100 * share), what(), left,
             terminal ? "\x1b[K" : "\n");
  std::fflush(stderr);
}

Progress::~Progress() {
  if (speaks_ && shown_ > 0 && on_terminal()) fmt::print(stderr, "\r\x1b[K");
}
