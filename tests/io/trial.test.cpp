// Trial files: what a good one means, what is filled in, and every way to be wrong with the line and key it is reported at.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <cmath>
#include <set>

#include "io/error_of.hpp"
#include "io/read_trial.hpp"
#include "io/temporary_folder.hpp"

using namespace hpg;

namespace {

constexpr double kDay = 24;
constexpr double kWeek = 7 * kDay;
constexpr double kNgDl = 1 / 28.84;  // nmol/L

const Catalog& catalog() {
  static const Catalog loaded = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return loaded;
}

Trial read(const std::string& text, const std::string& men = "") {
  const TemporaryFolder folder;
  if (!men.empty()) folder.write("men.csv", men);
  return io::read_trial(folder.write("t.toml", text), catalog());
}

const char* const kComplete = R"(title = "Two arms"
duration = "52 wk"
seed = 2026
design = "parallel"
starts_at = "07:30"
[population]
condition = "secondary hypogonadism"
men = 500
age = { mean = "45 a", sd = "8 a", min = "25 a", max = "65 a" }
bmi = { mean = "33 kg/m2", sd = "4 kg/m2" }
vary = false
labs = [ { observable = "total testosterone", mean = "240 ng/dL", sd = "5 nmol/L" } ]
include = [ { observable = "T", below = "300 ng/dL" }, { observable = "LH", at_least = "1 IU/L", at_most = "9.4 IU/L" } ]
[[population.history]]
drug = "letrozole"
amount = "2.5 mg"
every = "1 d"
lasted = "4 wk"
ended = "2 wk"
[[visit]]
at = "0 d"
[[visit]]
at = "12 wk"
window = "1 wk"
[[visit]]
at = "6 wk"
window = "3 d"
[[visit]]
at = "52 wk"
[labs]
assay_error = false
observables = ["LH", "24-h mean total testosterone", "estradiol_24h_mean", "lh"]
[conduct]
dropout = "15 %"
missed_doses = "5 %"
[[arm]]
name = "testosterone"
share = 2
[[arm.dose]]
drug = "testosterone cypionate"
route = "im"
amount = "75 mg"
every = "7 d"
[[arm.dose]]
drug = "hCG"
route = "sc"
amount = "500 IU"
every = "3.5 d"
from = "12 wk"
label = "hCG for the testes"
[[arm.titration]]
observable = "24-h mean total testosterone"
at = ["12 wk", "6 wk"]
below = "350 ng/dL"
above = "650 ng/dL"
dose = "TC"
step = "25 mg"
at_least = "50 mg"
at_most = "100 mg"
[[arm.titration]]
observable = "sperm concentration"
below = "5 M/mL"
dose = "hcg for the testes"
factor = 2
[[arm.stop]]
observable = "hematocrit"
above = "54 %"
[[arm]]
name = "nothing"
[[outcome]]
kind = "responder"
observable = "24-h mean T"
at_least = "264 ng/dL"
below = "916 ng/dL"
at = "12 wk"
[[outcome]]
kind = "time to"
name = "azoospermia"
observable = "sperm"
below = "0.1 M/mL"
from = "10 d"
[[outcome]]
kind = "change"
observable = "FSH"
)";

/// Men and one untreated arm; `more` starts at line 6.
std::string small(const std::string& more, const std::string& duration = "12 wk") {
  return "duration = \"" + duration + "\"\n[population]\nmen = 10\n[[arm]]\nname = \"a\"\n" + more;
}

/// The same with an arm that takes clomiphene; `more` starts at line 10.
std::string treated(const std::string& more) {
  return small("[[arm.dose]]\ndrug = \"clomiphene\"\namount = \"25 mg\"\nevery = \"1 d\"\n" + more);
}

/// [population] from line 2 on; `more` starts at line 3.
std::string people(const std::string& more) {
  return "duration = \"12 wk\"\n[population]\n" + more + "\n[[arm]]\nname = \"a\"\n";
}

std::string list(const std::string& men, const std::string& more = "") {
  return error_of([&] { (void)read(people("file = \"men.csv\"" + more), men); });
}

std::string described(const Column& column) { return column.observable + (column.mean_24_h ? " mean" : ""); }

std::vector<std::string> described(const std::vector<Column>& columns) {
  std::vector<std::string> all;
  for (const Column& column : columns) all.push_back(described(column));
  return all;
}

}  // namespace

