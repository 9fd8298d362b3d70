// Signal handlers that only set flags.
#include "interrupt.hpp"

#include <csignal>

std::atomic<bool> interrupted{false};

namespace {
std::atomic<int> received{SIGINT};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free, "used in a signal handler");

void on_signal(int signal) {
  received = signal;
  interrupted = true;
}
}  // namespace

void watch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;  // a write under way is finished, not broken off
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int interrupt_exit_code() { return 128 + received; }
