// Chooses parameters and studies, fits, says what was learnt, writes what was asked for.
#include "calibrate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>

#include "data_folder.hpp"
#include "evidence/calibration.hpp"
#include "evidence/words.hpp"
#include "file_lock.hpp"
#include "hpgsim/run.hpp"
#include "interrupt.hpp"
#include "io/names.hpp"
#include "io/scale_parameter.hpp"
#include "io/text_file.hpp"
#include "io/write_parameters.hpp"
#include "output_files.hpp"
#include "population/draws.hpp"
#include "print.hpp"
#include "progress.hpp"
#include "trial.hpp"
#include "trial/trial_file.hpp"

namespace {

namespace fs = std::filesystem;
using hpg::evidence::Calibration;
using hpg::evidence::counted;
using hpg::evidence::FittedParameter;

constexpr std::size_t kPosteriorDraws = 64;
constexpr double kCloselyTied = 0.8;  // correlation worth a word
constexpr double kMovedFar = 2;       // prior sd: worth a word

/// Those named, or all whose grade is `fitted`; a value of 0 cannot be multiplied.
std::vector<FittedParameter> parameters_of(const CalibrateCommand& command, const hpg::Catalog& catalog) {
  std::vector<FittedParameter> parameters;
  if (command.parameters.empty()) {
    for (const hpg::Number& number : catalog.parameters) {
      if (number.grade == hpg::Grade::fitted && number.value != 0) parameters.push_back({number.name, command.prior_sd});
    }
    return parameters;
  }
  const std::vector<std::string> known = hpg::io::scalable_names(catalog);
  for (const std::string& name : command.parameters) {
    if (std::count(command.parameters.begin(), command.parameters.end(), name) > 1)
      throw hpg::InputError({"--parameter", 0, ""}, hpg::io::in_quotes(name) + " is given twice");
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw hpg::InputError({"--parameter", 0, ""}, fmt::format("there is no {}{}", hpg::io::in_quotes(name),
                                                                hpg::io::did_you_mean_or_list(name, known, {})));
    }
    parameters.push_back({name, command.prior_sd});
  }
  return parameters;
}

std::vector<hpg::Study> studies_of(const CalibrateCommand& command, const fs::path& folder, const hpg::Catalog& catalog) {
  std::vector<hpg::Study> studies = read_studies(command.choice, folder, catalog);
  // Studies of one's own need no `use`; those kept for validation are never fitted to.
  std::erase_if(studies, [](const hpg::Study& study) { return study.use == hpg::StudyUse::validation; });
  if (studies.empty()) throw hpg::InputError({}, "all of these studies are kept for validation");
  return studies;
}

std::string written_value(const hpg::Catalog& catalog, const std::string& name) {
  const hpg::Number& number = hpg::io::parameter_of(catalog, name);
  return hpg::io::ScalableName(name).spread ? fmt::format("{:.3g}", *number.between_men) : number.written;
}

/// What a parameter becomes, relative to its present value.
double relative_value(const hpg::Catalog& catalog, const std::string& name, double log_factor) {
  return hpg::io::scaled_value(catalog, name, std::exp(log_factor)) / hpg::io::value_of(catalog, name);
}

void print_plan(const std::vector<hpg::Study>& studies, const std::vector<FittedParameter>& parameters,
                const hpg::Catalog& catalog) {
  std::map<std::string, std::pair<std::size_t, std::size_t>> classes;
  std::size_t scored = 0;
  for (const hpg::Study& study : studies) {
    auto& [count, numbers] = classes[study.kind];
    ++count;
    for (const hpg::StudyArm& arm : study.arms) {
      for (const auto& number : arm.published) numbers += number.mark == hpg::PublishedNumber::Mark::scored ? 1 : 0;
    }
  }
  std::vector<std::vector<std::string>> rows{{"class", "studies", "numbers"}};
  for (const auto& [kind, counts] : classes) {
    rows.push_back({kind, std::to_string(counts.first), std::to_string(counts.second)});
    scored += counts.second;
  }
  rows.push_back({"all", std::to_string(studies.size()), std::to_string(scored)});
  print_table(rows);
  fmt::print("\n");
  rows = {{"parameter", "value now", "prior: 95 % within", "now said to be fitted to"}};
  for (const FittedParameter& parameter : parameters) {
    rows.push_back({parameter.name, written_value(catalog, parameter.name),
                    fmt::format("times {:.2f} to {:.2f}", relative_value(catalog, parameter.name, -1.96 * parameter.prior_sd),
                                relative_value(catalog, parameter.name, 1.96 * parameter.prior_sd)),
                    joined(hpg::io::parameter_of(catalog, parameter.name).sources)});
  }
  print_table(rows);
}

