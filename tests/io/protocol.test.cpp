// Protocol files: what a good one means, and every way to be wrong with the line and key it is reported at.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "io/error_of.hpp"
#include "io/read_protocol.hpp"
#include "io/temporary_folder.hpp"

using namespace hpg;

namespace {

const Catalog& catalog() {
  static const Catalog loaded = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return loaded;
}

Protocol read(const std::string& text) {
  const TemporaryFolder folder;
  return io::read_protocol(folder.write("p.toml", text), catalog());
}

/// One arm with one dose; `dose` are its lines, the first of them line 6.
std::string with_dose(const std::string& dose, const std::string& duration = "12 mo") {
  return "title = \"t\"\nduration = \"" + duration + "\"\n[[arm]]\nname = \"a\"\n[[arm.dose]]\n" + dose;
}

const std::string kCypionate = "drug = \"testosterone cypionate\"\nroute = \"im\"\n";

Dose dose(const std::string& lines, const std::string& duration = "12 mo") {
  return read(with_dose(lines, duration)).arms.at(0).doses.at(0);
}

}  // namespace

TEST_CASE("until is exclusive") {
  CHECK(dose(kCypionate + "amount = \"100 mg\"\nevery = \"7 d\"\nuntil = \"28 d\"").count == 4);
  CHECK(dose(kCypionate + "amount = \"100 mg\"\nevery = \"7 d\"\nuntil = \"29 d\"").count == 5);
  CHECK(dose(kCypionate + "amount = \"100 mg\"\nevery = \"0.1 d\"\nuntil = \"0.3 d\"").count == 3);
  CHECK(dose(kCypionate + "amount = \"100 mg\"\nevery = \"7 d\"\nfrom = \"7 d\"\nuntil = \"28 d\"").count == 3);
  CHECK(dose(kCypionate + "amount = \"100 mg\"\nevery = \"7 d\"", "28 d").count == 4);
}

TEST_CASE("doses are read as written") {
  const Dose weekly = dose(kCypionate + "amount = \"100 mg\"\nevery = \"7 d\"\ncount = 3\nfrom = \"1 d\"");
  CHECK(weekly.drug == "testosterone cypionate");
  CHECK(weekly.amount == 1e5);
  CHECK(weekly.first == 24);
  CHECK(weekly.every == 168);
  CHECK(weekly.count == 3);
  CHECK(!weekly.pump);
  CHECK(weekly.where.line == 5);
  CHECK(weekly.written == "100 mg im every 7 d from 1 d, 3 times");

  const Dose once = dose("drug = \"hCG\"\nroute = \"SC\"\namount = \"5000 IU\"");
  CHECK((once.count == 1 && once.every == 0 && once.amount == 5000 && once.route == "sc"));

  const Dose pump = dose("drug = \"gonadorelin\"\nroute = \"iv\"\namount = \"5 ug\"\npump = \"90 min\"\nuntil = \"1 d\"");
  CHECK((pump.pump && pump.every == 1.5 && pump.count == 16 && pump.amount == 5));

  const Dose rate = dose("drug = \"gonadorelin\"\nroute = \"iv\"\nrate = \"5 ug/h\"\nfrom = \"1 d\"\nuntil = \"3 d\"");
  CHECK((rate.count == 1 && rate.first == 24 && rate.over == 48 && rate.amount == 240 && !rate.pump));

  const Dose infusion =
      dose("drug = \"gonadorelin\"\nroute = \"iv\"\namount = \"100 ug\"\nover = \"2 h\"\nevery = \"1 d\"\ncount = 2");
  CHECK((infusion.over == 2 && infusion.amount == 100 && infusion.count == 2));
}

