// A study becomes one trial for each arm, whose visits are the moments at which something was read.
#include "io/read_study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "io/names.hpp"
#include "io/read_parts.hpp"
#include "io/read_population.hpp"
#include "io/read_published.hpp"
#include "io/read_trial.hpp"
#include "io/read_trial_arm.hpp"
#include "io/read_visits.hpp"
#include "io/toml_reader.hpp"
#include "population/fnv1a.hpp"

namespace hpg::io {
namespace {

std::string read_class(TomlTable& root) {
  const auto written = root.find_text("class");
  if (!written) return "other";
  const std::vector<std::string>& known = study_classes();
  for (const std::string& name : known) {
    if (plain_name(name) == plain_name(*written)) return name;
  }
  throw InputError(root.where("class"),
                   fmt::format("unknown class {}{}", in_quotes(*written), did_you_mean_or_list(*written, known, known)));
}

StudyUse read_use(TomlTable& root) {
  const auto written = root.find_text("use");
  if (!written) return StudyUse::none;
  if (*written == "calibration") return StudyUse::calibration;
  if (*written == "validation") return StudyUse::validation;
  throw InputError(root.where("use"), in_quotes(*written) + " is neither \"calibration\" nor \"validation\"");
}

/// So that studies draw different men, and the arms of one study the same.
std::uint64_t seed_of(const std::string& id) { return population::fnv1a(id) >> 11; }

bool has_rules(const TrialArm& arm) { return !arm.titration.empty() || !arm.stopping.empty(); }

void add_visits(Trial& trial, const std::vector<double>& times) {
  std::vector<Visit>& visits = trial.visits;
  for (const double time : times) visits.push_back({time, 0});
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.time < b.time; });
  visits.erase(std::unique(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) { return a.time == b.time; }),
               visits.end());
}

/// Samples between the published ones, for the figures: at one time of day unless the study is short.
std::vector<double> course_times(double duration) {
  constexpr double kParts = 40;
  const double step =
      duration > kParts * kHoursPerDay / 4 ? kHoursPerDay * std::ceil(duration / kHoursPerDay / kParts) : duration / kParts;
  std::vector<double> times;
  for (double time = 0; time <= duration + 1e-9; time += step) times.push_back(time);
  return times;
}

/// The men are sampled when a number of this or another arm needs it.
void plan_reading(StudyArm& arm, const Reading& reading) {
  add_visits(arm.trial, reading.times());
  const auto same = [&](const Column& c) { return c.observable == reading.observable; };
  std::vector<Column>& columns = arm.trial.columns;
  if (std::none_of(columns.begin(), columns.end(), same)) columns.push_back({reading.observable, false});
}

class StudyReader {
 public:
  StudyReader(TomlTable root, const Catalog& catalog) : root_(std::move(root)), catalog_(catalog) {}

  Study read(const std::filesystem::path& file) {
    for (const char* key : {"id", "use", "cohort", "class", "citation", "note", "duration", "starts_at", "population", "visit",
                            "visits", "conduct", "arm"}) {
      (void)root_.has(key);
    }
    root_.finish();
    study_.source_file = file.string();
    study_.id = root_.text("id");
    if (study_.id != file.stem().string()) {
      throw InputError(root_.where("id"),
                       fmt::format("{} is not the name of the file, {}", in_quotes(study_.id), in_quotes(file.stem().string())));
    }
    study_.use = read_use(root_);
    study_.cohort = root_.find_text("cohort").value_or(study_.id);
    study_.kind = read_class(root_);
    study_.citation = read_name(root_, "citation");
    if (root_.has("note")) study_.note = one_line(root_, "note");
    read_common();
    std::vector<TomlTable> tables = root_.tables("arm");
    if (tables.empty()) throw InputError(root_.where("arm"), "is missing: a study wants at least one [[arm]] with a name");
    for (TomlTable& table : tables) read_arm(table);
    for (std::size_t i = 0; i < tables.size(); ++i) read_numbers(tables[i], i);
    plan();
    return std::move(study_);
  }

