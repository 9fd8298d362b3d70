// Runs a trial or a part of it, then writes what was asked for.
#include "trial.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <tuple>

#include "data_folder.hpp"
#include "file_lock.hpp"
#include "hpgsim/run.hpp"
#include "interrupt.hpp"
#include "io/atomic_file.hpp"
#include "io/cdisc_csv.hpp"
#include "io/netcdf.hpp"
#include "io/read_posterior.hpp"
#include "io/read_trial.hpp"
#include "output_files.hpp"
#include "print.hpp"
#include "progress.hpp"
#include "ranks.hpp"
#include "report/trial_report.hpp"
#include "report/uncertainty_section.hpp"
#include "trial/analysis.hpp"
#include "trial/run_trial.hpp"
#include "trial/trial_file.hpp"
#include "trial_man.hpp"
#include "trial_summary.hpp"

namespace {

namespace fs = std::filesystem;
using hpg::trial::TrialFile;

const std::vector<std::string> kOutputs{".html", ".csv", ".nc", ".hpgt"};

fs::path uncertainty_file(const fs::path& output) { return fs::path(output).replace_extension().concat("-uncertainty.csv"); }

/// Tables are three files, named after the one that was asked for; four of a trial with draws.
FilesOf files_of(const hpg::Trial& trial) {
  return [draws = trial.draws](const fs::path& output) -> std::vector<fs::path> {
    if (output.extension() != ".csv") return {output};
    std::vector<fs::path> files = hpg::io::cdisc_files(fs::path(output).replace_extension());
    if (draws > 0) files.push_back(uncertainty_file(output));
    return files;
  };
}

/// The trial file, its men divided among `draws` draws of what is not known.
hpg::Trial read_trial(const std::string& file, std::size_t draws, const hpg::Catalog& catalog) {
  hpg::Trial trial = hpg::io::read_trial(file, catalog);
  if (2 * draws > trial.population.men) {
    throw hpg::InputError({"--uncertainty", 0, ""},
                          fmt::format("wants two men in each draw at least, the trial has {}", trial.population.men));
  }
  trial.draws = draws;
  return trial;
}

hpg::io::Posterior read_posterior(const fs::path& folder, const hpg::Catalog& catalog, std::size_t draws) {
  return draws > 0 ? hpg::io::read_posterior(folder, catalog, draws) : hpg::io::Posterior{};
}

/// What a trial is made of; an output must not be among them.
std::vector<std::string> files_read(const std::string& trial_file, const hpg::Trial& trial) {
  std::vector<std::string> files{trial_file};
  if (!trial.population.listed_file.empty()) files.push_back(trial.population.listed_file);
  return files;
}

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

/// The men of a file, until a signal comes.
class UntilInterrupted final : public hpg::TrialData {
 public:
  explicit UntilInterrupted(const TrialFile& file) : file_(file) {}
  [[nodiscard]] const hpg::Trial& trial() const override { return file_.trial(); }
  [[nodiscard]] const hpg::Screening& screening() const override { return file_.screening(); }
  [[nodiscard]] std::size_t size() const override { return file_.size(); }
  void each(const std::function<void(const hpg::Subject&)>& visitor) const override {
    file_.each([&](const hpg::Subject& man) {
      if (interrupted) throw hpg::Stopped();
      visitor(man);
    });
  }

 private:
  const TrialFile& file_;
};

/// The records go to <output>.partial beside the first output until they are complete; each rank writes one of its own.
struct Records {
  fs::path file;     // where they are written
  bool own = false;  // in the temporary folder, gone afterwards

  /// `resume`: those of a run that was stopped.
  Records(const std::vector<std::string>& outputs, const char* ending, bool resume) {
    if (outputs.empty()) {
      own = true;
      file = fs::temp_directory_path() / fmt::format("hpgsim-{}.hpgt", getpid());
    } else {
      const auto beside = [&](const fs::path& output) { return fs::path(output).replace_extension(ending); };
      const auto any_rank = [](const fs::path& records) {
        for (int r = 0; r < Ranks::size(); ++r) {
          if (fs::exists(of_rank(records, r))) return true;
        }
        return false;
      };
      file = resume ? left_beside(outputs, beside, any_rank) : beside(outputs.front());
    }
  }
  ~Records() {
    std::error_code ignored;
    if (own) fs::remove(file, ignored);
  }
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  [[nodiscard]] fs::path of_rank(int rank) const { return of_rank(file, rank); }

