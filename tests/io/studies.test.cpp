// data/studies: every published study can be read, and stands on the side of the split where the rule puts it.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/catalog.hpp"
#include "io/error_of.hpp"
#include "io/read_study.hpp"
#include "io/temporary_folder.hpp"

using namespace hpg;

namespace {

const std::filesystem::path kData = HPGSIM_SOURCE_DIR "/data";

/// Sources of every number that was chosen, by a fit or by hand: their studies are for calibration.
std::set<std::string> chosen_by(const Catalog& catalog) {
  std::set<std::string> studies;
  const auto add = [&](const std::vector<Number>& numbers) {
    for (const Number& number : numbers) {
      if (number.grade != Grade::measured) studies.insert(number.sources.begin(), number.sources.end());
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

TEST_CASE("what a number was chosen by is for calibration; of the rest a hash of the cohort decides") {
  const Catalog catalog = Catalog::load(kData);
  const std::set<std::string> chosen = chosen_by(catalog);
  std::size_t validation = 0, all = 0;
  for (const Study& study : io::read_studies(kData / "studies", catalog)) {
    CAPTURE(study.id);
    const bool seen = chosen.contains(study.id) || chosen.contains(study.cohort);
    CHECK((study.use == StudyUse::validation) == (!seen && fnv1a(study.cohort) % 100 < 45));
    validation += study.use == StudyUse::validation ? 1 : 0;
    ++all;
  }
  CHECK(validation * 100 >= all * 20);
  CHECK(validation * 100 <= all * 35);
}

TEST_CASE("the documentation counts what there is") {
  const Catalog catalog = Catalog::load(kData);
  const auto grade = [&](Grade wanted) {
    return std::count_if(catalog.parameters.begin(), catalog.parameters.end(),
                         [&](const Number& n) { return n.grade == wanted; });
  };
  const auto measured = grade(Grade::measured), fitted = grade(Grade::fitted), assumed = grade(Grade::assumed);
  std::size_t numbers = 0, scored = 0, kept = 0, kept_scored = 0;
  const std::vector<Study> studies = io::read_studies(kData / "studies", catalog);
  for (const Study& study : studies) {
    const bool validation = study.use == StudyUse::validation;
    kept += validation ? 1 : 0;
    for (const StudyArm& arm : study.arms) {
      for (const PublishedNumber& number : arm.published) {
        const bool counts = number.mark == PublishedNumber::Mark::scored;
        ++numbers;
        scored += counts ? 1 : 0;
        kept_scored += validation && counts ? 1 : 0;
      }
    }
  }
  const auto says = [](const char* file, const std::string& words) {
    const std::string text = content_of(std::filesystem::path(HPGSIM_SOURCE_DIR) / file);
    CHECK_MESSAGE(contains(text, words), file, ": ", words);
  };
  const auto all = catalog.parameters.size();
  says("README.md", fmt::format("{} numbers ({} measured, {} fitted, {} assumed)", all, measured, fitted, assumed));
  says("README.md", fmt::format("{} drugs and loads of life", catalog.drugs.size()));
  says("README.md", fmt::format("{} kinds of man", catalog.conditions.size()));
  says("README.md", fmt::format("{} observables", catalog.observables.size()));
  says("README.md", fmt::format("{} studies, {} published numbers", studies.size(), numbers));
  says("README.md", fmt::format("{} published studies are in `data/studies`, {} of them", studies.size(), kept));
  says("docs/model.md", fmt::format("Of {} numbers {} were measured, {} fitted and {} assumed", all, measured, fitted, assumed));
  says("docs/credibility.md", fmt::format("{} published studies with {} numbers are in `data/studies`, {} of them scored",
                                          studies.size(), numbers, scored));
  says("docs/credibility.md", fmt::format("{} with {} scored", kept, kept_scored));
}
