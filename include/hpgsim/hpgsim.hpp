// The front door for programs: load the data once, read protocols, run them, write what came out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "hpgsim/error.hpp"
#include "hpgsim/observable.hpp"
#include "hpgsim/protocol.hpp"
#include "hpgsim/result.hpp"
#include "hpgsim/run.hpp"

namespace hpg {

/// Version of the library, "0.1.0".
[[nodiscard]] std::string_view version();

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

  /// The whole text of each kind of output.
  [[nodiscard]] std::string csv(const Result& result, UnitSystem units) const;
  [[nodiscard]] std::string report(const Result& result, UnitSystem units) const;
  /// Each writes the file whole or not at all. Throws InputError when it cannot be written.
  void write_csv(const Result& result, UnitSystem units, const std::filesystem::path& file) const;
  void write_report(const Result& result, UnitSystem units, const std::filesystem::path& file) const;

 private:
  struct Inside;
  explicit Simulator(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace hpg
