// The parts of the report: scales, ticks, decimation, flags, findings.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/curve.hpp"
#include "report/panel.hpp"
#include "report/provenance.hpp"
#include "report/scale.hpp"
#include "report/summary.hpp"
#include "report/synthetic.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

using namespace hpg;
using namespace hpg::report;

TEST_CASE("linear ticks are round, inside the axis and about as many as wanted") {
  for (const double high : {0.0031, 0.7, 1.0, 3.3, 12.0, 99.0, 916.0, 48000.0}) {
    INFO("high ", high);
    const Scale scale = covering(Mapping::linear, 0.2 * high, high);
    CHECK(scale.low == 0);
    CHECK(scale.high >= high);
    CHECK(scale.high <= 1.13 * high);
    const auto marks = ticks(scale, 4);
    CHECK(marks.size() >= 3);
    CHECK(marks.size() <= 7);
    const double step = marks[1] - marks[0];
    const double mantissa = step / std::pow(10, std::floor(std::log10(step) + 1e-9));
    const bool round = std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 || std::abs(mantissa - 2.5) < 1e-6 ||
                       std::abs(mantissa - 5) < 1e-6;
    CHECK(round);
    for (const double mark : marks) CHECK((mark >= scale.low && mark <= scale.high * (1 + 1e-9)));
  }
}

TEST_CASE("a cube-root axis keeps zero apart from small counts") {
  Scale scale = covering(Mapping::cube_root, 0, 80);
  scale.from = 100;
  scale.to = 0;
  CHECK(scale(0) == doctest::Approx(100));
  CHECK(scale(1) < 80);
  CHECK(scale(10) == doctest::Approx(100 - 100 * std::cbrt(10 / 88.0)));
  const auto marks = ticks(scale, 4);
  CHECK(marks.front() == 0);
  CHECK(marks.back() == 50);
  CHECK(std::is_sorted(marks.begin(), marks.end()));
}

TEST_CASE("a log axis draws zero at its foot") {
  Scale scale = covering(Mapping::log, 0, 700);
  scale.from = 100;
  scale.to = 0;
  CHECK(scale.low > 0);
  CHECK(scale(0) == doctest::Approx(100));
  CHECK(scale(scale.high) == doctest::Approx(0));
  for (const double mark : ticks(scale, 4)) CHECK(std::abs(std::log10(mark) - std::round(std::log10(mark))) < 1e-9);
  CHECK(std::isfinite(covering(Mapping::log, 0, 0).low));
}

TEST_CASE("time is counted in the unit that suits the run") {
  CHECK(time_unit(24).name == "hours");
  CHECK(time_unit(14 * 24).name == "days");
  CHECK(time_unit(8 * 168).name == "weeks");
  const TimeUnit two_years = time_unit(24 * kMonth);
  CHECK(two_years.name == "months");
  CHECK(two_years.ticks == std::vector<double>{0, 3, 6, 9, 12, 15, 18, 21, 24});
  CHECK(time_unit(120 * kMonth).ticks.size() <= 9);
}

