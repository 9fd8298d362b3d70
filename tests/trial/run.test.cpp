// Trials as they run: the same numbers however the work is divided, and rules that do what they say.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "hpgsim/hpgsim.hpp"
#include "io/read_trial.hpp"
#include "io/temporary_folder.hpp"
#include "trial/run_trial.hpp"
#include "trial/trial_file.hpp"
#include "trial/virtual_subject.hpp"

using namespace hpg;
using trial::TrialFile;
using trial::TrialOptions;

namespace {

const Catalog& catalog() {
  static const Catalog all = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return all;
}

/// Enanthate, titrated, against nothing: four weeks, visits every week.
std::string text(const std::string& population, const std::string& more = "") {
  return "title = \"t\"\nduration = \"4 wk\"\nseed = 11\n[population]\n" + population +
         "\n[visits]\nevery = \"1 wk\"\nwindow = \"2 d\"\n[labs]\nobservables = [\"total testosterone\", \"24-h mean total "
         "testosterone\", \"hematocrit\", \"LH\"]\n" +
         more + R"(
[[arm]]
name = "enanthate"
[[arm.dose]]
drug = "testosterone enanthate"
route = "im"
amount = "100 mg"
every = "7 d"
[[arm.titration]]
observable = "total testosterone"
below = "500 ng/dL"
above = "700 ng/dL"
step = "20 mg"
at_least = "60 mg"
at_most = "140 mg"
[[arm]]
name = "nothing"
)";
}

Trial read(const TemporaryFolder& folder, const std::string& content) {
  return io::read_trial(folder.write("trial.toml", content), catalog());
}

std::vector<Subject> run(const Trial& trial, const std::filesystem::path& file, TrialOptions options = {},
                         const Catalog& of = catalog()) {
  if (options.last == 0) options.last = trial.population.men;
  trial::run_trial(of, trial, 1, options, file);
  std::vector<Subject> men;
  TrialFile(file, trial, 1).each([&](const Subject& man) { men.push_back(man); });
  return men;
}

double value(const Trial& trial, const Subject& man, std::size_t visit, std::size_t column) {
  return man.values[visit * trial.columns.size() + column];
}

}  // namespace

TEST_CASE("threads, instruction sets, shards and a resumed run give the same file") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, text("men = 22", "[conduct]\ndropout = \"50 %\"\nmissed_doses = \"20 %\"\n"));
  const auto whole = folder / "whole";
  run(trial, whole, {.threads = 1, .check = 5});
  const std::string bytes = content_of(whole);
  REQUIRE(bytes.size() > 1000);
  for (const unsigned threads : {2U, 3U}) {
    run(trial, folder / "threads", {.threads = threads, .check = 5});
    CHECK(content_of(folder / "threads") == bytes);
  }
  run(trial, folder / "portable", {.instructions = batch::Instructions::portable, .check = 5});
  CHECK(content_of(folder / "portable") == bytes);

  std::vector<std::filesystem::path> parts;
  for (std::uint64_t i = 0; i < 4; ++i) {
    parts.push_back(folder / ("part" + std::to_string(i)));
    run(trial, parts.back(), {.first = 22 * i / 4, .last = 22 * (i + 1) / 4, .check = 5});
  }
  std::swap(parts[0], parts[3]);
  trial::merge(parts, 1, folder / "merged");
  CHECK(content_of(folder / "merged") == bytes);
  CHECK_THROWS_WITH_AS(trial::merge({parts[0], parts[1]}, 1, folder / "gap"), doctest::Contains("are in none of the files"),
                       InputError);
  CHECK_THROWS_WITH_AS(trial::merge({whole, parts[1]}, 1, folder / "twice"), doctest::Contains("another file holds"), InputError);
  CHECK_THROWS_WITH_AS(trial::merge(parts, 2, folder / "other"), doctest::Contains("belongs to another trial"), InputError);

  const std::atomic<bool> stop{true};
  CHECK_THROWS_AS(trial::merge(parts, 1, folder / "stopped", &stop), Stopped);

  // Cut off in the middle of a record, then of the checksum behind another.
  for (const std::size_t size : {bytes.size() / 2, bytes.size() - 3}) {
    std::ofstream(folder / "cut", std::ios::binary) << bytes.substr(0, size);
    const std::size_t before = TrialFile(folder / "cut", trial, 1).size();
    CHECK(before < 22);
    run(trial, folder / "cut", {.resume = true, .check = 5});
    CHECK(content_of(folder / "cut") == bytes);
  }
  std::ofstream(folder / "nonsense", std::ios::binary) << "nonsense";
  CHECK_THROWS_AS(run(trial, folder / "nonsense", {.resume = true}), InputError);
}

