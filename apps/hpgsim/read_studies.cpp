// Files and folders to studies, and the choice among them.
#include "read_studies.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "evidence/words.hpp"
#include "io/names.hpp"
#include "io/read_study.hpp"
#include "print.hpp"

namespace {

namespace fs = std::filesystem;
using hpg::Study;
using hpg::evidence::counted;

std::vector<std::string> places_of(const StudyChoice& choice, const fs::path& data) {
  return choice.places.empty() ? std::vector<std::string>{(data / "studies").string()} : choice.places;
}

std::vector<Study> read_all(const StudyChoice& choice, const fs::path& data, const hpg::Catalog& catalog) {
  std::vector<Study> studies;
  for (const std::string& place : places_of(choice, data)) {
    if (fs::is_directory(place)) {
      std::vector<Study> more = hpg::io::read_studies(place, catalog);
      if (more.empty()) throw hpg::InputError({place, 0, ""}, "holds no study files (*.toml)");
      std::move(more.begin(), more.end(), std::back_inserter(studies));
    } else {
      studies.push_back(hpg::io::read_study(place, catalog));
    }
  }
  std::set<std::string> ids;
  for (const Study& study : studies) {
    if (!ids.insert(study.id).second) throw hpg::InputError({study.source_file, 0, "id"}, study.id + " is there twice");
  }
  return studies;
}

/// Those asked for.
std::vector<Study> chosen(std::vector<Study> studies, const StudyChoice& choice) {
  std::vector<std::string> ids;
  for (const Study& study : studies) ids.push_back(study.id);
  for (const std::string& id : choice.ids) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    throw hpg::InputError({"--study", 0, ""}, fmt::format("there is no study {}{}", hpg::io::in_quotes(id),
                                                          hpg::io::did_you_mean_or_list(id, ids, {})));
  }
  std::vector<std::string> classes;
  for (const std::string& written : choice.classes) {
    const auto& known = hpg::io::study_classes();
    const auto found = std::find_if(known.begin(), known.end(), [&](const std::string& name) {
      return hpg::io::plain_name(name) == hpg::io::plain_name(written);
    });
    if (found == known.end()) {
      throw hpg::InputError({"--class", 0, ""}, fmt::format("there is no class {}{}", hpg::io::in_quotes(written),
                                                            hpg::io::did_you_mean_or_list(written, known, known)));
    }
    classes.push_back(*found);
  }
  std::erase_if(studies, [&](const Study& study) {
    const auto among = [](const std::vector<std::string>& all, const std::string& one) {
      return all.empty() || std::find(all.begin(), all.end(), one) != all.end();
    };
    const bool use = choice.use.empty() || (choice.use == "validation" ? study.use == hpg::StudyUse::validation
                                                                       : study.use == hpg::StudyUse::calibration);
    return !use || !among(choice.ids, study.id) || !among(classes, study.kind);
  });
  if (studies.empty()) throw hpg::InputError({}, "no study is of that use, class and name");
  return studies;
}

void print_numbers(const Study& study, const hpg::Catalog& catalog) {
  std::vector<std::vector<std::string>> rows{{"arm", "what was read", "of", "as written", "as understood", ""}};
  for (const hpg::StudyArm& arm : study.arms) {
    for (const hpg::PublishedNumber& number : arm.published) {
      using Mark = hpg::PublishedNumber::Mark;
      rows.push_back({arm.name(), hpg::evidence::words_of(number, study, catalog), counted(number.men, "man", "men"),
                      number.written, hpg::evidence::value_text(number, number.value, catalog),
                      number.mark == Mark::scored      ? ""
                      : number.mark == Mark::secondary ? "not scored: secondary"
                                                       : "not scored: clamped"});
    }
  }
  print_table(rows);
}

}  // namespace

void print_what_was_read(const std::vector<Study>& studies, const StudyChoice& choice, const fs::path& data,
                         const hpg::Catalog& catalog) {
  std::size_t arms = 0, numbers = 0, scored = 0;
  for (const Study& study : studies) {
    arms += study.arms.size();
    for (const hpg::StudyArm& arm : study.arms) {
      numbers += arm.published.size();
      for (const auto& number : arm.published) scored += number.mark == hpg::PublishedNumber::Mark::scored ? 1 : 0;
    }
  }
  const std::string marked = scored < numbers ? fmt::format(" ({} of them scored)", scored) : "";
  fmt::print("{}, {}, {}{}, from {}\n", counted(studies.size(), "study", "studies"), counted(arms, "arm", "arms"),
             counted(numbers, "published number", "published numbers"), marked,
             studies.size() == 1 ? studies.front().source_file : joined(places_of(choice, data)));
  if (studies.size() != 1) return;
  fmt::print("\n");
  print_numbers(studies.front(), catalog);
}

std::vector<std::string> study_files(const StudyChoice& choice, const fs::path& data) {
  std::vector<std::string> files;
  for (const std::string& place : places_of(choice, data)) {
    if (!fs::is_directory(place)) {
      files.push_back(place);
      continue;
    }
    for (const fs::path& file : hpg::io::study_files(place)) files.push_back(file.string());
  }
  return files;
}

std::vector<Study> read_studies(const StudyChoice& choice, const fs::path& data, const hpg::Catalog& catalog) {
  return chosen(read_all(choice, data, catalog), choice);
}
