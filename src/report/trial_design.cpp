// Words for the design of a trial.
#include "report/trial_design.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/trial_words.hpp"
#include "report/scale.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

/// "months 0, 3, 6 and 12"
std::string times_words(const TrialView& view, const std::vector<double>& times) {
  const TimeUnit unit = view.time_unit();
  std::string list;
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (i > 0) list += i + 1 == times.size() ? " and " : ", ";
    list += tick_label(std::round(times[i] / unit.hours * 10) / 10);
  }
  return (times.size() == 1 ? unit.one : unit.name) + " " + list;
}

std::string ratio(const std::vector<TrialArm>& arms) {
  std::vector<std::string> shares;
  for (const TrialArm& arm : arms) shares.push_back(tick_label(arm.share));
  return fmt::format("{}", fmt::join(shares, ":"));
}

std::string spread(const Distribution& d, const char* unit) {
  if (d.sd <= 0) return fmt::format("{}{}", tick_label(d.mean), unit);
  return fmt::format("{}{} (SD {})", tick_label(d.mean), unit, tick_label(d.sd));
}

/// "19.2 to 64.0 years"; nothing where all are the same.
std::string range_words(const trial::Range& found, const char* unit) {
  if (!(found.low < found.high)) return "";
  return fmt::format("{:.1f} to {:.1f}{}", found.low, found.high, unit);
}

std::string item(const std::string& name, const std::string& value) {
  return "<div><dt>" + name + "</dt><dd>" + value + "</dd></div>\n";
}

std::string visits_words(const TrialView& view) {
  std::string words = escape(times_words(view, view.visit_times()));
  double widest = 0;
  for (const Visit& visit : view.trial().visits) widest = std::max(widest, visit.window);
  if (widest > 0) words += fmt::format(", up to {} d early or late", tick_label(widest / 24));
  const double minutes = std::round(view.trial().clock_at_start * 60);
  words += fmt::format("; samples at {:02}:{:02}", static_cast<int>(minutes / 60) % 24, static_cast<int>(minutes) % 60);
  return words + (view.trial().assay_error ? ", with the error of the assay" : "");
}

std::string cohort_labs(const TrialView& view) {
  const auto& labs = view.trial().population.labs;
  if (labs.empty()) return "";
  const Screening& found = view.analysis.screening;
  std::string rows;
  for (std::size_t i = 0; i < labs.size(); ++i) {
    const Observable observable = view.observable(labs[i].observable);
    const DisplayUnit& unit = view.unit(observable);
    const auto shown = [&](const std::vector<double>& values) {
      return i < values.size() ? number(values[i] * unit.factor) : std::string("&ndash;");
    };
    rows += fmt::format("<tr><th scope=\"row\">{} <span class=\"unit\">{}</span></th><td>{} ({})</td><td>{} ({})</td></tr>\n",
                        escape(observable.name), unit_words(unit), number(labs[i].mean * unit.factor),
                        number(labs[i].sd * unit.factor), shown(found.lab_mean), shown(found.lab_sd));
  }
  return "<div class=\"table-box cohort\" tabindex=\"0\" role=\"region\" aria-label=\"Labs at screening\"><table "
         "class=\"plain\"><thead>"
         "<tr><th scope=\"col\">Lab at screening, mean (SD)</th><th scope=\"col\">Published cohort</th><th scope=\"col\">Men of "
         "this "
         "trial</th></tr></thead><tbody>\n" +
         rows + "</tbody></table></div>\n";
}

}  // namespace

std::string design_words(const TrialView& view) {
  const Trial& trial = view.trial();
  const std::string men = grouped(view.analysis.flow.randomised);
  const std::string condition = escape(trial.population.condition);
  const std::string length = escape(span_words(trial.duration > 0 ? trial.duration : view.duration(), view.time_unit()));
  if (view.crossover()) {
    return fmt::format(
        "{} simulated men ({}), cross-over: each man has all {} treatments in turn, {} each{}.", men, condition, view.arms(),
        length, trial.washout > 0 ? ", with " + escape(span_words(trial.washout, view.time_unit())) + " of washout between" : "");
  }
  if (view.arms() == 1) return fmt::format("{} simulated men ({}), one arm, {}.", men, condition, length);
  return fmt::format("{} simulated men ({}), randomised {} to {} parallel arms, {}.", men, condition, ratio(trial.arms),
                     view.arms(), length);
}

std::string titration_words(const TrialView& view, const TrialArm& arm, const TitrationRule& rule) {
  const Observable observable = view.observable(rule.observable);
  const DisplayUnit& unit = view.unit(observable);
  const auto line =
      std::find_if(arm.doses.begin(), arm.doses.end(), [&](const TrialDose& dose) { return dose.label == rule.dose; });
  const DisplayUnit amount = line == arm.doses.end() ? DisplayUnit{"ug", 1} : io::dose_unit(line->dose, view.catalog);
  const auto amount_words = [&](double value) {
    return tick_label(value * amount.factor) + (amount.symbol == "1" ? "" : " " + amount.symbol);
  };
  const auto step = [&](bool low) {
    if (rule.step != 0) {
      const bool add = low == (rule.step > 0);
      return (add ? "add " : "take away ") + amount_words(std::abs(rule.step));
    }
    return fmt::format("{} the dose by {}", low ? "multiply" : "divide", tick_label(rule.factor));
  };
  const std::string when = rule.visits.empty() ? "At every visit" : "At " + times_words(view, rule.visits);
  std::string words = when + ", " + rule.dose + " by " + observable.name + (rule.mean ? " (24-h mean)" : "") + ": ";
  const bool low = std::isfinite(rule.keep.low);
  const bool high = std::isfinite(rule.keep.high);
  if (low) words += io::outside_words({rule.keep.low, kNoBound}, unit) + " " + step(true);
  if (low && high) words += ", ";
  if (high) words += io::outside_words({-kNoBound, rule.keep.high}, unit) + " " + step(false);
  if (std::isfinite(rule.amount.low) && std::isfinite(rule.amount.high)) {
    words += "; between " + amount_words(rule.amount.low) + " and " + amount_words(rule.amount.high);
  } else if (std::isfinite(rule.amount.high)) {
    words += "; at most " + amount_words(rule.amount.high);
  } else if (std::isfinite(rule.amount.low)) {
    words += "; at least " + amount_words(rule.amount.low);
  }
  return words + ".";
}

