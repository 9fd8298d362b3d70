// data/studies: every published study can be read, and stands on the side of the split where the rule puts it.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "io/catalog.hpp"
#include "io/read_study.hpp"

using namespace hpg;

namespace {

const std::filesystem::path kData = HPGSIM_SOURCE_DIR "/data";

/// Sources of every number that was fitted: their studies are for calibration.
std::set<std::string> fitted_to(const Catalog& catalog) {
  std::set<std::string> studies;
  const auto add = [&](const std::vector<Number>& numbers) {
    for (const Number& number : numbers) {
      if (number.grade == Grade::fitted) studies.insert(number.sources.begin(), number.sources.end());
    }
  };
  add(catalog.parameters);
  for (const auto& drug : catalog.drugs) add(drug.numbers);
  for (const auto& condition : catalog.conditions) add(condition.numbers);
  for (const auto& ancestry : catalog.ancestries) add(ancestry.numbers);
  for (const auto& [id, assay] : catalog.assays) add(assay.numbers);
  for (const auto& correlation : catalog.correlations) add({correlation.rho});
  return studies;
}

std::uint64_t fnv1a(const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return hash;
}

}  // namespace

TEST_CASE("studies are well-formed, many, and of every class") {
  const Catalog catalog = Catalog::load(kData);
  const std::vector<Study> studies = io::read_studies(kData / "studies", catalog);
  std::size_t numbers = 0;
  std::set<std::string> kinds;
  for (const Study& study : studies) {
    CAPTURE(study.id);
    CHECK(study.citation.size() > 20);
    CHECK(study.use != StudyUse::none);
    kinds.insert(study.kind);
    for (const StudyArm& arm : study.arms) {
      numbers += arm.published.size();
      for (const PublishedNumber& number : arm.published) CHECK(!number.source.empty());
    }
  }
  CHECK(studies.size() >= 240);
  CHECK(numbers >= 790);
  for (const std::string& kind : io::study_classes()) CHECK_MESSAGE(kinds.contains(kind), kind);
}

TEST_CASE("what was fitted is for calibration; of the rest a hash of the cohort decides") {
  const Catalog catalog = Catalog::load(kData);
  const std::set<std::string> fitted = fitted_to(catalog);
  std::size_t validation = 0, all = 0;
  for (const Study& study : io::read_studies(kData / "studies", catalog)) {
    CAPTURE(study.id);
    const bool seen = fitted.contains(study.id) || fitted.contains(study.cohort);
    CHECK((study.use == StudyUse::validation) == (!seen && fnv1a(study.cohort) % 100 < 45));
    validation += study.use == StudyUse::validation ? 1 : 0;
    ++all;
  }
  CHECK(validation * 100 >= all * 25);
  CHECK(validation * 100 <= all * 35);
}
