// The page of a trial: complete, safe, offline, the same every time.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <sstream>
#include <string>

#include "io/temporary_folder.hpp"
#include "report/outcome_section.hpp"
#include "report/page_text.hpp"
#include "report/synthetic_trial.hpp"
#include "report/text.hpp"
#include "report/trial_design.hpp"
#include "report/trial_report.hpp"
#include "report/uncertainty_section.hpp"

using namespace hpg;
using test::between;
using test::count;
using namespace hpg::test;

namespace {

const Catalog& catalog() {
  static const Catalog data = Catalog::load(std::string(HPGSIM_SOURCE_DIR) + "/data");
  return data;
}

std::string page(const TrialData& data, const Catalog& known = catalog(), UnitSystem units = UnitSystem::us) {
  std::ostringstream out;
  report::write_trial_report(trial::analyse(data), known, units, out);
  return out.str();
}

/// What a reader sees: the body without scripts and data.
std::string visible(const std::string& html) { return between(html, "<main>", "</main>"); }

void check_sound(const std::string& html) {
  const std::string text = visible(html);
  CHECK(html.find("</html>") != std::string::npos);
  CHECK(text.find("nan") == std::string::npos);
  CHECK(text.find(">inf") == std::string::npos);
  CHECK(text.find("\"inf") == std::string::npos);
  CHECK(text.find(" inf") == std::string::npos);
  for (const char* element : {"svg", "figure", "section", "table", "tbody", "tr", "ul", "g", "div", "dl"}) {
    INFO(element);
    CHECK(count(text, std::string("<") + element + ">") + count(text, std::string("<") + element + " ") ==
          count(text, std::string("</") + element + ">"));
  }
}

}  // namespace

