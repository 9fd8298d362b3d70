// The page of published studies: complete, safe, offline, and honest about what is not scored.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "report/validation_report.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <sstream>
#include <string>

#include "evidence/score.hpp"
#include "io/temporary_folder.hpp"
#include "report/page_text.hpp"
#include "report/study_course.hpp"
#include "report/validation_view.hpp"

using namespace hpg;
using test::between;
using test::count;

namespace {

constexpr double kWeek = 7 * 24;
constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

const Catalog& catalog() {
  static const Catalog data = Catalog::load(std::string(HPGSIM_SOURCE_DIR) + "/data");
  return data;
}

/// A sample of an observable, mean of the arm.
PublishedNumber sample(const char* observable, double week, double value) {
  PublishedNumber number;
  number.reading.observable = observable;
  number.reading.from = number.reading.to = week * kWeek;
  number.value = value;
  number.men = 12;
  number.source = "abstract";
  return number;
}

PublishedNumber relative(PublishedNumber number, bool difference) {
  Comparison other{difference, 0, number.reading};
  other.reading.from = other.reading.to = 0;
  number.comparison = other;
  return number;
}

/// Four weeks in which testosterone triples, LH falls to a tenth and sperm stay.
struct Evidence {
  std::vector<Study> studies;
  evidence::SimulatedArms men;
  std::vector<evidence::Scored> scored;

  void add(const std::string& id, StudyUse use, const std::string& kind, std::vector<PublishedNumber> published) {
    Study study;
    study.id = id;
    study.use = use;
    study.kind = kind;
    study.citation = "Author A. Title of " + id + ". J Test 2001;1:1-2. doi:10.1000/" + id;
    study.note = "what was assumed";
    StudyArm arm;
    arm.trial.duration = 4 * kWeek;
    arm.trial.population.men = 12;
    arm.trial.arms.resize(1);
    arm.trial.arms[0].name = "testosterone weekly";
    for (int week = 0; week <= 4; ++week) arm.trial.visits.push_back({week * kWeek, 0});
    arm.trial.columns = {{"total_testosterone", false}, {"lh", false}, {"sperm_concentration", false}};
    arm.published = std::move(published);
    study.arms.push_back(std::move(arm));
    studies.push_back(std::move(study));
    std::vector<Subject> arm_men;
    for (int i = 0; i < 20; ++i) {
      Subject man;
      const double own = 1 + 0.02 * (i - 10);
      for (int week = 0; week <= 4; ++week) {
        man.values.insert(man.values.end(), {15 * own * (1 + 0.5 * week), 4 * own * std::pow(10, -0.25 * week), 50 * own});
      }
      arm_men.push_back(std::move(man));
    }
    men.push_back({std::move(arm_men)});
  }

  [[nodiscard]] std::string page(UnitSystem units = UnitSystem::us) {
    scored = evidence::score_all(catalog(), studies, men);
    std::ostringstream out;
    report::write_validation_report(studies, scored, men, catalog(), units, out);
    return out.str();
  }
};

Evidence some_studies() {
  Evidence all;
  PublishedNumber half = sample("total_testosterone", 4, 0.5);
  half.statistic = {ArmStatistic::Kind::fraction, 0.5, {30, kNoBound}};
  PublishedNumber with_error = sample("total_testosterone", 4, 40);
  with_error.sem = 3;
  all.add("levels2001", StudyUse::calibration, "testosterone products", {with_error, sample("lh", 4, 4), half});
  PublishedNumber secondary = relative(sample("lh", 4, 0.2), false);
  secondary.mark = PublishedNumber::Mark::secondary;
  all.add("relative2002", StudyUse::validation, "suppression",
          {relative(sample("lh", 2, 0.3), false), relative(sample("total_testosterone", 4, -5), true), secondary});
  PublishedNumber never = sample("sperm_concentration", 0, 3 * kWeek);
  never.reading.kind = Reading::Kind::first_time;
  never.reading.to = 4 * kWeek;
  never.reading.every = kWeek;
  never.reading.bounds = {-kNoBound, 1};
  never.statistic.kind = ArmStatistic::Kind::median;
  PublishedNumber clamped = sample("lh", 1, 2);
  clamped.mark = PublishedNumber::Mark::clamped;
  all.add("times2003", StudyUse::none, "other", {never, clamped, sample("sperm_concentration", 4, 55)});
  return all;
}

void check_sound(const std::string& html) {
  const std::string text = between(html, "<main>", "</main>");
  REQUIRE(!text.empty());
  for (const char* bad : {"nan", ">inf", "\"inf", " inf", "-inf", "e+0", "e-0"}) {
    INFO(std::string(bad));
    CHECK(text.find(bad) == std::string::npos);
  }
  for (const char* element : {"svg", "figure", "section", "table", "thead", "tbody", "tr", "ul", "g", "a", "div", "dl", "details",
                              "path", "title", "text"}) {
    INFO(element);
    const std::string name = element;
    const std::size_t closed = name == "path" ? count(text, "/>") : 0;
    const std::size_t opened = count(text, "<" + name + ">") + count(text, "<" + name + " ");
    if (closed == 0) CHECK(opened == count(text, "</" + name + ">"));
  }
}

}  // namespace

