// The data folder: every number with unit, source and grade; lookups; and loaders that refuse what is wrong.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "io/catalog.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <set>

#include "io/error_of.hpp"
#include "io/load.hpp"
#include "io/temporary_folder.hpp"
#include "model/observe.hpp"

using namespace hpg;

namespace {

const std::filesystem::path kData = HPGSIM_SOURCE_DIR "/data";

const Catalog& catalog() {
  static const Catalog loaded = Catalog::load(kData);
  return loaded;
}

void check_provenance(const Number& number) {
  CAPTURE(number.name);
  CHECK(std::isfinite(number.value));
  CHECK_NOTHROW((void)io::parse_quantity(number.written, {}));
  if (number.sources.empty()) {
    CHECK(number.grade == Grade::assumed);
    CHECK(!number.note.empty());
  }
  for (const std::string& id : number.sources) {
    CHECK(catalog().sources.contains(id));
    CHECK(!catalog().sources.at(id).citation.empty());
  }
}

const char* const kDrug = R"(name = "x"
group = "g"
about = "a"
dose = "mass"
largest_dose = "10 mg"
[route.oral]
bioavailability = { value = 0.5, grade = "assumed", source = [], note = "n" }
[[route.oral.absorption]]
half_life = { value = "2 h", grade = "assumed", source = [], note = "n" }
[disposition]
volume = { value = "10 L", grade = "measured", source = ["s"] }
half_life = { value = "5 h", grade = "measured", source = ["s"] }
[[action]]
site = "estrogen_receptor.hypothalamus"
half_effect = { value = "2 ng/mL", grade = "fitted", source = ["s"] }
efficacy = { value = 0, grade = "assumed", source = [], note = "n" }
)";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("every number has unit, grade and source") {
  for (const Number& number : catalog().parameters) {
    check_provenance(number);
    CHECK(!number.what.empty());
  }
  for (const auto& drug : catalog().drugs) {
    CAPTURE(drug.name);
    CHECK((!drug.numbers.empty() && !drug.group.empty() && !drug.about.empty() && drug.largest_dose > 0));
    for (const Number& number : drug.numbers) {
      check_provenance(number);
      CHECK(number.name.starts_with(drug.id + "."));
    }
  }
  for (const auto& [observable, assay] : catalog().assays) {
    for (const Number& number : assay.numbers) check_provenance(number);
  }
  for (const Condition& condition : catalog().conditions) {
    CHECK(condition.numbers.size() == condition.changes.size());
    for (const Number& number : condition.numbers) check_provenance(number);
  }
  for (const Ancestry& ancestry : catalog().ancestries) {
    CHECK((!ancestry.about.empty() && ancestry.numbers.size() == ancestry.changes.size()));
    for (const Number& number : ancestry.numbers) check_provenance(number);
  }
  for (const Correlation& pair : catalog().correlations) check_provenance(pair.rho);
}

TEST_CASE("parameters follow the model") {
  std::size_t i = 0;
  model::Parameters<double> typical = catalog().typical;
  model::visit_numbers(typical, [&](const std::string& name, double& value) {
    REQUIRE(i < catalog().parameters.size());
    CHECK(catalog().parameters[i].name == name);
    CHECK(catalog().parameters[i].value == value);
    ++i;
  });
  CHECK(i + population::CovariateParameters<double>::field_count == catalog().parameters.size());
  // Counted in laboratory units, not in L and M/L.
  CHECK(catalog().typical.spermatogenesis.semen_volume > 1);
  CHECK(catalog().typical.spermatogenesis.testis_volume > 10);
  CHECK(catalog().typical.spermatogenesis.typical_concentration < 200);
}

TEST_CASE("observables follow the model") {
  REQUIRE(catalog().observables.size() == model::kObservableIds.size());
  for (std::size_t i = 0; i < model::kObservableIds.size(); ++i) CHECK(catalog().observables[i].id == model::kObservableIds[i]);
  const Observable& testosterone = catalog().observable("Total Testosterone", {});
  REQUIRE(testosterone.range);
  CHECK(testosterone.range->low * testosterone.us.factor == doctest::Approx(264));
}

