// A fit to data that the model itself made finds the parameters they were made with.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "evidence/calibration.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "io/read_study.hpp"
#include "io/temporary_folder.hpp"

using namespace hpg;
using namespace hpg::evidence;

namespace {

const Catalog& catalog() {
  static const Catalog all = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return all;
}

std::string observation(const std::string& observable, const std::string& value) {
  return "[[arm.observed]]\nobservable = \"" + observable + "\"\nfrom = \"0 d\"\nto = \"10 d\"\nvalue = \"" + value +
         "\"\nwhere = \"made\"\n";
}

/// A study of untreated men.
Study made(const std::string& observations) {
  const TemporaryFolder folder;
  folder.write("made.toml",
               "id = \"made\"\ncitation = \"made by the model itself\"\nduration = \"10 d\"\n[population]\nmen = 40\n"
               "[[arm]]\nname = \"none\"\n" +
                   observations);
  return io::read_study(folder / "made.toml", catalog());
}

}  // namespace

TEST_CASE("known parameters are recovered, and what the data do not say stays at its prior") {
  const TemporaryFolder folder;
  std::vector<Study> studies{
      made(observation("LH", "1 IU/L") + observation("FSH", "1 IU/L") + observation("total testosterone", "1 ng/dL"))};

  const std::vector<FittedParameter> parameters{
      {"steroids.shbg_production", 2}, {"pituitary.fsh_synthesis", 2}, {"tissues.bone_lost", 0.5}};
  Eigen::VectorXd truth(3);
  truth << 0.2, -0.25, 0;
  SimulationOptions simulation;
  simulation.men = 8;
  const Catalog other = scaled(catalog(), parameters, truth);
  const SimulatedArms men = simulate_studies(other, studies, simulation);
  for (const Scored& one : score_all(other, studies, men)) {
    studies[0].arms[0].published[one.number].value = one.predicted;
  }

  CalibrationOptions options;
  options.beyond = {};  // the model made the data: there is no other laboratory
  options.men = 8;
  options.iterations = 4;
  options.memory = folder / "memory";
  std::size_t done = 0, of = 0;
  options.progress = [&](std::size_t evaluations, std::size_t expected, double) {
    done = evaluations;
    of = expected;
    CHECK(done <= of);
  };
  const Calibration fit = calibrate(catalog(), studies, parameters, options);
  CHECK(fit.numbers == 3);
  CHECK(fit.objective_after < 0.15 * fit.objective_before);  // what is left is the prior
  CHECK(std::abs(fit.log_factors[0] - truth[0]) < 0.05);
  CHECK(std::abs(fit.log_factors[1] - truth[1]) < 0.05);
  CHECK(std::abs(fit.log_factors[2]) < 1e-6);
  CHECK(fit.posterior_sd[2] == doctest::Approx(0.5).epsilon(0.01));
  CHECK(fit.posterior_sd[1] < 0.8);  // three quarters and more of its variance of 4 are learnt
  CHECK(fit.told_by[0] == std::vector<std::string>{"made"});
  CHECK(fit.told_by[2].empty());

  CHECK(done == of);
  CHECK(done == fit.evaluations);

  // A fit that has come to rest ends, however many steps it may take.
  CalibrationOptions patient = options;
  patient.iterations = 40;
  const Calibration rested = calibrate(catalog(), studies, parameters, patient);
  CHECK(rested.evaluations < 1 + 12 * 4);
  CHECK(rested.objective_after <= fit.objective_after);
  CHECK(done == of);

  // A run that goes on finds its evaluations again and ends at the same place.
  const Calibration again = calibrate(catalog(), studies, parameters, options);
  CHECK((again.log_factors - fit.log_factors).norm() < 1e-6);
}

TEST_CASE("numbers of one study weigh together, and what is an outlier is told by the number itself") {
  // Tenfold off: far on the linear part of the loss, where the weight of the study must not take it back to the square.
  const std::string far_off = observation("LH", "0.1 IU/L") + "sem = \"0.02 IU/L\"\n";
  std::string many;
  for (int i = 0; i < 16; ++i) many += far_off;
  CalibrationOptions options;
  options.beyond = {.fold = 0.1};
  options.men = 4;
  options.iterations = 0;
  const auto objective = [&](const std::string& observations) {
    return calibrate(catalog(), {made(observations)}, {{"tissues.bone_lost", 0.5}}, options).objective_before;
  };
  const double one = objective(far_off);
  CHECK(one > 2 * 1.5 * 5);
  CHECK(objective(many) == doctest::Approx(4 * one).epsilon(1e-9));  // 16 numbers count as 4
}

TEST_CASE("men and their readings do not depend on the number of threads; progress goes from 0 to 1") {
  const TemporaryFolder folder;
  const std::string labs = "labs = [{ observable = \"LH\", mean = \"4 IU/L\", sd = \"1.5 IU/L\" }]\n";
  const std::string sample = "[[arm.observed]]\nobservable = \"LH\"\nat = \"2 d\"\nvalue = \"4 IU/L\"\nwhere = \"made\"\n";
  folder.write("made.toml", "id = \"made\"\ncitation = \"made\"\nduration = \"2 d\"\n[population]\nmen = 40\n" + labs +
                                "[[arm]]\nname = \"a\"\n" + sample + "[[arm]]\nname = \"b\"\n" + sample +
                                "[[arm]]\nname = \"c\"\nmen = 9\n[arm.population]\n" + labs + sample);
  const std::vector<Study> studies{io::read_study(folder / "made.toml", catalog())};
  const auto predicted = [&](unsigned threads, double& share) {
    SimulationOptions options;
    options.men = 5;
    options.threads = threads;
    share = -1;
    options.progress = [&](double now) {
      CHECK(now >= share);
      share = now;
    };
    std::vector<double> values;
    for (const Scored& one : predict_all(catalog(), studies, simulate_studies(catalog(), studies, options)))
      values.push_back(one.predicted);
    return values;
  };
  double one = 0, three = 0;
  const std::vector<double> alone = predicted(1, one);
  CHECK(alone == predicted(3, three));
  CHECK(alone[0] == alone[1]);  // untreated, the men of both arms are the same
  CHECK(one == doctest::Approx(1));
  CHECK(three == doctest::Approx(1));
}