void print_fit(const Calibration& fit, const hpg::Catalog& catalog) {
  fmt::print("{} of {}; objective {:.1f} before, {:.1f} after; {}\n\n", counted(fit.numbers, "number", "numbers"),
             counted(fit.studies, "study", "studies"), fit.objective_before, fit.objective_after,
             counted(fit.evaluations, "evaluation", "evaluations"));
  std::vector<std::vector<std::string>> rows{{"parameter", "before", "factor", "posterior sd of log", "learnt", "most from", ""}};
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    const FittedParameter& parameter = fit.parameters[i];
    const double learnt = 1 - std::pow(fit.posterior_sd[at] / parameter.prior_sd, 2);
    rows.push_back({parameter.name, written_value(catalog, parameter.name),
                    fmt::format("{:.3f}", relative_value(catalog, parameter.name, fit.log_factors[at])),
                    fmt::format("{:.3f}", fit.posterior_sd[at]), fmt::format("{:.0f} %", 100 * learnt), joined(fit.told_by[i]),
                    std::abs(fit.log_factors[at]) > kMovedFar * parameter.prior_sd ? "far from its prior" : ""});
  }
  print_table(rows);

  fmt::print("\nWhat the data say over the prior, by direction (above 1 the data rule): ");
  for (Eigen::Index i = fit.information.size() - 1; i >= 0; --i) fmt::print("{:.3g} ", fit.information[i]);
  fmt::print("\n");
  for (Eigen::Index i = 0; i < fit.covariance.rows(); ++i) {
    for (Eigen::Index j = 0; j < i; ++j) {
      const double r = fit.covariance(i, j) / (fit.posterior_sd[i] * fit.posterior_sd[j]);
      if (std::abs(r) < kCloselyTied) continue;
      fmt::print("{} and {} are told apart poorly: correlation {:.2f}\n", fit.parameters[static_cast<std::size_t>(i)].name,
                 fit.parameters[static_cast<std::size_t>(j)].name, r);
    }
  }
}

std::string new_parameters(const Calibration& fit, const hpg::Catalog& catalog, const fs::path& folder) {
  std::multimap<std::string, hpg::io::ChangedParameter> changes;
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) {
    const auto at = static_cast<Eigen::Index>(i);
    if (fit.log_factors[at] == 0) continue;
    const hpg::io::ScalableName name(fit.parameters[i].name);
    const double factor = relative_value(catalog, fit.parameters[i].name, fit.log_factors[at]);
    std::vector<std::string> sources = fit.told_by[i];
    std::erase_if(sources, [&](const std::string& id) { return !catalog.sources.contains(id); });
    changes.emplace(name.parameter,
                    hpg::io::ChangedParameter{
                        factor, name.spread,
                        fmt::format("times {:.3g} (sd of log {:.2g}) to meet {} of {}", factor, fit.posterior_sd[at],
                                    counted(fit.numbers, "number", "numbers"), counted(fit.studies, "study", "studies")),
                        sources});
  }
  return hpg::io::with_changed_parameters(folder / "parameters.toml", changes);
}

/// Values in canonical units, one draw a row.
std::string posterior_sample(const Calibration& fit, const hpg::Catalog& catalog) {
  const Eigen::LLT<Eigen::MatrixXd> root(fit.covariance);
  std::string text;
  for (std::size_t i = 0; i < fit.parameters.size(); ++i) text += (i > 0 ? "," : "") + fit.parameters[i].name;
  text += "\n";
  for (std::size_t draw = 0; draw < kPosteriorDraws; ++draw) {
    const hpg::population::Draws draws(1, draw);
    Eigen::VectorXd z(fit.covariance.rows());
    for (Eigen::Index i = 0; i < z.size(); ++i) z[i] = draws.normal("posterior", static_cast<std::uint64_t>(i));
    const Eigen::VectorXd x = fit.log_factors + root.matrixL() * z;
    for (Eigen::Index i = 0; i < x.size(); ++i) {
      const double value = hpg::io::scaled_value(catalog, fit.parameters[static_cast<std::size_t>(i)].name, std::exp(x[i]));
      text += fmt::format("{}{:.5g}", i > 0 ? "," : "", value);
    }
    text += "\n";
  }
  return text;
}

