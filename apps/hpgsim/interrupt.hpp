// Ctrl-C: the first one asks the run to stop, so that outputs stay whole.
#pragma once

#include <atomic>

/// Installs handlers for SIGINT and SIGTERM.
void watch_interrupts();

/// True once a signal came; pass its address to the simulator.
extern std::atomic<bool> interrupted;

/// Exit code by convention: 128 + signal.
[[nodiscard]] int interrupt_exit_code();
