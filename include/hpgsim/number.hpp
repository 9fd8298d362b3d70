// A number with its unit and its provenance: what every value in data/ is read into.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hpg {

/// How well a number is known.
enum class Grade { measured, fitted, assumed };

[[nodiscard]] inline const char* grade_word(Grade grade) {
  switch (grade) {
    case Grade::measured:
      return "measured";
    case Grade::fitted:
      return "fitted";
    case Grade::assumed:
      break;
  }
  return "assumed";
}

/// A publication that numbers come from (data/sources.toml).
struct Source {
  std::string id;        // "coviello2005"
  std::string citation;  // authors, title or topic, journal, year
  std::string link;      // DOI or PMID, empty if none is known
};

/// One value of data/: `value` is in canonical units (h, L, ug, nmol, IU, ng/mL = ug/L, nmol/L), `written` as in the file.
struct Number {
  std::string name;  // "pituitary.lh_elimination", "enclomiphene.disposition.half_life"
  double value = 0;
  std::string written;  // "0.58 1/h"
  std::string what;     // one line: what it is
  Grade grade = Grade::assumed;
  std::vector<std::string> sources;   // ids of Source
  std::string note;                   // where in the source, how it was derived, or why it was assumed
  std::vector<std::string> aliases;   // other names `explain` answers to
  std::optional<double> between_men;  // coefficient of variation between men, where stated
  std::optional<double> at_most;      // what no fit and no draw reaches: 1 of a share
};

}  // namespace hpg
