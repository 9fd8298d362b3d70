// The whole page: complete, safe, offline, the same every time.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>

#include "report/page_text.hpp"
#include "report/report.hpp"
#include "report/synthetic.hpp"

using namespace hpg;
using test::between;
using test::count;

namespace {

std::string page(const Result& result, const Catalog& catalog, UnitSystem units = UnitSystem::us) {
  std::ostringstream out;
  report::write_report(result, catalog, units, out);
  return out.str();
}

/// What a reader sees: style, scripts and their data removed.
std::string visible(const std::string& html) {
  std::string out;
  std::size_t at = 0;
  while (at < html.size()) {
    const std::size_t style = std::min(html.find("<style", at), html.find("<script", at));
    if (style == std::string::npos) break;
    out += html.substr(at, style - at);
    const bool is_style = html.compare(style, 6, "<style") == 0;
    at = html.find(is_style ? "</style>" : "</script>", style);
  }
  return out + html.substr(at);
}

}  // namespace

TEST_CASE("every arm is drawn in every panel, by mean and by sample") {
  const Result result = test::synthetic_result();
  const std::string html = page(result, test::synthetic_catalog());
  CHECK(count(html, "<figure class=\"card panel\"") == result.observables.size());
  for (const std::string& id : result.observables) {
    const std::string panel = between(html, "id=\"panel-" + id + "\"", "</figure>");
    INFO(id);
    CHECK(count(panel, "class=\"line\"") + count(panel, "class=\"line swing\"") == 2 * result.arms.size());
    CHECK(count(panel, "<rect class=\"period") == 3);
    for (const ArmResult& arm : result.arms) CHECK(panel.find(arm.name) != std::string::npos);
  }
}

TEST_CASE("a day of pulses before, on and after for every arm") {
  const std::string html = page(test::synthetic_result(), test::synthetic_catalog());
  CHECK(count(html, "<svg class=\"pulse\"") == 12);
  CHECK(count(html, "no LH pulses detected") == 2);
  const std::string row = between(html, "class=\"pulse-row a0\"", "</section>");
  CHECK(count(row, "class=\"peak\"") == 3);
  // The day before the baseline visit has a clock like any other.
  CHECK(count(row, ">08:00</text>") >= 2);
  CHECK(row.find(">-") == std::string::npos);
}

TEST_CASE("the table has the visits of a two-year trial") {
  const std::string html = page(test::synthetic_result(), test::synthetic_catalog());
  CHECK(count(html, "<table class=\"summary\">") == 5);
  CHECK(count(html, "<details class=\"table-group\" open>") == 2);
  const std::string head = between(html, "<table class=\"summary\">", "</thead>");
  for (const char* month : {">0<", ">3<", ">6<", ">12<", ">18<", ">24<"}) CHECK(count(head, month) == 1);
  CHECK(count(head, "scope=\"col\"") == 7);
}

TEST_CASE("sections of what the result holds, and no others") {
  const Catalog catalog = test::synthetic_catalog();
  const std::string whole = page(test::synthetic_result(6), catalog);
  for (const char* id : {"hormones", "fertility", "safety", "symptoms", "body"}) {
    CHECK(count(whole, std::string("<section id=\"") + id + "\">") == 1);
    CHECK(count(whole, std::string("<a href=\"#") + id + "\">") == 1);
  }
  CHECK(between(whole, "<section id=\"symptoms\">", "<div").find("Scores are assumed") != std::string::npos);
  CHECK(count(whole, "class=\"panels compact\"") == 3);

  Result chosen = test::synthetic_result(6);
  chosen.observables = {"estradiol", "libido"};
  for (ArmResult& arm : chosen.arms) {
    for (auto* table : {&arm.series.mean_24_h, &arm.series.at_visit}) *table = {(*table)[6], (*table)[34]};
  }
  const std::string part = page(chosen, catalog);
  for (const char* id : {"hormones", "symptoms"}) CHECK(count(part, std::string("id=\"") + id + "\"") == 1);
  for (const char* id : {"fertility", "safety", "body"}) CHECK(count(part, std::string("\"") + id + "\"") == 0);
  CHECK(count(part, "Mean of the preceding 24 hours") == 1);
  CHECK(part.find("Safety at a glance") == std::string::npos);

  // The limit of a hormone is a matter of safety whatever else was chosen.
  Catalog limited = catalog;
  limited.observables[6].limits = {{false, 0.037, "bone is lost", {"guideline2010"}}};
  const std::string safety = between(page(chosen, limited), "<section id=\"safety\">", "</section>");
  CHECK(safety.find("Estradiol <b>below 10.1 pg/mL</b>") != std::string::npos);
  CHECK(safety.find("<figure") == std::string::npos);
  CHECK(count(page(chosen, limited), "<a href=\"#safety\">") == 1);
}

TEST_CASE("units of the reader") {
  const Result result = test::synthetic_result();
  const Catalog catalog = test::synthetic_catalog();
  const std::string us = between(page(result, catalog, UnitSystem::us), "id=\"panel-total_testosterone\"", "</figure>");
  const std::string si = between(page(result, catalog, UnitSystem::si), "id=\"panel-total_testosterone\"", "</figure>");
  CHECK(us.find("264&ndash;917") != std::string::npos);
  CHECK(us.find("ng/dL") != std::string::npos);
  CHECK(si.find("9.15&ndash;31.8") != std::string::npos);
  CHECK(si.find("ng/dL") == std::string::npos);
}