TEST_CASE("a complete trial: design, population and conduct") {
  const Trial t = read(kComplete);
  CHECK(t.title == "Two arms");
  CHECK(t.seed == 2026);
  CHECK(t.design == Design::parallel);
  CHECK(t.periods() == 1);
  CHECK(t.duration == 52 * kWeek);
  CHECK(t.clock_at_start == 7.5);
  CHECK(t.dropout_per_year == doctest::Approx(-std::log(0.85)));  // 15 % gone after a year
  CHECK(t.missed_doses == doctest::Approx(0.05));
  CHECK(!t.assay_error);

  const Population& p = t.population;
  CHECK(p.condition == "secondary hypogonadism");
  CHECK(p.men == 500);
  CHECK((p.age.mean == doctest::Approx(45) && p.age.sd == doctest::Approx(8)));
  CHECK((p.age.bounds.low == doctest::Approx(25) && p.age.bounds.high == doctest::Approx(65)));
  CHECK((p.bmi.mean == doctest::Approx(33) && p.bmi.sd == doctest::Approx(4)));
  CHECK((p.bmi.bounds.low == 14 && p.bmi.bounds.high == 70));
  CHECK(!p.vary);
  REQUIRE(p.labs.size() == 1);
  CHECK(p.labs[0].observable == "total_testosterone");
  CHECK(p.labs[0].mean == doctest::Approx(240 * kNgDl));
  CHECK(p.labs[0].sd == 5);
  CHECK(p.labs[0].where.line == 12);
  REQUIRE(p.include.size() == 2);
  CHECK((p.include[0].observable == "total_testosterone" && p.include[0].bounds.low == -kNoBound));
  CHECK(p.include[0].bounds.high == doctest::Approx(300 * kNgDl));
  CHECK((p.include[1].observable == "lh" && p.include[1].bounds.low == 1 && p.include[1].bounds.high == 9.4));
  REQUIRE(p.history.size() == 1);
  CHECK((p.history[0].drug == "letrozole" && p.history[0].first == -6 * kWeek));
  CHECK(p.listed.empty());
}

TEST_CASE("a complete trial: visits and columns") {
  const Trial t = read(kComplete);
  REQUIRE(t.visits.size() == 4);
  CHECK((t.visits[0].time == 0 && t.visits[0].window == 0));
  CHECK((t.visits[1].time == 6 * kWeek && t.visits[1].window == 3 * kDay));
  CHECK((t.visits[2].time == 12 * kWeek && t.visits[2].window == kWeek));
  CHECK((t.visits[3].time == 52 * kWeek && t.visits[3].window == 0));
  // What is asked for, then what rules and outcomes look at, each once.
  CHECK(described(t.columns) ==
        std::vector<std::string>{"lh", "total_testosterone mean", "estradiol mean", "sperm_concentration", "hematocrit", "fsh"});
}

TEST_CASE("a complete trial: arms and rules") {
  const Trial t = read(kComplete);
  REQUIRE(t.arms.size() == 2);
  const TrialArm& arm = t.arms[0];
  CHECK((arm.name == "testosterone" && arm.share == 2 && t.arms[1].share == 1 && t.arms[1].doses.empty()));
  REQUIRE(arm.doses.size() == 2);
  CHECK((arm.doses[0].label == "testosterone cypionate" && arm.doses[0].dose.amount == 75e3 && arm.doses[0].dose.count == 52));
  CHECK((arm.doses[1].label == "hCG for the testes" && arm.doses[1].dose.amount == 500));

  REQUIRE(arm.titration.size() == 2);
  const TitrationRule& mass = arm.titration[0];
  CHECK((mass.observable == "total_testosterone" && mass.mean));
  CHECK(mass.visits == std::vector<double>{6 * kWeek, 12 * kWeek});
  CHECK(mass.keep.low == doctest::Approx(350 * kNgDl));
  CHECK(mass.keep.high == doctest::Approx(650 * kNgDl));
  CHECK(mass.dose == "testosterone cypionate");
  CHECK((mass.step == 25e3 && mass.factor == 1 && mass.amount.low == 50e3 && mass.amount.high == 100e3));
  const TitrationRule& units = arm.titration[1];
  CHECK((units.observable == "sperm_concentration" && !units.mean && units.visits.empty()));
  CHECK((units.keep.low == 5 && units.keep.high == kNoBound));
  CHECK((units.dose == "hCG for the testes" && units.step == 0 && units.factor == 2));
  CHECK((units.amount.low == 0 && units.amount.high == catalog().drug("hCG", {}).largest_dose));

  REQUIRE(arm.stopping.size() == 1);
  CHECK((arm.stopping[0].observable == "hematocrit" && arm.stopping[0].keep.low == -kNoBound && arm.stopping[0].keep.high == 54));
}