TEST_CASE("a man is the same man whatever the size of the trial, and alone") {
  const TemporaryFolder folder;
  const auto few = run(read(folder, text("men = 4")), folder / "few");
  const Trial trial = read(folder, text("men = 9"));
  const auto many = run(trial, folder / "many");
  for (std::size_t i = 0; i < few.size(); ++i) {
    CHECK(few[i].arm == many[i].arm);
    CHECK(few[i].values == many[i].values);
  }
  const auto alone = run(trial, folder / "alone", {.first = 7, .last = 8});
  REQUIRE(alone.size() == 1);
  CHECK(alone[0].values == many[7].values);
}

TEST_CASE("titration does what the rule says, at the visits, within its limits") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, text("men = 24"));
  std::size_t changed = 0;
  for (const Subject& man : run(trial, folder / "t")) {
    const TitrationRule* rule = trial.arms[man.arm].titration.empty() ? nullptr : &trial.arms[man.arm].titration[0];
    if (rule == nullptr) {
      CHECK(man.doses.empty());
      continue;
    }
    double amount = 100000;
    std::size_t next = 1;
    REQUIRE(man.doses[0].amount == amount);
    for (std::size_t visit = 1; visit < trial.visits.size(); ++visit) {
      const double seen = value(trial, man, visit, 0);
      double wanted = amount;
      if (seen < rule->keep.low) wanted = std::min(amount + 20000, 140000.0);
      if (seen > rule->keep.high) wanted = std::max(amount - 20000, 60000.0);
      if (wanted == amount) continue;
      REQUIRE(next < man.doses.size());
      CHECK(man.doses[next].amount == wanted);
      CHECK(man.doses[next].time == man.visit_time[visit]);
      CHECK(man.doses[next].rule == 1);
      amount = wanted;
      ++next;
      ++changed;
    }
    CHECK(next == man.doses.size());
  }
  CHECK(changed > 4);
}

TEST_CASE("a stopping rule ends treatment: testosterone falls back, the man is still seen") {
  const TemporaryFolder folder;
  std::string content = text("men = 8");
  content.insert(content.find("[[arm]]\nname = \"nothing\""), "[[arm.stop]]\nobservable = \"hematocrit\"\nabove = \"20 %\"\n");
  const Trial trial = read(folder, content);
  for (const Subject& man : run(trial, folder / "s")) {
    if (man.arm != 0) continue;
    CHECK(man.status == Status::stopped);
    CHECK(man.left_at == man.visit_time[1]);
    CHECK(man.doses.back().amount == 0);
    CHECK(std::isfinite(value(trial, man, 4, 0)));
    // After one injection, two weeks or more later: half of it gone each 4.5 d.
    CHECK(value(trial, man, 4, 1) < value(trial, man, 1, 1));
  }
}

TEST_CASE("a rule acts on an infusion under way, and a dose that went to 0 can come back") {
  const TemporaryFolder folder;
  const auto with_dose = [&](const std::string& dose) {
    std::string content = text("men = 4\nvary = false");
    const auto begin = content.find("[[arm.dose]]");
    content.replace(begin, content.find("[[arm]]\nname = \"nothing\"") - begin, dose);
    return read(folder, content);
  };
  const Trial drip = with_dose(
      "[[arm.dose]]\ndrug = \"testosterone\"\nroute = \"iv\"\nrate = \"20 mg/d\"\n[[arm.stop]]\nobservable = \"total "
      "testosterone\"\nabove = \"1 ng/dL\"\n");
  for (const Subject& man : run(drip, folder / "d", {.check = 0})) {
    if (man.arm == 0) CHECK(value(drip, man, 2, 1) < 0.9 * value(drip, man, 0, 1));  // his own axis is still asleep
  }
  const Trial back = with_dose(
      "[[arm.dose]]\ndrug = \"testosterone enanthate\"\nroute = \"im\"\namount = \"200 mg\"\nevery = \"7 d\"\n[[arm.titration]]\n"
      "observable = \"total testosterone\"\nat = [\"1 wk\"]\nabove = \"1 ng/dL\"\nstep = \"200 mg\"\n[[arm.titration]]\n"
      "observable = \"total testosterone\"\nat = [\"3 wk\"]\nbelow = \"90000 ng/dL\"\nstep = \"200 mg\"\n");
  for (const Subject& man : run(back, folder / "b", {.check = 0})) {
    if (man.arm != 0) continue;
    REQUIRE(man.doses.size() == 3);
    CHECK(man.doses[1].amount == 0);
    CHECK(man.doses[2].amount == 200000);
    CHECK(value(back, man, 4, 1) > value(back, man, 3, 1));
  }
}

