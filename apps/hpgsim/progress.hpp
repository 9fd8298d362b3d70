// How far long work is: a line that rewrites itself on a terminal; in a log one line after some seconds, and one every
// tenth of the way, seconds apart.
#pragma once

#include <chrono>
#include <functional>
#include <mutex>
#include <string>

class Progress {
 public:
  explicit Progress(bool speaks) : speaks_(speaks) {}
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// From here on the time counts; so much was done before.
  void begin_at(double share);

  /// From any thread. `what` says what is done; it is asked only when the line is shown.
  void operator()(double share, const std::function<std::string()>& what);

 private:
  [[nodiscard]] double elapsed() const;  // s

  bool speaks_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  double begun_ = 0;     // share done before
  double begun_at_ = 0;  // s
  double shown_ = 0;     // s
  double tenths_ = 0;    // shown or passed
};