TEST_CASE("decimation keeps the ends and the extremes") {
  std::vector<double> values(10000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::sin(static_cast<double>(i) * 0.01);
  values[4321] = 50;
  values[8765] = -50;
  values[77] = std::numeric_limits<double>::quiet_NaN();
  const auto kept = decimate(values, 600);
  CHECK(kept.size() <= 600);
  CHECK(kept.size() > 400);
  CHECK(kept.front() == 0);
  CHECK(kept.back() == 9999);
  CHECK(std::is_sorted(kept.begin(), kept.end()));
  CHECK(std::adjacent_find(kept.begin(), kept.end()) == kept.end());
  for (const std::size_t extreme : {4321, 8765}) CHECK(std::find(kept.begin(), kept.end(), extreme) != kept.end());
  CHECK(std::find(kept.begin(), kept.end(), 77) == kept.end());
  CHECK(decimate({1, 2, 3}, 600).size() == 3);
  CHECK(decimate({}, 600).empty());
}

TEST_CASE("paths are relative tenths that do not drift") { CHECK(path({0, 1, 2.04}, {10, 9.5, -0.25}) == "M0 10l1 -.5l1 -9.8"); }

TEST_CASE("text and numbers") {
  CHECK(escape("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(json_escape("</script>\"\\") == "\\u003c/script\\u003e\\u0022\\u005c");
  CHECK(number(612.4) == "612");
  CHECK(number(21.34) == "21.3");
  CHECK(number(4.206) == "4.21");
  CHECK(number(0.0312) == "0.031");
  CHECK(number(0) == "0");
  CHECK(number(0.0002) == "&lt;0.001");
  CHECK(number(std::nan("")) == "&ndash;");
  CHECK(tick_label(0.30000000000000004) == "0.3");
}

TEST_CASE("flags against the reference range") {
  const ReferenceRange range{10, 30, "men", {}};
  CHECK(flag(9.99, range) == Flag::low);
  CHECK(flag(10, range) == Flag::none);
  CHECK(flag(30, range) == Flag::none);
  CHECK(flag(30.1, range) == Flag::high);
  CHECK(flag(1, std::nullopt) == Flag::none);
  CHECK(flag(std::nan(""), range) == Flag::none);
  CHECK(flag(1e9, ReferenceRange{16, 0, "men", {}}) == Flag::none);
  CHECK(flag(15, ReferenceRange{16, 0, "men", {}}) == Flag::low);
}

TEST_CASE("flags reach the table with words for screen readers") {
  const Result result = test::synthetic_result();
  const Catalog catalog = test::synthetic_catalog();
  const std::string table = summary_table(View{result, catalog, UnitSystem::us});
  const std::size_t lh = table.find(">LH<");
  const std::string rows = table.substr(lh, table.find("</tbody>", lh) - lh);
  // Testosterone, with and without hCG, suppresses LH at 3, 6 and 12 months; clomiphene raises it above the range.
  CHECK(rows.find("<span class=\"low\"><span aria-hidden=\"true\">&#9660;</span>0.2") != std::string::npos);
  CHECK(rows.find("<span class=\"high\"><span aria-hidden=\"true\">&#9650;</span>9.") != std::string::npos);
  CHECK(rows.find("<span class=\"sr\"> low</span>") != std::string::npos);
}

TEST_CASE("visits of the table") {
  CHECK(table_times(24 * kMonth).size() == 6);
  const auto nine = table_times(9 * kMonth);
  CHECK(nine.size() == 4);
  CHECK(nine.back() == doctest::Approx(9 * kMonth));
  CHECK(table_times(120 * kMonth).back() == doctest::Approx(120 * kMonth));
  CHECK(table_times(24).front() == 0);
  CHECK(table_times(24).back() == doctest::Approx(24));
}

TEST_CASE("treatment runs from the first dose to the end of the last interval") {
  Result result = test::synthetic_result();
  const Catalog catalog = test::synthetic_catalog();
  result.protocol.arms[1].doses[0].first = 240;
  result.protocol.arms[1].doses[0].count = 3;
  const View view{result, catalog, UnitSystem::us};
  CHECK_FALSE(view.treatment(0).has_value());
  const auto treatment = view.treatment(1);
  REQUIRE(treatment.has_value());
  CHECK(treatment->first == doctest::Approx(240));
  CHECK(treatment->last == doctest::Approx(240 + 2 * 168));
  CHECK(treatment->end == doctest::Approx(240 + 3 * 168));
}

TEST_CASE("time back to 20 million counts from the last dose") {
  Result result = test::synthetic_result();
  const Catalog catalog = test::synthetic_catalog();
  const View view{result, catalog, UnitSystem::us};
  const std::size_t sperm = *view.index_of("sperm_concentration");
  auto& series = result.arms[1].series;
  const double last = view.treatment(1)->last;
  for (std::size_t i = 0; i < series.time.size(); ++i) {
    const double t = series.time[i];
    series.mean_24_h[sperm][i] = t < 1000 ? 60 : t < last + 5 * kMonth ? 0 : 40;
  }
  const auto back = [&](std::size_t arm) { return findings(view, arm).back(); };
  CHECK(back(1).value == "5 months");
  CHECK(back(1).remark == "after the last dose");
  CHECK(back(0).value == "stays above");
  std::fill(series.mean_24_h[sperm].begin() + 100, series.mean_24_h[sperm].end(), 3.0);
  CHECK(back(1).value == "not by month 24");
}

TEST_CASE("links of citations") {
  CHECK(citation({"x", "A", "doi:10.1/x"}).find("https://doi.org/10.1/x") != std::string::npos);
  CHECK(citation({"x", "A", "123"}).find("https://pubmed.ncbi.nlm.nih.gov/123/") != std::string::npos);
  CHECK(citation({"x", "A", "PMID: 123"}).find("https://pubmed.ncbi.nlm.nih.gov/123/") != std::string::npos);
  CHECK(citation({"x", "A", ""}) == "A");
  CHECK(citation({"x", "A", "ISBN 1-2"}) == "A ISBN 1-2");
}