TEST_CASE("a complete trial: outcomes") {
  const Trial t = read(kComplete);
  REQUIRE(t.outcomes.size() == 3);
  const Outcome& responder = t.outcomes[0];
  CHECK(responder.kind == Outcome::Kind::responder);
  CHECK(described(responder.column) == "total_testosterone mean");
  CHECK(responder.bounds.low == doctest::Approx(264 * kNgDl));
  CHECK(responder.bounds.high == doctest::Approx(916 * kNgDl));
  CHECK(responder.at == 12 * kWeek);
  CHECK(responder.name == "Total testosterone (24-h mean): at least 264 and below 916 ng/dL at 12 wk");
  const Outcome& time = t.outcomes[1];
  CHECK((time.kind == Outcome::Kind::time_to && time.name == "azoospermia"));
  CHECK((time.bounds.low == -kNoBound && time.bounds.high == doctest::Approx(0.1) && time.from == 10 * kDay));
  const Outcome& change = t.outcomes[2];
  CHECK((change.kind == Outcome::Kind::change && change.at == 52 * kWeek && change.name == "FSH: change at 52 wk"));
}

TEST_CASE("what is left out") {
  const Trial t = read(small("", "26 wk"));
  CHECK((t.title == "t" && t.seed == 1 && t.design == Design::parallel && t.clock_at_start == 8));
  CHECK((t.dropout_per_year == 0 && t.missed_doses == 0 && t.assay_error && t.washout == 0));
  CHECK((t.population.condition == "healthy" && t.population.vary && t.population.age.mean == 35 && t.population.age.sd == 0));
  REQUIRE(t.visits.size() == 7);  // every 4 weeks
  CHECK((t.visits[6].time == 24 * kWeek && t.visits[6].window == 0));
  CHECK(described(t.columns) == std::vector<std::string>{"total_testosterone", "free_testosterone", "lh", "fsh", "estradiol",
                                                         "shbg", "sperm_concentration", "testis_volume", "hematocrit", "psa",
                                                         "body_weight", "total_testosterone mean"});
  REQUIRE(t.outcomes.size() == 13);
  CHECK((t.outcomes[0].kind == Outcome::Kind::change && t.outcomes[0].at == 24 * kWeek));
  CHECK(t.outcomes[12].kind == Outcome::Kind::responder);
  CHECK(t.outcomes[12].bounds.low == doctest::Approx(264 * kNgDl));
  CHECK(t.outcomes[12].bounds.high == doctest::Approx(916 * kNgDl));
}

TEST_CASE("ethnicity: of all men, or shares") {
  const auto ethnicity = [](const std::string& line) { return read(people("men = 5\n" + line)).population.ethnicity; };
  CHECK(ethnicity("").empty());
  const auto all = ethnicity("ethnicity = \"Chinese\"");
  REQUIRE(all.size() == 1);
  CHECK((all[0].ethnicity == "east asian" && all[0].share == 1));
  const auto some = ethnicity("ethnicity = { european = 0.6, \"east asian\" = \"40 %\" }");
  REQUIRE(some.size() == 2);
  CHECK((some[0].ethnicity == "east asian" && some[0].share == doctest::Approx(0.4)));
  CHECK((some[1].ethnicity == "european" && some[1].share == 0.6));
}

TEST_CASE("a condition brings age, weight and history; the file's own come on top") {
  const Trial t = read(people("men = 5\ncondition = \"post-TRT hypogonadism\"\nage = \"41 a\""));
  const Man man = catalog().man("post-TRT hypogonadism", {});
  CHECK(t.population.history.size() == man.history.size());
  CHECK(!man.history.empty());
  CHECK((t.population.age.mean == doctest::Approx(41) && t.population.age.sd == 0));
  CHECK(t.population.bmi.mean == man.bmi);
}

