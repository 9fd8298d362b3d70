// Checks everything that can be wrong before the run, runs, writes.
#include "simulate.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <memory>
#include <mutex>
#include <set>

#include "data_folder.hpp"
#include "hpgsim/hpgsim.hpp"
#include "interrupt.hpp"
#include "io/atomic_file.hpp"
#include "print.hpp"

namespace {

namespace fs = std::filesystem;

constexpr double kHoursPerDay = 24;

/// One spelling for each place, whether or not it exists; never throws.
fs::path plain_path(const std::string& name) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(name, error), error);
  return error ? fs::absolute(name, error).lexically_normal() : real;
}

void check_outputs(const SimulateCommand& command) {
  std::set<fs::path> seen;
  for (const std::string& output : command.outputs) {
    const fs::path path(output);
    const hpg::Where where{output, 0, ""};
    if (path.extension() != ".csv" && path.extension() != ".html") {
      throw hpg::InputError(where, "unknown kind of output; accepted: names ending in .csv or .html");
    }
    if (plain_path(output) == plain_path(command.protocol)) throw hpg::InputError(where, "is the protocol itself");
    if (!seen.insert(plain_path(output)).second) throw hpg::InputError(where, "is given twice as output");
    hpg::io::check_writable(path);
  }
}

/// A line that rewrites itself, for people only: nothing when stderr goes to a file.
class Progress {
 public:
  std::function<void(double)> callback() {
    if (!isatty(STDERR_FILENO)) return nullptr;
    return [this](double fraction) {
      const std::lock_guard lock(mutex_);
      const int percent = static_cast<int>(100 * fraction);
      if (percent <= shown_) return;
      shown_ = percent;
      fmt::print(stderr, "\rsimulating {:3d} %", percent);
      std::fflush(stderr);
    };
  }

  ~Progress() {
    if (shown_ >= 0) fmt::print(stderr, "\r{:20}\r", "");
  }

 private:
  std::mutex mutex_;
  int shown_ = -1;
};

std::string three_digits(double value) {
  if (!std::isfinite(value)) return "-";
  const double size = std::abs(value);
  return fmt::format("{:.{}f}", value, size >= 99.95 || value == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}

/// Start, quarters and end of the protocol, as indices of visits.
std::vector<std::size_t> columns_of(const std::vector<double>& times) {
  std::set<std::size_t> columns;
  for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0}) {
    const double wanted = times.front() + part * (times.back() - times.front());
    const auto nearest = std::min_element(times.begin(), times.end(),
                                          [&](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
    columns.insert(static_cast<std::size_t>(nearest - times.begin()));
  }
  return {columns.begin(), columns.end()};
}

void print_summary(const hpg::Result& result, const std::vector<hpg::Observable>& observables, hpg::UnitSystem units) {
  fmt::print("{}\nmeans over the dosing interval (24 h without doses); a model of a typical man, not medical advice\n",
             result.protocol.title);
  for (std::size_t a = 0; a < result.arms.size(); ++a) {
    const hpg::ArmResult& arm = result.arms[a];
    const hpg::Arm& regimen = result.protocol.arms[a];
    fmt::print("\n{}\n", arm.name);
    if (arm.series.time.empty()) continue;
    const std::vector<std::size_t> columns = columns_of(arm.series.time);
    std::vector<std::vector<std::string>> rows{{"  day"}};
    for (const std::size_t c : columns) rows[0].push_back(fmt::format("{:.4g}", arm.series.time[c] / kHoursPerDay));
    for (std::size_t o = 0; o < result.observables.size(); ++o) {
      const auto known = std::find_if(observables.begin(), observables.end(),
                                      [&](const hpg::Observable& each) { return each.id == result.observables[o]; });
      const hpg::DisplayUnit& unit = units == hpg::UnitSystem::us ? known->us : known->si;
      rows.push_back({fmt::format("  {}, {}", known->name, unit.symbol)});
      for (const std::size_t c : columns) {
        rows.back().push_back(
            three_digits(unit.factor * hpg::interval_mean(regimen, arm.series.time, arm.series.mean_24_h[o], c)));
      }
    }
    print_table(rows);
    for (const hpg::PulseProfile& profile : arm.profiles) {
      fmt::print("  LH pulses in 24 h, {}: {:.0f}\n", profile.label, profile.pulses.per_24_h);
    }
  }
}

}  // namespace

void simulate(const SimulateCommand& command, const std::string& data) {
  check_outputs(command);
  const hpg::Simulator simulator = hpg::Simulator::load(data_folder(data));
  const hpg::Protocol protocol = simulator.read_protocol(command.protocol);
  const hpg::Result result = [&] {
    Progress progress;
    return simulator.run(protocol, {command.tolerance, command.threads, progress.callback(), &interrupted});
  }();
  if (interrupted) throw hpg::Stopped();
  // All are written before the first replaces what was there.
  std::vector<std::unique_ptr<hpg::io::AtomicFile>> files;
  for (const std::string& output : command.outputs) {
    files.push_back(std::make_unique<hpg::io::AtomicFile>(output));
    files.back()->write(fs::path(output).extension() == ".csv" ? simulator.csv(result, command.units)
                                                               : simulator.report(result, command.units));
  }
  if (interrupted) throw hpg::Stopped();
  for (const auto& file : files) file->commit();
  if (!command.quiet) print_summary(result, simulator.observables(), command.units);
}
