// Runs the arms of a protocol on one man.
#include "trial/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <mutex>
#include <thread>

#include "population/covariates.hpp"
#include "trial/drug_levels.hpp"
#include "trial/recorder.hpp"
#include "trial/treated_man.hpp"

namespace hpg::trial {

namespace {

constexpr double kDay = 24;

std::vector<double> visit_times(const Protocol& protocol) {
  std::vector<double> visits;
  const auto last = static_cast<std::size_t>(protocol.duration / protocol.sample_every + 1e-9);
  for (std::size_t i = 0; i <= last; ++i)
    visits.push_back(std::min(static_cast<double>(i) * protocol.sample_every, protocol.duration));
  return visits;
}

struct ProfileWindow {
  double start;
  std::string label;
};

/// Start of the last whole day before `time`, at the clock time of the visits: months are no whole days.
double last_day(double time) { return kDay * std::floor(time / kDay - 1 + 1e-9); }

/// For one arm: a day before treatment, the last on it, and the last of the protocol if treatment is over by then.
std::vector<ProfileWindow> profile_windows(const Protocol& protocol, const Arm& arm) {
  std::vector<ProfileWindow> windows;
  for (double start : protocol.pulse_days) windows.push_back({start, fmt::format("day {:g}", start / kDay)});
  if (!windows.empty()) return windows;
  const auto treatment = treatment_of(arm, protocol.duration);
  windows.push_back({-kDay, "before"});
  if (treatment && treatment->end - treatment->first >= kDay) {
    const double day = last_day(treatment->end);
    windows.push_back({day >= treatment->first ? day : treatment->end - kDay, "on treatment"});
  }
  const double treated_until = treatment ? treatment->end : 0;
  if (protocol.duration >= treated_until + 2 * kDay)
    windows.push_back({last_day(protocol.duration), treatment ? "after" : "at the end"});
  return windows;
}

/// What every part below relies on; read_protocol says the same with file and line.
void check(const Protocol& protocol, const Catalog& catalog) {
  const auto require = [&](bool fine, const char* key, const char* message) {
    if (!fine) throw InputError({protocol.source_file, 0, key}, message);
  };
  require(protocol.duration > 0 && std::isfinite(protocol.duration), "duration", "must be greater than 0");
  require(protocol.sample_every > 0, "output.every", "must be greater than 0");
  require(!protocol.arms.empty(), "arm", "is missing: at least one arm");
  for (double day : protocol.pulse_days) {
    require(day >= -kDay && day <= protocol.duration - kDay + 1e-6, "output.pulse_days", "must lie within the protocol");
  }
  for (const std::string& id : protocol.observables) {
    const Observable& known = catalog.observable(id, {protocol.source_file, 0, "output.observables"});
    require(known.id == id, "output.observables", "must be given by id");
  }
}

}  // namespace

model::Parameters<double> parameters_of(const Catalog& catalog, const Man& man, const Where& where) {
  model::Parameters<double> p = catalog.typical;
  const Condition& condition = catalog.condition(man.condition, where);
  const auto apply = [&p](const std::vector<ParameterChange>& changes) {
    model::visit_numbers(p, [&](const std::string& name, double& value) {
      for (const ParameterChange& change : changes) {
        if (change.parameter == name) value = change.is_factor ? value * change.value : change.value;
      }
    });
  };
  apply(condition.changes);
  if (!man.ethnicity.empty()) apply(catalog.ancestry(man.ethnicity, where).changes);
  population::apply_covariates(catalog.covariates, man.age, man.bmi, p);
  return p;
}

Result simulate(const Catalog& catalog, const Protocol& protocol, const RunOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  check(protocol, catalog);
  const model::Parameters<double> man = parameters_of(catalog, protocol.man, {protocol.source_file, 0, "man.condition"});
  const model::Constants<double> constants(man, catalog.typical);
  const std::vector<double> visits = visit_times(protocol);
  const auto find_drug = [&](const std::string& name) -> const pharmacology::Drug& {
    return catalog.drug(name, {protocol.source_file, 0, "drug"});
  };

  // Recording starts a day before the baseline visit, at the same hour; what the man took before that is lived through once, from
  // a whole number of days earlier.
  const std::vector<Dose>& history = protocol.man.history;
  double start = -kDay;
  for (const Dose& past : history) start = std::min(start, kDay * std::floor(past.first / kDay) - kDay);
  StateVector before = population::resting_state(man, catalog.typical, constants, protocol.clock_at_start);
  if (start < -kDay) {
    pharmacology::Course course(history, find_drug);
    course.begin(start);
    TreatedAxis axis(man, constants, course, protocol.clock_at_start);
    solver::Tsit5<model::kStates, TreatedAxis> solver(axis, population::error_floor(catalog.typical), {options.tolerance, 1.0});
    solver.start(start, before);
    const auto stop = [&](double) { return options.stop != nullptr && options.stop->load(); };
    if (!advance_through_doses(
            solver, course, -kDay, [](const auto&) {}, stop))
      throw Stopped();
    before = solver.state();
  }

  Result result;
  result.protocol = protocol;
  for (const auto& id : model::kObservableIds) result.observables.emplace_back(id);
  result.arms.resize(protocol.arms.size());

  std::atomic<std::size_t> next_arm{0};
  std::vector<std::atomic<double>> done(protocol.arms.size());
  std::mutex failure_lock;
  std::exception_ptr failure;

  const auto run_arm = [&](std::size_t a) {
    const Arm& arm = protocol.arms[a];
    const std::vector<ProfileWindow> windows = profile_windows(protocol, arm);
    std::vector<double> profile_starts;
    for (const ProfileWindow& window : windows) profile_starts.push_back(window.start);
    std::vector<Dose> doses = history;
    doses.insert(doses.end(), arm.doses.begin(), arm.doses.end());
    // The depots of the history go on emptying.
    pharmacology::Course course(doses, find_drug);
    course.begin(start);
    while (course.next_change() < -kDay) course.apply_changes(course.next_change());
    TreatedAxis axis(man, constants, course, protocol.clock_at_start);
    solver::Tsit5<model::kStates, TreatedAxis> solver(axis, population::error_floor(catalog.typical), {options.tolerance, 1.0});
    std::vector<double> intervals;
    for (double visit : visits) intervals.push_back(dosing_interval(arm, visit));
    Recorder recorder(man, -kDay, visits, intervals, profile_starts);
    solver.start(-kDay, before);
    const bool finished = advance_through_doses(solver, course, protocol.duration, recorder, [&](double time) {
      done[a] = (time + kDay) / (protocol.duration + kDay);
      if (options.progress) {
        double sum = 0;
        for (const auto& part : done) sum += part;
        options.progress(sum / static_cast<double>(done.size()));
      }
      return options.stop != nullptr && options.stop->load();
    });
    if (!finished) throw Stopped();
    ArmResult& out = result.arms[a];
    out.name = arm.name;
    out.series = recorder.series();
    if (protocol.observables.empty()) {
      pharmacology::Course levels(doses, find_drug);
      levels.begin(start);
      out.levels = drug_levels(std::move(levels), visits);
    }
    out.profiles = recorder.profiles();
    for (std::size_t p = 0; p < windows.size(); ++p) out.profiles[p].label = windows[p].label;
  };

  const auto work = [&] {
    for (std::size_t a = next_arm++; a < protocol.arms.size(); a = next_arm++) {
      try {
        run_arm(a);
      } catch (...) {
        const std::scoped_lock lock(failure_lock);
        if (!failure) failure = std::current_exception();
        next_arm = protocol.arms.size();
      }
    }
  };
  const std::size_t wanted = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min(wanted, protocol.arms.size()); ++i) threads.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);

  // Only what the protocol asked for, in its order.
  if (!protocol.observables.empty()) {
    std::vector<std::size_t> kept;
    for (const std::string& id : protocol.observables) {
      kept.push_back(static_cast<std::size_t>(std::find(result.observables.begin(), result.observables.end(), id) -
                                              result.observables.begin()));
    }
    result.observables = protocol.observables;
    for (ArmResult& arm : result.arms) {
      Series chosen{arm.series.time, {}, {}, {}};
      for (std::size_t o : kept) {
        chosen.at_visit.push_back(arm.series.at_visit[o]);
        chosen.mean_24_h.push_back(arm.series.mean_24_h[o]);
        chosen.interval_mean.push_back(arm.series.interval_mean[o]);
      }
      arm.series = std::move(chosen);
    }
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace hpg::trial
