// Names, units and errors of published numbers.
#include "report/validation_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evidence/words.hpp"
#include "io/read_study.hpp"
#include "io/trial_words.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

using evidence::Scored;

constexpr double kDay = 24;  // h

template <class Choice>
std::vector<const Scored*> chosen(const std::vector<Scored>& all, const Choice& choice) {
  std::vector<const Scored*> some;
  for (const Scored& one : all) {
    if (choice(one)) some.push_back(&one);
  }
  return some;
}

std::string plain_unit(const DisplayUnit& unit) { return unit.symbol.empty() || unit.symbol == "1" ? "" : " " + unit.symbol; }

}  // namespace

std::vector<const Scored*> ValidationView::of_study(std::size_t study) const {
  return chosen(scored, [&](const Scored& one) { return one.study == study; });
}

std::vector<const Scored*> ValidationView::of_class(const std::string& kind) const {
  return chosen(scored, [&](const Scored& one) { return study(one).kind == kind; });
}

std::vector<std::string> ValidationView::classes() const {
  std::vector<std::string> all = io::study_classes();
  for (const Study& study : studies) {
    if (std::find(all.begin(), all.end(), study.kind) == all.end()) all.push_back(study.kind);
  }
  std::erase_if(all, [&](const std::string& kind) { return studies_of(kind).empty(); });
  return all;
}

std::vector<std::size_t> ValidationView::studies_of(const std::string& kind) const {
  std::vector<std::size_t> places;
  for (std::size_t s = 0; s < studies.size(); ++s) {
    if (studies[s].kind == kind) places.push_back(s);
  }
  return places;
}

DisplayUnit ValidationView::unit(const PublishedNumber& number) const {
  switch (number.scale()) {
    case PublishedNumber::Scale::level:
    case PublishedNumber::Scale::difference:
      return io::unit_of(io::observable_or_made(catalog, number.reading.observable), units);
    case PublishedNumber::Scale::fraction:
      return {"%", 100};
    case PublishedNumber::Scale::time:
      return number.value >= 2 * kDay ? DisplayUnit{"d", 1 / kDay} : DisplayUnit{"h", 1};
    case PublishedNumber::Scale::ratio:
    case PublishedNumber::Scale::count:
      break;
  }
  return {"1", 1};
}

std::string ValidationView::shown(const PublishedNumber& number, double value) const {
  if (std::isnan(value)) return "\u2013";
  if (std::isinf(value)) return "never";
  value *= unit(number).factor;
  if (value != 0 && std::abs(value) < 1e-4) return value < 0 ? "> \u22120.0001" : "< 0.0001";
  return (value < 0 ? "\u2212" : "") + short_number(std::abs(value));
}

std::string ValidationView::value_words(const PublishedNumber& number, double value) const {
  const std::string words = escape(shown(number, value));
  const DisplayUnit in = unit(number);
  return !std::isfinite(value) || in.symbol == "1" ? words : words + "&nbsp;<span class=\"unit\">" + unit_words(in) + "</span>";
}

std::string ValidationView::interval_words(const Scored& one) const {
  if (std::isnan(one.low) || std::isnan(one.high)) return "&ndash;";
  return escape(shown(number(one), one.low)) + "&nbsp;to&nbsp;" + escape(shown(number(one), one.high));
}

std::string ValidationView::words(const Scored& one) const { return evidence::words_of(number(one), study(one), catalog); }

std::string ValidationView::title(const Scored& one) const {
  const PublishedNumber& published = number(one);
  return fmt::format("{}, {}: {}\npredicted {}, observed {}{}", study(one).id, arm(one).name(), words(one),
                     shown(published, one.predicted), shown(published, one.observed), plain_unit(unit(published)));
}

std::string error_words(const Scored& one) {
  if (std::isnan(one.error)) return "not predicted";
  if (one.is_fraction) {
    const double points = std::round(100 * one.error);
    return fmt::format("{}{:.0f} points", points > 0 ? "+" : points < 0 ? "\u2212" : "", std::abs(points));
  }
  if (one.observed * one.predicted < 0) return "opposite sign";
  if (std::isinf(one.predicted)) return "never";
  if (one.error >= 1) return "10 or more";
  if (one.error <= -1) return "0.1 or less";
  return fmt::format("{:.2f}", std::pow(10, one.error));
}

std::string error_cell(const Scored& one) {
  constexpr double kFarPoints = 0.2;
  const double far = one.is_fraction ? kFarPoints : std::log10(2.0);
  const std::string words = escape(error_words(one));
  if (std::isnan(one.error) || std::abs(one.error) <= far) return words;
  const bool above = one.error > 0;
  return fmt::format("<span class=\"{}\"><span aria-hidden=\"true\">{}</span>{}</span>", above ? "high" : "low",
                     above ? "&#9650;" : "&#9660;", words);
}

std::string anchor_of(const Study& study) {
  std::string anchor = "study-";
  for (const char c : study.id) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    anchor += plain ? c : '_';
  }
  return anchor;
}

std::string score_words(const evidence::Score& score) {
  std::string words;
  if (score.folds > 0) words = fmt::format("GMFE {:.2f}, {:.0f} % in 2-fold", score.gmfe, 100 * score.within_2);
  if (score.fractions > 0)
    words += fmt::format("{}fractions {:.0f} points off", words.empty() ? "" : ", ", 100 * score.fraction_error);
  return words;
}

}  // namespace hpg::report