TEST_CASE("lookups ignore case and gaps and suggest the nearest") {
  CHECK(catalog().drug("HCG", {}).id == "hcg");
  CHECK(catalog().drug("Testosterone_Cypionate", {}).name == "testosterone cypionate");
  CHECK(catalog().condition("Secondary-Hypogonadism", {}).id == "secondary_hypogonadism");
  CHECK(error_of([] {
          (void)catalog().drug("clomiphen", {"p.toml", 4, "drug"});
        }) == "p.toml:4: drug: unknown drug \"clomiphen\", did you mean \"clomiphene\"?");
  CHECK(contains(error_of([] { (void)catalog().condition("zzzz", {}); }), "accepted: "));
}

TEST_CASE("a drug file is read as written") {
  const TemporaryFolder folder;
  const io::Sources sources{{"s", {"s", "c", ""}}};
  const auto drug = io::load_drug(folder.write("x.toml", kDrug), sources);
  CHECK(drug.largest_dose == 10000);
  REQUIRE(drug.routes.size() == 1);
  CHECK(drug.routes[0].bioavailability == 0.5);
  CHECK(drug.routes[0].absorption.at(0).rate == doctest::Approx(std::numbers::ln2 / 2));
  CHECK(drug.volume == 10);
  REQUIRE(drug.disposition.size() == 1);
  CHECK(drug.disposition[0].rate == doctest::Approx(std::numbers::ln2 / 5));
  REQUIRE(drug.actions.size() == 1);
  CHECK(drug.actions[0].site == model::Site::estrogen_receptor_hypothalamus);
  CHECK(drug.actions[0].half_effect == 2);
  CHECK(drug.numbers.size() == 6);
  CHECK(drug.numbers[3].name == "x.disposition.half_life");
}

TEST_CASE("two compartments become two exponentials that empty the body at the stated clearance") {
  const TemporaryFolder folder;
  const io::Sources sources{{"s", {"s", "c", ""}}};
  const std::string text =
      replaced(kDrug, "half_life = { value = \"5 h\", grade = \"measured\", source = [\"s\"] }",
               "clearance = { value = \"3 L/h\", grade = \"measured\", source = [\"s\"] }\n"
               "peripheral_volume = { value = \"40 L\", grade = \"measured\", source = [\"s\"] }\n"
               "intercompartmental_clearance = { value = \"8 L/h\", grade = \"measured\", source = [\"s\"] }");
  const auto drug = io::load_drug(folder.write("x.toml", text), sources);
  REQUIRE(drug.disposition.size() == 2);
  const auto& [a, b] = std::tie(drug.disposition[0], drug.disposition[1]);
  CHECK(a.fraction + b.fraction == doctest::Approx(1));
  // Dose / volume * sum(fraction / rate) is the area under the curve, dose / clearance.
  CHECK((a.fraction / a.rate + b.fraction / b.rate) / drug.volume == doctest::Approx(1.0 / 3));
  // The first slope of the central compartment is clearance plus distribution.
  CHECK(a.fraction * a.rate + b.fraction * b.rate == doctest::Approx((3.0 + 8) / 10));
}

