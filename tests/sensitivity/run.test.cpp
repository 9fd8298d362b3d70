// Whole analyses of short protocols.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "sensitivity/run.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "clinic.hpp"
#include "hpgsim/run.hpp"
#include "sensitivity/table.hpp"

using namespace hpg;
using namespace hpg::sensitivity;

namespace {

Protocol protocol_of(double days) {
  Protocol protocol;
  protocol.man = test::man();
  protocol.duration = 24 * days;
  protocol.arms.push_back({"untreated", {}});
  return protocol;
}

/// What LH and testosterone ought to hang on, and two that they do not.
Options few_parameters() {
  Options options;
  options.parameters = {"pituitary.lh_elimination", "leydig.cell_number", "steroids.shbg_production", "tissues.prostate_size"};
  options.observables = {"lh", "total_testosterone", "prostate_volume"};
  options.trajectories = 4;
  options.samples = 8;
  return options;
}

/// mu* of a parameter.
double size_of(const Analysis& analysis, std::size_t outcome, const std::string& parameter) {
  const auto found =
      std::find_if(analysis.factors.begin(), analysis.factors.end(), [&](const Factor& f) { return f.name == parameter; });
  return analysis.screening->effects[analysis.cell(0, outcome)][static_cast<std::size_t>(found - analysis.factors.begin())]
      .size.value;
}

}  // namespace

TEST_CASE("ranges: the median is the man himself, lognormal between men, a quarter each way otherwise") {
  const Factor known{0, "", "", {}};
  CHECK(multiplier(known, 0.5) == doctest::Approx(1));
  CHECK(multiplier(known, 0) == doctest::Approx(1 / kUncertainty));
  CHECK(multiplier(known, 1) == doctest::Approx(kUncertainty));
  const Factor spread{0, "", "", 0.3};
  const double sigma = std::sqrt(std::log1p(0.09));
  CHECK(multiplier(spread, 0.5) == doctest::Approx(1));
  CHECK(std::log(multiplier(spread, 0)) == doctest::Approx(-kFarthest * sigma));
  CHECK(std::log(multiplier(spread, 1)) == doctest::Approx(kFarthest * sigma));
  CHECK(std::log(multiplier(spread, 0.841344746)) == doctest::Approx(sigma).epsilon(0.03));
}

TEST_CASE("choices of parameters") {
  const auto& catalog = test::catalog();
  const auto man = trial::parameters_of(catalog, test::man());
  const auto between = choose_factors(catalog, man, Choice::between_men);
  CHECK(!between.empty());
  for (const Factor& factor : between) CHECK(factor.between_men);
  CHECK(choose_factors(catalog, man, Choice::fitted).size() > between.size());
  CHECK(choose_factors(catalog, man, Choice::all).size() < catalog.parameters.size());  // without covariates and zeros
  CHECK(named_factors(catalog, man, {"Leydig.Cell-Number"}).front().name == "leydig.cell_number");
  CHECK_THROWS_AS((void)named_factors(catalog, man, {"leydig.cell_numbr"}), InputError);
  CHECK_THROWS_AS((void)named_factors(catalog, man, {"leydig.cell_number", "leydig.cell_number"}), InputError);
}

TEST_CASE("in a healthy man LH hangs on his Leydig cells and testosterone on SHBG; the prostate acts on nothing") {
  const Analysis analysis = analyse(test::catalog(), protocol_of(1), few_parameters());
  CHECK(analysis.screening->runs.count == 4 * 5);
  CHECK(analysis.screening->runs.failures.empty());
  CHECK(size_of(analysis, 0, "leydig.cell_number") > 0.2);
  CHECK(size_of(analysis, 0, "pituitary.lh_elimination") > 0.05);  // feedback makes up for most of it
  CHECK(size_of(analysis, 1, "steroids.shbg_production") > 0.2);
  CHECK(size_of(analysis, 0, "tissues.prostate_size") == 0);
  CHECK(size_of(analysis, 2, "tissues.prostate_size") > 0.8);
  CHECK(analysis.factors[ranked(*analysis.screening).back()].name != "tissues.prostate_size");
}

