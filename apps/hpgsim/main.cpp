// The command line of hpgsim. Exit codes: 0 done, 1 failed while running, 2 the input is wrong, 128 + n stopped by signal n.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "calibrate.hpp"
#include "data_folder.hpp"
#include "explain.hpp"
#include "hpgsim/hpgsim.hpp"
#include "interrupt.hpp"
#include "list.hpp"
#include "ranks.hpp"
#include "sensitivity.hpp"
#include "simulate.hpp"
#include "trial.hpp"
#include "validate.hpp"

namespace {

enum ExitCode { failed = 1, wrong_input = 2 };

/// "" or what is wrong. Written so that NaN is wrong, too.
std::string is_tolerance(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  const bool good = end != text.c_str() && *end == '\0' && value >= 1e-12 && value <= 1e-2;
  return good ? "" : text + " is not a number from 1e-12 to 1e-2";
}

Outcome run(int argc, char** argv) {
  CLI::App app(
      "Simulator of the male hypothalamic-pituitary-gonadal axis and its treatments.\n"
      "A research and teaching instrument, not a medical device.",
      "hpgsim");
  app.set_version_flag("--version", "hpgsim " + std::string(hpg::version()));
  app.require_subcommand(1);
  app.fallthrough();
  std::string data;
  app.add_option("--data", data, "Data folder (default: HPGSIM_DATA, or the one beside the program)")->type_name("DIR");

  SimulateCommand command;
  CLI::App* simulate_app = app.add_subcommand("simulate", "Run a protocol and write what a clinic would see");
  simulate_app->add_option("protocol", command.protocol, "Protocol file (TOML)")->required()->type_name("P.toml");
  const std::map<std::string, hpg::UnitSystem> systems{{"us", hpg::UnitSystem::us}, {"si", hpg::UnitSystem::si}};
  std::string units = "us";
  const auto add_outputs = [&](CLI::App* of, std::vector<std::string>& outputs, const char* kinds) {
    of->add_option("-o,--output", outputs, std::string("Output, ") + kinds + "; may be repeated")
        ->type_name("FILE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  const auto add_units = [&](CLI::App* of) {
    of->add_option("--units", units, "Units of the output: us or si")->check(CLI::IsMember(systems))->capture_default_str();
  };
  const auto add_threads = [&](CLI::App* of, unsigned& threads) {
    of->add_option("--threads", threads, "Threads, 0 = all the machine has; results do not depend on it")
        ->check(CLI::Range(0u, 1024u))
        ->capture_default_str();
  };
  add_outputs(simulate_app, command.outputs, ".csv or .html");
  add_units(simulate_app);
  simulate_app->add_option("--tolerance", command.tolerance, "Relative error of each step")
      ->check(is_tolerance, "1e-12 to 1e-2")
      ->capture_default_str();
  simulate_app->add_flag("-q,--quiet", command.quiet, "No summary on the terminal");
  add_threads(simulate_app, command.threads);

  constexpr const char* kTrialOutputs = ".html (report), .csv (tables like CDISC's), .nc (every man) or .hpgt (for merge)";

  TrialCommand trial;
  CLI::App* trial_app = app.add_subcommand("trial", "Run a virtual trial");
  trial_app->add_option("trial", trial.trial, "Trial file (TOML)")->required()->type_name("T.toml");
  add_outputs(trial_app, trial.outputs, kTrialOutputs);
  add_units(trial_app);
  add_threads(trial_app, trial.threads);
  trial_app->add_flag("--resume", trial.resume, "Go on with a run that was stopped");
  trial_app->add_option("--shard", trial.shard, "Only this part, such as 2/8, into -o part.hpgt")->type_name("I/N");
  trial_app->add_option("--man", trial.man, "Follow only this man, counted from 1, and show all of him")
      ->type_name("K")
      ->check(CLI::Range(std::uint64_t{1}, std::uint64_t{10'000'000}))
      ->excludes("--output")
      ->excludes("--resume")
      ->excludes("--shard");
  trial_app
      ->add_option("--check", trial.check,
                   "Follow every so many men a second time, more exactly, to find ill-conditioned ones; 0 = none")
      ->check(CLI::Range(std::uint64_t{0}, std::uint64_t{10'000'000}))
      ->capture_default_str();
  const auto add_uncertainty = [&](CLI::App* of, std::size_t& draws, const char* what) {
    of->add_option("--uncertainty", draws, what)->type_name("N")->check(CLI::Range(std::size_t{2}, std::size_t{100'000}));
  };
  add_uncertainty(trial_app, trial.uncertainty,
                  "Divide the men among N draws of what is not known of the parameters (posterior.csv of the data folder)");
  trial_app->add_option("--simd", trial.instructions, "Instruction set (default: the widest); results do not depend on it")
      ->check(CLI::IsMember({"portable", "avx2", "avx512"}));
  trial_app->add_flag("-q,--quiet", trial.quiet, "No progress and no summary");

  MergeCommand parts;
  CLI::App* merge_app = app.add_subcommand("merge", "Put the shards of a trial together");
  merge_app->add_option("trial", parts.trial, "Trial file (TOML)")->required()->type_name("T.toml");
  merge_app->add_option("parts", parts.parts, "Files that --shard wrote, in any order")->required()->type_name("PART.hpgt");
  add_outputs(merge_app, parts.outputs, kTrialOutputs);
  add_units(merge_app);
  add_uncertainty(merge_app, parts.uncertainty, "The --uncertainty that the shards were run with");
  merge_app->add_flag("-q,--quiet", parts.quiet, "No summary");

  ValidateCommand validation;
  CLI::App* validate_app = app.add_subcommand("validate", "Simulate published studies and compare with what they found");
  const auto add_choice = [&](CLI::App* of, StudyChoice& choice) {
    of->add_option("studies", choice.places, "Study files, or folders of them (default: those of the data folder)")
        ->type_name("STUDY.toml");
    of->add_option("--study", choice.ids, "Only the study of this name; may be repeated")
        ->type_name("ID")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    of->add_option("--class", choice.classes, "Only studies of this class; may be repeated")
        ->type_name("CLASS")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  };
  add_choice(validate_app, validation.choice);
  validate_app->add_option("--use", validation.choice.use, "Only studies kept for calibration, or for validation")
      ->check(CLI::IsMember({"calibration", "validation"}));
  validate_app->add_option("--men", validation.men, "Virtual men in each arm")
      ->check(CLI::Range(std::size_t{10}, std::size_t{100'000}))
      ->capture_default_str();
  add_outputs(validate_app, validation.outputs, ".html (report), .csv or .json");
  validate_app->add_flag("--json", validation.json, "Print JSON instead of tables");
  validate_app->add_flag("--check", validation.check,
                         "Read the files and say what they hold (of one study number by number), without simulating");
  add_threads(validate_app, validation.threads);
  validate_app->add_flag("-q,--quiet", validation.quiet, "No progress and no tables");

  SensitivityCommand hangs_on;
  CLI::App* sensitivity_app = app.add_subcommand("sensitivity", "Find which parameters the outcomes of a protocol hang on");
  sensitivity_app->add_option("protocol", hangs_on.protocol, "Protocol file (TOML)")->required()->type_name("P.toml");
  sensitivity_app
      ->add_option("--observable", hangs_on.observables,
                   "Outcome (default: testosterone, LH, FSH, sperm, hematocrit); may be repeated")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  sensitivity_app->add_option("--at", hangs_on.at, "When outcomes are read, such as \"12 wk\" (default: the end)")
      ->type_name("TIME");
  sensitivity_app->add_option("--method", hangs_on.method, "morris: screening; sobol: variance shares of what it ranks highest")
      ->check(CLI::IsMember({"morris", "sobol"}))
      ->capture_default_str();
  sensitivity_app->add_option("--trajectories", hangs_on.trajectories, "Of the screening: effects of each parameter")
      ->check(CLI::Range(std::size_t{2}, std::size_t{10'000}))
      ->capture_default_str();
  sensitivity_app->add_option("--samples", hangs_on.samples, "Of the Sobol indices, best a power of two")
      ->check(CLI::Range(std::size_t{8}, std::size_t{1'048'576}))
      ->capture_default_str();
  sensitivity_app->add_option("--top", hangs_on.top, "Parameters that go from the screening to the Sobol indices")
      ->check(CLI::Range(std::size_t{1}, std::size_t{100}))
      ->capture_default_str();
  auto* chosen = sensitivity_app->add_option("--parameters", hangs_on.choice, "Which to screen: all, between-men or fitted")
                     ->check(CLI::IsMember({"all", "between-men", "fitted"}))
                     ->capture_default_str();
  sensitivity_app->add_option("--parameter", hangs_on.parameters, "Only this one; may be repeated")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->excludes(chosen);
  add_outputs(sensitivity_app, hangs_on.outputs, ".csv or .html");
  add_units(sensitivity_app);
  sensitivity_app->add_option("--seed", hangs_on.seed, "Of the random numbers")->capture_default_str();
  add_threads(sensitivity_app, hangs_on.threads);
  sensitivity_app->add_flag("-q,--quiet", hangs_on.quiet, "No progress and no tables");

  CalibrateCommand calibration;
  CLI::App* calibrate_app = app.add_subcommand("calibrate", "Fit parameters to the studies kept for calibration");
  add_choice(calibrate_app, calibration.choice);
  calibrate_app
      ->add_option(
          "--parameter", calibration.parameters,
          "Fit this parameter, or its spread with .between_men behind it; may be repeated (default: all that are fitted)")
      ->type_name("NAME")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  calibrate_app->add_option("--men", calibration.men, "Virtual men in each arm")
      ->check(CLI::Range(std::size_t{2}, std::size_t{10'000}))
      ->capture_default_str();
  calibrate_app->add_option("--iterations", calibration.iterations, "Steps at most; 0 = only look at what the data say here")
      ->check(CLI::Range(std::size_t{0}, std::size_t{100}))
      ->capture_default_str();
  calibrate_app->add_option("--prior", calibration.prior_sd, "Standard deviation of the prior, of the logarithm of a parameter")
      ->check(CLI::Range(0.01, 3.0))
      ->capture_default_str();
  calibrate_app->add_flag("--dry-run", calibration.dry_run, "Say what would be fitted to what");
  add_outputs(calibrate_app, calibration.outputs, ".toml (parameters file) or .csv (sample of the posterior)");
  calibrate_app->add_flag("--resume", calibration.resume, "Go on with a run that was stopped");
  add_threads(calibrate_app, calibration.threads);
  calibrate_app->add_flag("-q,--quiet", calibration.quiet, "No progress and no tables");

  ListCommand listed;
  CLI::App* list_app = app.add_subcommand("list", "Show what the data folder holds");
  list_app
      ->add_option("what", listed.what,
                   "drugs, observables, conditions, ancestries, parameters, correlations, sources or studies")
      ->required()
      ->check(CLI::IsMember(listable()));
  list_app->add_flag("--names", listed.names, "Conditions: only their names, without simulating the labs of each man");
  list_app->add_flag("--markdown", listed.markdown, "Drugs: all of them in words and numbers, as in docs/drugs.md");

  std::vector<std::string> name;
  CLI::App* explain_app = app.add_subcommand("explain", "Show value, unit and source of a number, drug, condition or observable");
  explain_app->add_option("name", name, "Any name or alias, such as enclomiphene half-life")->required()->type_name("NAME");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != 0) {
      const std::vector<std::string> left = app.remaining();
      const bool unknown = app.get_subcommands().empty() && !left.empty() && !left.front().starts_with('-');
      return {wrong_input, fmt::format("{} (see hpgsim --help)", unknown ? left.front() + ": no such command" : error.what())};
    }
    if (Ranks::rank() == 0) app.exit(error);  // --help, --version
    return {};
  }
  // Ranks share trials; all else is for one.
  if (Ranks::rank() != 0 && !*trial_app) return {};

  if (*simulate_app) {
    command.units = systems.at(units);
    simulate(command, data);
  } else if (*trial_app) {
    trial.units = systems.at(units);
    run_trial(trial, data);
  } else if (*merge_app) {
    parts.units = systems.at(units);
    merge_shards(parts, data);
  } else if (*validate_app) {
    validate(validation, data);
  } else if (*calibrate_app) {
    calibrate(calibration, data);
  } else if (*sensitivity_app) {
    hangs_on.units = systems.at(units);
    sensitivity(hangs_on, data);
  } else {
    const std::filesystem::path folder = data_folder(data);
    const hpg::Catalog catalog = hpg::Catalog::load(folder);
    if (*list_app) {
      list(listed, catalog, folder);
    } else {
      explain(fmt::format("{}", fmt::join(name, " ")), catalog);
    }
  }
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) return {failed, "standard output: cannot be written"};
  return {};
}

/// Of all ranks, which hear of each other's failures here.
Outcome run_together(int argc, char** argv) {
  try {
    return Ranks::agree(run(argc, argv));
  } catch (const FailedTogether& all) {
    return all.outcome;
  } catch (const hpg::InputError& error) {
    return Ranks::agree({wrong_input, error.what()});
  } catch (const hpg::Stopped&) {
    return Ranks::agree({interrupt_exit_code(), "interrupted: nothing was written"});
  } catch (const StoppedHalfway& stopped) {
    return Ranks::agree({interrupt_exit_code(), stopped.what()});
  } catch (const std::exception& error) {
    return Ranks::agree({failed, error.what()});
  }
}

}  // namespace

int main(int argc, char** argv) {
  const Ranks ranks(argc, argv);
  watch_interrupts();
  Outcome outcome = run_together(argc, argv);
  if (!outcome.message.empty() && Ranks::rank() == 0) {
    // An error is one line, whatever it quotes.
    std::replace(outcome.message.begin(), outcome.message.end(), '\n', ' ');
    fmt::print(stderr, "{}\n", outcome.message);
  }
  return outcome.code;
}
