// The page and the program: complete, safe, offline, wrong input refused before any work.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <string>

#include "clinic.hpp"
#include "io/run_program.hpp"
#include "report/sensitivity_report.hpp"

using namespace hpg;
using namespace hpg::sensitivity;

namespace {

/// Two arms of a day, three parameters.
Analysis analysis(Method method) {
  Protocol protocol;
  protocol.title = "A <b>bold</b> title";
  protocol.man = test::man();
  protocol.duration = 24;
  protocol.arms = {{"no treatment & \"nothing\"", {}}, {"<script>alert(1)</script>", {}}};
  Options options;
  options.method = method;
  options.parameters = {"pituitary.lh_elimination", "leydig.cell_number", "tissues.prostate_size"};
  options.observables = {"lh", "total_testosterone", "prostate_volume", "visual_symptom_risk"};
  options.trajectories = 3;
  options.samples = 8;
  return analyse(test::catalog(), protocol, options);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

void check_sound(const std::string& html) {
  CHECK(html.ends_with("</html>\n"));
  const std::string text = html.substr(html.find("<main>"), html.find("</main>") - html.find("<main>"));
  for (const char* odd : {"nan", " inf", "<b>bold", "<script>alert"}) {
    INFO(odd);
    CHECK(text.find(odd) == std::string::npos);
  }
  for (const char* element : {"svg", "figure", "section", "table", "tbody", "tr", "td", "th", "ul", "g", "div", "p"}) {
    INFO(element);
    CHECK(count(text, std::string("<") + element + ">") + count(text, std::string("<") + element + " ") ==
          count(text, std::string("</") + element + ">"));
  }
  CHECK(text.find("http") == std::string::npos);
}

const char* const kProtocol = R"(
duration = "1 d"
[[arm]]
name = "none"
)";

const std::string kSmall = " --trajectories 2 --parameter leydig.cell_number --parameter Pituitary.LH-elimination ";

}  // namespace

TEST_CASE("a page of each method: a tornado for each outcome and arm, names cannot become markup") {
  for (const Method method : {Method::morris, Method::sobol}) {
    const std::string html = report::sensitivity_page(analysis(method), test::catalog(), UnitSystem::us);
    check_sound(html);
    CHECK(count(html, "<figure") == 8);
    CHECK(count(html, "class=\"drawing tornado\"") == 6);
    CHECK(count(html, "Does not vary.") == 2);  // nothing here acts on sight
    CHECK(html.find("solved for every parameter set") != std::string::npos);
    CHECK(html == report::sensitivity_page(analysis(method), test::catalog(), UnitSystem::us));
  }
}

TEST_CASE("runs that failed are told, and leave what they leave") {
  Analysis some = analysis(Method::morris);
  some.screening->runs.failures.push_back({4, 1, -600});
  const std::string html = report::sensitivity_page(some, test::catalog(), UnitSystem::si);
  check_sound(html);
  CHECK(html.find("1 of 24 runs could not be integrated") != std::string::npos);
  CHECK(html.find("day -25") != std::string::npos);
}

TEST_CASE("the program writes table and page, and prints what ranks highest") {
  const TemporaryFolder folder;
  const std::string protocol = "sensitivity '" + folder.write("p.toml", kProtocol).string() + "'";
  const std::string csv = (folder / "s.csv").string(), html = (folder / "s.html").string();
  const Ran ran = run(folder, protocol + kSmall + "-o '" + csv + "' -o '" + html + "'");
  CHECK(ran.code == 0);
  CHECK(ran.out.find("mu*") != std::string::npos);
  CHECK(content_of(csv).starts_with("method,arm,time_d,outcome,parameter,index,value,low,high,unit\r\n"));
  CHECK(content_of(csv).find("morris,none,1,lh_24h_mean,pituitary.lh_elimination,mu_star,") != std::string::npos);
  check_sound(content_of(html));
  const Ran quiet = run(folder, protocol + kSmall + "-q");
  CHECK(quiet.out.empty());
  CHECK(quiet.error.empty());
}

TEST_CASE("wrong input is refused with what would be right") {
  const TemporaryFolder folder;
  const std::string protocol = "sensitivity '" + folder.write("p.toml", kProtocol).string() + "' ";
  const auto refused = [&](const std::string& options, const std::string& because) {
    INFO(options);
    const Ran ran = run(folder, protocol + options);
    INFO(ran.error);
    CHECK(ran.code == 2);
    CHECK(ran.out.empty());
    CHECK(ran.error.find(because) != std::string::npos);
  };
  refused("--observable testosteron", "did you mean");
  refused("--parameter leydig.cell_numbr", "leydig.cell_number");
  refused("--at '2 d'", "not within");
  refused("--at '5 mg'", "is a mass");
  refused("--method fast", "method");
  refused("--trajectories 1", "trajectories");
  refused("-o s.pdf", ".html");
  refused("--parameter leydig.cell_number --parameters all", "exclude");
}