TEST_CASE("every section and every study is there, and nothing comes from the network") {
  const std::string html = some_studies().page();
  check_sound(html);
  for (const char* id : {"score", "observed", "worst", "ratios", "studies"}) {
    INFO(id);
    CHECK(count(html, std::string("<section id=\"") + id + "\">") == 1);
    CHECK(count(html, std::string("<a href=\"#") + id + "\">") == 1);
  }
  for (const char* id : {"levels2001", "relative2002", "times2003"}) {
    INFO(id);
    CHECK(count(html, std::string("<div id=\"study-") + id + "\">") == 1);
    CHECK(html.find("https://doi.org/10.1000/" + std::string(id)) != std::string::npos);
  }
  CHECK(html.find("9 published numbers in 3 arms of 3 studies") != std::string::npos);
  for (const char* part : {" src=", "<link", "@import", "url(", "fetch("}) {
    INFO(part);
    CHECK(html.find(part) == std::string::npos);
  }
}

TEST_CASE("marked numbers are shown, said not to be scored, and left out of the score") {
  const std::string html = some_studies().page();
  CHECK(html.find("2 numbers are drawn pale and not scored") != std::string::npos);
  CHECK(html.find("(secondary: read in another paper, not scored)") != std::string::npos);
  CHECK(html.find("(clamped axis, not scored)") != std::string::npos);
  CHECK(count(html, "<tr class=\"pale\">") == 2);
  const std::string table = between(html, "<section id=\"score\">", "</section>");
  CHECK(table.find("<th scope=\"row\">all</th><td>3</td><td>7</td>") != std::string::npos);
  // 6 scored ones that are no fractions, and the fraction.
  CHECK(count(between(html, "<section id=\"observed\">", "</section>"), "<title>") == 7);
  CHECK(count(between(html, "<section id=\"ratios\">", "</section>"), "<title>") == 9);
}

TEST_CASE("errors in words") {
  Evidence all = some_studies();
  (void)all.page();
  const auto words = [&](std::size_t i) { return report::error_words(all.scored[i]); };
  CHECK(words(0) == "1.11");           // 14.85 x 3 for 40
  CHECK(words(1) == "0.1 or less");    // 0.396 for 4
  CHECK(words(4) == "opposite sign");  // +30 for -5
  CHECK(words(6) == "never");
  CHECK(hpg::evidence::miss(all.scored[1]) > hpg::evidence::miss(all.scored[0]));
}

TEST_CASE("relative numbers stand on the predicted reading that they are relative to") {
  Evidence all = some_studies();
  (void)all.page();
  const report::ValidationView view{all.studies, all.scored, all.men, catalog(), UnitSystem::si};
  const std::vector<report::StudyCourse> courses = report::study_courses(view, 1);
  REQUIRE(courses.size() == 2);
  CHECK(courses[0].observable.id == "total_testosterone");
  const report::StudyCourse& lh = courses[1];
  REQUIRE(lh.points.size() == 2);
  CHECK(lh.relative == 2);
  CHECK(lh.arms[0].middle[0] == doctest::Approx(4 * 0.99 * lh.unit.factor));
  CHECK(lh.points[0].value == doctest::Approx(0.3 * 4 * 0.99 * lh.unit.factor));
  CHECK(lh.points[1].scored == false);
  CHECK(courses[0].points[0].value == doctest::Approx((15 * 0.99 - 5) * courses[0].unit.factor));
  // 1.96 standard errors where the paper gives them.
  const std::vector<report::StudyCourse> levels = report::study_courses(view, 0);
  CHECK(levels[0].points[0].error == doctest::Approx(1.96 * 3));
}

TEST_CASE("the same studies give the same bytes; a file holds the same page") {
  Evidence all = some_studies();
  const std::string html = all.page();
  CHECK(all.page() == html);
  const TemporaryFolder folder;
  report::write_validation_report(all.studies, all.scored, all.men, catalog(), UnitSystem::us, folder / "studies.html");
  CHECK(content_of(folder / "studies.html") == html);
}

TEST_CASE("text from files cannot become markup; no men, no values, SI units") {
  Evidence all = some_studies();
  const std::string evil = "</script><img src=x onerror=\"alert('1')\">&";
  all.studies[0].id = all.studies[0].kind = all.studies[0].citation = all.studies[0].note = evil;
  all.studies[0].arms[0].trial.arms[0].name = all.studies[0].arms[0].published[0].source = evil;
  const std::string html = all.page(UnitSystem::si);
  check_sound(html);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(count(html, "</script>") == 3);

  Evidence missing = some_studies();
  for (auto& study : missing.men) {
    for (auto& arm : study) {
      for (Subject& man : arm) man.values.assign(man.values.size(), kNone);
    }
  }
  const std::string bare = missing.page();
  check_sound(bare);
  CHECK(bare.find("not predicted") != std::string::npos);
}