TEST_CASE("wrong drug files are refused at the right line") {
  struct Case {
    const char* from;
    const char* to;
    const char* expected;
  };
  const Case cases[] = {
      {"\"10 mg\"", "\"10 IU\"", "x.toml:5: largest_dose: \"10 IU\" is an activity, wanted a mass"},
      {"group", "grup", "x.toml:2: grup: unknown key, did you mean \"group\"?"},
      {"value = 0.5", "value = 1.5", "x.toml:7: route.oral.bioavailability.value: \"1.5\" must be above 0 and at most 1"},
      {", note = \"n\" }\n[[route", " }\n[[route", "note: is missing: an assumed number"},
      {"source = [\"s\"] }\nhalf", "source = [\"ss\"] }\nhalf",
       "x.toml:11: disposition.volume.source: unknown source \"ss\", did you mean \"s\"?"},
      {"grade = \"fitted\"", "grade = \"guessed\"", "unknown grade \"guessed\"; accepted: \"measured\""},
      {"grade = \"fitted\", source = [\"s\"]", "grade = \"fitted\", source = []",
       "only a number of grade \"assumed\" may be without a source"},
      {"receptor.hypothalamus", "receptor.hypothalmus",
       "x.toml:14: action[1].site: unknown site \"estrogen_receptor.hypothalmus\", did you mean"},
      {"\"2 ng/mL\"", "\"2 nmol/L\"", "a molar concentration needs the [molar_mass]"},
      {"value = \"10 L\"", "value = \"0 L\"", "\"0 L\" must be above 0"},
      {"half_life = { value = \"5 h\"", "half_life = { value = \"5 L\"", "\"5 L\" is a volume, wanted a time"},
      {"half_life = { value = \"2 h\"",
       "rate = { value = 1, grade = \"assumed\", source = [], note = \"n\" }\nhalf_life = { value = \"2 h\"",
       "wants either \"half_life\" or \"rate\""},
      {"dose = \"mass\"", "dose = \"mass\"\nspecies = \"testosterone\"", "wants exactly one of"},
  };
  const TemporaryFolder folder;
  const io::Sources sources{{"s", {"s", "c", ""}}};
  for (const Case& c : cases) {
    const auto file = folder.write("x.toml", replaced(kDrug, c.from, c.to));
    const std::string message = error_of([&] { (void)io::load_drug(file, sources); });
    CHECK_MESSAGE(contains(message, c.expected), message);
  }
}

TEST_CASE("a wrong data folder is refused") {
  CHECK(contains(error_of([] { (void)Catalog::load("/no/such/place"); }), "/no/such/place: no such data folder"));
  CHECK(contains(error_of([] { (void)Catalog::load("/dev/null"); }), "is not a folder"));
  const TemporaryFolder folder;
  std::filesystem::copy(kData, folder / "data", std::filesystem::copy_options::recursive);
  const std::string text = content_of(kData / "parameters.toml");
  folder.write("data/parameters.toml", replaced(text, "[leydig.cell_number]", "[leydig.cel_number]"));
  CHECK(contains(error_of([&] { (void)Catalog::load(folder / "data"); }),
                 "leydig.cel_number: unknown key, did you mean \"cell_number\"?"));
  folder.write("data/parameters.toml", text);
  folder.write("data/conditions/odd.toml",
               "name = \"odd\"\nabout = \"a\"\n[change.\"leydig.cell_numbr\"]\nfactor = 2\ngrade = \"assumed\"\nsource = "
               "[]\nnote = \"n\"\n");
  CHECK(contains(
      error_of([&] { (void)Catalog::load(folder / "data"); }),
      "odd.toml:3: change.leydig.cell_numbr: unknown parameter \"leydig.cell_numbr\", did you mean \"leydig.cell_number\"?"));
}

TEST_CASE("ancestries are read as factors, and wrong ones refused") {
  const Ancestry& asian = catalog().ancestry("East-Asian", {});
  REQUIRE(asian.changes.size() == 1);
  CHECK((asian.changes[0].parameter == "spermatogenesis.sensitivity" && asian.changes[0].is_factor));
  CHECK(asian.changes[0].value < 1);
  CHECK(&catalog().ancestry("chinese", {}) == &asian);
  const std::string reason = "\ngrade = \"assumed\"\nsource = []\nnote = \"n\"\n";
  const std::string head = "[x]\nname = \"x\"\nabout = \"a\"\n";
  const std::pair<std::string, std::string> cases[] = {
      {head + "[x.change.\"leydig.cell_numbr\"]\nfactor = 2" + reason, "a.toml:4: x.change.leydig.cell_numbr: unknown parameter"},
      {head + "[x.change.\"leydig.cell_number\"]\nvalue = 2" + reason, "x.change.leydig.cell_number.factor: is missing"},
      {head + "[x.change.\"leydig.cell_number\"]\nfactor = 0" + reason,
       "a.toml:5: x.change.leydig.cell_number.factor: must be above 0"},
      {head + "[x.change.\"leydig.cell_number\"]\nfactor = 2\nbetween_men = 1" + reason, "between_men: is not for an ancestry"},
      {head + "[x.change.\"leydig.cell_number\"]\nfactor = 2\ngrade = \"fitted\"\nsource = []\n",
       "source: only a number of grade"},
      {"[x]\nname = \"x\"\n", "x.about"},
      {head + "colour = 1\n", "x.colour: unknown key"},
  };
  for (const auto& [text, expected] : cases) {
    const TemporaryFolder folder;
    const std::string message =
        error_of([&, &written = text] { (void)io::load_ancestries(folder.write("a.toml", written), catalog()); });
    CHECK_MESSAGE(contains(message, expected), message);
  }
}

