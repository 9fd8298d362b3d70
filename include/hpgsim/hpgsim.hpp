// The front door for programs: load the data once, read protocols, run them, write what came out.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string_view>
#include <vector>

#include "hpgsim/error.hpp"
#include "hpgsim/observable.hpp"
#include "hpgsim/protocol.hpp"
#include "hpgsim/result.hpp"

namespace hpg {

/// Version of the library, "0.1.0".
[[nodiscard]] std::string_view version();

struct RunOptions {
  double tolerance = 1e-6;                        // relative error per step of each state
  unsigned threads = 0;                           // 0 = as many as the machine has; results do not depend on it
  std::function<void(double fraction)> progress;  // 0-1, called from any thread
  const std::atomic<bool>* stop = nullptr;        // set to true to give up
};

/// Thrown by Simulator::run when `stop` was set.
struct Stopped : std::runtime_error {
  Stopped() : std::runtime_error("stopped") {}
};

/// Everything about the axis, its drugs and conditions, ready to run. Its functions may be called from several threads.
class Simulator {
 public:
  /// Reads the folder data/ of hpgsim. Throws InputError.
  static Simulator load(const std::filesystem::path& data);

  Simulator(Simulator&&) noexcept;
  Simulator& operator=(Simulator&&) noexcept;
  ~Simulator();

  [[nodiscard]] const std::vector<Observable>& observables() const;

  /// Throws InputError naming file, line and key of what is wrong.
  [[nodiscard]] Protocol read_protocol(const std::filesystem::path& file) const;

  /// Throws InputError for what the protocol has wrong, Stopped, or std::runtime_error when the equations cannot be solved.
  [[nodiscard]] Result run(const Protocol& protocol, const RunOptions& options = {}) const;

  /// Each writes the file whole or not at all. Throws InputError when it cannot be written.
  void write_csv(const Result& result, UnitSystem units, const std::filesystem::path& file) const;
  void write_report(const Result& result, UnitSystem units, const std::filesystem::path& file) const;

 private:
  struct Inside;
  explicit Simulator(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace hpg
