// Runs a trial or a part of it, then writes what was asked for.
#include "trial.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <mutex>
#include <optional>

#include "data_folder.hpp"
#include "hpgsim/run.hpp"
#include "interrupt.hpp"
#include "io/cdisc_csv.hpp"
#include "io/netcdf.hpp"
#include "io/read_trial.hpp"
#include "output_files.hpp"
#include "print.hpp"
#include "ranks.hpp"
#include "report/trial_report.hpp"
#include "trial/analysis.hpp"
#include "trial/run_trial.hpp"
#include "trial/trial_file.hpp"
#include "trial_man.hpp"
#include "trial_summary.hpp"

namespace {

namespace fs = std::filesystem;
using hpg::trial::TrialFile;

const std::vector<std::string> kOutputs{".html", ".csv", ".nc", ".hpgt"};

/// A line that rewrites itself on a terminal; in a log one line every tenth of the way.
class Progress {
 public:
  Progress(std::uint64_t men, bool speaks) : men_(men), speaks_(speaks) {}

  void operator()(std::uint64_t done, double share) {
    if (!speaks_) return;
    const std::lock_guard lock(mutex_);
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
    const bool terminal = isatty(STDERR_FILENO) != 0;
    if (terminal ? seconds < shown_ + 0.5 : 10 * share < tenths_ + 1) return;
    shown_ = seconds;
    tenths_ = std::floor(10 * share);
    fmt::print(stderr, "{}{:.0f} %, {} of {} men finished, {} left{}", terminal ? "\r" : "", 100 * share, done, men_,
               words(seconds * (1 - share) / share), terminal ? "    " : "\n");
    std::fflush(stderr);
  }

  ~Progress() {
    if (speaks_ && shown_ > 0 && isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\r{:60}\r", "");
  }

 private:
  static std::string words(double seconds) {
    if (seconds < 90) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
  }

  std::uint64_t men_;
  bool speaks_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::mutex mutex_;
  double shown_ = 0;
  double tenths_ = 0;
};

/// "2/8": the second of eight. Places of part i of n of `men`.
std::pair<std::uint64_t, std::uint64_t> part_of(std::uint64_t men, std::uint64_t i, std::uint64_t n) {
  return {men * i / n, men * (i + 1) / n};
}

std::pair<std::uint64_t, std::uint64_t> read_shard(const std::string& text) {
  std::uint64_t i = 0, n = 0;
  int used = 0;
  if (std::sscanf(text.c_str(), "%lu/%lu%n", &i, &n, &used) != 2 || static_cast<std::size_t>(used) != text.size() || i < 1 ||
      i > n) {
    throw hpg::InputError({"--shard", 0, ""}, "'" + text + "' is not a part such as 2/8, the second of eight");
  }
  return {i - 1, n};
}

hpg::batch::Instructions read_instructions(const std::string& name) {
  using hpg::batch::Instructions;
  for (const Instructions set : {Instructions::portable, Instructions::avx2, Instructions::avx512}) {
    if (name == hpg::batch::name_of(set)) return set;
  }
  return hpg::batch::widest_instructions();
}

/// All outputs of a whole trial.
void write_outputs(const TrialFile& data, const hpg::Catalog& catalog, const std::vector<std::string>& outputs,
                   hpg::UnitSystem units) {
  for (const std::string& output : outputs) {
    const fs::path path(output);
    if (path.extension() == ".html") hpg::report::write_trial_report(hpg::trial::analyse(data), catalog, units, path);
    if (path.extension() == ".csv") hpg::io::write_cdisc_csv(data, catalog, units, fs::path(path).replace_extension());
    if (path.extension() == ".nc") hpg::io::write_netcdf(data, catalog, units, path);
  }
}

/// The records go to <output>.partial beside the first output until they are complete.
struct Records {
  fs::path file;     // where they are written
  fs::path wanted;   // where they stay; empty = nowhere
  bool own = false;  // in the temporary folder

