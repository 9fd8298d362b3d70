// The sample of the posterior: read as calibrate writes it, refused with file and line when it is wrong.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>

#include "io/error_of.hpp"
#include "io/read_posterior.hpp"
#include "io/temporary_folder.hpp"

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

TEST_CASE("names and factors are read, and scale the catalogue") {
  const TemporaryFolder folder;
  const auto at =
      folder.write("posterior.csv", "steroids.testosterone_clearance, leydig.cell_number.between_men\r\n1.5,0.5\r\n\r\n 0.8 ,1e0")
          .parent_path();
  const io::Posterior read = io::read_posterior(at, catalog());
  CHECK(read.parameters == std::vector<std::string>{"steroids.testosterone_clearance", "leydig.cell_number.between_men"});
  CHECK(read.factors == std::vector<std::vector<double>>{{1.5, 0.5}, {0.8, 1}});
  const Catalog drawn = io::under_draw(catalog(), read, 0);
  CHECK(drawn.typical.steroids.testosterone_clearance == 1.5 * catalog().typical.steroids.testosterone_clearance);
  const auto number = [](const Catalog& of) {
    return *std::find_if(of.parameters.begin(), of.parameters.end(),
                         [](const Number& n) { return n.name == "leydig.cell_number"; });
  };
  CHECK(*number(drawn).between_men == 0.5 * *number(catalog()).between_men);
  CHECK(number(drawn).value == number(catalog()).value);
}

TEST_CASE("what is wrong is said with file and line") {
  const TemporaryFolder empty;
  CHECK(contains(error_of([&] { (void)io::read_posterior(empty / "", catalog()); }), "posterior.csv: is not there"));
  CHECK(contains(refusal("leydig.cell_numbre\n1\n"), "posterior.csv:1: no parameter \"leydig.cell_numbre\", did you mean"));
  CHECK(contains(refusal("steroids.testosterone_clearance.between\n1\n"), "posterior.csv:1: no parameter"));
  CHECK(contains(refusal("leydig.cell_number,leydig.cell_number\n1,1\n"), "posterior.csv:1: has two columns"));
  const std::string names = "leydig.cell_number,steroids.testosterone_clearance\n1,1\n";
  CHECK(contains(refusal(names + "1,0\n"), "posterior.csv:3: steroids.testosterone_clearance: \"0\" is not a factor above 0"));
  CHECK(contains(refusal(names + "-1,1\n"), "posterior.csv:3: leydig.cell_number: \"-1\" is not a factor above 0"));
  CHECK(contains(refusal(names + "nan,1\n"), "is not a factor above 0"));
  CHECK(contains(refusal(names + "inf,1\n"), "is not a factor above 0"));
  CHECK(contains(refusal(names + "1,\n"), "posterior.csv:3: steroids.testosterone_clearance: is missing"));
  CHECK(contains(refusal(names + "1\n"), "posterior.csv:3: has 1 fields, the first line 2"));
  CHECK(contains(refusal(names + "1,one\n"), "is not a number"));
  CHECK(contains(refusal(""), "holds no draws"));
  CHECK(contains(refusal("leydig.cell_number\n"), "holds no draws"));
}
