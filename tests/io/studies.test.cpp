// data/studies: every published study names drugs, routes, conditions and observables that exist, in doses that are accepted.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <set>

#include "io/catalog.hpp"
#include "io/names.hpp"
#include "io/read_dose.hpp"
#include "io/toml_reader.hpp"

using namespace hpg;

TEST_CASE("studies are well-formed and speak the language of the catalogue") {
  const std::filesystem::path data = HPGSIM_SOURCE_DIR "/data";
  const Catalog catalog = Catalog::load(data);
  const std::set<std::string> uses{"calibration", "validation"};
  std::set<std::string> ids;
  std::size_t observations = 0;
  for (const auto& entry : std::filesystem::directory_iterator(data / "studies")) {
    CAPTURE(entry.path().string());
    io::TomlTable study = io::TomlTable::read(entry.path());
    const std::string id = study.text("id");
    CHECK(id == entry.path().stem().string());
    CHECK(ids.insert(id).second);
    CHECK(uses.contains(study.text("use")));
    CHECK(study.text("citation").size() > 20);
    const double duration = study.quantity("duration", io::kTime);
    io::TomlTable population = study.table("population");
    CHECK_NOTHROW((void)catalog.condition(population.text("condition"), population.where("condition")));
    for (io::TomlTable& arm : study.tables("arm")) {
      CHECK(!arm.text("name").empty());
      for (io::TomlTable& dose : arm.tables("dose")) {
        CHECK_NOTHROW((void)io::read_dose(dose, duration, catalog));
      }
      for (io::TomlTable& observed : arm.tables("observed")) {
        ++observations;
        CHECK_NOTHROW((void)catalog.observable(observed.text("observable"), observed.where("observable")));
        CHECK(!observed.text("where").empty());
        CHECK(!observed.text("statistic").empty());
        CHECK(observed.has("value"));
      }
    }
  }
  CHECK(ids.size() >= 20);
  CHECK(observations > 100);
}
