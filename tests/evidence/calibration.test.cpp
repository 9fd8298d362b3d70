// A fit to data that the model itself made finds the parameters they were made with.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "evidence/calibration.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "io/read_study.hpp"
#include "io/temporary_folder.hpp"

using namespace hpg;
using namespace hpg::evidence;

TEST_CASE("known parameters are recovered, and what the data do not say stays at its prior") {
  const Catalog catalog = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  const TemporaryFolder folder;
  std::string text =
      "id = \"made\"\ncitation = \"made by the model itself\"\nduration = \"10 d\"\n[population]\nmen = 40\n"
      "[[arm]]\nname = \"none\"\n";
  const auto observe = [&](const char* observable, const char* unit) {
    text += std::string("[[arm.observed]]\nobservable = \"") + observable + "\"\nfrom = \"0 d\"\nto = \"10 d\"\nvalue = \"1 " +
            unit + "\"\nwhere = \"made\"\n";
  };
  observe("LH", "IU/L");
  observe("FSH", "IU/L");
  observe("total testosterone", "ng/dL");
  folder.write("made.toml", text);
  std::vector<Study> studies{io::read_study(folder / "made.toml", catalog)};

  const std::vector<FittedParameter> parameters{
      {"pituitary.lh_elimination", 2}, {"pituitary.fsh_synthesis", 2}, {"tissues.bone_lost", 0.5}};
  Eigen::VectorXd truth(3);
  truth << 0.2, -0.25, 0;
  SimulationOptions simulation;
  simulation.men = 8;
  const Catalog other = scaled(catalog, parameters, truth);
  const SimulatedArms made = simulate_studies(other, studies, simulation);
  for (const Scored& one : score_all(other, studies, made)) {
    studies[0].arms[0].published[one.number].value = one.predicted;
  }

  CalibrationOptions options;
  options.men = 8;
  options.iterations = 4;
  options.memory = folder / "memory";
  const Calibration fit = calibrate(catalog, studies, parameters, options);
  CHECK(fit.numbers == 3);
  CHECK(fit.objective_after < 0.15 * fit.objective_before);  // what is left is the prior
  CHECK(fit.log_factors[0] == doctest::Approx(truth[0]).epsilon(0.2));
  CHECK(fit.log_factors[1] == doctest::Approx(truth[1]).epsilon(0.2));
  CHECK(std::abs(fit.log_factors[2]) < 1e-6);
  CHECK(fit.posterior_sd[2] == doctest::Approx(0.5).epsilon(0.01));
  CHECK(fit.posterior_sd[1] < 0.6);

  // A run that goes on finds its evaluations again and ends at the same place.
  const Calibration again = calibrate(catalog, studies, parameters, options);
  CHECK((again.log_factors - fit.log_factors).norm() < 1e-6);
}
