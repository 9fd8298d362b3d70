// The protocol as a whole: man, what is recorded, arms, and the checks that need more than one dose.
#include "io/read_protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/names.hpp"
#include "io/read_dose.hpp"
#include "io/read_parts.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {
namespace {

constexpr double kMostVisits = 200000;

Man read_man(TomlTable& table, const Catalog& catalog) {
  Man man;
  if (const auto condition = table.find_text("condition")) man = catalog.man(*condition, table.where("condition"));
  man.age = between(table, "age", kTime, kHoursPerYear, kYoungest, kOldest, "a", man.age);
  man.bmi = between(table, "bmi", kMass / (kLength * kLength), kKilogram, kLeanest, kHeaviest, "kg/m2", man.bmi);
  if (const auto ethnicity = table.find_text("ethnicity")) {
    man.ethnicity = catalog.ancestry(*ethnicity, table.where("ethnicity")).name;
  }
  for (TomlTable& past : table.tables("history")) man.history.push_back(read_past_dose(past, catalog));
  check_together(man.history, table.where("history"), catalog);
  table.finish();
  return man;
}

void read_output(TomlTable& table, const Catalog& catalog, Protocol& protocol) {
  if (const auto every = table.find_quantity("every", kTime)) {
    const std::string written = in_quotes(table.any_quantity("every").text);
    if (!(*every > 0)) throw InputError(table.where("every"), written + " must be above 0");
    if (*every > protocol.duration) throw InputError(table.where("every"), written + " is longer than the protocol");
    if (protocol.duration / *every > kMostVisits) {
      throw InputError(table.where("every"), fmt::format("{} makes more than {:.0f} visits", written, kMostVisits));
    }
    protocol.sample_every = *every;
  }
  std::set<std::string> seen;
  for (const std::string& name : table.texts("observables")) {
    const std::string& id = catalog.observable(name, table.where("observables")).id;
    if (seen.insert(id).second) protocol.observables.push_back(id);
  }
  for (const std::string& text : table.texts("pulse_days")) {
    const double start = read_quantity(text, kTime, table.where("pulse_days"));
    if (start < -kHoursPerDay || start > protocol.duration) {
      throw InputError(table.where("pulse_days"), in_quotes(text) + " is outside the protocol");
    }
    if (protocol.duration < kHoursPerDay) throw InputError(table.where("pulse_days"), "a pulse day is longer than the protocol");
    // At the clock time of the visits, also where months are no whole days; one that would run past the end is the last whole
    // one.
    const double day = std::floor(std::min(start, protocol.duration - kHoursPerDay) / kHoursPerDay + 1e-9);
    protocol.pulse_days.push_back(kHoursPerDay * day);
  }
  std::sort(protocol.pulse_days.begin(), protocol.pulse_days.end());
  protocol.pulse_days.erase(std::unique(protocol.pulse_days.begin(), protocol.pulse_days.end()), protocol.pulse_days.end());
  table.finish();
}

Arm read_arm(TomlTable& table, double duration, const Catalog& catalog) {
  Arm arm;
  arm.name = read_name(table, "name");
  for (TomlTable& dose : table.tables("dose")) arm.doses.push_back(read_dose(dose, duration, catalog));
  table.finish();
  check_together(arm.doses, table.where("dose"), catalog);
  return arm;
}

}  // namespace

std::vector<std::string> routes_of(const pharmacology::Drug& drug, const Catalog& catalog) {
  const auto names = [](const pharmacology::Drug& d) {
    std::vector<std::string> all;
    for (const pharmacology::Route& route : d.routes) all.push_back(route.name);
    return all;
  };
  std::vector<std::string> shared = names(drug);
  for (std::size_t i = 0; i < drug.components.size(); ++i) {
    const std::vector<std::string> part = names(catalog.drug(drug.components[i].drug, {}));
    if (i == 0) {
      shared = part;
    } else {
      std::erase_if(shared, [&](const std::string& route) { return std::find(part.begin(), part.end(), route) == part.end(); });
    }
  }
  return shared;
}

Protocol read_protocol(const std::filesystem::path& file, const Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  check_kind(root, "protocol");
  // Every known key first, so that a misspelt one is named before what it leaves missing.
  for (const char* key : {"title", "duration", "man", "starts_at", "output", "arm"}) (void)root.has(key);
  root.finish();

  Protocol protocol;
  protocol.source_file = file.string();
  protocol.title = root.has("title") ? one_line(root, "title") : file.stem().string();
  protocol.duration = read_duration(root, "duration");
  protocol.clock_at_start = read_clock(root, "starts_at", protocol.clock_at_start);
  if (auto man = root.find_table("man")) protocol.man = read_man(*man, catalog);
  protocol.sample_every = std::min(protocol.sample_every, protocol.duration);
  if (auto output = root.find_table("output")) read_output(*output, catalog, protocol);

  std::set<std::string> names;
  for (TomlTable& table : root.tables("arm")) {
    Arm arm = read_arm(table, protocol.duration, catalog);
    if (!names.insert(plain_name(arm.name)).second) {
      throw InputError(table.where("name"), in_quotes(arm.name) + " is the name of two arms");
    }
    protocol.arms.push_back(std::move(arm));
  }
  if (protocol.arms.empty()) throw InputError(root.where("arm"), "is missing: a protocol wants at least one [[arm]] with a name");
  return protocol;
}

}  // namespace hpg::io