 private:
  [[nodiscard]] static fs::path of_rank(const fs::path& records, int rank) {
    return Ranks::size() == 1 ? records : fs::path(records).concat(fmt::format("-{}", rank));
  }
};

/// All outputs of a whole trial, which appear together and after which the records have done their work; and its summary. A
/// signal until then leaves all as it was. Throws hpg::Stopped and what writers throw.
void deliver(const TrialFile& result, const Records& records, const hpg::Catalog& catalog,
             const std::vector<std::string>& outputs, hpg::UnitSystem units, bool summary) {
  const UntilInterrupted men(result);
  const bool draws = result.trial().draws > 0;
  const auto is_report = [](const std::string& output) { return fs::path(output).extension() == ".html"; };
  const auto is_analysed = [&](const std::string& output) {
    return is_report(output) || (draws && fs::path(output).extension() == ".csv");
  };
  hpg::trial::Analysis analysis;
  if (summary || std::any_of(outputs.begin(), outputs.end(), is_analysed)) analysis = hpg::trial::analyse(men);
  hpg::io::AtomicFiles files;
  for (const std::string& output : outputs) {
    const fs::path path(output);
    if (is_report(output)) {
      std::ostringstream page;
      hpg::report::write_trial_report(analysis, catalog, units, page);
      files.add(path).write(page.str());
    }
    if (path.extension() == ".csv") hpg::io::write_cdisc_csv(men, catalog, units, fs::path(path).replace_extension(), files);
    if (path.extension() == ".csv" && draws)
      files.add(uncertainty_file(path)).write(hpg::report::uncertainty_csv(analysis, catalog, units));
    if (path.extension() == ".nc") hpg::io::write_netcdf(men, catalog, units, path, files);
    if (path.extension() == ".hpgt") files.add(path).take(records.file);
  }
  if (interrupted) throw hpg::Stopped();
  files.commit();
  fs::remove(records.file);
  if (summary) print_trial_summary(analysis, catalog, units);
}

/// What a run that was stopped leaves, and what to do about it. A file without men is of no use and goes away.
StoppedHalfway stopped_with(const TrialFile& found, const fs::path& file, const Records& records) {
  const std::uint64_t men = found.head().last - found.head().first, kept = found.size();
  if (Ranks::size() > 1) {
    return StoppedHalfway(fmt::format(
        "stopped: {}-* hold the men finished so far, of the first rank {} of {}; the same command with --resume goes on",
        records.file.string(), kept, men));
  }
  if (kept == 0) {
    fs::remove(file);
    return StoppedHalfway(
        fmt::format("stopped before the first of {} men was finished: nothing is kept; start again without --resume", men));
  }
  return StoppedHalfway(
      fmt::format("stopped: {} holds the {} men finished so far, of {}; the same command with --resume goes on with the other {}",
                  file.string(), kept, men, men - kept));
}

/// Before hours of work: is there something to go on with, and do the ranks mean the same trial and the same folder?
void check_together(const Records& records, std::uint64_t fingerprint, bool resume, bool begun) {
  Ranks::go_on_together();
  if (!Ranks::same(fingerprint))
    throw hpg::InputError({}, "the ranks do not find the same trial file, data folder or version of the program");
  if (!Ranks::any(begun) && resume)
    throw hpg::InputError({records.of_rank(0).string(), 0, ""},
                          "is not there: nothing to resume; -o wants the first output of the run that was stopped, among others");
  for (int r = 0; Ranks::rank() == 0 && r < Ranks::size(); ++r) {
    if (!fs::exists(records.of_rank(r)))
      throw hpg::InputError({records.of_rank(r).string(), 0, ""}, "is not here: all ranks must write into one shared folder");
  }
  Ranks::go_on_together();
}

}  // namespace