  explicit Records(const std::vector<std::string>& outputs) {
    for (const std::string& output : outputs) {
      if (fs::path(output).extension() == ".hpgt") wanted = output;
    }
    if (outputs.empty()) {
      own = true;
      file = fs::temp_directory_path() / fmt::format("hpgsim-{}.hpgt", getpid());
    } else {
      file = fs::path(outputs.front()).replace_extension(".hpgt.partial");
    }
  }
  void keep() const {
    if (wanted.empty()) {
      fs::remove(file);
    } else {
      fs::rename(file, wanted);
    }
  }
};

}  // namespace

void run_trial(const TrialCommand& command, const std::string& data) {
  check_outputs(command.outputs, kOutputs, command.trial);
  const fs::path folder = data_folder(data);
  const hpg::Catalog catalog = hpg::Catalog::load(folder);
  const hpg::Trial trial = hpg::io::read_trial(command.trial, catalog);
  const std::uint64_t men = trial.population.men;
  hpg::trial::TrialOptions options;
  options.threads = command.threads;
  options.instructions = read_instructions(command.instructions);
  options.last = men;
  options.check = command.check;
  options.stop = &interrupted;
  if (command.man > 0) {
    if (command.man > men) {
      throw hpg::InputError({"--man", 0, ""}, fmt::format("the trial has {} men", men));
    }
    show_man(catalog, trial, command.man - 1, options, command.units);
    return;
  }

  const bool shard = !command.shard.empty();
  if (shard) {
    const auto [i, n] = read_shard(command.shard);
    if (n > men) throw hpg::InputError({"--shard", 0, ""}, fmt::format("more parts than the {} men", men));
    if (command.outputs.size() != 1 || fs::path(command.outputs[0]).extension() != ".hpgt") {
      throw hpg::InputError({"--shard", 0, ""}, "wants one output, -o part.hpgt, to be merged with the others");
    }
    if (Ranks::size() > 1)
      throw hpg::InputError({"--shard", 0, ""}, "is for machines without MPI: ranks share the trial by themselves");
    std::tie(options.first, options.last) = part_of(men, i, n);
  }
  if (command.resume && command.outputs.empty())
    throw hpg::InputError({"--resume", 0, ""}, "wants the -o of the run that was stopped");

  const std::uint64_t fingerprint = hpg::trial::fingerprint_of(command.trial, folder);
  const Records records(command.outputs);
  const auto ranks = static_cast<std::uint64_t>(Ranks::size());
  const auto rank_file = [&](std::uint64_t rank) {
    return ranks == 1 ? records.file : fs::path(records.file).concat(fmt::format("-{}", rank));
  };
  const auto rank = static_cast<std::uint64_t>(Ranks::rank());
  if (ranks > 1) std::tie(options.first, options.last) = part_of(men, rank, ranks);
  options.resume = command.resume && fs::exists(rank_file(rank));
  if (command.resume && !options.resume && ranks == 1) {
    throw hpg::InputError({records.file.string(), 0, ""}, "is not there: nothing to resume");
  }

  bool fine = false;
  std::exception_ptr failure;
  try {
    std::optional<Progress> progress;
    progress.emplace(options.last - options.first, rank == 0 && !command.quiet);
    options.progress = std::ref(*progress);
    hpg::trial::run_trial(catalog, trial, fingerprint, options, rank_file(rank));
    fine = true;
  } catch (const hpg::Stopped&) {
    if (records.own) fs::remove(records.file);
    if (!records.own && rank == 0) {
      fmt::print(stderr, "stopped: {} holds the men finished so far; the same command with --resume goes on\n",
                 ranks == 1 ? records.file.string() : records.file.string() + "-*");
    }
    failure = std::current_exception();
  } catch (...) {
    failure = std::current_exception();
  }
  const bool all_fine = Ranks::all(fine);
  if (failure) std::rethrow_exception(failure);
  if (!all_fine) throw std::runtime_error("another rank did not finish");
  if (rank != 0) return;

  if (ranks > 1) {
    std::vector<fs::path> parts;
    for (std::uint64_t r = 0; r < ranks; ++r) parts.push_back(rank_file(r));
    hpg::trial::merge(parts, fingerprint, records.file);
    for (const fs::path& part : parts) fs::remove(part);
  }
  const TrialFile result(records.file, trial, fingerprint);
  if (!shard) {
    write_outputs(result, catalog, command.outputs, command.units);
    if (!command.quiet) print_trial_summary(result, catalog, command.units);
  }
  records.keep();
}

void merge_shards(const MergeCommand& command, const std::string& data) {
  check_outputs(command.outputs, kOutputs, command.trial);
  const fs::path folder = data_folder(data);
  const hpg::Catalog catalog = hpg::Catalog::load(folder);
  const hpg::Trial trial = hpg::io::read_trial(command.trial, catalog);
  const std::uint64_t fingerprint = hpg::trial::fingerprint_of(command.trial, folder);
  const Records records(command.outputs);
  try {
    hpg::trial::merge({command.parts.begin(), command.parts.end()}, fingerprint, records.file);
    const TrialFile result(records.file, trial, fingerprint);
    if (result.head().last != trial.population.men) {
      throw hpg::InputError({command.parts.back(), 0, ""},
                            fmt::format("men {} to {} are in none of the files", result.head().last + 1, trial.population.men));
    }
    write_outputs(result, catalog, command.outputs, command.units);
    if (!command.quiet) print_trial_summary(result, catalog, command.units);
  } catch (...) {
    fs::remove(records.file);
    throw;
  }
  records.keep();
}