TEST_CASE("man, clock and output") {
  const Protocol p = read(R"(title = "t"
duration = "24 mo"
starts_at = "20:30"
[man]
condition = "Klinefelter"
age = "40 a"
bmi = "31 kg/m2"
ethnicity = "East Asian"
[output]
every = "7 d"
observables = ["LH", "total testosterone", "lh"]
pulse_days = ["24 mo", "6 mo", "0 d"]
[[arm]]
name = "none"
)");
  CHECK(p.clock_at_start == 20.5);
  CHECK(p.man.condition == "Klinefelter syndrome");
  CHECK(p.man.age == doctest::Approx(40));
  CHECK(p.man.ethnicity == "east asian");
  CHECK(p.man.bmi == doctest::Approx(31));
  CHECK(p.sample_every == 168);
  CHECK(p.observables == std::vector<std::string>{"lh", "total_testosterone"});
  CHECK(p.pulse_days == std::vector<double>{0, 182 * 24, 729 * 24});  // whole days; the last one moved inside
  CHECK(p.arms.at(0).doses.empty());
  CHECK(read("title=\"t\"\nduration=\"1 mo\"\n[[arm]]\nname=\"a\"\n").man.age == 35);
}

TEST_CASE("two pumps may follow each other but not overlap") {
  const std::string pump = "drug = \"gonadorelin\"\nroute = \"iv\"\namount = \"5 ug\"\npump = \"2 h\"\n";
  CHECK_NOTHROW(read(with_dose(pump + "until = \"1 mo\"\n[[arm.dose]]\n" + pump + "from = \"1 mo\"")));
  CHECK(contains(error_of([&] { read(with_dose(pump + "until = \"1 mo\"\n[[arm.dose]]\n" + pump + "from = \"0.5 mo\"")); }),
                 "p.toml:11: arm[1].dose[2]: this pump of gonadorelin runs at the same time as the one of line 5"));
}

TEST_CASE("the examples are good protocols") {
  for (const auto& entry : std::filesystem::directory_iterator(HPGSIM_SOURCE_DIR "/examples")) {
    if (entry.path().filename().string().starts_with("trial-")) continue;  // trial.test.cpp
    CAPTURE(entry.path().string());
    CHECK_NOTHROW((void)io::read_protocol(entry.path(), catalog()));
  }
}

