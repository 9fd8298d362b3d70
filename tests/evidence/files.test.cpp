// Study files: what they may say, and that a slip is named with file, line and key. Parameters files that a fit writes.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "evidence/words.hpp"
#include "io/read_study.hpp"
#include "io/scale_parameter.hpp"
#include "io/temporary_folder.hpp"
#include "io/write_parameters.hpp"

using namespace hpg;

namespace {

const Catalog& catalog() {
  static const Catalog all = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return all;
}

const std::string kHead =
    "id = \"mine\"\ncitation = \"Somebody, somewhere\"\nduration = \"12 wk\"\n[population]\nmen = 20\n"
    "labs = [{ observable = \"total testosterone\", mean = \"400 ng/dL\", sd = \"90 ng/dL\" }]\n[visits]\nat = [\"4 wk\", \"8 "
    "wk\"]\n";
const std::string kArm =
    "[[arm]]\nname = \"gel\"\nmen = 12\n[[arm.dose]]\ndrug = \"enclomiphene\"\namount = \"12.5 mg\"\nevery = \"1 d\"\n"
    "[[arm.titration]]\nobservable = \"total testosterone\"\nbelow = \"600 ng/dL\"\nstep = \"12.5 mg\"\nat_most = \"25 mg\"\n";
const std::string kPlacebo = "[[arm]]\nname = \"placebo\"\nmen = 8\n";

std::string observed(const std::string& lines) { return "[[arm.observed]]\n" + lines + "\nwhere = \"table 1\"\n"; }

Study read(const std::string& text) {
  const TemporaryFolder folder;
  folder.write("mine.toml", text);
  return io::read_study(folder / "mine.toml", catalog());
}

/// Message of the error that a study with such an observation gives.
std::string refused(const std::string& lines) {
  try {
    (void)read(kHead + kArm + observed(lines) + kPlacebo);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

bool says(const std::string& message, const std::string& part) { return message.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("several arms, titration, fractions, stretches and comparisons") {
  const Study study =
      read(kHead + kArm + observed("observable = \"LH\"\nat = \"12 wk\"\nrelative_to = \"baseline\"\nvalue = 2.1") +
           observed("observable = \"total testosterone\"\nat = \"8 wk\"\nstatistic = \"fraction\"\n"
                    "at_least = \"300 ng/dL\"\nvalue = \"80 %\"") +
           observed("observable = \"LH\"\nfrom = \"4 wk\"\nto = \"29 d\"\ntake = \"pulses per day\"\nvalue = 14") +
           observed("observable = \"total testosterone\"\nat = \"12 wk\"\nrelative_to = { arm = \"placebo\" }\n"
                    "difference = true\nvalue = \"200 ng/dL\"\nsd = \"60 ng/dL\"") +
           kPlacebo);
  REQUIRE(study.arms.size() == 2);
  const std::vector<PublishedNumber>& numbers = study.arms[0].published;
  REQUIRE(numbers.size() == 4);
  CHECK(numbers[0].scale() == PublishedNumber::Scale::ratio);
  CHECK(numbers[0].men == 12);
  CHECK(evidence::words_of(numbers[0], study, catalog()) == "mean LH at 12 wk, ratio to baseline");
  CHECK(numbers[1].scale() == PublishedNumber::Scale::fraction);
  CHECK(numbers[1].value == doctest::Approx(0.8));
  CHECK(numbers[2].reading.times().size() == 145);
  CHECK(numbers[3].comparison->arm == 1);
  CHECK(*numbers[3].sem == doctest::Approx(60 / 28.842 / std::sqrt(12.0)).epsilon(0.001));
  // Everything that is read has a visit in the arm it is read in; rules are judged at the visits of the study only.
  const auto has = [](const Trial& trial, double time) {
    return std::any_of(trial.visits.begin(), trial.visits.end(), [&](const Visit& v) { return v.time == time; });
  };
  CHECK(has(study.arms[0].trial, 0));
  CHECK(has(study.arms[1].trial, 12 * 7 * 24));
  CHECK(study.arms[0].trial.arms[0].titration[0].visits == std::vector<double>{4 * 7 * 24, 8 * 7 * 24});
}

TEST_CASE("how many men an arm of another kind has is said once") {
  const std::string number = observed("observable = \"LH\"\nat = \"12 wk\"\nvalue = \"4.50 IU/L\"");
  const auto arm = [&](const std::string& men, const std::string& theirs) {
    return read(kHead + "[[arm]]\nname = \"other\"\n" + men + number + "[arm.population]\ncondition = \"OPIAD\"\n" + theirs)
        .arms[0];
  };
  CHECK(arm("men = 7\n", "").trial.population.men == 7);
  CHECK(arm("", "men = 8\n").trial.population.men == 8);
  CHECK(arm("men = 7\n", "").published[0].written == "4.50 IU/L");
  CHECK(arm("men = 7\n", "men = 7\n").trial.population.men == 7);
  CHECK_THROWS_AS((void)arm("men = 7\n", "men = 8\n"), InputError);
  CHECK_THROWS_AS((void)arm("", ""), InputError);
}

TEST_CASE("slips are named") {
  const std::string good = "observable = \"LH\"\nat = \"12 wk\"\n";
  CHECK(says(refused(good + "valeu = 2"), "did you mean \"value\""));
  CHECK(says(refused(good), "arm[1].observed[1].value: is missing: what was published, a quantity such as \"5 IU/L\""));
  CHECK(says(refused(good + "relative_to = \"baseline\""), "a ratio such as"));
  CHECK(says(refused(good + "value = \"4 mg\""), "value"));
  CHECK(says(refused("observable = \"LH\"\nat = \"13 wk\"\nvalue = \"4 IU/L\""), "after the end of the study"));
  CHECK(
      says(refused("observable = \"FSH\"\nfrom = \"0 d\"\nto = \"1 d\"\ntake = \"pulses per day\"\nvalue = 14"), "those of LH"));
  CHECK(says(refused(good + "statistic = \"fraction\"\nvalue = 0.5"), "bound"));
  CHECK(says(refused(good + "relative_to = { arm = \"placbo\" }\nvalue = 2"), "did you mean \"placebo\""));
  CHECK(says(refused(good + "statistic = \"avrage\"\nvalue = \"4 IU/L\""), "unknown statistic"));
  const std::string pulses =
      "observable = \"LH\"\nfrom = \"10 d\"\nto = \"11 d\"\nevery = \"10 min\"\ntake = \"pulses per day\"\nvalue = 2\n";
  CHECK(says(refused(pulses + "relative_to = { at = \"1 d\" }"), "there are no pulses in one sample"));
  CHECK(says(refused(pulses + "relative_to = { from = \"1 d\", to = \"60 d\" }"), "too long a stretch to find pulses in"));
  CHECK(says(refused(good + "difference = true\nvalue = \"4 IU/L\""), "goes with \"relative_to\""));
  const std::string nameless = kHead.substr(kHead.find('\n') + 1);
  CHECK_THROWS_WITH_AS((void)read(nameless + kPlacebo), doctest::Contains("id: is missing"), InputError);
}

TEST_CASE("a parameters file with other values keeps all else") {
  const std::filesystem::path file = HPGSIM_SOURCE_DIR "/data/parameters.toml";
  const std::string changed = io::with_changed_parameters(
      file, {{"leydig.acute_half_lh", {1.5, false, "because"}}, {"leydig.cell_number", {2, true, ""}}});
  const TemporaryFolder folder;
  std::filesystem::copy(HPGSIM_SOURCE_DIR "/data", folder / "data", std::filesystem::copy_options::recursive);
  folder.write("data/parameters.toml", changed);
  const Catalog other = Catalog::load(folder / "data");
  Catalog scaled = catalog();
  io::scale_parameter(scaled, "leydig.acute_half_lh", 1.5);
  io::scale_parameter(scaled, "leydig.cell_number.between_men", 2);
  for (std::size_t i = 0; i < scaled.parameters.size(); ++i) {
    CAPTURE(scaled.parameters[i].name);
    CHECK(other.parameters[i].value == doctest::Approx(scaled.parameters[i].value).epsilon(1e-3));
    CHECK(other.parameters[i].between_men.value_or(0) == doctest::Approx(scaled.parameters[i].between_men.value_or(0)));
  }
  CHECK(other.typical.leydig.acute_half_lh == doctest::Approx(scaled.typical.leydig.acute_half_lh).epsilon(1e-3));
  CHECK_THROWS_AS((void)io::with_changed_parameters(file, {{"leydig.nothing", {}}}), InputError);
  CHECK_THROWS_AS((void)io::with_changed_parameters(file, {{"hypothalamus.estrogen_slows_exponent", {2, true, ""}}}), InputError);
}

TEST_CASE("a value that is fitted says so and keeps where it came from as its prior") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.write("parameters.toml",
                                                  "# Parameters\n[a.seen]\nvalue = \"2 h\"\nwhat = \"x\"\ngrade = \"measured\"\n"
                                                  "source = [\"old\"]\nbetween_men = 0.2\n\n"
                                                  "[a.thought]\nvalue = -1\ngrade = \"assumed\"\nsource = []\nnote = \"why\"\n\n"
                                                  "[a.empty]\nvalue = \"none\"\ngrade = \"fitted\"\nsource = [\"old\"]\n");
  const std::string once = io::with_changed_parameters(
      file, {{"a.seen", {2, false, "times 2", {"new"}}}, {"a.seen", {0.5, true, "times 0.5"}}, {"a.thought", {3, false, "far"}}});
  CHECK(once ==
        "# Parameters\n[a.seen]\nvalue = \"4 h\"\nwhat = \"x\"\ngrade = \"fitted\"\nsource = [\"old\", \"new\"]\n"
        "note = \"prior: measured (old); calibrated: times 2; spread calibrated: times 0.5\"\nbetween_men = 0.1\n\n"
        "[a.thought]\nvalue = -3\ngrade = \"assumed\"\nsource = []\nnote = \"why; calibrated: far\"\n\n"
        "[a.empty]\nvalue = \"none\"\ngrade = \"fitted\"\nsource = [\"old\"]\n");
  // A second fit says its own in place of the first, and leaves the rest.
  folder.write("parameters.toml", once);
  const std::string twice =
      io::with_changed_parameters(file, {{"a.seen", {3, false, "times 3", {"new"}}}, {"a.thought", {1, false, "near", {"new"}}}});
  CHECK(says(twice, "note = \"prior: measured (old); spread calibrated: times 0.5; calibrated: times 3\""));
  CHECK(says(twice, "source = [\"new\"]\nnote = \"why; prior: assumed; calibrated: near\""));
  CHECK_THROWS_WITH_AS((void)io::with_changed_parameters(file, {{"a.empty", {2, false, ""}}}),
                       doctest::Contains("holds no number"), InputError);
}
