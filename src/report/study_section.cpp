// A study: citation, men, arms, time courses, numbers.
#include "report/study_section.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/trial_words.hpp"
#include "report/course_panel.hpp"
#include "report/provenance.hpp"
#include "report/text.hpp"
#include "report/trial_design.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

using evidence::Scored;

std::string item(const char* name, const std::string& value) {
  return value.empty() ? "" : fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", name, value);
}

/// With its link, when it ends in a DOI or PMID.
std::string citation_words(const std::string& text) {
  Source source;
  for (const char* sign : {"doi:", "PMID "}) {
    const std::size_t at = text.rfind(sign);
    if (at == std::string::npos) continue;
    const std::size_t end = std::min(text.find_first_of(" ;,)", at + 5), text.size());
    source.link = text.substr(at, end - at);
    while (source.link.ends_with('.')) source.link.pop_back();
    break;
  }
  source.citation = text;
  return citation(source);
}

std::string spread(const Distribution& d, const char* unit) {
  return tick_label(d.mean) + (d.sd > 0 ? fmt::format(" (SD {})", tick_label(d.sd)) : "") + unit;
}

std::string population_words(const ValidationView& view, const Population& men) {
  std::string words =
      fmt::format("{}, age {}, BMI {}", escape(men.condition), spread(men.age, ""), spread(men.bmi, " kg/m&sup2;"));
  for (std::size_t e = 0; e < men.ethnicity.size(); ++e) words += ", " + escape(men.ethnicity[e].ethnicity);
  for (const CohortLab& lab : men.labs) {
    const Observable observable = io::observable_or_made(view.catalog, lab.observable);
    const DisplayUnit& unit = io::unit_of(observable, view.units);
    words += fmt::format("; {} {} (SD {}) {}", escape(observable.name), number(lab.mean * unit.factor),
                         number(lab.sd * unit.factor), unit_words(unit));
  }
  for (const Criterion& criterion : men.include) {
    const Observable observable = io::observable_or_made(view.catalog, criterion.observable);
    words +=
        "; entry: " + escape(observable.name + " " + io::within_words(criterion.bounds, io::unit_of(observable, view.units)));
  }
  for (const Dose& dose : men.history) words += "; before: " + escape(dose_words(dose));
  return words;
}

std::string arm_words(const ValidationView& view, const StudyArm& arm, std::size_t index) {
  const TrialArm& treatment = arm.trial.arms.front();
  // The words of rules are those of the report of a trial.
  trial::Analysis analysis;
  analysis.trial = arm.trial;
  analysis.trial.visits.clear();  // moments of reading, which say nothing of the unit to speak of rules in
  const TrialView trial{analysis, view.catalog, view.units};
  std::vector<std::string> lines;
  for (const TrialDose& line : treatment.doses) lines.push_back(dose_words(line.dose));
  for (const TitrationRule& rule : treatment.titration) lines.push_back(titration_words(trial, treatment, rule));
  for (const StoppingRule& rule : treatment.stopping) lines.push_back(stopping_words(trial, rule));
  std::string words;
  for (const std::string& line : lines) words += (words.empty() ? "" : "; ") + escape(line);
  if (words.empty()) words = "no doses";
  if (arm.own_population) words += "; men: " + population_words(view, arm.trial.population);
  return fmt::format("<li class=\"{}\">{}<b>{}</b> <span class=\"note\">{}</span>{}</li>\n", arm_class(index), arm_badge(index),
                     escape(arm.name()), counted(arm.trial.population.men, "man", "men"), "<br>" + words);
}