TEST_CASE("wrong correlations are refused with line and key") {
  const auto pair = [](const std::string& first, const std::string& second, const std::string& rho) {
    return "[[pair]]\nparameters = [\"" + first + "\", \"" + second + "\"]\nrho = " + rho +
           "\ngrade = \"assumed\"\nsource = []\nnote = \"n\"\n";
  };
  const std::string leydig = "leydig.cell_number", sertoli = "sertoli.cell_number", output = "spermatogenesis.sperm_output";
  const std::pair<std::string, std::string> cases[] = {
      {pair(leydig, "sertoli.cel_number", "0.5"),
       "c.toml:2: pair[1].parameters: unknown parameter \"sertoli.cel_number\", did you mean"},
      {pair(leydig, leydig, "0.5"), "is paired with itself"},
      {pair(leydig, "leydig.acute_exponent", "0.5"), "\"leydig.acute_exponent\" does not differ between men"},
      {pair(leydig, sertoli, "1"), "c.toml:3: pair[1].rho: 1 is not between -1 and 1"},
      {pair(leydig, sertoli, "\"2 h\""), "c.toml:3: pair[1].rho"},
      {pair(leydig, sertoli, "0.5") + pair(sertoli, leydig, "0.4"), "pair[2].parameters: this pair is given twice"},
      {"[[pair]]\nparameters = [\"" + leydig + "\"]\nrho = 0.5\n", "names 1 parameters, wanted 2"},
      {"[[pairs]]\nrho = 0.5\n", "pairs: unknown key"},
      {pair(leydig, sertoli, "0.9") + pair(sertoli, output, "0.9") + pair(leydig, output, "-0.9"),
       "c.toml: pair: no men can have all these correlations at once"},
  };
  for (const auto& [text, expected] : cases) {
    const TemporaryFolder folder;
    Catalog copy = catalog();
    const std::string message = error_of([&, &written = text] { io::load_correlations(folder.write("c.toml", written), copy); });
    CHECK_MESSAGE(contains(message, expected), message);
  }
}