TEST_CASE("men leave at the stated rate, and miss as many doses as stated") {
  const TemporaryFolder folder;
  const Trial leaving = read(folder, text("men = 60\nvary = false", "[conduct]\ndropout = \"99 %\"\n"));
  std::size_t left = 0;
  for (const Subject& man : run(leaving, folder / "l", {.check = 0})) {
    left += man.status == Status::dropped_out;
    if (man.status == Status::dropped_out) CHECK(std::isnan(value(leaving, man, 4, 0)));
  }
  // 1 - 0.01^(28 d / 1 a) = 0.30 before the last visit, 60 men: 18 +- 3 sd of 3.5.
  CHECK(left > 7);
  CHECK(left < 29);

  const Trial missing = read(folder, text("men = 6\nvary = false", "[conduct]\nmissed_doses = \"99 %\"\n"));
  for (const Subject& man : run(missing, folder / "m", {.check = 0})) {
    // Nearly nobody takes anything: the mean stays that of the untreated typical man.
    CHECK(value(missing, man, 4, 1) < 25);
  }
}

TEST_CASE("arms are filled in proportion to their shares, in an order nobody can guess") {
  const TemporaryFolder folder;
  std::string content = text("men = 12");
  content.insert(content.find("name = \"nothing\""), "share = 2\n");
  const Trial trial = read(folder, content);
  std::vector<std::uint32_t> arms;
  for (std::uint64_t place = 0; place < 600; ++place) arms.push_back(trial::arm_of(trial, place));
  CHECK(std::count(arms.begin(), arms.end(), 0U) == 200);
  for (std::size_t block = 0; block < 100; ++block) {
    CHECK(std::count(arms.begin() + static_cast<std::ptrdiff_t>(6 * block),
                     arms.begin() + static_cast<std::ptrdiff_t>(6 * block + 6), 0U) == 2);
  }
  CHECK_FALSE(std::equal(arms.begin(), arms.begin() + 6, arms.begin() + 6));
}

TEST_CASE("a program runs a trial through the front door") {
  const TemporaryFolder folder;
  const Simulator simulator = Simulator::load(HPGSIM_SOURCE_DIR "/data");
  const Trial trial = simulator.read_trial(folder.write("trial.toml", text("men = 6")));
  std::atomic<std::uint64_t> last_said = 0;
  TrialRunOptions options;
  options.threads = 2;
  options.progress = [&](std::uint64_t men, double) { last_said = std::max<std::uint64_t>(last_said, men); };
  const auto result = simulator.run(trial, folder / "men.hpgt", options);
  CHECK((result->size() == 6 && last_said == 6 && result->trial().title == "t"));
  std::vector<Subject> men;
  result->each([&](const Subject& man) { men.push_back(man); });
  const std::vector<Subject> same = run(trial, folder / "same");
  REQUIRE(men.size() == same.size());
  for (std::size_t i = 0; i < men.size(); ++i) CHECK((men[i].arm == same[i].arm && men[i].doses.size() == same[i].doses.size()));
  simulator.write_report(*result, UnitSystem::us, folder / "report.html");
  simulator.write_tables(*result, UnitSystem::us, folder / "t");
  for (const char* file : {"report.html", "t-adsl.csv", "t-adlb.csv", "t-ex.csv"}) {
    CHECK(std::filesystem::file_size(folder / file) > 100);
  }
  std::atomic<bool> stop = true;
  options.stop = &stop;
  CHECK_THROWS_AS((void)simulator.run(trial, folder / "men2.hpgt", options), Stopped);
}