/// Evaluations of a run that is stopped stay beside the first output, one run at a time. The first line says what they belong to.
class Memory {
 public:
  Memory(const CalibrateCommand& command, const fs::path& folder, const std::vector<hpg::Study>& studies,
         const std::vector<FittedParameter>& parameters) {
    if (command.outputs.empty()) {
      if (command.resume) throw hpg::InputError({"--resume", 0, ""}, "wants the -o of the run that was stopped");
      return;
    }
    const auto beside = [](const fs::path& output) { return fs::path(output).concat(".partial"); };
    const auto begun = [](const fs::path& memory) { return fs::exists(memory); };
    file = command.resume ? left_beside(command.outputs, beside, begun) : beside(command.outputs.front());
    if (command.resume && !begun(file))
      throw hpg::InputError(
          {file.string(), 0, ""},
          "is not there: nothing to resume; -o wants the first output of the run that was stopped, among others");
    lock_.emplace(file);
    std::string question = fmt::format("{} men", command.men);
    for (const hpg::Study& study : studies) question += "; " + study.id + hpg::io::read_text_file(study.source_file);
    for (const FittedParameter& parameter : parameters) question += fmt::format("; {} {}", parameter.name, parameter.prior_sd);
    const std::string mark = fmt::format("hpgsim calibrate {:016x} {:016x}", hpg::trial::fingerprint_of_data(folder),
                                         std::hash<std::string>{}(question));
    std::string first;
    std::getline(std::ifstream(file), first);
    if (command.resume && first != mark)
      throw hpg::InputError({file.string(), 1, ""},
                            "belongs to other data, studies, parameters or another version of the program");
    if (command.resume) return;
    if (!first.empty())
      throw hpg::InputError({file.string(), 0, ""}, "is of a run that was stopped: go on with --resume, or remove it");
    std::ofstream out(file);
    out << mark << "\n" << std::flush;
    if (!out) throw hpg::InputError({file.string(), 0, ""}, "cannot be written");
  }
  [[nodiscard]] bool kept() const { return !file.empty(); }
  void forget() const {
    std::error_code ignored;
    if (kept()) fs::remove(file, ignored);
  }

  fs::path file;  // empty: nowhere, there is no output to keep it beside

 private:
  std::optional<FileLock> lock_;
};

}  // namespace

void calibrate(const CalibrateCommand& command, const std::string& data) {
  const fs::path folder = data_folder(data);
  std::vector<std::string> inputs = study_files(command.choice, folder);
  inputs.push_back((folder / "parameters.toml").string());
  check_outputs(command.outputs, {".toml", ".csv"}, inputs);
  const hpg::Catalog catalog = hpg::Catalog::load(folder);
  const std::vector<hpg::Study> studies = studies_of(command, folder, catalog);
  const std::vector<FittedParameter> parameters = parameters_of(command, catalog);
  if (command.dry_run) {
    print_what_was_read(studies, command.choice, folder, catalog);
    fmt::print("\n");
    print_plan(studies, parameters, catalog);
    return;
  }
  hpg::evidence::CalibrationOptions options;
  options.men = command.men;
  options.threads = command.threads;
  options.iterations = command.iterations;
  options.beyond = hpg::evidence::read_between_studies(folder / "between_studies.toml");
  options.stop = &interrupted;
  const Memory memory(command, folder, studies, parameters);
  options.memory = memory.file;
  Calibration fit;
  try {
    Progress progress(!command.quiet);
    options.progress = [&](std::size_t done, std::size_t of, double objective) {
      progress(std::min(1.0, static_cast<double>(done) / static_cast<double>(of)),
               [&] { return fmt::format("{}, objective {:.1f}", counted(done, "evaluation", "evaluations"), objective); });
    };
    fit = hpg::evidence::calibrate(catalog, studies, parameters, options);
  } catch (const hpg::Stopped&) {
    if (!memory.kept()) throw;
    throw StoppedHalfway(
        fmt::format("stopped: {} holds the evaluations so far; the same command with --resume goes on", memory.file.string()));
  } catch (const hpg::InputError&) {
    memory.forget();  // what failed would fail again
    throw;
  } catch (const std::exception& error) {
    if (!memory.kept()) throw;
    throw std::runtime_error(fmt::format("{}; {} holds the evaluations so far: the same command with --resume goes on",
                                         error.what(), memory.file.string()));
  }
  try {
    write_outputs(command.outputs, [&](const std::string& ending) {
      return ending == ".csv" ? posterior_sample(fit, catalog) : new_parameters(fit, catalog, folder);
    });
  } catch (const hpg::Stopped&) {
    if (!memory.kept()) throw;
    throw StoppedHalfway(
        fmt::format("stopped: {} holds the fit; the same command with --resume writes it", memory.file.string()));
  } catch (const std::exception& error) {
    // A full disk need not cost the fit.
    throw std::runtime_error(
        fmt::format("{}; {} holds the fit: the same command with --resume writes it", error.what(), memory.file.string()));
  }
  memory.forget();
  if (!command.quiet) print_fit(fit, catalog);
}