TEST_CASE("limits and groups of observables are checked") {
  for (const Observable& observable : catalog().observables) {
    for (const Limit& limit : observable.limits) {
      CAPTURE(observable.id);
      CHECK(!limit.what.empty());
      CHECK(!limit.sources.empty());
      for (const std::string& id : limit.sources) CHECK(catalog().sources.contains(id));
    }
  }
  const Observable& hematocrit = catalog().observable("hematocrit", {});
  CHECK(hematocrit.group == ObservableGroup::safety);
  REQUIRE(hematocrit.limits.size() == 2);
  CHECK((hematocrit.limits[0].high && hematocrit.limits[0].value == 54));
  const Observable& estradiol = catalog().observable("estradiol", {});
  REQUIRE(estradiol.limits.size() == 1);
  CHECK_FALSE(estradiol.limits[0].high);
  CHECK(estradiol.limits[0].value * estradiol.us.factor == doctest::Approx(10));

  const TemporaryFolder folder;
  std::filesystem::copy(kData, folder / "data", std::filesystem::copy_options::recursive);
  const std::string text = content_of(kData / "observables.toml");
  const std::string limit = "{ low = \"10 pg/mL\", what = \"bone is lost\", source = [\"finkelstein2016\"] }";
  const std::string path = "estradiol.limits[1]";
  const auto with = [&](const std::string& from, const std::string& to) {
    folder.write("data/observables.toml", replaced(text, from, to));
    return error_of([&] { (void)Catalog::load(folder / "data"); });
  };
  const auto limit_error = [&](const std::string& from, const std::string& to) { return with(limit, replaced(limit, from, to)); };
  CHECK(contains(limit_error(", source = [\"finkelstein2016\"]", ", source = []"), path + ".source: is missing: a limit needs"));
  CHECK(contains(limit_error(", source = [\"finkelstein2016\"]", ""), path + ".source"));
  CHECK(contains(limit_error("finkelstein2016", "finkelstein2061"), "did you mean \"finkelstein2016\"?"));
  CHECK(contains(limit_error(", what = \"bone is lost\"", ""), path + ".what"));
  CHECK(contains(limit_error("bone is lost", ""), path + ".what: is empty"));
  CHECK(contains(limit_error("10 pg/mL", "10 ng/dL"), "must be in \"pg/mL\" or \"pmol/L\""));
  CHECK(contains(limit_error("low = ", "high = \"9 pg/mL\", low = "), "wants either \"low\" or \"high\""));
  CHECK(contains(limit_error("low = \"10 pg/mL\", ", ""), "wants either \"low\" or \"high\""));
  CHECK(contains(limit_error("what", "wat"), "did you mean \"what\"?"));
  CHECK(contains(with("group = \"hormones\"", "group = \"hormons\""),
                 "total_testosterone.group: unknown group \"hormons\", did you mean \"hormones\"?"));
  CHECK(contains(with("group = \"hormones\"\n", ""), "group"));
}

TEST_CASE("a parameter in the wrong unit, or without one, is refused") {
  const TemporaryFolder folder;
  const std::filesystem::path data = folder / "data";
  std::filesystem::copy(HPGSIM_SOURCE_DIR "/data", data, std::filesystem::copy_options::recursive);
  const auto with = [&](const std::string& from, const std::string& to) {
    std::ifstream in(HPGSIM_SOURCE_DIR "/data/parameters.toml");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    std::ofstream(data / "parameters.toml") << text.replace(at, from.size(), to);
    return error_of([&] { (void)Catalog::load(data); });
  };
  CHECK(contains(with("\"0.58 1/h\"", "\"0.58 ng/mL\""), "pituitary.lh_elimination.value"));
  CHECK(contains(with("\"19.0 nmol/L\"", "19.0"), "steroids.typical_testosterone.value"));
  CHECK(with("\"0.58 1/h\"", "\"13.92 1/d\"") == "");
}

TEST_CASE("wrong assays are refused with line and key") {
  struct Case {
    std::string text;
    std::string message;
  };
  const std::string assumed = "grade = \"assumed\", source = [], note = \"n\" }";
  const Case cases[] = {
      {"[hl]\ncv = { value = \"5 %\", " + assumed, "a.toml:1: hl: unknown key"},
      {"[lh]\nCV = { value = \"5 %\", " + assumed, "a.toml:2: lh.CV: unknown key, did you mean \"cv\"?"},
      {"[lh]\ncv = { value = \"300 %\", " + assumed, "a.toml:2: lh.cv.value: \"300 %\" is not a coefficient of variation"},
      {"[lh]\ncv = { value = \"5 IU/L\", " + assumed, "a.toml:2: lh.cv.value: \"5 IU/L\" is an activity concentration"},
      {"[lh]\nlimit = { value = \"5 ng/mL\", " + assumed, "a.toml:2: lh.limit.value: \"5 ng/mL\" must be in"},
      {"[lh]\ncv = { value = \"5 %\", grade = \"measured\", source = [] }", "a.toml:2: lh.cv.source: only a number of grade"},
      {"[lh]\n", "a.toml:1: lh: wants \"cv\", \"limit\" or \"within_man\""},
  };
  for (const Case& c : cases) {
    const TemporaryFolder folder;
    Catalog copy = catalog();
    copy.assays.clear();
    const std::string message = error_of([&] { io::load_assays(folder.write("a.toml", c.text), copy); });
    CHECK_MESSAGE(contains(message, c.message), message);
  }
}
