// A sensitivity analysis of a protocol: Morris screening, and Sobol indices of what it ranks highest or of what is named.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sensitivity/factors.hpp"
#include "sensitivity/indices.hpp"
#include "sensitivity/varied_man.hpp"

namespace hpg::sensitivity {

enum class Method { morris, sobol };

struct Options {
  Method method = Method::morris;
  std::size_t trajectories = 20;
  std::size_t samples = 256;
  std::size_t top = 12;                  // factors that go from the screening to the Sobol indices
  Choice choice = Choice::all;           // what is screened
  std::vector<std::string> parameters;   // instead of `choice`; Sobol indices of these need no screening
  std::vector<std::string> observables;  // empty = total testosterone, LH, FSH, sperm concentration, hematocrit
  std::optional<double> at;              // h: default the end of the protocol
  std::uint64_t seed = 1;
  unsigned threads = 0;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(double share)> progress;  // one thread at a time
};

/// A run that gave no outcomes.
struct Failure {
  std::size_t run = 0;  // of the plan, from 0
  std::size_t arm = 0;
  double time = 0;  // h: how far it came
};

/// Values of all runs. A cell is an outcome of an arm.
struct Runs {
  std::size_t count = 0;                    // of the plan, each in every arm
  std::vector<std::vector<double>> values;  // of each cell, canonical units; a failed run is not finite
  std::vector<trial::Spread> spread;        // of each cell
  std::vector<Failure> failures;            // in order of arm and run
};

struct MorrisResult {
  std::size_t trajectories = 0;
  Runs runs;
  /// effects[cell][factor], in units of the outcome's spread: times sd of the factor's quantile, over sd of the outcome. 1 is a
  /// factor that makes all the spread alone. Missing when the outcome does not vary.
  std::vector<std::vector<ElementaryEffects>> effects;
};

struct SobolResult {
  std::size_t samples = 0;
  Runs runs;
  std::vector<std::size_t> factors;                // index in Analysis::factors
  std::vector<std::vector<SobolIndices>> indices;  // [cell][as in `factors`]
};

struct Analysis {
  Protocol protocol;
  double at = 0;
  std::uint64_t seed = 1;
  std::vector<Outcome> outcomes;
  std::vector<Factor> factors;
  std::optional<MorrisResult> screening;
  std::optional<SobolResult> decomposition;

  [[nodiscard]] std::size_t cells() const { return protocol.arms.size() * outcomes.size(); }
  [[nodiscard]] std::size_t cell(std::size_t arm, std::size_t outcome) const { return arm * outcomes.size() + outcome; }
};

/// Runs what `options` ask for. Results depend on the seed, not on the number of threads. Throws InputError for a name, time or
/// number that cannot be, Stopped when asked to stop.
[[nodiscard]] Analysis analyse(const Catalog& catalog, const Protocol& protocol, const Options& options);

/// Factors by the largest mu* in any cell, largest first.
[[nodiscard]] std::vector<std::size_t> ranked(const MorrisResult& screening);

}  // namespace hpg::sensitivity
