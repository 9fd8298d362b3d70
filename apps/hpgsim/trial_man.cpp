// The man behind a number of a trial.
#include "trial_man.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "io/load.hpp"
#include "print.hpp"
#include "trial/simulate.hpp"
#include "trial/trial_file.hpp"
#include "trial/variance_components.hpp"
#include "trial/virtual_subject.hpp"

namespace {

constexpr double kDay = 24;

const char* status_word(hpg::Status status) {
  switch (status) {
    case hpg::Status::completed:
      return "completed";
    case hpg::Status::dropped_out:
      return "dropped out";
    case hpg::Status::stopped:
      return "treatment stopped by a rule";
    case hpg::Status::failed:
      break;
  }
  return "could not be integrated";
}

void print_parameters(const hpg::Catalog& catalog, const hpg::Trial& trial, const hpg::Subject& subject) {
  const hpg::trial::Candidate man = hpg::trial::draw_candidate(catalog, trial, subject.man, subject.screened - 1);
  const auto before = hpg::trial::parameters_of(
      catalog, {trial.population.condition, man.age, man.bmi, ethnicity_of(trial, subject)}, {trial.source_file, 0, ""});
  std::vector<double> of_condition;
  hpg::model::visit_numbers(before, [&](const std::string&, double value) { of_condition.push_back(value); });
  std::vector<std::vector<std::string>> rows{{"  parameter", "value", "relative to a man of his kind"}};
  std::size_t i = 0;
  hpg::model::visit_numbers(man.parameters, [&](const std::string& name, double value) {
    const double other = of_condition[i++];
    if (value != other) rows.push_back({"  " + name, fmt::format("{:.6g}", value), fmt::format("{:.4g}", value / other)});
  });
  print_table(rows);
}

/// Whether this is the planned start, or the stop, of a dose that was stopped for good before its period began.
bool never_begun(const hpg::Subject& man, const hpg::DoseChange& change) {
  const auto same = [&](const hpg::DoseChange& other) { return other.period == change.period && other.dose == change.dose; };
  const auto start = std::find_if(man.doses.begin(), man.doses.end(), same);
  return change.rule == 0 && std::any_of(start + 1, man.doses.end(), [&](const hpg::DoseChange& other) {
           return same(other) && other.rule == 0 && other.amount == 0 && other.time <= start->time;
         });
}

/// A name in the temporary folder; the file is gone afterwards, however that comes.
struct TemporaryFile {
  std::filesystem::path path;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

}  // namespace

void show_man(const hpg::Catalog& catalog, const hpg::Trial& trial, std::uint64_t place, const hpg::trial::TrialOptions& options,
              hpg::UnitSystem units) {
  hpg::trial::TrialOptions alone = options;
  alone.first = place;
  alone.last = place + 1;
  alone.check = 1;
  const TemporaryFile file{std::filesystem::temp_directory_path() / fmt::format("hpgsim-man-{}-{}.hpgt", place, getpid())};
  hpg::trial::run_trial(catalog, trial, 0, alone, file.path);
  const hpg::trial::TrialFile data(file.path, trial, 0);
  const std::size_t draw = trial.draws > 0 ? hpg::trial::draw_of(place, trial.population.men, trial.draws) : 0;
  const hpg::Catalog his = trial.draws > 0 ? hpg::io::under_draw(catalog, options.posterior, draw) : catalog;
  data.each([&](const hpg::Subject& subject) {
    const std::string ethnicity = ethnicity_of(trial, subject);
    fmt::print("man {} of {}: {}, {:.1f} a, {:.1f} kg/m2{}, arm {}, candidate {} for his place\n{}{}{}\n", subject.man + 1,
               trial.title, trial.population.condition, subject.age, subject.bmi, ethnicity.empty() ? "" : ", " + ethnicity,
               trial.arms[subject.arm].name, subject.screened, status_word(subject.status),
               subject.status == hpg::Status::completed ? "" : fmt::format(" on day {:.4g}", subject.left_at / kDay),
               subject.ill_conditioned ? "; ill-conditioned: followed more exactly he comes out differently" : "");
    if (trial.draws > 0)
      fmt::print("under draw {} of {} of what is not known, as is a man of his kind here\n", draw + 1, trial.draws);
    print_parameters(his, trial, subject);
    std::vector<std::vector<std::string>> rows{{"  day"}};
    for (std::size_t v = 0; v < subject.visit_time.size(); ++v) {
      const double start = trial.period_start(v / trial.visits.size());
      rows[0].push_back(fmt::format("{:.4g}", (start + subject.visit_time[v]) / kDay));
    }
    for (std::size_t c = 0; c < trial.columns.size(); ++c) {
      const hpg::Observable& observable = catalog.observable(trial.columns[c].observable, {});
      const hpg::DisplayUnit& unit = units == hpg::UnitSystem::us ? observable.us : observable.si;
      rows.push_back({fmt::format("  {}{}, {}", observable.name, trial.columns[c].mean_24_h ? " (24-h mean)" : "", unit.symbol)});
      for (std::size_t v = 0; v < subject.visit_time.size(); ++v) {
        const double value = subject.values[v * trial.columns.size() + c];
        rows.back().push_back(three_digits(value * unit.factor));
      }
    }
    print_table(rows);
    for (const hpg::DoseChange& change : subject.doses) {
      if (never_begun(subject, change)) continue;
      const auto arm = subject.arm_in(change.period, trial.arms.size());
      const hpg::TrialDose& line = trial.arms[arm].doses[change.dose];
      fmt::print("  day {:.4g}: {} {}{}\n", (trial.period_start(change.period) + change.time) / kDay, line.label,
                 hpg::io::dose_text(catalog.drug(line.dose.drug, {}), change.amount),
                 change.rule > 0      ? " by a titration rule"
                 : change.amount == 0 ? ", stopped"
                                      : "");
    }
  });
}