TEST_CASE("visits by plan") {
  const auto times = [](const std::string& lines, const std::string& duration) {
    std::vector<double> days;
    for (const Visit& visit : read(small(lines, duration)).visits) days.push_back(visit.time / kDay);
    return days;
  };
  CHECK(times("[visits]\nevery = \"2 wk\"", "6 wk") == std::vector<double>{0, 14, 28, 42});
  CHECK(times("[visits]\nevery = \"1 mo\"", "3 mo") == std::vector<double>{0, 30, 60, 91});  // whole days
  CHECK(times("[visits]\nat = [\"6 wk\", \"1 wk\"]", "6 wk") == std::vector<double>{0, 7, 42});
  CHECK(times("[visits]\nat = [\"0 d\", \"2 mo\"]", "2 mo") == std::vector<double>{0, 60});
  CHECK(times("", "10 d") == std::vector<double>{0, 10});  // shorter than the usual interval
  const Trial t = read(small("[visits]\nevery = \"2 wk\"\nwindow = \"3 d\"", "4 wk"));
  CHECK((t.visits[0].window == 0 && t.visits[1].window == 72 && t.visits[2].window == 72));
}

TEST_CASE("a crossover") {
  const Trial t = read(
      "duration = \"8 wk\"\ndesign = \"crossover\"\nwashout = \"4 wk\"\n[population]\nmen = 24\n[[arm]]\nname = "
      "\"a\"\n[[arm]]\nname = \"b\"\n");
  CHECK((t.design == Design::crossover && t.periods() == 2 && t.duration == 8 * kWeek && t.washout == 4 * kWeek));
}

TEST_CASE("lines of one drug are told apart") {
  const std::string dose = "[[arm.dose]]\ndrug = \"clomiphene\"\namount = \"25 mg\"\nevery = \"2 d\"\n";
  const Trial t = read(small(dose + dose + dose + "label = \"third\"\n"));
  const std::vector<TrialDose>& lines = t.arms[0].doses;
  CHECK((lines[0].label == "clomiphene" && lines[1].label == "clomiphene (2)" && lines[2].label == "third"));
  const std::string rule = "[[arm.titration]]\nobservable = \"T\"\nbelow = \"300 ng/dL\"\nstep = \"25 mg\"\ndose = ";
  CHECK(read(small(dose + dose + dose + "label = \"third\"\n" + rule + "\"Third\"")).arms[0].titration[0].dose == "third");
  CHECK(contains(error_of([&] { (void)read(small(dose + dose + rule + "\"clomiphene\"")); }),
                 "t.toml:18: arm[1].titration[1].dose: \"clomiphene\" is given by 2 doses"));
}

TEST_CASE("a list of men") {
  const Trial t = read(people("file = \"men.csv\""),
                       "\xEF\xBB\xBF"
                       "BMI, id ,age\r\n31.5,M-001,44\r\n\r\n\"28\",\"a \"\"b\"\", c\",60.5\r\n");
  REQUIRE(t.population.listed.size() == 2);
  CHECK(t.population.men == 2);
  CHECK((t.population.listed[0].id == "M-001" && t.population.listed[0].age == 44 && t.population.listed[0].bmi == 31.5));
  CHECK((t.population.listed[1].id == "a \"b\", c" && t.population.listed[1].age == 60.5 && t.population.listed[1].bmi == 28));

  CHECK(contains(list(""), "t.toml:3: population.file: no such file"));
  CHECK(contains(list("id,age,bmi\n"), "men.csv: lists no men"));
  CHECK(contains(list("id,age\nx,40\n"), "men.csv:1: has no column \"bmi\""));
  CHECK(contains(list("id,aeg,bmi\nx,40,25\n"), "men.csv:1: unknown column \"aeg\", did you mean \"age\"?"));
  CHECK(contains(list("id,age,bmi,age\nx,40,25,40\n"), "men.csv:1: has two columns \"age\""));
  CHECK(contains(list("id,age,bmi\nx,40,25\ny,40\n"), "men.csv:3: has 2 fields, the first line 3"));
  CHECK(contains(list("id,age,bmi\nx,forty,25\n"), "men.csv:2: age: \"forty\" is not a number"));
  CHECK(contains(list("id,age,bmi\nx,nan,25\n"), "men.csv:2: age: \"nan\" is outside 18 to 100 a"));
  CHECK(contains(list("id,age,bmi\nx,40,12\n"), "men.csv:2: bmi: \"12\" is outside 14 to 70 kg/m2"));
  CHECK(contains(list("id,age,bmi\nx,40,25\n\nx,40,25\n"), "men.csv:4: id: \"x\" is the id of two men"));
  CHECK(contains(list("id,age,bmi\n,40,25\n"), "men.csv:2: id: is empty"));
  CHECK(contains(list("id,age,bmi\n\"x,40,25\n"), "men.csv:2: has a quote that is not closed"));
  CHECK(contains(list("id,age,bmi\nx,40,25\n", "\nmen = 3"), "t.toml:4: population.men: does not go with \"file\""));
  CHECK(contains(list("id,age,bmi\nx,40,25\n", "\nlabs = []"), "t.toml:4: population.labs: does not go with \"file\""));
}