TEST_CASE("text from files cannot become markup") {
  Result result = test::synthetic_result(4);
  Catalog catalog = test::synthetic_catalog();
  const std::string evil = "</script><img src=x onerror=\"alert('1')\">&";
  result.protocol.title = evil;
  result.arms[1].name = evil;
  result.protocol.arms[1].doses[0].written = evil;
  result.arms[0].profiles[0].label = evil;
  catalog.observables[0].name = evil;
  catalog.observables[0].us.symbol = evil;
  catalog.parameters[0].what = catalog.parameters[0].note = catalog.parameters[0].written = evil;
  catalog.observables[23].limits[0].what = evil;
  catalog.sources["travison2017"].citation = evil;
  catalog.sources["coviello2005"].link = "javascript:alert(1)";
  catalog.conditions[0].name = catalog.conditions[0].about = evil;
  const std::string html = page(result, catalog);
  CHECK(html.find("<img") == std::string::npos);
  CHECK(html.find("href=\"javascript") == std::string::npos);
  CHECK(count(html, "</script>") == 3);
  CHECK(html.find("&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;") != std::string::npos);
}

TEST_CASE("nothing is loaded from the network") {
  const std::string html = page(test::synthetic_result(), test::synthetic_catalog());
  CHECK(html.find(" src=") == std::string::npos);
  CHECK(html.find("<link") == std::string::npos);
  CHECK(html.find("@import") == std::string::npos);
  CHECK(html.find("url(") == std::string::npos);
  CHECK(html.find("fetch(") == std::string::npos);
  // Addresses stand in anchors of citations only, and in the name of the SVG name space.
  CHECK(count(html, "https://") == count(html, "<a href=\"https://"));
  CHECK(count(html, "http://") == count(html, "'http://www.w3.org/2000/svg'"));
  CHECK(html.find("<a href=\"https://doi.org/10.1210/jc.2016-2935\"") != std::string::npos);
  CHECK(html.find("<a href=\"https://pubmed.ncbi.nlm.nih.gov/15713727/\"") != std::string::npos);
}

TEST_CASE("the same result gives the same bytes, and wall time does not show") {
  Result result = test::synthetic_result(6);
  const Catalog catalog = test::synthetic_catalog();
  const std::string first = page(result, catalog);
  result.seconds = 123;
  CHECK(page(result, catalog) == first);
}

TEST_CASE("values that are missing leave gaps, not nan") {
  Result result = test::synthetic_result(12);
  for (auto& line : result.arms[0].series.mean_24_h) line[0] = std::numeric_limits<double>::quiet_NaN();
  result.arms[1].series.mean_24_h[3].assign(result.arms[1].series.time.size(), std::numeric_limits<double>::infinity());
  result.arms[2].series.mean_24_h.clear();
  const std::string text = visible(page(result, test::synthetic_catalog()));
  CHECK(text.find("nan") == std::string::npos);
  CHECK(text.find("inf ") == std::string::npos);
  CHECK(text.find("inf<") == std::string::npos);
  CHECK(text.find("\"inf") == std::string::npos);
}

TEST_CASE("from a day to ten years, from one arm to eight, with and without a catalogue") {
  for (const double months : {1 / 30.0, 0.5, 1.0, 5.0, 120.0}) {
    INFO("months ", months);
    Result result = test::synthetic_result(months, months < 0.1 ? 1 : 24);
    const std::string html = page(result, test::synthetic_catalog());
    CHECK(html.size() < 2'000'000);
    CHECK(html.find("</html>") != std::string::npos);
    CHECK(visible(html).find("nan") == std::string::npos);
  }
  Result eight = test::synthetic_result(120);
  for (std::size_t a = 0; a < 4; ++a) {
    eight.arms.push_back(eight.arms[a]);
    eight.protocol.arms.push_back(eight.protocol.arms[a]);
  }
  CHECK(page(eight, test::synthetic_catalog()).size() < 2'000'000);

  Result bare = test::synthetic_result(12);
  bare.arms.resize(1);
  bare.protocol.arms.clear();
  bare.arms[0].profiles.clear();
  const std::string html = page(bare, Catalog{});
  CHECK(html.find("No treatment") != std::string::npos);
  CHECK(html.find("id=\"pulses\"") == std::string::npos);
  CHECK(html.find("class=\"band\"") == std::string::npos);
}

TEST_CASE("a file holds the same page as a stream") {
  const auto file = std::filesystem::temp_directory_path() / "hpgsim-report-test.html";
  const Result result = test::synthetic_result(1);
  const Catalog catalog = test::synthetic_catalog();
  report::write_report(result, catalog, UnitSystem::si, file);
  std::ostringstream read;
  read << std::ifstream(file, std::ios::binary).rdbuf();
  std::filesystem::remove(file);
  CHECK(read.str() == page(result, catalog, UnitSystem::si));
}

TEST_CASE("sources are one click away") {
  const Catalog catalog = test::synthetic_catalog();
  const std::string html = page(test::synthetic_result(6), catalog);
  CHECK(count(html, "<details class=\"\">") + count(html, "<details class=\"filtered\">") == 5);
  // Limits with what they mean and their source.
  const std::string limits = between(html, "aria-label=\"Limits\"", "</table>");
  CHECK(count(limits, "<td class=\"value\">above 54 %</td><td>stop until safe</td>") == 1);
  CHECK(count(limits, "A guideline on testosterone therapy, 2010") == 3);
  for (const Number& number : catalog.parameters) CHECK(html.find("<code>" + number.name + "</code>") != std::string::npos);
  CHECK(count(html, "class=\"grade assumed\"") == 8);
}

TEST_CASE("a run of a day opens with the samples, a long one with the means") {
  const Catalog catalog = test::synthetic_catalog();
  CHECK(page(test::synthetic_result(1 / 30.0, 1), catalog).find("<body data-basis=\"sample\">") != std::string::npos);
  CHECK(page(test::synthetic_result(6), catalog).find("<body data-basis=\"mean\">") != std::string::npos);
}