TEST_CASE("the typical point of a plan is the man that simulate follows") {
  Options options = few_parameters();
  options.parameters = {"tissues.prostate_size"};  // acts on neither
  options.trajectories = 2;
  const Analysis analysis = analyse(test::catalog(), protocol_of(3), options);
  const test::Followed same(test::man(), {}, 3);
  CHECK(analysis.screening->runs.spread[0].median == doctest::Approx(same.mean("lh", 3)).epsilon(0.01));
  CHECK(analysis.screening->runs.spread[1].median == doctest::Approx(same.mean("total_testosterone", 3)).epsilon(0.002));
  CHECK(std::isnan(analysis.screening->effects[0][0].size.value));  // does not vary
}

TEST_CASE("doses act") {
  Protocol protocol = protocol_of(28);
  protocol.arms.push_back({"enanthate", {test::dose("testosterone enanthate", "im", 200 * test::mg, 7, 4)}});
  Options options = few_parameters();
  options.parameters = {"steroids.testosterone_clearance_scale"};
  options.trajectories = 2;
  const Analysis analysis = analyse(test::catalog(), protocol, options);
  const auto& spread = analysis.screening->runs.spread;
  CHECK(spread[analysis.cell(1, 0)].median < 0.3 * spread[analysis.cell(0, 0)].median);  // LH
  CHECK(spread[analysis.cell(1, 1)].median > spread[analysis.cell(0, 1)].median);        // testosterone
  CHECK(analysis.screening->effects[analysis.cell(1, 1)][0].mean < -0.9);                // is all that varies
}

TEST_CASE("any number of threads gives the same bytes; another seed gives others") {
  Options options = few_parameters();
  options.method = Method::sobol;
  options.threads = 1;
  const auto text = [&] { return csv_text(analyse(test::catalog(), protocol_of(1), options), test::catalog(), UnitSystem::us); };
  const std::string one = text();
  options.threads = 3;
  CHECK(text() == one);
  options.seed = 2;
  CHECK(text() != one);
}

TEST_CASE("Sobol indices of what a screening ranks highest") {
  Options options = few_parameters();
  options.method = Method::sobol;
  options.parameters.clear();
  options.choice = Choice::between_men;
  options.observables = {"hematocrit"};
  options.trajectories = 2;
  options.top = 3;
  const Analysis analysis = analyse(test::catalog(), protocol_of(1), options);
  const std::vector<std::size_t> order = ranked(*analysis.screening);
  CHECK(analysis.decomposition->factors == std::vector<std::size_t>(order.begin(), order.begin() + 3));
  CHECK(analysis.decomposition->runs.count == 8 * 5);
}

TEST_CASE("a parameter set that cannot be integrated is left out and told") {
  Catalog catalog = test::catalog();
  Options options = few_parameters();
  options.parameters = {"pituitary.lh_elimination"};
  // Men who differ without measure: some rates overflow.
  for (Number& number : catalog.parameters) {
    if (number.name == "pituitary.lh_elimination") number.between_men = 1e200;
  }
  options.trajectories = 8;
  const Analysis analysis = analyse(catalog, protocol_of(1), options);
  const auto& failures = analysis.screening->runs.failures;
  CHECK(failures.size() > 0);
  CHECK(failures.size() < analysis.screening->runs.count);
  for (const Failure& failure : failures) CHECK(std::isnan(analysis.screening->runs.values[0][failure.run]));
  CHECK(analysis.screening->effects[0][0].n < 8);
  CHECK(csv_text(analysis, catalog, UnitSystem::us).find(fmt::format("failed_runs,{},", failures.size())) != std::string::npos);
}

TEST_CASE("what cannot be is refused, and a stop is heard") {
  Options options = few_parameters();
  options.at = 48;
  CHECK_THROWS_AS((void)analyse(test::catalog(), protocol_of(1), options), InputError);
  options.at = 12;
  options.observables = {"lh", "LH"};
  CHECK_THROWS_AS((void)analyse(test::catalog(), protocol_of(1), options), InputError);
  options.observables = {"lh"};
  const std::atomic<bool> stop{true};
  options.stop = &stop;
  CHECK_THROWS_AS((void)analyse(test::catalog(), protocol_of(1), options), Stopped);
}