TEST_CASE("the examples are good trials") {
  std::set<std::string> seen;
  for (const auto& entry : std::filesystem::directory_iterator(HPGSIM_SOURCE_DIR "/examples")) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("trial-")) continue;
    CAPTURE(name);
    CHECK_NOTHROW((void)io::read_trial(entry.path(), catalog()));
    CHECK(content_of(entry.path()).starts_with("# "));
    seen.insert(name);
  }
  CHECK(seen.size() >= 3);
}

TEST_CASE("the laboratory: shares and limits in canonical units, each with its grade") {
  const Assay& testosterone = catalog().assays.at("total_testosterone");
  CHECK(testosterone.cv == doctest::Approx(0.034));
  CHECK(testosterone.limit == doctest::Approx(kNgDl));
  CHECK(testosterone.numbers.size() == 3);
  CHECK(catalog().assays.at("sperm_concentration").limit == doctest::Approx(0.1));
  CHECK(catalog().assays.at("estradiol").limit == doctest::Approx(5 / 272.38));
  CHECK(!catalog().assays.contains("libido"));
  for (const auto& [observable, assay] : catalog().assays) {
    CAPTURE(observable);
    for (const Number& number : assay.numbers) {
      CHECK(number.name.starts_with(observable + ".assay."));
      CHECK(!number.note.empty());
    }
  }
}

