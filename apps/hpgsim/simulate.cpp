// Checks everything that can be wrong before the run, runs, writes.
#include "simulate.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>

#include "data_folder.hpp"
#include "hpgsim/hpgsim.hpp"
#include "interrupt.hpp"
#include "output_files.hpp"
#include "print.hpp"
#include "progress.hpp"

namespace {

constexpr double kHoursPerDay = 24;

/// Start, quarters and end of the protocol and the end of the treatment, as indices of visits.
std::vector<std::size_t> columns_of(const std::vector<double>& times, const std::optional<hpg::Treatment>& treatment) {
  std::vector<double> wanted_times;
  for (const double part : {0.0, 0.25, 0.5, 0.75, 1.0})
    wanted_times.push_back(times.front() + part * (times.back() - times.front()));
  if (treatment) wanted_times.push_back(treatment->end);
  std::set<std::size_t> columns;
  for (const double wanted : wanted_times) {
    const auto nearest = std::min_element(times.begin(), times.end(),
                                          [&](double a, double b) { return std::abs(a - wanted) < std::abs(b - wanted); });
    columns.insert(static_cast<std::size_t>(nearest - times.begin()));
  }
  return {columns.begin(), columns.end()};
}

const hpg::Observable& named(const std::string& id, const std::vector<hpg::Observable>& observables) {
  return *std::find_if(observables.begin(), observables.end(), [&](const hpg::Observable& each) { return each.id == id; });
}

std::string with_unit(double value, const hpg::DisplayUnit& unit) {
  return fmt::format("{}{}", three_digits(value * unit.factor), unit.symbol == "1" ? "" : " " + unit.symbol);
}

/// What fits on a terminal: all that the protocol chose; if it chose nothing, hormones, fertility and what has a limit.
bool belongs_in_summary(const hpg::Result& result, const hpg::Observable& observable) {
  return !result.protocol.observables.empty() || observable.group == hpg::ObservableGroup::hormones ||
         observable.group == hpg::ObservableGroup::fertility || !observable.limits.empty();
}

/// "Hematocrit above 50 % (early warning): highest 51.2 %, first on day 92, 200 d in all".
std::vector<std::string> crossed_limits(const hpg::Result& result, const hpg::ArmResult& arm,
                                        const std::vector<hpg::Observable>& observables, hpg::UnitSystem units) {
  std::vector<std::string> lines;
  for (std::size_t o = 0; o < result.observables.size(); ++o) {
    const hpg::Observable& observable = named(result.observables[o], observables);
    const hpg::DisplayUnit& unit = units == hpg::UnitSystem::us ? observable.us : observable.si;
    for (const hpg::Limit& limit : observable.limits) {
      const auto crossing = hpg::crossing_of(limit, arm.series.time, arm.series.mean_24_h[o]);
      if (!crossing || !crossing->first) continue;
      lines.push_back(
          fmt::format("{} {} {} ({}): {} {}, first on day {:.4g}, {}", observable.name, limit.high ? "above" : "below",
                      with_unit(limit.value, unit), limit.what, limit.high ? "highest" : "lowest",
                      with_unit(crossing->extreme, unit), *crossing->first / kHoursPerDay,
                      crossing->at_end ? "still at the end" : fmt::format("{:.3g} d in all", crossing->beyond / kHoursPerDay)));
    }
  }
  return lines;
}

void print_arm(const hpg::Result& result, std::size_t a, const std::vector<hpg::Observable>& observables, hpg::UnitSystem units) {
  const hpg::ArmResult& arm = result.arms[a];
  fmt::print("\n{}\n", arm.name);
  if (arm.series.time.empty()) return;
  const std::vector<std::size_t> columns =
      columns_of(arm.series.time, hpg::treatment_of(result.protocol.arms[a], result.protocol.duration));
  std::vector<std::vector<std::string>> rows{{"  day"}};
  for (const std::size_t c : columns) rows[0].push_back(fmt::format("{:.4g}", arm.series.time[c] / kHoursPerDay));
  bool any_limit = false;
  for (const auto& [group, heading] : hpg::kObservableGroups) {
    bool begun = false;
    for (std::size_t o = 0; o < result.observables.size(); ++o) {
      const hpg::Observable& observable = named(result.observables[o], observables);
      any_limit |= !observable.limits.empty();
      if (observable.group != group || !belongs_in_summary(result, observable)) continue;
      if (!begun) rows.push_back({fmt::format("  {}", heading)});
      begun = true;
      const hpg::DisplayUnit& unit = units == hpg::UnitSystem::us ? observable.us : observable.si;
      rows.push_back({fmt::format("    {}{}", observable.name, unit.symbol == "1" ? "" : ", " + unit.symbol)});
      for (const std::size_t c : columns) {
        rows.back().push_back(three_digits(unit.factor * arm.series.interval_mean[o][c]));
      }
    }
  }
  print_table(rows);
  if (any_limit) {
    const std::vector<std::string> crossed = crossed_limits(result, arm, observables, units);
    fmt::print("  limits crossed{}\n", crossed.empty() ? ": none" : ", by 24-h means");
    for (const std::string& line : crossed) fmt::print("    {}\n", line);
  }
  std::vector<std::string> pulses;
  for (const hpg::PulseProfile& profile : arm.profiles) {
    pulses.push_back(fmt::format("{:.0f} {}", profile.pulses.per_24_h, profile.label));
  }
  if (!pulses.empty()) fmt::print("  LH pulses in 24 h: {}\n", joined(pulses));
}

void print_summary(const hpg::Result& result, const std::vector<hpg::Observable>& observables, const SimulateCommand& command) {
  fmt::print("{}\nmeans over the dosing interval (24 h without doses); a model of a typical man, not medical advice\n",
             result.protocol.title);
  fmt::print("man: {}{}, {:.4g} a, {:.4g} kg/m2\n", result.protocol.man.condition,
             result.protocol.man.ethnicity.empty() ? "" : ", " + result.protocol.man.ethnicity, result.protocol.man.age,
             result.protocol.man.bmi);
  for (const hpg::Dose& past : result.protocol.man.history) fmt::print("before the baseline: {} {}\n", past.drug, past.written);
  for (std::size_t a = 0; a < result.arms.size(); ++a) print_arm(result, a, observables, command.units);
  const auto left = std::count_if(result.observables.begin(), result.observables.end(),
                                  [&](const std::string& id) { return !belongs_in_summary(result, named(id, observables)); });
  if (left > 0) {
    fmt::print("\n{} more, of safety, symptoms and body, {}\n", left,
               command.outputs.empty() ? "with -o report.html or -o table.csv" : "in the files");
  }
}

}  // namespace

void simulate(const SimulateCommand& command, const std::string& data) {
  check_outputs(command.outputs, {".csv", ".html"}, {command.protocol});
  const hpg::Simulator simulator = hpg::Simulator::load(data_folder(data));
  const hpg::Protocol protocol = simulator.read_protocol(command.protocol);
  const hpg::Result result = [&] {
    Progress progress(isatty(STDERR_FILENO) != 0);  // for people only
    const auto report = [&](double share) { progress(share, [] { return std::string("simulating"); }); };
    return simulator.run(protocol, {command.tolerance, command.threads, report, &interrupted});
  }();
  write_outputs(command.outputs, [&](const std::string& ending) {
    return ending == ".csv" ? simulator.csv(result, command.units) : simulator.report(result, command.units);
  });
  if (!command.quiet) print_summary(result, simulator.observables(), command);
}