TEST_CASE("men have a condition in different degrees") {
  const TemporaryFolder folder;
  Trial trial = read(folder, text("men = 400\ncondition = \"congenital hypogonadotropic hypogonadism\""));
  const auto& condition = catalog().condition("congenital hypogonadotropic hypogonadism", {});
  const auto change = [&](const char* parameter) {
    std::size_t i = 0;
    while (condition.changes.at(i).parameter != parameter) ++i;
    return condition.numbers[i];
  };
  const Number neurons = change("hypothalamus.gnrh_neurons");
  const Number mature = change("sertoli.mature_at_start");
  const double sigma = std::sqrt(std::log1p(neurons.between_men.value() * neurons.between_men.value()));
  double sum = 0;
  double squares = 0;
  for (std::uint64_t place = 0; place < 400; ++place) {
    const auto man = trial::draw_candidate(catalog(), trial, place, 0).parameters;
    const double z = std::log(man.hypothalamus.gnrh_neurons / neurons.value) / sigma;
    CHECK((man.sertoli.mature_at_start > mature.value) == (z > 0));  // one degree for both
    sum += z;
    squares += z * z;
  }
  CHECK(std::abs(sum / 400) < 0.2);
  CHECK(squares / 400 == doctest::Approx(1).epsilon(0.25));
  trial.population.vary = false;
  CHECK(trial::draw_candidate(catalog(), trial, 0, 0).parameters.hypothalamus.gnrh_neurons == neurons.value);
}

TEST_CASE("ethnicity is drawn in proportion, changes what it says and nothing else, and stays with the man") {
  const TemporaryFolder folder;
  const Trial plain = read(folder, text("men = 400"));
  const Trial mixed = read(folder, text("men = 400\nethnicity = { european = 3, \"east asian\" = 1 }"));
  std::size_t asian = 0;
  for (std::uint64_t place = 0; place < 400; ++place) {
    const trial::Candidate typical = trial::draw_candidate(catalog(), plain, place, 0);
    const trial::Candidate man = trial::draw_candidate(catalog(), mixed, place, 0);
    CHECK(typical.ethnicity == 0);
    REQUIRE((man.ethnicity == 1 || man.ethnicity == 2));
    const std::string& name = mixed.population.ethnicity[man.ethnicity - 1].ethnicity;
    asian += name == "east asian" ? 1 : 0;
    const double factor = catalog().ancestry(name, {}).changes[0].value;
    CHECK(man.parameters.spermatogenesis.sensitivity ==
          doctest::Approx(factor * typical.parameters.spermatogenesis.sensitivity).epsilon(1e-14));
    CHECK(man.parameters.leydig.cell_number == typical.parameters.leydig.cell_number);
  }
  CHECK((asian > 70 && asian < 130));
  const Trial few = read(folder, text("men = 6\nethnicity = { european = 1, \"east asian\" = 1 }"));
  for (const Subject& man : run(few, folder / "few")) {
    CHECK(man.ethnicity == trial::draw_candidate(catalog(), few, man.man, man.screened - 1).ethnicity);
    CHECK(!ethnicity_of(few, man).empty());
  }
}

TEST_CASE("a cohort has the labs of the study and meets its criteria") {
  const TemporaryFolder folder;
  const Trial trial =
      read(folder, text("men = 150\nlabs = [{ observable = \"total testosterone\", mean = \"420 ng/dL\", sd = \"80 ng/dL\" }]\n"
                        "include = [{ observable = \"LH\", above = \"2 IU/L\" }]"));
  Trial brief = trial;
  brief.visits.resize(1);
  const auto men = run(brief, folder / "c", {.check = 0});
  const TrialFile file(folder / "c", brief, 1);
  const Screening& screening = file.screening();
  constexpr double kNgPerDl = 28.84;
  CHECK(screening.lab_mean[0] * kNgPerDl == doctest::Approx(420).epsilon(0.05));
  CHECK(screening.lab_sd[0] * kNgPerDl == doctest::Approx(80).epsilon(0.25));
  CHECK(screening.accepted == 150);
  CHECK(screening.eligible >= screening.accepted);
  CHECK(screening.screened > screening.eligible);
  CHECK(screening.effective_size > 10);
  CHECK(screening.effective_size < static_cast<double>(screening.eligible));

  const Trial rare =
      read(folder, text("men = 4\nlabs = [{ observable = \"total testosterone\", mean = \"60 ng/dL\", sd = \"5 ng/dL\" }]"));
  CHECK_THROWS_WITH_AS(run(rare, folder / "r"), doctest::Contains("too rare"), InputError);
}