TEST_CASE("wrong trials are refused with line, key and what is accepted") {
  const std::string titration = "[[arm.titration]]\nobservable = \"T\"\nbelow = \"300 ng/dL\"\n";
  const std::string outcome = "[[outcome]]\nkind = \"responder\"\nobservable = \"LH\"\n";
  const std::string cross = "duration = \"8 wk\"\ndesign = \"crossover\"\n[population]\nmen = 9\n[[arm]]\nname = \"a\"\n";
  struct Case {
    std::string text;
    std::string at;  // "line: key"
    std::string fragment;
  };
  const Case cases[] = {
      {"duration = \"1 wk\"\n[population]\nmen = 3\n", "t.toml: arm", "at least one [[arm]]"},
      {"duration = \"1 wk\"\n[[arm]]\nname = \"a\"\n", "t.toml: population", "is missing"},
      {"[population]\nmen = 3\n[[arm]]\nname = \"a\"\n", "t.toml: duration", "is missing, wanted a time such as \"7 d\""},
      {"id = \"t\"\n" + small(""), "1: id", "this is a study, wanted a trial: see hpgsim validate"},
      {"duration = \"1 wk\"\n[man]\nage = \"40 a\"\n", "2: man", "this is a protocol, wanted a trial: see hpgsim simulate"},
      {"title = \"open\n", "t.toml:1", "not closed before the end of its line"},
      {small("[[arms]]\nname = \"b\"\n"), "6: arms", "did you mean \"arm\"?"},
      {small("", "12 h"), "1: duration", "at least a day"},
      {small("", "61 a"), "1: duration", "longer than the 60 a"},
      {"seed = 0\n" + small(""), "1: seed", "at least 1"},
      {"seed = 1.5\n" + small(""), "1: seed", "whole number"},
      {"design = \"factorial\"\n" + small(""), "1: design", "accepted: \"parallel\" or \"crossover\""},
      {"washout = \"4 wk\"\n" + small(""), "1: washout", "goes with design = \"crossover\" only"},
      {cross, "2: design", "at least two arms"},
      {cross + "share = 2\n[[arm]]\nname = \"b\"\n", "7: arm[1].share", "does not go with a crossover"},
      {"washout = \"-1 d\"\n" + cross + "[[arm]]\nname = \"b\"\n", "1: washout", "must not be below 0"},
      {small("[[arm]]\nname = \"A\"\n"), "7: arm[2].name", "name of two arms"},
      {small("share = 0\n"), "6: arm[1].share", "must be above 0"},
      {small("share = -1\n"), "6: arm[1].share", "must be above 0"},
      {small("weight = 1\n"), "6: arm[1].weight", "accepted: \"dose\", \"name\", \"share\", \"stop\" or \"titration\""},
      // population
      {people(""), "2: population.men", "is missing: how many men, or \"file\""},
      {people("men = 0"), "3: population.men", "at least 1"},
      {people("men = 10000001"), "3: population.men", "more than the 10 million"},
      {people("men = 1\n[[arm]]\nname = \"b\""), "2: population", "has 1 men for 2 arms"},
      {people("men = 9\nage = \"17 a\""), "4: population.age", "outside 18 to 100 a"},
      {people("men = 9\nage = 45"), "4: population.age", "wanted a time"},
      {people("men = 9\nage = { mean = \"45 a\", sd = \"-1 a\" }"), "4: population.age.sd", "outside 0 to 100 a"},
      {people("men = 9\nage = { mean = \"45 a\", SD = \"1 a\" }"), "4: population.age.SD", "did you mean \"sd\"?"},
      {people("men = 9\nage = { mean = \"45 a\", min = \"60 a\", max = \"50 a\" }"), "4: population.age.max",
       "not above \"min\""},
      {people("men = 9\nage = { mean = \"25 a\", sd = \"2 a\", min = \"60 a\" }"), "4: population.age.mean", "3 sd outside"},
      {people("men = 9\nbmi = { mean = \"80 kg\" }"), "4: population.bmi.mean", "wanted a body mass index"},
      {people("men = 9\ncondition = \"secondary hypogonadsm\""), "4: population.condition",
       "did you mean \"secondary hypogonadism\"?"},
      {people("men = 9\nethnicity = \"east asia\""), "4: population.ethnicity", "did you mean \"east asian\"?"},
      {people("men = 9\nethnicity = { eropean = 1 }"), "4: population.ethnicity.eropean", "did you mean \"european\"?"},
      {people("men = 9\nethnicity = { european = 0 }"), "4: population.ethnicity.european", "must be above 0"},
      {people("men = 9\nethnicity = { european = 1, caucasian = 1 }"), "4: population.ethnicity.european", "given twice"},
      {people("men = 9\nethnicity = {}"), "4: population.ethnicity", "names nobody"},
      {people("men = 9\nethnicity = 3"), "4: population.ethnicity", "wanted"},
      {people("men = 9\nvary = 1"), "4: population.vary", "wanted true or false"},
      {people("men = 9\nlabs = [{ observable = \"T\", mean = \"240 ng/dL\", sd = \"0 ng/dL\" }]"), "4: population.labs[1].sd",
       "must be above 0"},
      {people("men = 9\nlabs = [{ observable = \"T\", mean = \"240 ng/dL\" }]"), "4: population.labs[1].sd", "is missing"},
      {people("men = 9\nlabs = [{ observable = \"T\", mean = \"240 pg/mL\", sd = \"1 ng/dL\" }]"), "4: population.labs[1].mean",
       "\"240 pg/mL\" must be in \"ng/dL\" or \"nmol/L\""},
      {people("men = 9\n[[population.labs]]\nobservable = \"T\"\nmean = \"8 nmol/L\"\nsd = \"1 nmol/L\"\n[[population.labs]]\n"
              "observable = \"total T\"\nmean = \"8 nmol/L\"\nsd = \"1 nmol/L\"\n"),
       "9: population.labs[2].observable", "is given twice"},
      {people("men = 9\ninclude = [{ observable = \"24-h mean LH\", below = \"9 IU/L\" }]"),
       "4: population.include[1].observable", "is a mean, wanted the observable of a sample"},
      {people("men = 9\ninclude = [{ observable = \"LH\" }]"), "4: population.include[1]", "wants a bound"},
      {people("men = 9\ninclude = [{ observable = \"LH\", below = 9 }]"), "4: population.include[1].below", "a text in quotes"},
      {people("men = 9\ninclude = [{ observable = \"LH\", below = \"2 IU/L\", above = \"9 IU/L\" }]"),
       "4: population.include[1].below", "\"2 IU/L\" is not higher than \"9 IU/L\" of \"above\""},
      {people("men = 9\ninclude = [{ observable = \"LH\", below = \"2 IU/L\", at_most = \"9 IU/L\" }]"),
       "4: population.include[1].below", "does not go with \"at_most\""},
      {people("men = 9\n[[population.history]]\ndrug = \"letrozole\"\namount = \"1 mg\"\nevery = \"1 d\""),
       "4: population.history[1].lasted", "is missing"},
      // visits
      {small("[visits]\nevery = \"4 wk\"\n[[visit]]\nat = \"1 wk\"\n"), "6: visits", "does not go with [[visit]]"},
      {small("[visits]\nwindow = \"3 d\"\n"), "6: visits", "wants either \"at\", a list of times, or \"every\""},
      {small("[visits]\nat = [\"4 wk\"]\nevery = \"4 wk\"\n"), "8: visits.every", "wants either"},
      {small("[visits]\nat = [\"0 d\"]\n"), "6: visits", "no visit after the baseline"},
      {small("[visits]\nat = [\"13 wk\"]\n"), "7: visits.at", "after the end of the trial"},
      {small("[visits]\nat = [\"-1 d\"]\n"), "7: visits.at", "before the baseline"},
      {small("[visits]\nat = [\"3 d\", \"78 h\"]\n"), "7: visits.at", "two visits on one day, at 3 d"},
      {small("[visits]\nat = [\"2 d\", \"5 d\"]\nwindow = \"2 d\"\n"), "7: visits.at", "reaches back to the baseline"},
      {small("[visits]\nat = [\"1 wk\", \"2 wk\"]\nwindow = \"4 d\"\n"), "7: visits.at",
       "windows of the visits at 1 wk and 2 wk overlap"},
      {small("[visits]\nevery = \"1 wk\"\nwindow = \"12 h\"\n"), "8: visits.window", "not a number of whole days"},
      {small("[visits]\nevery = \"1 h\"\n"), "7: visits.every", "less than a day"},
      {small("[visits]\nevery = \"1 a\"\n"), "7: visits.every", "longer than the trial"},
      {small("[visits]\nevery = \"1 d\"\n", "3 a"), "7: visits.every", "more than 1000 visits"},
      {small("[[visit]]\nat = \"0 d\"\nwindow = \"1 d\"\n"), "8: visit[1].window", "the baseline has no window"},
      {small("[[visit]]\nat = \"1 wk\"\nwidow = \"1 d\"\n"), "8: visit[1].widow", "did you mean \"window\"?"},
      // labs and conduct
      {small("[labs]\nobservables = []\n"), "7: labs.observables", "nothing would be measured"},
      {small("[labs]\nobservables = [\"testosteron\"]\n"), "7: labs.observables", "did you mean \"testosterone\"?"},
      {small("[labs]\nobservables = [\"24-h mean PSA\"]\n"), "7: labs.observables", "24-h means are kept of"},
      {small("[conduct]\ndropout = \"100 %\"\n"), "7: conduct.dropout", "not a share from 0 to below 100 %"},
      {small("[conduct]\nmissed_doses = \"-1 %\"\n"), "7: conduct.missed_doses", "not a share"},
      {small("[conduct]\ndropout = \"15 %/a\"\n"), "7: conduct.dropout", "wanted a bare number"},
      // titration and stopping
      {small(titration + "step = \"25 mg\"\n"), "6: arm[1].titration[1]", "the arm has no doses"},
      {treated(titration), "10: arm[1].titration[1]", "either \"step\", the amount added, or \"factor\""},
      {treated(titration + "step = \"25 mg\"\nfactor = 2\n"), "14: arm[1].titration[1].factor", "either \"step\""},
      {treated(titration + "step = \"25 IU\"\n"), "13: arm[1].titration[1].step", "is an activity, wanted a mass"},
      {treated(titration + "step = \"0 mg\"\n"), "13: arm[1].titration[1].step", "must not be 0"},
      {treated(titration + "factor = 1\n"), "13: arm[1].titration[1].factor", "and not 1"},
      {treated(titration + "factor = -2\n"), "13: arm[1].titration[1].factor", "must be above 0"},
      {treated(titration + "step = \"5 mg\"\nat = [\"5 wk\"]\n"), "14: arm[1].titration[1].at",
       "\"5 wk\" is not a visit; the nearest one is at 4 wk"},
      {treated(titration + "step = \"5 mg\"\nat = \"0 d\"\n"), "14: arm[1].titration[1].at", "is the baseline"},
      {treated(titration + "step = \"5 mg\"\nat = [\"4 wk\", \"28 d\"]\n"), "14: arm[1].titration[1].at", "same visit twice"},
      {treated(titration + "step = \"5 mg\"\ndose = \"clomifene 2\"\n"), "14: arm[1].titration[1].dose", "no dose is labelled"},
      {treated("[[arm.dose]]\ndrug = \"anastrozole\"\namount = \"1 mg\"\nevery = \"1 d\"\n" + titration + "step = \"5 mg\"\n"),
       "14: arm[1].titration[1].dose", "is missing: which of the doses, by label; accepted: \"clomiphene\" or \"anastrozole\""},
      {small("[[arm.dose]]\ndrug = \"clomiphene\"\namount = \"25 mg\"\n" + titration + "step = \"5 mg\"\n"),
       "9: arm[1].titration[1]", "is given once"},
      {treated(titration + "step = \"5 mg\"\nat_least = \"50 mg\"\n"), "14: arm[1].titration[1].at_least",
       "leaves out the dose at the start, 25 mg"},
      {treated(titration + "step = \"5 mg\"\nat_most = \"20 mg\"\n"), "14: arm[1].titration[1].at_most",
       "leaves out the dose at the start"},
      {treated(titration + "step = \"5 mg\"\nat_most = \"9 g\"\n"), "14: arm[1].titration[1].at_most",
       "more than the largest dose of clomiphene"},
      {treated(titration + "step = \"5 mg\"\nat_least = \"30 mg\"\nat_most = \"20 mg\"\n"), "15: arm[1].titration[1].at_most",
       "no room"},
      {treated(titration + "step = \"5 mg\"\nabove = \"200 ng/dL\"\n"), "14: arm[1].titration[1].above",
       "is not higher than \"300 ng/dL\" of \"below\""},
      {treated("[[arm.titration]]\nobservable = \"T\"\nstep = \"5 mg\"\n"), "10: arm[1].titration[1]",
       "wants \"below\", \"above\""},
      {treated("[[arm.stop]]\nobservable = \"hematocrit\"\n"), "10: arm[1].stop[1]", "wants \"below\", \"above\""},
      {treated("[[arm.stop]]\nobservable = \"hematocrit\"\nabove = \"54 g/dL\"\n"), "12: arm[1].stop[1].above",
       "must be in \"%\""},
      {small("[[arm.stop]]\nobservable = \"hematocrit\"\nabove = \"54 %\"\n"), "6: arm[1].stop[1]", "nothing to stop"},
      {treated("label = \"x\"\n[[arm.dose]]\ndrug = \"anastrozole\"\namount = \"1 mg\"\nlabel = \"X\"\n"),
       "14: arm[1].dose[2].label", "is the label of two doses"},
      {treated("lable = \"x\"\n"), "10: arm[1].dose[1].lable", "did you mean \"label\"?"},
      // outcomes
      {small("[[outcome]]\nkind = \"mean\"\nobservable = \"LH\"\n"), "7: outcome[1].kind",
       "accepted: \"change\", \"responder\" or \"time to\""},
      {small(outcome), "6: outcome[1]", "wants a bound"},
      {small(outcome + "at_least = \"9 IU/L\"\nat_most = \"2 IU/L\"\n"), "10: outcome[1].at_most",
       "is not higher than \"9 IU/L\" of \"at_least\""},
      {small(outcome + "at_least = \"1 IU/L\"\nat = \"5 wk\"\n"), "10: outcome[1].at", "is not a visit"},
      {small(outcome + "at_least = \"1 IU/L\"\nfrom = \"5 wk\"\n"), "10: outcome[1].from", "does not go with kind \"responder\""},
      {small("[[outcome]]\nkind = \"change\"\nobservable = \"LH\"\nbelow = \"3 IU/L\"\n"), "9: outcome[1].below",
       "does not go with kind \"change\""},
      {small("[[outcome]]\nkind = \"time to\"\nobservable = \"LH\"\nbelow = \"3 IU/L\"\nat = \"4 wk\"\n"), "10: outcome[1].at",
       "does not go with kind \"time to\""},
      {small("[[outcome]]\nkind = \"time to\"\nobservable = \"LH\"\nbelow = \"3 IU/L\"\nfrom = \"12 wk\"\n"),
       "10: outcome[1].from", "leaves no visit after it"},
      {small("[[outcome]]\nkind = \"change\"\nobservable = \"LH\"\n[[outcome]]\nkind = \"change\"\nobservable = \"lh\"\n"),
       "9: outcome[2].name", "is the name of two outcomes"},
  };
  CHECK(std::size(cases) > 25);
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const std::string message = error_of([&] { (void)read(c.text); });
    CHECK_MESSAGE(contains(message, c.at + ": "), message);
    CHECK_MESSAGE(contains(message, c.fragment), message);
    CHECK_MESSAGE(!contains(message, "\n"), message);
  }
}