 private:
  /// What all arms share.
  void read_common() {
    common_.source_file = study_.source_file;
    common_.seed = seed_of(study_.id);
    common_.duration = read_duration(root_, "duration");
    common_.clock_at_start = read_clock(root_, "starts_at", common_.clock_at_start);
    if (!root_.has("population")) throw InputError(root_.where("population"), "is missing: who took part");
    TomlTable population = root_.table("population");
    common_.population = read_population(population, catalog_);
    if (!common_.population.listed.empty())
      throw InputError(population.where("file"), "does not go with a study: its men are drawn");
    common_.visits = {{0, 0}};
    read_conduct(root_, common_);
    if (root_.has("visits") || root_.has("visit")) rule_visits_ = read_visits(root_, common_.duration);
  }

  void read_arm(TomlTable& table) {
    // Its own keys first; read_trial_arm() refuses what nobody asked for.
    for (const char* key : {"men", "population", "observed"}) (void)table.has(key);
    StudyArm arm;
    arm.trial = common_;
    Population& population = arm.trial.population;
    const auto men = table.find_count("men");
    if (auto own = table.find_table("population")) {
      const auto same = own->find_count("men");
      if (men && same && *same != *men) throw InputError(own->where("men"), "is not the \"men\" of the arm");
      population = read_population(*own, catalog_, men);
      arm.own_population = true;
      if (!population.listed.empty()) throw InputError(own->where("file"), "does not go with a study: its men are drawn");
    }
    if (men) population.men = *men;
    arm.trial.arms.push_back(read_trial_arm(table, common_.duration, rule_visits_, catalog_));
    if (table.has("share")) throw InputError(table.where("share"), "does not go with a study: \"men\" says how many there were");
    TrialArm& treatment = arm.trial.arms.front();
    if (has_rules(treatment)) {
      if (rule_visits_.size() < 2) throw InputError(root_.where("visits"), "is missing: when are the rules judged?");
      std::vector<double> times;
      for (std::size_t i = 1; i < rule_visits_.size(); ++i) times.push_back(rule_visits_[i].time);
      for (TitrationRule& rule : treatment.titration) {
        if (rule.visits.empty()) rule.visits = times;
      }
      for (StoppingRule& rule : treatment.stopping) rule.visits = times;
      add_visits(arm.trial, times);
    }
    arm.trial.title = study_.id + ", " + treatment.name;
    if (!names_.insert(plain_name(treatment.name)).second)
      throw InputError(table.where("name"), in_quotes(treatment.name) + " is the name of two arms");
    study_.arms.push_back(std::move(arm));
  }

  void read_numbers(TomlTable& table, std::size_t i) {
    StudyFrame frame{common_.duration, {}, i, study_.arms[i].trial.population.men};
    for (const StudyArm& arm : study_.arms) frame.arm_names.push_back(arm.name());
    for (TomlTable& entry : table.tables("observed")) {
      study_.arms[i].published.push_back(read_published(entry, frame, catalog_));
    }
  }

  void plan() {
    std::size_t numbers = 0;
    for (StudyArm& arm : study_.arms) {
      add_visits(arm.trial, course_times(common_.duration));
      for (const PublishedNumber& number : arm.published) {
        ++numbers;
        plan_reading(arm, number.reading);
        if (number.comparison) plan_reading(study_.arms[number.comparison->arm], number.comparison->reading);
      }
    }
    if (numbers == 0) throw InputError(root_.where("arm"), "has no [[arm.observed]]: nothing to compare with");
  }

  TomlTable root_;
  const Catalog& catalog_;
  Study study_;
  Trial common_;
  std::vector<Visit> rule_visits_{{0, 0}};
  std::set<std::string> names_;
};

}  // namespace

const std::vector<std::string>& study_classes() {
  static const std::vector<std::string> classes{"testosterone products",
                                                "suppression",
                                                "recovery",
                                                "SERM",
                                                "aromatase inhibitors",
                                                "gonadorelin",
                                                "agonists and antagonists",
                                                "kisspeptin and NK3",
                                                "hCG",
                                                "FSH",
                                                "feedback",
                                                "conditions",
                                                "body weight",
                                                "age",
                                                "growth hormone",
                                                "blood",
                                                "bone",
                                                "healthy men",
                                                "other"};
  return classes;
}

Study read_study(const std::filesystem::path& file, const Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  check_kind(root, "study");
  return StudyReader(std::move(root), catalog).read(file);
}

std::vector<std::filesystem::path> study_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Study> read_studies(const std::filesystem::path& folder, const Catalog& catalog) {
  std::vector<Study> studies;
  for (const auto& file : study_files(folder)) studies.push_back(read_study(file, catalog));
  return studies;
}

}  // namespace hpg::io