TEST_CASE("wrong protocols are refused with line, key and what is accepted") {
  const std::string head = "title = \"t\"\nduration = \"12 mo\"\n";
  const std::string arm = "[[arm]]\nname = \"a\"\n";
  const std::string gnrh = "drug = \"gonadorelin\"\nroute = \"iv\"\n";
  struct Case {
    std::string text;
    std::string at;  // "line: key"
    std::string fragment;
  };
  const Case cases[] = {
      {head, "p.toml: arm", "at least one [[arm]]"},
      {"title = \"t\"\n" + arm, "p.toml: duration", "is missing"},
      {"titel = \"t\"\nduration = \"1 d\"\n" + arm, "1: titel", "did you mean \"title\"?"},
      {"title = \"t\"\nduration = 12\n" + arm, "2: duration", "\"12\" is a bare number, wanted a time"},
      {"title = \"t\"\nduration = \"0 d\"\n" + arm, "2: duration", "must be above 0"},
      {"title = \"t\"\nduration = \"-3 d\"\n" + arm, "2: duration", "must be above 0"},
      {"title = \"t\"\nduration = \"61 a\"\n" + arm, "2: duration", "longer than the 60 a"},
      {"title = \"t\"\nduration = nan\n" + arm, "2: duration", "not a finite number"},
      {"title = \"t\"\nduration = true\n" + arm, "2: duration", "wanted a time such as"},
      {head + "starts_at = \"25:00\"\n" + arm, "3: starts_at", "not a time of day"},
      {head + "starts_at = \"8 am\"\n" + arm, "3: starts_at", "such as \"08:00\""},
      {head + arm + arm, "6: arm[2].name", "name of two arms"},
      {head + arm + "doses = 3\n", "5: arm[1].doses", "did you mean \"dose\"?"},
      {head + "[[arm]]\nname = \"\"\n", "4: arm[1].name", "is empty"},
      {head + "[arm]\nname = \"a\"\n", "3: arm", "double brackets"},
      {head + "[[arm]]\nname = \"a\\u001bb\"\n", "4: arm[1].name", "control character"},
      {head + "[man]\ncondition = \"klinefelder\"\n" + arm, "4: man.condition", "did you mean \"klinefelter\"?"},
      {head + "[man]\nage = \"17 a\"\n" + arm, "4: man.age", "outside 18 to 100 a"},
      {head + "[man]\nage = 35\n" + arm, "4: man.age", "wanted a time"},
      {head + "[man]\nbmi = \"71 kg/m2\"\n" + arm, "4: man.bmi", "outside 14 to 70 kg/m2"},
      {head + "[man]\nbmi = \"25 kg\"\n" + arm, "4: man.bmi", "wanted a body mass index"},
      {head + "[man]\nweight = \"80 kg\"\n" + arm, "4: man.weight",
       "accepted: \"age\", \"bmi\", \"condition\", \"ethnicity\" or \"history\""},
      {head + "[output]\nevery = \"0 d\"\n" + arm, "4: output.every", "must be above 0"},
      {head + "[output]\nevery = \"13 mo\"\n" + arm, "4: output.every", "longer than the protocol"},
      {head + "[output]\nevery = \"1 s\"\n" + arm, "4: output.every", "visits"},
      {head + "[output]\nobservables = [\"LHH\"]\n" + arm, "4: output.observables", "unknown observable \"LHH\", did you mean"},
      {head + "[output]\npulse_days = [\"13 mo\"]\n" + arm, "4: output.pulse_days", "outside the protocol"},
      {with_dose("drug = \"testosteron cypionate\"\nroute = \"im\"\namount = \"1 mg\""), "6: arm[1].dose[1].drug",
       "did you mean \"testosterone cypionate\"?"},
      {with_dose("drug = \"testosterone\"\namount = \"50 mg\"\nevery = \"1 d\""), "arm[1].dose[1].route",
       "is missing; accepted for testosterone: \"iv\""},
      {with_dose("drug = \"testosterone cypionate\"\namount = \"100 mg\""), "arm[1].dose[1].route",
       "accepted for testosterone cypionate: \"im\" or \"sc\""},
      {with_dose("drug = \"clomiphene\"\nroute = \"oral\"\namount = \"200 mg\"\nevery = \"1 h\""), "9: arm[1].dose[1].every",
       "absurd for clomiphene"},
      {with_dose("drug = \"diet\"\namount = \"10 kg\"\nover = \"13 mo\""), "8: arm[1].dose[1].over",
       "beyond the end of the protocol"},
      {with_dose("drug = \"fasting\"\nrate = \"40 %/d\""), "7: arm[1].dose[1].rate",
       "give \"amount\", its strength, and \"over\""},
      {with_dose("drug = \"fasting\"\namount = \"40 %\"\nevery = \"1 wk\""), "8: arm[1].dose[1].every", "wants \"over\""},
      {with_dose("drug = \"diet\"\nrate = \"1 kg/d\""), "7: arm[1].dose[1].rate", "more than the largest dose of diet, 100 kg"},
      {with_dose(
           "drug = \"sleep restriction\"\namount = \"100 %\"\n[[arm.dose]]\ndrug = \"sleep restriction\"\namount = \"50 %\""),
       "8: arm[1].dose[2]", "still lasts: a load counts once"},
      {head + "[[man.history]]\ndrug = \"fasting\"\namount = \"100 %\"\nover = \"40 d\"\nlasted = \"1 d\"\n" + arm,
       "6: man.history[1].over", "lasts beyond the end of the exposure"},
      {head + "[[man.history]]\ndrug = \"letrozole\"\namount = \"1 mg\"\nfrom = \"1 d\"\nlasted = \"1 d\"\n" + arm,
       "6: man.history[1].from", "told by \"lasted\" and \"ended\""},
      {head + "[[man.history]]\ndrug = \"letrozole\"\namount = \"1 mg\"\nevery = \"1 d\"\n" + arm, "3: man.history[1].lasted",
       "is missing"},
      {with_dose("drug = \"aspirin\"\nroute = \"im\"\namount = \"1 mg\""), "6: arm[1].dose[1].drug", "accepted: "},
      {with_dose("drug = \"testosterone cypionate\"\nroute = \"oral\"\namount = \"1 mg\""), "7: arm[1].dose[1].route",
       "accepted: \"im\" or \"sc\""},
      {with_dose(kCypionate), "5: arm[1].dose[1]", "wants \"amount\""},
      {with_dose(kCypionate + "amount = \"100 IU\""), "8: arm[1].dose[1].amount", "is an activity, wanted a mass"},
      {with_dose("drug = \"hCG\"\nroute = \"sc\"\namount = \"1 mg\""), "8: arm[1].dose[1].amount",
       "is a mass, wanted an activity"},
      {with_dose(kCypionate + "amount = \"0 mg\""), "8: arm[1].dose[1].amount", "must be above 0"},
      {with_dose(kCypionate + "amount = \"-5 mg\""), "8: arm[1].dose[1].amount", "must be above 0"},
      {with_dose(kCypionate + "amount = \"nan mg\""), "8: arm[1].dose[1].amount", "not a finite number"},
      {with_dose(kCypionate + "amount = \"100 g\""), "8: arm[1].dose[1].amount",
       "more than the largest dose of testosterone cypionate, 1000 mg"},
      {with_dose(kCypionate + "amount = 100"), "8: arm[1].dose[1].amount", "is a bare number, wanted a mass"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"7 mg\""), "9: arm[1].dose[1].every", "is a mass, wanted a time"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"0 d\""), "9: arm[1].dose[1].every", "must be above 0"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevry = \"7 d\""), "9: arm[1].dose[1].evry", "did you mean \"every\"?"},
      {with_dose(kCypionate + "amount = \"1 mg\"\ncount = 3"), "9: arm[1].dose[1].count", "wants \"every\""},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 d\"\ncount = 0"), "10: arm[1].dose[1].count", "at least 1"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 d\"\ncount = 2.5"), "10: arm[1].dose[1].count", "whole number"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nuntil = \"3 d\""), "9: arm[1].dose[1].until", "wants \"every\""},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 d\"\nuntil = \"3 d\"\ncount = 3"), "10: arm[1].dose[1].until",
       "does not go with \"count\""},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 d\"\nfrom = \"9 d\"\nuntil = \"3 d\""), "11: arm[1].dose[1].until",
       "not after the first dose"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 d\"\nuntil = \"13 mo\""), "10: arm[1].dose[1].until",
       "after the end of the protocol"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 mo\"\ncount = 13"), "10: arm[1].dose[1].count",
       "after the end of the protocol"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nfrom = \"12 mo\""), "9: arm[1].dose[1].from",
       "not before the end of the protocol"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nfrom = \"-1 d\""), "9: arm[1].dose[1].from", "before the start"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 s\""), "9: arm[1].dose[1].every",
       "administrations, more than the 1000000"},
      {with_dose(kCypionate + "amount = \"1 mg\"\nevery = \"1 d\"\nover = \"2 d\""), "10: arm[1].dose[1].over",
       "longer than \"every\""},
      {with_dose(gnrh + "amount = \"5 ug\"\npump = \"2 h\"\nevery = \"1 d\""), "10: arm[1].dose[1].every",
       "does not go with \"pump\""},
      {with_dose(gnrh + "amount = \"5 ug\"\npump = \"2 h\"\nover = \"1 h\""), "10: arm[1].dose[1].over",
       "does not go with \"pump\""},
      {with_dose(gnrh + "rate = \"5 ug/h\"\namount = \"5 ug\""), "9: arm[1].dose[1].amount", "does not go with \"rate\""},
      {with_dose(gnrh + "rate = \"5 ug\""), "8: arm[1].dose[1].rate", "wanted a mass per time"},
      {with_dose(gnrh + "rate = \"0 ug/h\""), "8: arm[1].dose[1].rate", "must be above 0"},
      {with_dose(gnrh + "rate = \"1 g/h\""), "8: arm[1].dose[1].rate", "more than the largest dose"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const std::string message = error_of([&] { read(c.text); });
    CHECK_MESSAGE(contains(message, c.at + ": "), message);
    CHECK_MESSAGE(contains(message, c.fragment), message);
    CHECK_MESSAGE(!contains(message, "\n"), message);
  }
}
