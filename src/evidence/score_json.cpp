// JSON by hand: a few levels of objects.
#include "evidence/score_json.hpp"

#include <fmt/format.h>

#include <cmath>

#include "evidence/words.hpp"

namespace hpg::evidence {

namespace {

std::string text(const std::string& plain) {
  std::string out = "\"";
  for (const char c : plain) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string number(double x) { return std::isfinite(x) ? fmt::format("{:.6g}", x) : "null"; }

}  // namespace

std::string score_json(const Catalog& catalog, const std::vector<Study>& studies, const std::vector<Scored>& all) {
  std::vector<const Scored*> every;
  for (const Scored& one : all) every.push_back(&one);
  const Score score = summarise(every);
  std::string out = fmt::format(
      "{{\"score\": {{\"studies\": {}, \"numbers\": {}, \"gmfe\": {}, \"within_1_25\": {}, \"within_2\": {}, "
      "\"fraction_error\": {}, \"inside_90\": {}}},\n\"studies\": [",
      score.studies, score.numbers, number(score.gmfe), number(score.within_1_25), number(score.within_2),
      number(score.fraction_error), number(score.inside));
  std::size_t next = 0;
  for (std::size_t s = 0; s < studies.size(); ++s) {
    const Study& study = studies[s];
    out += fmt::format("{}\n{{\"id\": {}, \"class\": {}, \"use\": {}, \"numbers\": [", s > 0 ? "," : "", text(study.id),
                       text(study.kind), study.use == StudyUse::none ? "null" : text(use_word(study.use)));
    for (bool first = true; next < all.size() && all[next].study == s; ++next, first = false) {
      const Scored& one = all[next];
      const StudyArm& arm = study.arms[one.arm];
      const PublishedNumber& published = arm.published[one.number];
      const DisplayUnit unit = unit_of(published, catalog);
      out += fmt::format(
          "{}\n  {{\"arm\": {}, \"what\": {}, \"unit\": {}, \"observed\": {}, \"predicted\": {}, \"low\": {}, \"high\": {}, "
          "\"{}\": {}, "
          "\"scored\": {}}}",
          first ? "" : ",", text(arm.name()), text(words_of(published, study, catalog)), text(unit.symbol),
          number(one.observed * unit.factor), number(one.predicted * unit.factor), number(one.low * unit.factor),
          number(one.high * unit.factor), one.is_fraction ? "difference" : "log10_ratio", number(one.error), one.counts);
    }
    out += "]}";
  }
  return out + "\n]}\n";
}

}  // namespace hpg::evidence
