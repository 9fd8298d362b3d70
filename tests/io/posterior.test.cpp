// The sample of the posterior: read as calibrate writes it, refused with file and line when it is wrong.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "io/error_of.hpp"
#include "io/read_posterior.hpp"
#include "io/scale_parameter.hpp"
#include "io/temporary_folder.hpp"
#include "trial/statistics.hpp"

using namespace hpg;

namespace {

const Catalog& catalog() {
  static const Catalog all = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return all;
}

std::string refusal(const std::string& text) {
  const TemporaryFolder folder;
  return error_of([&] { (void)io::read_posterior(folder.write("posterior.csv", text).parent_path(), catalog()); });
}

}  // namespace

TEST_CASE("names and values are read, and replace those of the catalogue") {
  const TemporaryFolder folder;
  const auto at =
      folder
          .write("posterior.csv", "steroids.testosterone_clearance, leydig.cell_number.between_men\r\n30,0.5\r\n\r\n 24.5 ,3e-1")
          .parent_path();
  const io::Posterior read = io::read_posterior(at, catalog());
  CHECK(read.parameters == std::vector<std::string>{"steroids.testosterone_clearance", "leydig.cell_number.between_men"});
  CHECK(read.values == std::vector<std::vector<double>>{{30, 0.5}, {24.5, 0.3}});
  const Catalog drawn = io::under_draw(catalog(), read, 0);
  CHECK(drawn.typical.steroids.testosterone_clearance == doctest::Approx(30).epsilon(1e-12));
  const auto number = [](const Catalog& of) {
    return *std::find_if(of.parameters.begin(), of.parameters.end(),
                         [](const Number& n) { return n.name == "leydig.cell_number"; });
  };
  CHECK(*number(drawn).between_men == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(number(drawn).value == number(catalog()).value);
}

TEST_CASE("a share stays a share whatever it is multiplied by") {
  const char* share = "hypothalamus.nk3_share_of_output";
  const double now = io::value_of(catalog(), share);
  CHECK(io::scaled_value(catalog(), share, 1) == doctest::Approx(now).epsilon(1e-12));
  CHECK(io::scaled_value(catalog(), share, 100) < 1);
  CHECK(io::scaled_value(catalog(), share, 0.01) > 0);
  // Near its value it is multiplied like any other.
  CHECK(io::scaled_value(catalog(), share, 1.0001) == doctest::Approx(1.0001 * now).epsilon(1e-7));
  CHECK(io::scaled_value(catalog(), share, 1 / 1.5) == doctest::Approx(1 / (1 + std::pow(1.5, 1 / (1 - now)) * (1 - now) / now)));
  CHECK(io::scaled_value(catalog(), "leydig.acute_half_lh", 2) == 2 * io::value_of(catalog(), "leydig.acute_half_lh"));
}

TEST_CASE("what is wrong is said with file and line") {
  const TemporaryFolder empty;
  CHECK(contains(error_of([&] { (void)io::read_posterior(empty / "", catalog()); }), "posterior.csv: is not there"));
  CHECK(contains(refusal("leydig.cell_numbre\n1\n"), "posterior.csv:1: no parameter \"leydig.cell_numbre\", did you mean"));
  CHECK(contains(refusal("steroids.testosterone_clearance.between\n1\n"), "posterior.csv:1: no parameter"));
  CHECK(contains(refusal("leydig.cell_number,leydig.cell_number\n1,1\n"), "posterior.csv:1: has two columns"));
  const std::string names = "leydig.cell_number,steroids.testosterone_clearance\n1,1\n";
  CHECK(contains(refusal(names + "1,0\n"), "posterior.csv:3: steroids.testosterone_clearance: \"0\" is not a value above 0"));
  CHECK(contains(refusal(names + "-1,1\n"), "posterior.csv:3: leydig.cell_number: \"-1\" is not a value above 0"));
  CHECK(contains(refusal(names + "nan,1\n"), "is not a value above 0"));
  CHECK(contains(refusal(names + "inf,1\n"), "is not a value above 0"));
  CHECK(contains(refusal("covariates.leydig_cells_per_year\n0.01\n"), "is not a value below 0"));
  CHECK(contains(refusal("hypothalamus.nk3_share_of_output\n1.3\n"), "\"1.3\" is not below the most that it can be, 1"));
  CHECK(contains(refusal(names + "1,\n"), "posterior.csv:3: steroids.testosterone_clearance: is missing"));
  CHECK(contains(refusal(names + "1\n"), "posterior.csv:3: has 1 fields, the first line 2"));
  CHECK(contains(refusal(names + "1,one\n"), "is not a number"));
  CHECK(contains(refusal(""), "holds no draws"));
  CHECK(contains(refusal("leydig.cell_number\n"), "holds no draws"));
}

TEST_CASE("the sample that ships is about the values of the parameters file") {
  const io::Posterior shipped = io::read_posterior(HPGSIM_SOURCE_DIR "/data", catalog(), 64);
  CHECK(shipped.parameters.size() >= 30);
  for (std::size_t i = 0; i < shipped.parameters.size(); ++i) {
    INFO(shipped.parameters[i]);
    const double now = io::value_of(catalog(), shipped.parameters[i]);
    trial::Moments logs;
    const auto most = io::parameter_of(catalog(), shipped.parameters[i]).at_most;
    // Of a share the odds, per relative change of the share, which is what a draw multiplies.
    const auto change = [&](double value) {
      if (!most) return std::log(value / now);
      return (1 - now / *most) * std::log(value / (*most - value) * (*most - now) / now);
    };
    for (const auto& draw : shipped.values) logs.add(change(draw[i]));
    CHECK(std::abs(logs.mean()) < 4 * logs.sd() / std::sqrt(64));
    CHECK((logs.sd() > 0.03 && logs.sd() < 0.35));
  }
}