std::string facts(const ValidationView& view, const Study& study) {
  std::string arms;
  for (std::size_t a = 0; a < study.arms.size(); ++a) arms += arm_words(view, study.arms[a], a);
  const Trial& trial = study.arms.front().trial;
  std::string conduct;
  if (trial.dropout_per_year > 0)
    conduct = fmt::format("{:.3g}&nbsp;% of men leave a year", 100 * (1 - std::exp(-trial.dropout_per_year)));
  if (trial.missed_doses > 0)
    conduct += fmt::format("{}{:.3g}&nbsp;% of doses missed", conduct.empty() ? "" : ", ", 100 * trial.missed_doses);
  // The arm whose men are those of the study speaks for them.
  const auto shared = std::find_if(study.arms.begin(), study.arms.end(), [](const StudyArm& arm) { return !arm.own_population; });
  return "<dl class=\"facts\">" + item("Source", citation_words(study.citation)) + item("Assumed", escape(study.note)) +
         item("Men", shared == study.arms.end() ? "" : population_words(view, shared->trial.population)) +
         item("Conduct", conduct) + item("Arms", "<ul class=\"study-arms\">" + arms + "</ul>") + "</dl>\n";
}

std::string_view mark_words(PublishedNumber::Mark mark) {
  switch (mark) {
    case PublishedNumber::Mark::secondary:
      return "secondary: read in another paper, not scored";
    case PublishedNumber::Mark::clamped:
      return "clamped axis, not scored";
    case PublishedNumber::Mark::scored:
      break;
  }
  return "";
}

std::string number_row(const ValidationView& view, const Scored& one) {
  const PublishedNumber& number = view.number(one);
  std::string observed = view.value_words(number, one.observed);
  if (number.sem) observed += fmt::format("<span class=\"note\">SEM {}</span>", escape(view.shown(number, *number.sem)));
  const std::string_view mark = mark_words(number.mark);
  return fmt::format(
      "<tr{}><td class=\"what\">{}<span class=\"note\">{}{}</span></td><td data-label=\"observed\">{}</td>"
      "<td data-label=\"predicted\">{}</td><td data-label=\"90 % interval\">{}</td><td data-label=\"ratio\">{}</td></tr>\n",
      one.counts ? "" : " class=\"pale\"", escape(view.words(one)), escape(number.source),
      mark.empty() ? "" : fmt::format(" <b>({})</b>", mark), observed, view.value_words(number, one.predicted),
      view.interval_words(one), error_cell(one));
}

std::string number_table(const ValidationView& view, std::size_t place) {
  const Study& study = view.studies[place];
  std::string out =
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Numbers\"><table class=\"published\"><thead><tr>"
      "<th scope=\"col\">What, and where in the paper</th><th scope=\"col\">Observed</th><th scope=\"col\">Predicted</th>"
      "<th scope=\"col\">90&nbsp;% interval</th><th scope=\"col\">Ratio</th></tr></thead>\n";
  for (std::size_t a = 0; a < study.arms.size(); ++a) {
    std::string rows;
    for (const Scored* one : view.of_study(place)) {
      if (one->arm == a) rows += number_row(view, *one);
    }
    if (rows.empty()) continue;
    out += fmt::format(
        "<tbody><tr class=\"group\"><th scope=\"rowgroup\" colspan=\"5\"><span class=\"{}\">{}</span>{}</th></tr>\n{}</tbody>\n",
        arm_class(a), arm_badge(a), escape(study.arms[a].name()), rows);
  }
  return out + "</table></div>\n";
}

}  // namespace

std::string study_section(const ValidationView& view, std::size_t place) {
  const Study& study = view.studies[place];
  const std::vector<const Scored*> numbers = view.of_study(place);
  std::string aside = study.use == StudyUse::none ? "" : evidence::use_word(study.use) + ", ";
  aside += counted(numbers.size(), "number", "numbers");
  if (const std::string score = score_words(summarise(numbers)); !score.empty()) aside += "; " + score;
  std::string panels;
  for (const StudyCourse& course : study_courses(view, place)) panels += course_panel(course);
  // The anchor is inside, so that a link to it opens the study.
  return fmt::format(
      "<details class=\"study\"{}><summary><span>{}</span> <span class=\"note\">{}</span></summary>\n<div id=\"{}\">{}{}{}</div>"
      "</details>\n",
      view.few() ? " open" : "", escape(study.id), aside, anchor_of(study), facts(view, study),
      panels.empty() ? "" : "<div class=\"panels\">\n" + panels + "</div>\n", number_table(view, place));
}

}  // namespace hpg::report