std::string stopping_words(const TrialView& view, const StoppingRule& rule) {
  const Observable observable = view.observable(rule.observable);
  return "Stop when " + observable.name + " is " + io::outside_words(rule.keep, view.unit(observable)) + ".";
}

std::string treatment_cards(const TrialView& view) {
  std::string out = "<div class=\"arm-cards\">\n";
  for (std::size_t a = 0; a < view.arms(); ++a) {
    const TrialArm& arm = view.trial().arms[a];
    out += fmt::format("<article class=\"card arm-card words {}\" data-arm=\"{}\"><h3>{} {}</h3>\n", arm_class(a), a,
                       arm_badge(a), escape(arm.name));
    if (arm.doses.empty()) out += "<p class=\"doses\">no doses</p>";
    if (!arm.doses.empty()) out += "<ul class=\"doses\">";
    for (const TrialDose& line : arm.doses) {
      const std::string words = dose_words(line.dose);
      const bool named = line.label.empty() || words.find(line.label) != std::string::npos;
      out += fmt::format("<li>{}{}</li>", named ? "" : "<b>" + escape(line.label) + "</b>: ", escape(words));
    }
    if (!arm.doses.empty()) out += "</ul>";
    if (!arm.titration.empty() || !arm.stopping.empty()) {
      out += "<ul class=\"rules\">";
      for (const TitrationRule& rule : arm.titration) out += "<li>" + escape(titration_words(view, arm, rule)) + "</li>";
      for (const StoppingRule& rule : arm.stopping) out += "<li>" + escape(stopping_words(view, rule)) + "</li>";
      out += "</ul>";
    }
    out += "</article>\n";
  }
  return out + "</div>\n";
}

std::string cohort_section(const TrialView& view) {
  const Trial& trial = view.trial();
  const Population& men = trial.population;
  const Screening& found = view.analysis.screening;
  std::string out = "<dl class=\"card facts\">\n";
  if (men.listed.empty()) {
    out += item("Men", fmt::format("{}, age {}, BMI {}", escape(men.condition), spread(men.age, " years"),
                                   spread(men.bmi, " kg/m&sup2;")));
  } else {
    out += item("Men", fmt::format("{}, {} of a list", escape(men.condition), grouped(men.listed.size())));
  }
  const std::string ages = range_words(view.analysis.flow.age, " years"),
                    weights = range_words(view.analysis.flow.bmi, " kg/m&sup2;");
  if (!ages.empty() || !weights.empty()) {
    out += item("Range of the men taken", ages.empty()      ? "BMI " + weights
                                          : weights.empty() ? "age " + ages
                                                            : "age " + ages + ", BMI " + weights);
  }
  std::string ethnicity;
  for (std::size_t e = 0; e < men.ethnicity.size(); ++e) {
    ethnicity +=
        fmt::format("{}{} {}", e > 0 ? ", " : "", escape(men.ethnicity[e].ethnicity), grouped(view.analysis.flow.ethnicity[e]));
  }
  if (!ethnicity.empty()) out += item("Ethnicity", ethnicity);
  if (!men.vary) out += item("Between men", "no difference in physiology");
  std::string past;
  for (const Dose& dose : men.history) past += (past.empty() ? "" : "; ") + escape(dose_words(dose));
  if (!past.empty()) out += item("Before the baseline", past);
  std::string criteria;
  for (const Criterion& criterion : men.include) {
    const Observable observable = view.observable(criterion.observable);
    criteria += (criteria.empty() ? "" : "; ") +
                escape(observable.name + " " + io::within_words(criterion.bounds, view.unit(observable)));
  }
  if (!criteria.empty()) out += item("Entry criteria, at screening", criteria);
  out += item("Visits", visits_words(view));
  if (trial.dropout_per_year > 0) {
    out += item("Dropout", fmt::format("{:.3g}&nbsp;% of men a year", 100 * (1 - std::exp(-trial.dropout_per_year))));
  }
  if (trial.missed_doses > 0)
    out += item("Missed doses", fmt::format("{:.3g}&nbsp;% of administrations", 100 * trial.missed_doses));
  if (found.screened > 0) {
    out += item("Screening", fmt::format("{} drawn, {} eligible, {} taken", grouped(found.screened), grouped(found.eligible),
                                         grouped(found.accepted)));
  }
  if (!men.labs.empty() && found.effective_size > 0) {
    out += item("Effective sample size",
                fmt::format("{} candidates are worth {:.0f} once weighted to the published labs (Kish): few beside the men taken "
                            "would mean that the same rare men speak for all",
                            grouped(found.eligible), found.effective_size));
  }
  return out + "</dl>\n" + cohort_labs(view);
}

}  // namespace hpg::report