TEST_CASE("every section is there") {
  const std::string html = page(synthetic_trial());
  check_sound(html);
  for (const char* id :
       {"design", "men", "outcomes", "hormones", "fertility", "safety", "symptoms", "body", "doses", "table", "notes"}) {
    INFO(id);
    CHECK(count(html, std::string("<section id=\"") + id + "\">") == 1);
    CHECK(count(html, std::string("<a href=\"#") + id + "\">") == 1);
  }
  CHECK(count(html, "<svg class=\"plot\"") == 7);
  CHECK(html.find("not a medical device") != std::string::npos);
  CHECK(html.find("20240917") != std::string::npos);
  CHECK(html.size() < 500'000);
}

TEST_CASE("the flow counts men, and arms are named") {
  const std::string html = page(synthetic_trial());
  const std::string flow = between(html, "flow-chart", "</figure>");
  for (const char* words : {"1,860 men screened", "300 randomised", "100 allocated", "dropped out", "completed as planned"}) {
    INFO(words);
    CHECK(flow.find(words) != std::string::npos);
  }
  CHECK(flow.find("Hematocrit") != std::string::npos);
}

TEST_CASE("times in weeks when every visit and the end are whole weeks of two years at most") {
  const auto words = [](std::initializer_list<double> days) {
    const MemoryTrial data(plain_trial(1, days));
    const trial::Analysis found = trial::analyse(data);
    const report::TrialView view{found, catalog(), UnitSystem::us};
    return view.at(28 * 24) + " | " + view.axis_title() + " | " + report::design_words(view);
  };
  CHECK(words({0, 28, 56, 182}) == "week 4 | weeks from baseline | 0 simulated men (healthy), one arm, 26 weeks.");
  CHECK(words({0, 28, 728}).starts_with("week 4 | weeks"));
  CHECK(words({0, 28, 735}).starts_with("month 0.9 | months"));
  CHECK(words({0, 28, 180}).starts_with("month 0.9 | months"));
  CHECK(report::weeks(26 * 168.0).ticks == std::vector<double>{0, 4, 8, 12, 16, 20, 24});
  CHECK(report::weeks(52 * 168.0).ticks == std::vector<double>{0, 8, 16, 24, 32, 40, 48});
  CHECK(report::weeks(104 * 168.0).ticks == std::vector<double>{0, 13, 26, 39, 52, 65, 78, 91, 104});
}

TEST_CASE("ethnicity stands among the facts of the men") {
  Trial trial = plain_trial(1, {0, 28});
  trial.population.ethnicity = {{"european", 1}, {"east asian", 1}};
  MemoryTrial data(trial);
  for (const std::uint32_t each : {1U, 2U, 2U}) data.add(0, {10, 20}).ethnicity = each;
  CHECK(page(data).find("<dt>Ethnicity</dt><dd>european 1, east asian 2</dd>") != std::string::npos);
}

TEST_CASE("the men taken: range of age, and an effective size only where labs were asked for") {
  MemoryTrial data = synthetic_trial(9);
  data.men[2].age = 19.26;
  data.men[5].age = 71.04;
  const std::string html = page(data);
  CHECK(html.find("age 19.3 to 71.0 years, BMI ") != std::string::npos);
  CHECK(html.find("Kish") != std::string::npos);
  Trial plan = synthetic_trial_plan();
  plan.population.labs.clear();
  MemoryTrial without(plan);
  without.men = data.men;
  without.found = data.found;
  CHECK(page(without).find("Kish") == std::string::npos);
}

TEST_CASE("rules in words") {
  const MemoryTrial data = synthetic_trial(9);
  const trial::Analysis found = trial::analyse(data);
  const report::TrialView us{found, catalog(), UnitSystem::us};
  const TrialArm& arm = data.trial().arms[1];
  CHECK(report::titration_words(us, arm, arm.titration[0]) ==
        "At months 1.5 and 3, testosterone cypionate by Total testosterone: below 400.9 ng/dL add 25 mg, above 700.8 ng/dL take "
        "away "
        "25 mg; between 25 mg and 200 mg.");
  CHECK(report::stopping_words(us, arm.stopping[0]) == "Stop when Hematocrit is above 54 %.");
  const report::TrialView si{found, catalog(), UnitSystem::si};
  CHECK(report::titration_words(si, arm, arm.titration[0]).find("13.9 nmol/L") != std::string::npos);
  CHECK(report::outcome_words(us, data.trial().outcomes[0]) == "Total testosterone 263.9 to 917.1 ng/dL at month 12");
  CHECK(report::outcome_words(us, data.trial().outcomes[3]) == "Time to Sperm concentration 0 to 5 M/mL");
}

TEST_CASE("text from files cannot become markup") {
  const std::string evil = "</script><img src=x onerror=\"alert('1')\">&";
  Trial plan = synthetic_trial_plan();
  plan.title = plan.population.condition = evil;
  plan.arms[1].name = evil;
  plan.arms[1].doses[0].label = plan.arms[1].doses[0].dose.written = plan.arms[1].titration[0].dose = evil;
  plan.outcomes[0].name = evil;
  plan.columns[6].observable = evil;
  plan.population.history = {plan.arms[1].doses[0].dose};
  MemoryTrial data(plan);
  data.men = synthetic_trial(30).men;
  const std::string html = page(data);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(count(html, "</script>") == 3);
  CHECK(html.find("&lt;img src=x") != std::string::npos);
}

TEST_CASE("nothing is loaded from the network") {
  const std::string html = page(synthetic_trial(30));
  for (const char* part : {" src=", "<link", "@import", "url(", "fetch("}) {
    INFO(part);
    CHECK(html.find(part) == std::string::npos);
  }
}

TEST_CASE("the same trial gives the same bytes; a file holds the same page") {
  const MemoryTrial data = synthetic_trial(60);
  const std::string html = page(data);
  CHECK(page(data) == html);
  const TemporaryFolder folder;
  report::write_trial_report(trial::analyse(data), catalog(), UnitSystem::us, folder / "trial.html");
  CHECK(content_of(folder / "trial.html") == html);
}

TEST_CASE("small, odd and bare trials") {
  check_sound(page(MemoryTrial(synthetic_trial_plan())));
  check_sound(page(synthetic_trial(1)));
  check_sound(page(synthetic_trial(3), Catalog{}));
  check_sound(page(synthetic_trial(200), catalog(), UnitSystem::si));

  Trial bare = plain_trial(1, {0, 28});
  MemoryTrial one(bare);
  one.add(0, {10, 12});
  const std::string html = page(one);
  check_sound(html);
  for (const char* id : {"outcomes", "doses"}) CHECK(count(html, std::string("\"#") + id + "\"") == 0);
  CHECK(html.find("screened") == html.find("screened, 0 eligible"));

  bare.visits = {{0, 0}};
  bare.columns.clear();
  MemoryTrial nothing(bare);
  nothing.add(0, {});
  check_sound(page(nothing));

  MemoryTrial all_missing(synthetic_trial_plan());
  all_missing.men = synthetic_trial(30).men;
  for (Subject& man : all_missing.men) man.values.assign(man.values.size(), kNone);
  check_sound(page(all_missing));
}

TEST_CASE("what is not known has a section of its own in a trial with draws") {
  CHECK(page(synthetic_trial(60)).find("not-known") == std::string::npos);
  for (const Design design : {Design::parallel, Design::crossover}) {
    Trial plan = synthetic_trial_plan(design);
    plan.population.men = 60;
    plan.draws = 5;
    MemoryTrial data(plan);
    data.men = synthetic_trial(60, design).men;
    for (std::size_t i = 0; i < data.men.size(); ++i) {
      // Hematocrit higher by its draw, whoever the man is.
      for (std::size_t at = 4; at < data.men[i].values.size(); at += plan.columns.size())
        data.men[i].values[at] += 5 * static_cast<double>(i / 12);
    }
    const trial::Analysis found = trial::analyse(data);
    const std::string html = page(data);
    check_sound(html);
    CHECK(count(html, "<section id=\"not-known\">") == 1);
    CHECK(count(html, "<a href=\"#not-known\">") == 1);
    const std::string section = between(html, "<section id=\"not-known\">", "</section>");
    CHECK(section.find("divided among 5 draws") != std::string::npos);
    CHECK(count(section, "<tr class=\"arm ") == 9);  // three labs of four outcomes, three arms
    const trial::VarianceComponents& hematocrit = found.columns[4].not_known[0].back();
    // 0, 5, ... 20: sd 7.9.
    CHECK(std::sqrt(hematocrit.not_known) == doctest::Approx(7.9).epsilon(0.15));
    CHECK(section.find("<td>" + report::number(std::sqrt(hematocrit.not_known)) + "</td>") != std::string::npos);
    const std::string csv = report::uncertainty_csv(found, catalog(), UnitSystem::us);
    CHECK(count(csv, "\r\n") == 1 + 3 * plan.visits.size() * plan.columns.size());
    CHECK(csv.find("nan") == std::string::npos);
  }
  Trial few = plain_trial(1, {0, 28});
  few.population.men = 4;
  few.draws = 2;
  MemoryTrial missing(few);
  missing.add(0, {10, kNone});
  check_sound(page(missing));
}

TEST_CASE("a cross-over names sequences and compares within men") {
  const std::string html = page(synthetic_trial(90, Design::crossover));
  check_sound(html);
  CHECK(html.find("Sequence B \u2192 C \u2192 A") != std::string::npos);
  CHECK(html.find("from the start of the period") != std::string::npos);
  CHECK(html.find("method 10 for paired data") != std::string::npos);
  CHECK(html.find("Welch") == std::string::npos);
}

TEST_CASE("odd men are named by number") {
  const std::string notes = between(page(synthetic_trial()), "<section id=\"notes\">", "</section>");
  CHECK(notes.find("Could not be computed: 1") != std::string::npos);
  CHECK(notes.find("</span> 156<") != std::string::npos);
  CHECK(notes.find("Ill-conditioned: 4") != std::string::npos);
}

// HPGSIM_TRIAL_PAGE=folder writes pages to look at.
TEST_CASE("pages to look at") {
  const char* const folder = std::getenv("HPGSIM_TRIAL_PAGE");
  if (folder == nullptr) return;
  const std::filesystem::path at(folder);
  report::write_trial_report(trial::analyse(synthetic_trial()), catalog(), UnitSystem::us, at / "parallel.html");
  report::write_trial_report(trial::analyse(synthetic_trial(120, Design::crossover)), catalog(), UnitSystem::si,
                             at / "crossover.html");
}
