// Reads studies, simulates them, prints the score.
#include "validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <sstream>

#include "data_folder.hpp"
#include "evidence/score.hpp"
#include "evidence/score_csv.hpp"
#include "evidence/score_json.hpp"
#include "evidence/simulate_studies.hpp"
#include "evidence/thresholds.hpp"
#include "evidence/words.hpp"
#include "hpgsim/run.hpp"
#include "interrupt.hpp"
#include "io/read_study.hpp"
#include "output_files.hpp"
#include "print.hpp"
#include "progress.hpp"
#include "read_studies.hpp"
#include "report/validation_report.hpp"

namespace {

namespace fs = std::filesystem;
using hpg::Study;
using hpg::evidence::counted;
using hpg::evidence::Score;
using hpg::evidence::Scored;
using hpg::evidence::value_text;
using hpg::evidence::words_of;

constexpr std::size_t kWorst = 12;

std::string percent(double share) { return std::isnan(share) ? "" : fmt::format("{:.0f} %", 100 * share); }
std::string two(double value) { return std::isnan(value) ? "" : fmt::format("{:.2f}", value); }

std::vector<std::string> row_of(std::string name, const Score& score) {
  return {std::move(name),
          std::to_string(score.studies),
          std::to_string(score.numbers),
          score.folds > 0 ? two(score.gmfe) : "",
          percent(score.within_1_25),
          percent(score.within_2),
          score.fractions > 0 ? two(score.fraction_error) : "",
          percent(score.inside)};
}

const std::vector<std::string> kHead{"",          "studies",   "numbers",         "GMFE", "in 1.25-fold",
                                     "in 2-fold", "fractions", "in 90 % interval"};

template <class Choice>
std::vector<const Scored*> numbers_of(const std::vector<Scored>& all, const Choice& choice) {
  std::vector<const Scored*> some;
  for (const Scored& one : all) {
    if (choice(one)) some.push_back(&one);
  }
  return some;
}

void print_tables(const std::vector<Study>& studies, const std::vector<Scored>& all, const hpg::Catalog& catalog) {
  std::vector<std::vector<std::string>> rows{kHead};
  const auto add = [&](const std::string& name, const auto& choice) {
    const Score score = summarise(numbers_of(all, choice));
    if (score.numbers > 0) rows.push_back(row_of(name, score));
  };
  for (const std::string& kind : hpg::io::study_classes())
    add(kind, [&](const Scored& one) { return studies[one.study].kind == kind; });
  const auto use = [&](hpg::StudyUse wanted) {
    return [&studies, wanted](const Scored& one) { return studies[one.study].use == wanted; };
  };
  rows.push_back({""});
  add("calibration", use(hpg::StudyUse::calibration));
  add("validation", use(hpg::StudyUse::validation));
  add("all", [](const Scored&) { return true; });
  print_table(rows);

  fmt::print("\n");
  rows = {{"study", "class", "use", "numbers", "GMFE", "fractions", "worst"}};
  for (std::size_t s = 0; s < studies.size(); ++s) {
    const auto numbers = numbers_of(all, [&](const Scored& one) { return one.study == s; });
    const Score score = summarise(numbers);
    const Scored* worst = nullptr;
    for (const Scored* one : numbers) {
      if (one->counts && (worst == nullptr || miss(*one) > miss(*worst))) worst = one;
    }
    const Study& study = studies[s];
    std::string words = numbers.empty() ? "" : "not scored: read at second hand, or men held steady";
    if (worst != nullptr) {
      const auto& number = study.arms[worst->arm].published[worst->number];
      words = fmt::format("{}: {} for {}", words_of(number, study, catalog), value_text(number, worst->predicted, catalog),
                          value_text(number, worst->observed, catalog));
    }
    rows.push_back({study.id, study.kind, hpg::evidence::use_word(study.use), std::to_string(score.numbers),
                    score.folds > 0 ? two(score.gmfe) : "", score.fractions > 0 ? two(score.fraction_error) : "", words});
  }
  print_table(rows);

  std::vector<const Scored*> worst = numbers_of(all, [](const Scored& one) { return one.counts; });
  std::stable_sort(worst.begin(), worst.end(), [](const Scored* a, const Scored* b) { return miss(*a) > miss(*b); });
  worst.resize(std::min(worst.size(), kWorst));
  fmt::print("\nFarthest off\n");
  rows = {{"study, arm", "what", "predicted", "90 % interval", "observed"}};
  for (const Scored* one : worst) {
    const Study& study = studies[one->study];
    const auto& arm = study.arms[one->arm];
    const auto& number = arm.published[one->number];
    rows.push_back({study.id + ", " + arm.name(), words_of(number, study, catalog), value_text(number, one->predicted, catalog),
                    value_text(number, one->low, catalog) + " to " + value_text(number, one->high, catalog),
                    value_text(number, one->observed, catalog)});
  }
  print_table(rows);
}

/// The thresholds are for the studies of the data folder, not for one's own.
void judge(const ValidateCommand& command, const fs::path& folder, const hpg::Catalog& catalog, const std::vector<Study>& studies,
           const std::vector<Scored>& scored) {
  if (!command.choice.places.empty()) return;
  const std::vector<std::string> lines =
      shortfalls(hpg::evidence::read_thresholds(folder / "thresholds.toml"), read_studies({}, folder, catalog), studies, scored);
  if (lines.empty()) return;
  throw std::runtime_error(fmt::format("below the thresholds: {}", fmt::join(lines, "; ")));
}

}  // namespace

void validate(const ValidateCommand& command, const std::string& data) {
  const fs::path folder = data_folder(data);
  check_outputs(command.outputs, {".html", ".csv", ".json"}, study_files(command.choice, folder));
  const hpg::Catalog catalog = hpg::Catalog::load(folder);
  const std::vector<Study> studies = read_studies(command.choice, folder, catalog);
  if (command.check) {
    print_what_was_read(studies, command.choice, folder, catalog);
    return;
  }
  hpg::evidence::SimulatedArms men;
  {
    Progress progress(!command.quiet);
    std::size_t arms = 0;
    for (const Study& study : studies) arms += study.arms.size();
    hpg::evidence::SimulationOptions options;
    options.men = command.men;
    options.threads = command.threads;
    options.stop = &interrupted;
    options.progress = [&](double share) {
      progress(share, [&] {
        return fmt::format("{}, {} of {} men", counted(studies.size(), "study", "studies"), counted(arms, "arm", "arms"),
                           command.men);
      });
    };
    men = simulate_studies(catalog, studies, options);
  }
  const std::vector<Scored> scored =
      hpg::evidence::score_all(catalog, studies, men, hpg::evidence::read_between_studies(folder / "between_studies.toml"));
  write_outputs(command.outputs, [&](const std::string& ending) {
    if (ending == ".json") return score_json(catalog, studies, scored);
    if (ending == ".csv") return score_csv(catalog, studies, scored);
    std::ostringstream page;
    hpg::report::write_validation_report(studies, scored, men, catalog, hpg::UnitSystem::us, page);
    return page.str();
  });
  if (command.json) {
    fmt::print("{}", score_json(catalog, studies, scored));
  } else if (!command.quiet) {
    print_tables(studies, scored, catalog);
  }
  judge(command, folder, catalog, studies, scored);
}
