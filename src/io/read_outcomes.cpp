// Outcomes: change, responder, time to.
#include "io/read_outcomes.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <utility>

#include "io/names.hpp"
#include "io/read_parts.hpp"
#include "io/trial_values.hpp"
#include "io/trial_words.hpp"

namespace hpg::io {
namespace {

using Kind = Outcome::Kind;

constexpr std::array<std::pair<std::string_view, Kind>, 3> kKinds{
    {{"change", Kind::change}, {"responder", Kind::responder}, {"time to", Kind::time_to}}};

Kind read_kind(TomlTable& table) {
  const std::string written = table.text("kind");
  std::vector<std::string> accepted;
  for (const auto& [name, kind] : kKinds) {
    if (plain_name(name) == plain_name(written)) return kind;
    accepted.emplace_back(name);
  }
  throw InputError(table.where("kind"),
                   fmt::format("unknown outcome {}{}", in_quotes(written), did_you_mean_or_list(written, accepted, accepted)));
}

std::string usual_name(const Outcome& outcome, const Catalog& catalog) {
  const std::string column = name_of(outcome.column, catalog);
  const Observable& observable = catalog.observable(outcome.column.observable, {});
  switch (outcome.kind) {
    case Kind::change:
      return fmt::format("{}: change at {}", column, time_text(outcome.at));
    case Kind::responder:
      return fmt::format("{}: {} at {}", column, within_words(outcome.bounds, observable.us), time_text(outcome.at));
    case Kind::time_to:
      break;
  }
  const std::string after = outcome.from > 0 ? " after " + time_text(outcome.from) : "";
  return fmt::format("{}: time to {}{}", column, within_words(outcome.bounds, observable.us), after);
}

void refuse(TomlTable& table, std::initializer_list<const char*> keys, std::string_view kind) {
  for (const char* key : keys) {
    if (table.has(key)) throw InputError(table.where(key), fmt::format("does not go with kind \"{}\"", kind));
  }
}

}  // namespace

Outcome read_outcome(TomlTable& table, const std::vector<Visit>& visits, const Catalog& catalog) {
  for (const char* key : {"kind", "name", "observable", "at", "from", "at_least", "at_most", "above", "below"}) {
    (void)table.has(key);
  }
  table.finish();
  Outcome outcome;
  outcome.where = table.where();
  outcome.kind = read_kind(table);
  outcome.column = read_column(table.text("observable"), table.where("observable"), catalog);
  if (outcome.kind == Kind::change) {
    refuse(table, {"at_least", "at_most", "above", "below"}, "change");
  } else {
    outcome.bounds = read_fit(table, catalog.observable(outcome.column.observable, {}));
  }
  if (outcome.kind == Kind::time_to) {
    refuse(table, {"at"}, "time to");
    outcome.from = whole_days(table.find_quantity("from", kTime).value_or(0));
    if (outcome.from < 0) throw InputError(table.where("from"), "is before the baseline");
    if (outcome.from >= visits.back().time) throw InputError(table.where("from"), "leaves no visit after it");
  } else {
    refuse(table, {"from"}, table.text("kind"));
    const auto at = table.find_text("at");
    outcome.at = at ? read_visit(*at, table.where("at"), visits) : visits.back().time;
  }
  outcome.name = table.has("name") ? read_name(table, "name") : usual_name(outcome, catalog);
  return outcome;
}

std::vector<Outcome> usual_outcomes(const std::vector<Column>& columns, const std::vector<Visit>& visits,
                                    const Catalog& catalog) {
  std::vector<Outcome> outcomes;
  const auto add = [&](Kind kind, const Column& column, const Bounds& bounds) {
    Outcome outcome;
    outcome.kind = kind;
    outcome.column = column;
    outcome.bounds = bounds;
    outcome.at = visits.back().time;
    outcome.name = usual_name(outcome, catalog);
    outcomes.push_back(std::move(outcome));
  };
  for (const Column& column : columns) add(Kind::change, column, {});
  for (const Column& column : columns) {
    const auto& range = catalog.observable(column.observable, {}).range;
    if (column.observable == "total_testosterone" && column.mean_24_h && range) {
      add(Kind::responder, column, {range->low, range->high});
    }
  }
  return outcomes;
}

}  // namespace hpg::io
