// Men by number, seed, methods.
#include "report/trial_notes.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

constexpr std::size_t kMost = 60;  // men listed by number

std::string men_list(const TrialView& view, const std::vector<trial::NamedMan>& men, bool with_time) {
  std::string out = "<ul class=\"men\">";
  for (std::size_t i = 0; i < std::min(men.size(), kMost); ++i) {
    out += fmt::format("<li>{} {}{}</li>", arm_badge(men[i].arm), men[i].man + 1,
                       with_time ? "<span class=\"note\"> " + escape(view.at(men[i].left_at)) + "</span>" : "");
  }
  out += "</ul>";
  if (men.size() > kMost) out += fmt::format("<p class=\"note\">and {} more</p>", grouped(men.size() - kMost));
  return out;
}

bool has(const TrialView& view, Outcome::Kind kind) {
  const auto& outcomes = view.trial().outcomes;
  return std::any_of(outcomes.begin(), outcomes.end(), [&](const Outcome& outcome) { return outcome.kind == kind; });
}

}  // namespace

std::string computation_notes(const TrialView& view) {
  const trial::Analysis& found = view.analysis;
  std::string out = fmt::format(
      "<p>Seed <b>{}</b>. A man's number and this seed draw the same man again, alone or in any trial.</p>\n", view.trial().seed);
  if (view.trial().draws > 0) {
    out += fmt::format(
        "<p>The {} men follow each other through {} draws of the parameters, in order of their numbers; in a trial of another "
        "size a man may be under another draw.</p>\n",
        grouped(view.trial().population.men), view.trial().draws);
  }
  out += found.failed.empty()
             ? "<p>The equations were solved for every man.</p>\n"
             : fmt::format(
                   "<h3>Could not be computed: {}</h3><p class=\"intro\">Their values up to then are in the tables; later "
                   "ones are missing.</p>{}\n",
                   grouped(found.failed.size()), men_list(view, found.failed, true));
  if (!found.ill_conditioned.empty()) {
    out += fmt::format(
        "<h3>Ill-conditioned: {}</h3><p class=\"intro\">Small errors grow in these men: read them as members of the group, not "
        "each for himself.</p>{}\n",
        grouped(found.ill_conditioned.size()), men_list(view, found.ill_conditioned, false));
  }
  return out;
}

std::string method_notes(const TrialView& view) {
  std::string items;
  const auto item = [&](const char* text) { items += std::string("<li>") + text + "</li>\n"; };
  item(
      "Every interval holds 95 % unless it says otherwise, without correction for the number of comparisons. All men allocated "
      "are analysed in their arm, "
      "whether they took the drug or not; of a missing value nothing is assumed unless it says so.");
  if (view.trial().draws > 0) {
    item(
        "Between men, and what is not known: one-way analysis of variance with the draws as groups, Searle, Casella and "
        "McCulloch, "
        "Variance Components, Wiley 1992; a variance that comes out below 0 counts as 0. 90 % interval by Student's t with one "
        "degree of freedom fewer than draws. All other intervals and bands of this page hold the men of all draws together and "
        "take them for one kind.");
  }
  item("Bands and quartiles: type 7 of Hyndman and Fan, Am Stat 1996;50:361.");
  if (view.crossover()) {
    item("Cross-over: differences are taken within each man. Effects of the period and carry-over are not modelled.");
  }
  if (has(view, Outcome::Kind::change)) {
    item(view.crossover()
             ? "Mean change, and its difference within men: Student's t, Biometrika 1908;6:1."
             : "Mean change: Student's t, Biometrika 1908;6:1. Difference between arms: Welch, Biometrika 1947;34:28.");
  }
  if (has(view, Outcome::Kind::responder)) {
    item(view.crossover()
             ? "Share of responders: Wilson, J Am Stat Assoc 1927;22:209. Difference within men: method 10 for paired data of "
               "Newcombe, Stat Med 1998;17:2635."
             : "Share of responders: Wilson, J Am Stat Assoc 1927;22:209. Difference between arms: method 10 of Newcombe, Stat "
               "Med "
               "1998;17:873.");
  }
  if (has(view, Outcome::Kind::time_to)) {
    item(
        "Time to an event: product limit of Kaplan and Meier, J Am Stat Assoc 1958;53:457, with Greenwood's variance on the "
        "scale of "
        "log(&minus;log); median after Brookmeyer and Crowley, Biometrics 1982;38:29. An event counts at the visit that found "
        "it: "
        "that it happened somewhere between two visits is ignored, so times, those planned for the visits, are late by up to one "
        "interval.");
  }
  return "<h3>Methods</h3>\n<ul class=\"methods\">\n" + items + "</ul>\n";
}

}  // namespace hpg::report
