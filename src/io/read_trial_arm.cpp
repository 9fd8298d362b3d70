// Doses with labels, titration and stopping rules.
#include "io/read_trial_arm.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/load.hpp"
#include "io/names.hpp"
#include "io/read_dose.hpp"
#include "io/read_parts.hpp"
#include "io/trial_values.hpp"

namespace hpg::io {
namespace {

TrialDose read_labelled(TomlTable& table, double duration, const Catalog& catalog) {
  TrialDose line;
  if (table.has("label")) line.label = read_name(table, "label");
  line.dose = read_dose(table, duration, catalog);
  return line;
}

/// Lines without a label of their own get the name of the drug, numbered when the arm has it several times.
void fill_labels(TrialArm& arm) {
  const auto taken = [&](const std::string& label) {
    return std::any_of(arm.doses.begin(), arm.doses.end(),
                       [&](const TrialDose& line) { return plain_name(line.label) == plain_name(label); });
  };
  for (TrialDose& line : arm.doses) {
    if (!line.label.empty()) continue;
    std::string label = line.dose.drug;
    for (int number = 2; taken(label); ++number) label = fmt::format("{} ({})", line.dose.drug, number);
    line.label = label;
  }
}

void check_labels(std::vector<TomlTable>& tables, const TrialArm& arm) {
  for (std::size_t i = 0; i < arm.doses.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (arm.doses[i].label.empty() || plain_name(arm.doses[i].label) != plain_name(arm.doses[k].label)) continue;
      throw InputError(tables[i].where("label"), in_quotes(arm.doses[i].label) + " is the label of two doses");
    }
  }
}

bool answers_to(const pharmacology::Drug& drug, const std::string& name) {
  const auto same = [&](const std::string& known) { return plain_name(known) == plain_name(name); };
  return same(drug.name) || std::any_of(drug.aliases.begin(), drug.aliases.end(), same);
}

/// One rule of one arm: finds the dose it changes, then reads by how much.
class TitrationReader {
 public:
  TitrationReader(TomlTable& table, const TrialArm& arm, const std::vector<Visit>& visits, const Catalog& catalog)
      : table_(table), arm_(arm), visits_(visits), catalog_(catalog) {}

  TitrationRule read() {
    for (const char* key : {"observable", "at", "below", "above", "dose", "step", "factor", "at_least", "at_most"}) {
      (void)table_.has(key);
    }
    table_.finish();
    rule_.where = table_.where();
    const Column column = read_column(table_.text("observable"), table_.where("observable"), catalog_);
    rule_.observable = column.observable;
    rule_.mean = column.mean_24_h;
    rule_.keep = read_keep(table_, catalog_.observable(column.observable, {}));
    read_visits();
    const TrialDose& line = find_dose();
    rule_.dose = line.label;
    read_change(line.dose);
    return rule_;
  }

 private:
  [[noreturn]] void wrong(std::string_view key, const std::string& message) const {
    throw InputError(table_.where(key), message);
  }

  void read_visits() {
    const Where where = table_.where("at");
    if (table_.is("at", TomlNode::Kind::text)) {
      rule_.visits = {read_visit(table_.text("at"), where, visits_)};
      return;
    }
    for (const std::string& written : table_.texts("at")) rule_.visits.push_back(read_visit(written, where, visits_));
    if (table_.has("at") && rule_.visits.empty()) wrong("at", "is empty; leave it out for every visit");
    std::sort(rule_.visits.begin(), rule_.visits.end());
    if (std::adjacent_find(rule_.visits.begin(), rule_.visits.end()) != rule_.visits.end()) {
      wrong("at", "has the same visit twice");
    }
  }

  /// By label, else by the name of a drug that only one line gives.
  const TrialDose& find_dose() {
    if (arm_.doses.empty()) wrong("", "has nothing to change: the arm has no doses");
    if (!table_.has("dose")) {
      if (arm_.doses.size() > 1) wrong("dose", "is missing: which of the doses, by label; accepted: " + one_of(labels()));
      return arm_.doses.front();
    }
    const std::string written = table_.text("dose");
    std::vector<const TrialDose*> of_drug;
    const TrialDose* labelled = nullptr;
    for (const TrialDose& line : arm_.doses) {
      if (plain_name(line.label) == plain_name(written)) labelled = &line;
      if (answers_to(catalog_.drug(line.dose.drug, {}), written)) of_drug.push_back(&line);
    }
    // The first of two lines is labelled with the name of the drug by default: that name still means both.
    if (of_drug.size() > 1) {
      wrong("dose", fmt::format("{} is given by {} doses: name one by its label, {}", in_quotes(written), of_drug.size(),
                                one_of(labels())));
    }
    if (labelled != nullptr) return *labelled;
    if (!of_drug.empty()) return *of_drug.front();
    wrong("dose", fmt::format("no dose is labelled {}{}", in_quotes(written), did_you_mean_or_list(written, labels(), labels())));
  }

