// The parts of the report: scales, ticks, decimation, flags, findings.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "report/curve.hpp"
#include "report/limits.hpp"
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
  const std::string table = summary_table(View{result, catalog, UnitSystem::us}, ObservableGroup::hormones);
  const std::size_t lh = table.find(">LH<");
  const std::string rows = table.substr(lh, table.find("</tbody>", lh) - lh);
  // Testosterone, with and without hCG, suppresses LH at 3, 6 and 12 months; clomiphene raises it above the range.
  CHECK(rows.find("<span class=\"low\"><span aria-hidden=\"true\">&#9660;</span>0.2") != std::string::npos);
  CHECK(rows.find("<span class=\"high\"><span aria-hidden=\"true\">&#9650;</span>9.") != std::string::npos);
  CHECK(rows.find("<span class=\"sr\"> low</span>") != std::string::npos);
}

TEST_CASE("the synthetic man has every observable, each in the group of the data") {
  const Result result = test::synthetic_result(1);
  for (const ArmResult& arm : result.arms) {
    REQUIRE(arm.series.mean_24_h.size() == result.observables.size());
    for (const auto& line : arm.series.mean_24_h) CHECK(line.size() == arm.series.time.size());
  }
  const Catalog synthetic = test::synthetic_catalog();
  const Catalog real = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  REQUIRE(synthetic.observables.size() == real.observables.size());
  for (std::size_t i = 0; i < real.observables.size(); ++i) {
    CHECK(synthetic.observables[i].id == real.observables[i].id);
    CHECK(synthetic.observables[i].group == real.observables[i].group);
  }
}

TEST_CASE("groups part the observables") {
  const Result result = test::synthetic_result(1);
  const Catalog catalog = test::synthetic_catalog();
  const View view{result, catalog, UnitSystem::us};
  std::vector<std::size_t> all;
  for (const auto& [group, id] : kObservableGroups) {
    for (const std::size_t o : view.group(group)) all.push_back(o);
    CHECK(group_id(group) == id);
    CHECK(!group_title(group).empty());
  }
  CHECK(all == view.reading_order());
  CHECK(all.size() == result.observables.size());
  CHECK(result.observables[all.front()] == "total_testosterone");
  CHECK(result.observables[view.group(ObservableGroup::safety).front()] == "hematocrit");
}

TEST_CASE("a limit is crossed beyond it, not at it") {
  const std::vector<double> days{0, 24, 48, 72, 96};
  const double missing = std::nan("");
  const Limit high{true, 50, "warning", {}};
  const auto never = crossing_of(high, days, {42, 47, 50, 49, missing});
  REQUIRE(never);
  CHECK(never->extreme == 50);
  CHECK_FALSE(never->first);
  CHECK(never->beyond == 0);
  const auto twice = crossing_of(high, days, {42, 51, missing, 48, 50.5});
  REQUIRE(twice);
  CHECK(twice->extreme == 51);
  CHECK(twice->first == 24);
  CHECK(twice->beyond == 24);
  CHECK(twice->at_end);
  const auto low = crossing_of(Limit{false, 10, "warning", {}}, days, {9, 12, 11, 8, 15});
  REQUIRE(low);
  CHECK(low->first == 0);
  CHECK(low->extreme == 8);
  CHECK(low->beyond == 48);
  CHECK_FALSE(low->at_end);
  CHECK_FALSE(crossing_of(high, days, {missing, missing}));
  CHECK_FALSE(crossing_of(high, {}, {}));
}

TEST_CASE("the glance table says what was crossed, when and how far") {
  Result result = test::synthetic_result();
  const Catalog catalog = test::synthetic_catalog();
  const View view{result, catalog, UnitSystem::us};
  auto& hematocrit = result.arms[1].series.mean_24_h[*view.index_of("hematocrit")];
  std::fill(hematocrit.begin(), hematocrit.end(), 44.0);
  std::fill(hematocrit.begin() + 30, hematocrit.begin() + 130, 52.5);
  const std::string table = limits_at_a_glance(view);
  CHECK(table.find("Hematocrit <b>above 54 %</b><span class=\"note\">stop until safe</span>") != std::string::npos);
  CHECK(table.find("52.5<span class=\"sr\"> crossed</span></span><span class=\"note\">from day 30, 100 d in all") !=
        std::string::npos);
  const std::string stop = table.substr(table.find("above 54"), table.find("above 50") - table.find("above 54"));
  CHECK(stop.find("52.5<span class=\"note\">highest</span>") != std::string::npos);
  const Finding crossed = findings(view, 1).back();
  CHECK(crossed.value == "1 of 3");
  CHECK(crossed.remark == "Hematocrit above 50 %");
  CHECK(findings(view, 0).back().value == "none");
  Catalog without = catalog;
  for (Observable& observable : without.observables) observable.limits.clear();
  CHECK(limits_at_a_glance(View{result, without, UnitSystem::us}).empty());
}

TEST_CASE("zones of limits are drawn where the axis reaches them, else named") {
  const Result result = test::synthetic_result();
  const Catalog catalog = test::synthetic_catalog();
  const View view{result, catalog, UnitSystem::us};
  const std::string hematocrit = panel(view, *view.index_of("hematocrit"), 100, PanelSize::compact);
  CHECK(hematocrit.find("54: stop until safe") != std::string::npos);
  CHECK(hematocrit.find("50: early warning") != std::string::npos);
  CHECK(hematocrit.find("Limit: above 54 %, stop until safe.") != std::string::npos);
  const std::string psa = panel(view, *view.index_of("psa"), 100, PanelSize::compact);
  CHECK(psa.find("class=\"zone-edge\"") == std::string::npos);
  CHECK(psa.find("limit 40 is above the axis") != std::string::npos);
}

TEST_CASE("an axis around values that move little does not blow up noise") {
  const Scale still = around(100, 100.1);
  CHECK(still.low < 94);
  CHECK(still.high > 106);
  CHECK(ticks(still, 4).size() >= 3);
  const Scale moving = around(40, 60);
  CHECK(moving.low > 35);
  CHECK(moving.low < 40);
  CHECK(moving.high > 60);
  CHECK(around(0, 0).high > around(0, 0).low);
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
  const auto back = [&](std::size_t arm) { return findings(view, arm).at(3); };
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
