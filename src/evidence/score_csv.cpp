// One number a row.
#include "evidence/score_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

#include "evidence/words.hpp"
#include "io/csv.hpp"

namespace hpg::evidence {

namespace {

std::string value_field(double x) { return std::isfinite(x) ? fmt::format("{:.6g}", x) : ""; }

}  // namespace

std::string score_csv(const Catalog& catalog, const std::vector<Study>& studies, const std::vector<Scored>& all) {
  std::string out = "study,class,use,arm,what,unit,observed,predicted,low_90,high_90,error,scored\r\n";
  for (const Scored& one : all) {
    const Study& study = studies[one.study];
    const StudyArm& arm = study.arms[one.arm];
    const PublishedNumber& published = arm.published[one.number];
    const DisplayUnit unit = unit_of(published, catalog);
    std::vector<std::string> fields;
    for (const std::string& text :
         {study.id, study.kind, use_word(study.use), arm.name(), words_of(published, study, catalog), unit.symbol}) {
      fields.push_back(io::csv_field(text));
    }
    for (const double value : {one.observed, one.predicted, one.low, one.high})
      fields.push_back(value_field(value * unit.factor));
    fields.push_back(value_field(one.error));
    fields.emplace_back(one.counts ? "1" : "0");
    out += fmt::format("{}\r\n", fmt::join(fields, ","));
  }
  return out;
}

}  // namespace hpg::evidence