TEST_CASE("in a cross-over every man goes through every arm") {
  const TemporaryFolder folder;
  std::string content = text("men = 6");
  content.insert(content.find("seed"), "design = \"crossover\"\nwashout = \"6 wk\"\n");
  const Trial trial = read(folder, content);
  const std::size_t visits = trial.visits.size();
  for (const Subject& man : run(trial, folder / "x")) {
    REQUIRE(man.visit_time.size() == 2 * visits);
    for (std::size_t period = 0; period < 2; ++period) {
      const double before = value(trial, man, period * visits, 1);
      const double after = value(trial, man, period * visits + visits - 1, 1);
      INFO("man ", man.man, " period ", period, " ", before, " ", after);
      if (man.arm_in(period, 2) == 0) {
        const double lh_before = value(trial, man, period * visits, 3);
        CHECK(value(trial, man, period * visits + visits - 1, 3) < 0.5 * lh_before);
      } else {
        CHECK(after == doctest::Approx(before).epsilon(0.2));
      }
    }
  }
}

TEST_CASE("a man who cannot be integrated is reported and the trial goes on") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, text("men = 16"));
  Catalog odd = catalog();
  // Half of the men get a generator that overflows.
  for (Number& number : odd.parameters) {
    if (number.name == "pituitary.lh_release") number.between_men = 1e300;
  }
  const auto men = run(trial, folder / "f", {}, odd);
  REQUIRE(men.size() == 16);
  const auto failed = std::count_if(men.begin(), men.end(), [](const Subject& man) { return man.status == Status::failed; });
  CHECK(failed > 0);
  CHECK(failed < 16);
}

TEST_CASE("a stopped run leaves the men finished so far") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, text("men = 200"));
  std::atomic<bool> stop{false};
  TrialOptions options{.last = 200, .stop = &stop};
  options.progress = [&](std::uint64_t done, double) { stop = done >= 20; };
  CHECK_THROWS_AS(trial::run_trial(catalog(), trial, 1, options, folder / "p"), Stopped);
  const TrialFile file(folder / "p", trial, 1);
  CHECK(file.size() >= 20);
  CHECK(file.size() < 200);
  CHECK_FALSE(file.complete());
  // Goes on with all of them to the same file, also when it is stopped again.
  std::uint64_t taken_over = 0;
  options = {.last = 200, .resume = true, .stop = &stop};
  options.taken_over = [&](std::uint64_t men, double share) {
    taken_over = men;
    CHECK(share > 0);
    CHECK(share < 1);
  };
  CHECK_THROWS_AS(trial::run_trial(catalog(), trial, 1, options, folder / "p"), Stopped);
  CHECK(taken_over == file.size());
  CHECK(TrialFile(folder / "p", trial, 1).size() >= file.size());
  stop = false;
  double last_share = 0;
  options.progress = [&](std::uint64_t men, double share) {
    CHECK((share == 1) == (men == 200));
    last_share = share;
  };
  trial::run_trial(catalog(), trial, 1, options, folder / "p");
  CHECK(last_share == 1);
  run(trial, folder / "whole");
  CHECK(content_of(folder / "p") == content_of(folder / "whole"));
}

TEST_CASE("men who are finished before an unfinished one of lower place are kept") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, text("men = 30"));
  std::atomic<bool> stop{false};
  // The first man is followed a second time, with shorter steps, and comes last.
  TrialOptions options{.threads = 1, .last = 30, .check = 1000, .stop = &stop};
  options.progress = [&](std::uint64_t done, double) { stop = done >= 10; };
  CHECK_THROWS_AS(trial::run_trial(catalog(), trial, 1, options, folder / "p"), Stopped);
  std::vector<std::uint64_t> kept;
  TrialFile(folder / "p", trial, 1).each([&](const Subject& man) { kept.push_back(man.man); });
  CHECK(kept.size() >= 10);
  CHECK(kept.front() > 0);
  stop = false;
  options.resume = true;
  options.progress = {};
  trial::run_trial(catalog(), trial, 1, options, folder / "p");
  run(trial, folder / "whole", {.check = 1000});
  CHECK(content_of(folder / "p") == content_of(folder / "whole"));
}
