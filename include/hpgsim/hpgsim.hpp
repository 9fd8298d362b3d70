// The front door for programs: load the data once, read protocols and trials, run them, write what came out.
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
#include "hpgsim/trial_result.hpp"

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

  /// Throws InputError naming file, line and key of what is wrong.
  [[nodiscard]] Trial read_trial(const std::filesystem::path& file) const;

  /// Follows the men of a trial into the file `records`, from which the result reads them, one at a time: it must stay as long as
  /// the result is used. What was there is replaced, unless `resume` goes on with it; two runs must not share it. Throws
  /// InputError, Stopped, or std::runtime_error when the disk is full. A man whose equations cannot be solved is marked
  /// (Status::failed) and the others go on. The trial is one that was read; `resume` knows it by its file and the data, not by
  /// what a program changed in it since.
  [[nodiscard]] std::unique_ptr<TrialData> run(const Trial& trial, const std::filesystem::path& records,
                                               const TrialRunOptions& options = {}) const;

  /// The whole text of each kind of output.
  [[nodiscard]] std::string csv(const Result& result, UnitSystem units) const;
  [[nodiscard]] std::string report(const Result& result, UnitSystem units) const;
  /// Each writes the file whole or not at all. Throws InputError when it cannot be written.
  void write_csv(const Result& result, UnitSystem units, const std::filesystem::path& file) const;
  void write_report(const Result& result, UnitSystem units, const std::filesystem::path& file) const;
  void write_report(const TrialData& result, UnitSystem units, const std::filesystem::path& file) const;
  /// Three tables, <stem>-adsl.csv (men), -adlb.csv (labs) and -ex.csv (doses), which appear together or not at all.
  void write_tables(const TrialData& result, UnitSystem units, const std::filesystem::path& stem) const;

 private:
  struct Inside;
  explicit Simulator(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace hpg