void run_trial(const TrialCommand& command, const std::string& data) {
  const fs::path folder = data_folder(data);
  const hpg::Catalog catalog = hpg::Catalog::load(folder);
  hpg::trial::TrialOptions options;
  options.posterior = read_posterior(folder, catalog, command.uncertainty);
  const hpg::Trial trial = read_trial(command.trial, command.uncertainty, catalog);
  check_outputs(command.outputs, kOutputs, files_read(command.trial, trial), files_of(trial));
  const std::uint64_t men = trial.population.men;
  options.threads = command.threads;
  options.instructions = read_instructions(command.instructions);
  options.last = men;
  options.check = command.check;
  options.stop = &interrupted;
  if (command.man > 0) {
    if (command.man > men) {
      throw hpg::InputError({"--man", 0, ""}, fmt::format("the trial has {} men", men));
    }
    if (Ranks::rank() == 0) show_man(catalog, trial, command.man - 1, options, command.units);
    return;
  }

  const bool shard = !command.shard.empty();
  if (shard) {
    const auto [i, n] = read_shard(command.shard);
    if (n > men) throw hpg::InputError({"--shard", 0, ""}, fmt::format("more parts than the {} men", men));
    if (command.outputs.size() != 1 || fs::path(command.outputs[0]).extension() != ".hpgt") {
      throw hpg::InputError({"--shard", 0, ""}, "wants one output, -o part.hpgt, to be merged with the others");
    }
    std::tie(options.first, options.last) = part_of(men, i, n);
  }
  if (command.resume && command.outputs.empty())
    throw hpg::InputError({"--resume", 0, ""}, "wants the -o of the run that was stopped");
  const int rank = Ranks::rank(), ranks = Ranks::size();
  if (ranks > 1) {
    if (shard) throw hpg::InputError({"--shard", 0, ""}, "is for machines without MPI: ranks share the trial by themselves");
    if (command.outputs.empty()) throw hpg::InputError({"-o", 0, ""}, "is needed: ranks meet in the folder of the output");
    if (static_cast<std::uint64_t>(ranks) > men) throw hpg::InputError({}, fmt::format("more ranks than the {} men", men));
    std::tie(options.first, options.last) = part_of(men, static_cast<std::uint64_t>(rank), static_cast<std::uint64_t>(ranks));
  }

  const std::uint64_t fingerprint = hpg::trial::fingerprint_of(trial, folder);
  const Records records(command.outputs, ".hpgt.partial", command.resume);
  const fs::path file = records.of_rank(rank);
  const bool begun = command.resume && fs::exists(file);
  options.resume = begun && !fs::is_empty(file);  // empty when it was killed at once
  if (!command.resume && !records.own && hpg::trial::holds_men(file)) {
    throw hpg::InputError({file.string(), 0, ""}, "holds men of a run that was stopped: go on with --resume, or remove it");
  }
  const FileLock lock(file);
  check_together(records, fingerprint, command.resume, begun);

  try {
    const bool speaks = rank == 0 && !command.quiet;
    Progress progress(speaks);
    const std::uint64_t all = options.last - options.first;
    options.pilots = [&](std::uint64_t seen, std::uint64_t of) {
      progress(static_cast<double>(seen) / static_cast<double>(of),
               [&] { return fmt::format("{} of {} men drawn to learn what labs they have", seen, of); });
      if (seen == of) progress.begin_at(0);
    };
    options.progress = [&](std::uint64_t finished, double share) {
      progress(share, [&] { return fmt::format("{} of {} men finished", finished, all); });
    };
    options.taken_over = [&](std::uint64_t finished, double share) {
      progress.begin_at(share);
      if (speaks) fmt::print(stderr, "{}{} of {} men taken over\n", ranks > 1 ? "rank 0: " : "", finished, all);
    };
    hpg::trial::run_trial(catalog, trial, fingerprint, options, file);
  } catch (const hpg::Stopped&) {
    if (records.own || fs::is_empty(file)) throw;
    throw stopped_with(TrialFile(file, trial, fingerprint), file, records);
  }
  Ranks::go_on_together();
  if (rank != 0) return;

  std::vector<fs::path> parts;
  for (int r = 0; ranks > 1 && r < ranks; ++r) parts.push_back(records.of_rank(r));
  try {
    if (ranks > 1) hpg::trial::merge(parts, fingerprint, records.file, &interrupted);
    const TrialFile result(records.file, trial, fingerprint);
    deliver(result, records, catalog, command.outputs, command.units, !shard && !command.quiet);
  } catch (const hpg::Stopped&) {
    if (ranks > 1) fs::remove(records.file);
    if (records.own) throw;
    throw StoppedHalfway(
        fmt::format("stopped before outputs were written: {} holds all men; the same command with --resume goes on",
                    ranks == 1 ? file.string() : records.file.string() + "-*"));
  } catch (...) {
    if (ranks > 1) fs::remove(records.file);
    throw;
  }
  // Last, so that a run killed before has nothing to do again.
  for (const fs::path& part : parts) fs::remove(part);
}

void merge_shards(const MergeCommand& command, const std::string& data) {
  const fs::path folder = data_folder(data);
  const hpg::Catalog catalog = hpg::Catalog::load(folder);
  (void)read_posterior(folder, catalog, command.uncertainty);
  const hpg::Trial trial = read_trial(command.trial, command.uncertainty, catalog);
  std::vector<std::string> inputs = files_read(command.trial, trial);
  inputs.insert(inputs.end(), command.parts.begin(), command.parts.end());
  check_outputs(command.outputs, kOutputs, inputs, files_of(trial));
  const std::uint64_t fingerprint = hpg::trial::fingerprint_of(trial, folder);
  const Records records(command.outputs, ".hpgt.merging", false);
  const FileLock lock(records.file);
  try {
    hpg::trial::merge({command.parts.begin(), command.parts.end()}, fingerprint, records.file, &interrupted);
    const TrialFile result(records.file, trial, fingerprint);
    if (result.head().last != trial.population.men) {
      throw hpg::InputError({command.parts.back(), 0, ""},
                            fmt::format("men {} to {} are in none of the files", result.head().last + 1, trial.population.men));
    }
    deliver(result, records, catalog, command.outputs, command.units, !command.quiet);
  } catch (...) {
    fs::remove(records.file);
    throw;
  }
}
