// Plans to the engine, outcomes to the estimators.
#include "sensitivity/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <mutex>
#include <numeric>
#include <tuple>

#include "batch/follow.hpp"
#include "model/observe.hpp"
#include "trial/simulate.hpp"

namespace hpg::sensitivity {

namespace {

/// An outcome whose sd is a smaller share of its median than this does not vary: what is left is rounding.
constexpr double kRounding = 1e-9;

std::vector<Outcome> outcomes_of(const Catalog& catalog, std::vector<std::string> observables) {
  if (observables.empty()) observables = {"total_testosterone", "lh", "fsh", "sperm_concentration", "hematocrit"};
  const Where where{"--observable", 0, ""};
  std::vector<Outcome> outcomes;
  for (const std::string& name : observables) {
    const std::string& id = catalog.observable(name, where).id;
    if (std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome& other) { return other.observable == id; })) {
      throw InputError(where, id + " is named twice");
    }
    const auto place = std::find(model::kObservableIds.begin(), model::kObservableIds.end(), id) - model::kObservableIds.begin();
    outcomes.push_back({id, static_cast<std::size_t>(place), batch::area_of(id)});
  }
  return outcomes;
}

/// Follows every point of a plan through every arm.
template <class Plan>
Runs run_plan(const Setting& setting, const model::Parameters<double>& man, const std::vector<Factor>& factors, const Plan& plan,
              const Options& options, const std::function<void()>& finished) {
  const std::size_t arms = setting.protocol.arms.size();
  const std::size_t outcomes = setting.outcomes.size();
  Runs runs;
  runs.count = plan.runs();
  runs.values.assign(arms * outcomes, std::vector<double>(runs.count, trial::kMissing));
  std::mutex lock;
  std::size_t next = 0;
  const auto journey = [&]() -> std::unique_ptr<batch::Journey> {
    if (next == arms * runs.count) return nullptr;
    const std::size_t arm = next / runs.count, run = next % runs.count;
    ++next;
    return std::make_unique<VariedMan>(
        setting, arm, varied(man, factors, plan.point(run)), [&, arm, run](std::vector<double> values, double time) {
          const std::scoped_lock held(lock);
          for (std::size_t o = 0; o < values.size(); ++o) runs.values[arm * outcomes + o][run] = values[o];
          const bool sound =
              !values.empty() && std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
          if (!sound) runs.failures.push_back({run, arm, time});
          finished();
        });
  };
  batch::follow(setting.catalog.typical, journey, {.threads = options.threads, .stop = options.stop, .men = arms * runs.count});
  std::sort(runs.failures.begin(), runs.failures.end(),
            [](const Failure& a, const Failure& b) { return std::tie(a.arm, a.run) < std::tie(b.arm, b.run); });
  for (const std::vector<double>& cell : runs.values) {
    std::vector<double> found = cell;
    runs.spread.push_back(trial::spread_of(found));
  }
  return runs;
}

bool varies(const trial::Spread& spread) { return spread.sd > kRounding * std::abs(spread.median); }

MorrisResult screen(const MorrisPlan& plan, Runs runs, std::uint64_t seed) {
  MorrisResult screening{plan.trajectories(), std::move(runs), {}};
  for (std::size_t c = 0; c < screening.runs.values.size(); ++c) {
    const trial::Spread& spread = screening.runs.spread[c];
    const double scale = varies(spread) ? MorrisPlan::kSd / spread.sd : trial::kMissing;
    screening.effects.push_back(elementary_effects(plan, screening.runs.values[c], seed));
    for (ElementaryEffects& effects : screening.effects.back()) {
      effects.size = {effects.size.value * scale, effects.size.low * scale, effects.size.high * scale};
      effects.mean *= scale;
      effects.sd *= scale;
    }
  }
  return screening;
}

}  // namespace

std::vector<std::size_t> ranked(const MorrisResult& screening) {
  const std::size_t factors = screening.effects.empty() ? 0 : screening.effects.front().size();
  std::vector<double> largest(factors, 0);
  for (const auto& cell : screening.effects) {
    for (std::size_t f = 0; f < factors; ++f) {
      if (cell[f].size.value > largest[f]) largest[f] = cell[f].size.value;
    }
  }
  std::vector<std::size_t> order(factors);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return largest[a] > largest[b]; });
  return order;
}

Analysis analyse(const Catalog& catalog, const Protocol& protocol, const Options& options) {
  Analysis analysis;
  analysis.protocol = protocol;
  analysis.at = options.at.value_or(protocol.duration);
  analysis.seed = options.seed;
  if (!(analysis.at > 0 && analysis.at <= protocol.duration)) {
    throw InputError({"--at", 0, ""},
                     fmt::format("day {:g} is not within the {:g} d of the protocol", analysis.at / 24, protocol.duration / 24));
  }
  analysis.outcomes = outcomes_of(catalog, options.observables);
  const model::Parameters<double> man = trial::parameters_of(catalog, protocol.man, {protocol.source_file, 0, "man.condition"});
  analysis.factors =
      options.parameters.empty() ? choose_factors(catalog, man, options.choice) : named_factors(catalog, man, options.parameters);
  const Setting setting{catalog, analysis.protocol, analysis.at, analysis.outcomes};

  const std::size_t arms = protocol.arms.size();
  const bool sobol = options.method == Method::sobol;
  const bool screened = !sobol || options.parameters.empty();
  const std::size_t decomposed = screened ? std::min(options.top, analysis.factors.size()) : analysis.factors.size();
  const std::size_t all = arms * ((screened ? options.trajectories * (analysis.factors.size() + 1) : 0) +
                                  (sobol ? options.samples * (decomposed + 2) : 0));
  std::size_t over = 0;
  const auto finished = [&] {
    ++over;
    if (options.progress) options.progress(static_cast<double>(over) / static_cast<double>(all));
  };

  if (screened) {
    const MorrisPlan plan(analysis.factors.size(), options.trajectories, options.seed);
    analysis.screening = screen(plan, run_plan(setting, man, analysis.factors, plan, options, finished), options.seed);
  }
  if (sobol) {
    SobolResult found;
    found.samples = options.samples;
    if (screened) {
      found.factors = ranked(*analysis.screening);
      found.factors.resize(decomposed);
    } else {
      found.factors.resize(decomposed);
      std::iota(found.factors.begin(), found.factors.end(), std::size_t{0});
    }
    std::vector<Factor> factors;
    for (const std::size_t f : found.factors) factors.push_back(analysis.factors[f]);
    const SobolPlan plan(factors.size(), options.samples, options.seed);
    found.runs = run_plan(setting, man, factors, plan, options, finished);
    for (std::size_t c = 0; c < analysis.cells(); ++c) {
      found.indices.push_back(varies(found.runs.spread[c]) ? sobol_indices(plan, found.runs.values[c], options.seed)
                                                           : std::vector<SobolIndices>(factors.size()));
    }
    analysis.decomposition = std::move(found);
  }
  return analysis;
}

}  // namespace hpg::sensitivity
