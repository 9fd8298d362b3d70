// data/observables.toml.
#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "io/load.hpp"
#include "io/names.hpp"
#include "model/observe.hpp"

namespace hpg::io {
namespace {

DisplayUnit read_display_unit(TomlTable table) {
  const DisplayUnit unit{table.text("unit"), table.number("factor")};
  if (!(unit.factor > 0) || !std::isfinite(unit.factor)) throw InputError(table.where("factor"), "must be a positive number");
  table.finish();
  return unit;
}

}  // namespace

double read_in_display_unit(TomlTable& range, std::string_view key, const Observable& observable) {
  const std::string written = range.text(key);
  const NumberAndUnit bound = split_quantity(written, range.where(key));
  for (const DisplayUnit* unit : {&observable.us, &observable.si}) {
    if (bound.unit == unit->symbol) return bound.number / unit->factor;
  }
  throw InputError(range.where(key),
                   fmt::format("{} must be in {}", in_quotes(written), one_of({observable.us.symbol, observable.si.symbol})));
}

namespace {

ReferenceRange read_range(TomlTable table, const Observable& observable, const Sources& sources) {
  ReferenceRange range;
  // A limit with one side only, as the lower reference limits of semen, leaves the other side open.
  const bool has_low = table.has("low");
  const bool has_high = table.has("high");
  if (!has_low && !has_high) throw InputError(table.where(), "wants \"low\", \"high\" or both");
  range.low = has_low ? read_in_display_unit(table, "low", observable) : 0;
  range.high = has_high ? read_in_display_unit(table, "high", observable) : std::numeric_limits<double>::infinity();
  range.population = table.text("population");
  range.sources = read_source_ids(table, sources);
  if (!(range.low < range.high)) throw InputError(table.where("high"), "must be greater than low");
  if (range.sources.empty()) throw InputError(table.where("source"), "is missing: a reference range needs a source");
  table.finish();
  return range;
}

ObservableGroup read_group(TomlTable& entry) {
  const std::string written = entry.text("group");
  std::vector<std::string> accepted;
  for (const auto& [group, name] : kObservableGroups) {
    if (written == name) return group;
    accepted.emplace_back(name);
  }
  throw InputError(entry.where("group"),
                   fmt::format("unknown group {}{}", in_quotes(written), did_you_mean_or_list(written, accepted, accepted)));
}

Limit read_limit(TomlTable& table, const Observable& observable, const Sources& sources) {
  Limit limit;
  limit.high = table.has("high");
  if (limit.high == table.has("low")) throw InputError(table.where(), "wants either \"low\" or \"high\"");
  limit.value = read_in_display_unit(table, limit.high ? "high" : "low", observable);
  limit.what = table.text("what");
  if (limit.what.empty()) throw InputError(table.where("what"), "is empty: a limit says what it means");
  limit.sources = read_source_ids(table, sources);
  if (limit.sources.empty()) throw InputError(table.where("source"), "is missing: a limit needs a source");
  table.finish();
  return limit;
}

}  // namespace

void load_observables(const std::filesystem::path& file, Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  for (const std::string_view id : model::kObservableIds) (void)root.has(id);
  root.finish();
  for (const std::string_view id : model::kObservableIds) {
    TomlTable entry = root.table(id);
    Observable observable;
    observable.id = id;
    observable.name = entry.text("name");
    observable.what = entry.text("what");
    observable.group = read_group(entry);
    observable.us = read_display_unit(entry.table("us"));
    observable.si = read_display_unit(entry.table("si"));
    if (auto range = entry.find_table("range")) observable.range = read_range(*range, observable, catalog.sources);
    for (TomlTable& limit : entry.tables("limits")) {
      observable.limits.push_back(read_limit(limit, observable, catalog.sources));
    }
    observable.aliases = entry.texts("aliases");
    entry.finish();
    catalog.observables.push_back(std::move(observable));
  }
}

}  // namespace hpg::io
