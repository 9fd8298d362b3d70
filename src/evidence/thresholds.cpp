// Reads what is wanted, compares with what was found.
#include "evidence/thresholds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/read_study.hpp"
#include "io/toml_reader.hpp"

namespace hpg::evidence {

namespace {

Thresholds::Of read_use(io::TomlTable table) {
  Thresholds::Of of{table.number("gmfe"), table.quantity("within_2", io::kDimensionless),
                    table.quantity("within_1_25", io::kDimensionless)};
  table.finish();
  return of;
}

/// Of the studies chosen; nothing when some of them were not simulated.
template <class Choice>
Score score_of(const std::vector<Study>& known, const std::vector<Study>& studies, const std::vector<Scored>& all,
               const Choice& choice) {
  std::set<std::string> there;
  for (const Study& study : studies) there.insert(study.id);
  const auto left_out = [&](const Study& study) { return choice(study) && !there.contains(study.id); };
  if (std::any_of(known.begin(), known.end(), left_out)) return {};
  std::vector<const Scored*> some;
  for (const Scored& one : all) {
    if (choice(studies[one.study])) some.push_back(&one);
  }
  return summarise(some);
}

}  // namespace

Thresholds read_thresholds(const std::filesystem::path& file) {
  io::TomlTable root = io::TomlTable::read(file);
  Thresholds wanted;
  wanted.calibration = read_use(root.table("calibration"));
  wanted.validation = read_use(root.table("validation"));
  io::TomlTable all = root.table("all");
  wanted.class_gmfe = all.number("class_gmfe");
  io::TomlTable inside = all.table("inside");
  wanted.inside_low = inside.quantity("at_least", io::kDimensionless);
  wanted.inside_high = inside.quantity("at_most", io::kDimensionless);
  wanted.fraction_error = all.number("fraction_error");
  inside.finish();
  all.finish();
  root.finish();
  return wanted;
}

std::vector<std::string> shortfalls(const Thresholds& wanted, const std::vector<Study>& known, const std::vector<Study>& studies,
                                    const std::vector<Scored>& all) {
  std::vector<std::string> short_of;
  const auto at_most = [&](const std::string& what, double found, double most) {
    if (found > most) short_of.push_back(fmt::format("{} {:.2f}, wanted at most {:.2f}", what, found, most));
  };
  const auto at_least = [&](const std::string& what, double found, double least) {
    if (found < least) short_of.push_back(fmt::format("{} {:.0f} %, wanted at least {:.0f} %", what, 100 * found, 100 * least));
  };
  const auto judge = [&](const std::string& name, StudyUse use, const Thresholds::Of& of) {
    const Score score = score_of(known, studies, all, [&](const Study& study) { return study.use == use; });
    if (score.folds == 0) return;
    at_most(name + ": GMFE", score.gmfe, of.gmfe);
    at_least(name + ": within 2-fold", score.within_2, of.within_2);
    at_least(name + ": within 1.25-fold", score.within_1_25, of.within_1_25);
  };
  judge("calibration", StudyUse::calibration, wanted.calibration);
  judge("validation", StudyUse::validation, wanted.validation);
  for (const std::string& kind : io::study_classes()) {
    const Score score = score_of(known, studies, all, [&](const Study& study) { return study.kind == kind; });
    if (score.folds > 0) at_most("class " + kind + ": GMFE", score.gmfe, wanted.class_gmfe);
  }
  const Score score = score_of(known, studies, all, [](const Study&) { return true; });
  if (score.numbers > 0) {
    at_least("all: in the 90 % interval", score.inside, wanted.inside_low);
    if (score.inside > wanted.inside_high) {
      short_of.push_back(fmt::format("all: in the 90 % interval {:.0f} %, wanted at most {:.0f} %", 100 * score.inside,
                                     100 * wanted.inside_high));
    }
  }
  if (score.fractions > 0) at_most("all: mean absolute error of fractions", score.fraction_error, wanted.fraction_error);
  return short_of;
}

}  // namespace hpg::evidence