  std::vector<std::string> labels() const {
    std::vector<std::string> all;
    for (const TrialDose& line : arm_.doses) all.push_back(line.label);
    return all;
  }

  void read_change(const Dose& dose) {
    const pharmacology::Drug& drug = catalog_.drug(dose.drug, table_.where("dose"));
    if (dose.count < 2)
      wrong(table_.has("dose") ? "dose" : "", in_quotes(rule_.dose) + " is given once: nothing to change later");
    if (table_.has("step") == table_.has("factor")) {
      wrong(table_.has("factor") ? "factor" : "", "wants either \"step\", the amount added, or \"factor\"");
    }
    if (table_.has("step")) {
      rule_.step = table_.quantity("step", dose_dimension(drug));
      if (rule_.step == 0) wrong("step", "must not be 0");
    } else {
      rule_.factor = table_.number("factor");
      if (!(rule_.factor > 0 && rule_.factor <= 10) || rule_.factor == 1) {
        wrong("factor", shortest(rule_.factor) + " must be above 0, at most 10, and not 1");
      }
    }
    rule_.amount.low = table_.find_quantity("at_least", dose_dimension(drug)).value_or(0);
    rule_.amount.high = table_.find_quantity("at_most", dose_dimension(drug)).value_or(drug.largest_dose);
    if (rule_.amount.low < 0) wrong("at_least", "must not be below 0");
    if (rule_.amount.high > drug.largest_dose) {
      wrong("at_most", fmt::format("{} is more than the largest dose of {}, {}", in_quotes(written("at_most")), drug.name,
                                   dose_text(drug, drug.largest_dose)));
    }
    if (!(rule_.amount.low < rule_.amount.high))
      wrong(table_.has("at_most") ? "at_most" : "at_least", "leaves no room for a change");
    if (!rule_.amount.hold(dose.amount)) {
      wrong(
          dose.amount < rule_.amount.low ? "at_least" : "at_most",
          fmt::format("{} leaves out the dose at the start, {}",
                      in_quotes(written(dose.amount < rule_.amount.low ? "at_least" : "at_most")), dose_text(drug, dose.amount)));
    }
  }

  std::string written(std::string_view key) { return table_.any_quantity(key).text; }

  TomlTable& table_;
  const TrialArm& arm_;
  const std::vector<Visit>& visits_;
  const Catalog& catalog_;
  TitrationRule rule_;
};

StoppingRule read_stopping(TomlTable& table, const Catalog& catalog) {
  StoppingRule rule;
  rule.where = table.where();
  const Observable& observable = read_sample(table, catalog);
  rule.observable = observable.id;
  rule.keep = read_keep(table, observable);
  table.finish();
  return rule;
}

}  // namespace

TrialArm read_trial_arm(TomlTable& table, double duration, const std::vector<Visit>& visits, const Catalog& catalog) {
  for (const char* key : {"name", "share", "dose", "titration", "stop"}) (void)table.has(key);
  table.finish();
  TrialArm arm;
  arm.name = read_name(table, "name");
  arm.share = table.find_number("share").value_or(arm.share);
  if (!(arm.share > 0 && arm.share <= 1000)) {
    throw InputError(table.where("share"), shortest(arm.share) + " must be above 0 and at most 1000");
  }
  std::vector<TomlTable> lines = table.tables("dose");
  std::vector<Dose> doses;
  for (TomlTable& line : lines) {
    arm.doses.push_back(read_labelled(line, duration, catalog));
    doses.push_back(arm.doses.back().dose);
  }
  check_together(doses, table.where("dose"), catalog);
  check_labels(lines, arm);
  fill_labels(arm);
  for (TomlTable& rule : table.tables("titration")) {
    arm.titration.push_back(TitrationReader(rule, arm, visits, catalog).read());
  }
  for (TomlTable& rule : table.tables("stop")) arm.stopping.push_back(read_stopping(rule, catalog));
  if (arm.doses.empty() && !arm.stopping.empty()) {
    throw InputError(arm.stopping.front().where, "has nothing to stop: the arm has no doses");
  }
  return arm;
}

}  // namespace hpg::io
