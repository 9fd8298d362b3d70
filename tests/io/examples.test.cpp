// Every protocol in examples/ runs and gives whole, finite series.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "hpgsim/hpgsim.hpp"
#include "io/temporary_folder.hpp"

namespace {

namespace fs = std::filesystem;

const hpg::Simulator& simulator() {
  static const hpg::Simulator loaded = hpg::Simulator::load(HPGSIM_SOURCE_DIR "/data");
  return loaded;
}

std::vector<fs::path> examples() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(HPGSIM_SOURCE_DIR "/examples")) {
    const bool trial = entry.path().filename().string().starts_with("trial-");  // trial.test.cpp
    if (entry.path().extension() == ".toml" && !trial) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool sound(const std::vector<double>& values, std::size_t wanted, double least = 0) {
  return values.size() == wanted &&
         std::all_of(values.begin(), values.end(), [least](double v) { return std::isfinite(v) && v >= least; });
}

/// Fluid retention counts from a man without it and may be negative; nothing else may.
double least_of(const std::string& observable) { return observable == "fluid_retention" ? -10 : 0; }

void check_arm(const hpg::ArmResult& arm, const hpg::Result& result) {
  CAPTURE(arm.name);
  const hpg::Protocol& protocol = result.protocol;
  const auto visits = static_cast<std::size_t>(protocol.duration / protocol.sample_every + 1e-9) + 1;
  REQUIRE(arm.series.time.size() == visits);
  REQUIRE(arm.series.at_visit.size() == result.observables.size());
  REQUIRE(arm.series.mean_24_h.size() == result.observables.size());
  for (std::size_t o = 0; o < result.observables.size(); ++o) {
    CAPTURE(result.observables[o]);
    const double least = least_of(result.observables[o]);
    CHECK(sound(arm.series.at_visit[o], visits, least));
    CHECK(sound(arm.series.mean_24_h[o], visits, least));
  }
  for (const hpg::DrugLevel& level : arm.levels) {
    CAPTURE(level.drug);
    CHECK(sound(level.at_visit, visits));
    CHECK(sound(level.mean_24_h, visits));
  }
  CHECK(!arm.profiles.empty());
  for (const hpg::PulseProfile& profile : arm.profiles) {
    CHECK(profile.time.size() == 145);  // a day every 10 min
    CHECK(sound(profile.lh, profile.time.size()));
    CHECK(sound(profile.testosterone, profile.time.size()));
  }
}

}  // namespace

TEST_CASE("every example begins by saying which question it answers") {
  for (const fs::path& file : examples()) {
    CAPTURE(file);
    CHECK(content_of(file).starts_with("# "));
  }
}

TEST_CASE("every example runs to its end") {
  CHECK(examples().size() >= 15);
  for (const fs::path& file : examples()) {
    CAPTURE(file);
    hpg::RunOptions options;
    options.tolerance = 1e-3;
    options.threads = 1;
    const hpg::Result result = simulator().run(simulator().read_protocol(file), options);
    REQUIRE(result.arms.size() == result.protocol.arms.size());
    for (const hpg::ArmResult& arm : result.arms) check_arm(arm, result);
  }
}
