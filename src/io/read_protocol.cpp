// The protocol as a whole: man, what is recorded, arms, and the checks that need more than one dose.
#include "io/read_protocol.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "io/names.hpp"
#include "io/read_dose.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {
namespace {

constexpr double kLongest = 60 * kHoursPerYear;
constexpr double kMostVisits = 200000;

double between(TomlTable& table, std::string_view key, const Dimension& dimension, double unit, double low, double high,
               std::string_view symbol, double otherwise) {
  const auto found = table.find_quantity(key, dimension);
  if (!found) return otherwise;
  const double value = *found / unit;
  if (!(value >= low && value <= high)) {
    throw InputError(table.where(key),
                     fmt::format("{} is outside {} to {} {}", in_quotes(table.any_quantity(key).text), low, high, symbol));
  }
  return value;
}

/// What must hold of several doses taken side by side, of an arm or of a history. One pump holds one syringe, and a night is
/// short only once: a second one in the same weeks is a slip in the file.
void check_together(const std::vector<Dose>& doses, const Where& where, const Catalog& catalog) {
  std::size_t administrations = 0;
  for (const Dose& dose : doses) administrations += dose.count;
  if (administrations > 1'000'000) throw InputError(where, "more than 1000000 administrations in all");
  for (std::size_t i = 0; i < doses.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      const Dose& a = doses[k];
      const Dose& b = doses[i];
      if (a.drug != b.drug || a.first > last_time(b) + b.over || b.first > last_time(a) + a.over) continue;
      if (a.pump && b.pump) {
        throw InputError(b.where,
                         fmt::format("this pump of {} runs at the same time as the one of line {}", b.drug, a.where.line));
      }
      const bool level = catalog.drug(a.drug, a.where).dose_kind == pharmacology::DoseKind::level;
      if (level && a.first < last_time(b) + b.over && b.first < last_time(a) + a.over) {
        throw InputError(b.where, fmt::format("{} of line {} still lasts: a load counts once", b.drug, a.where.line));
      }
    }
  }
}

Man read_man(TomlTable& table, const Catalog& catalog) {
  Man man;
  if (const auto condition = table.find_text("condition")) man = catalog.man(*condition, table.where("condition"));
  man.age = between(table, "age", kTime, kHoursPerYear, 18, 100, "a", man.age);
  man.bmi = between(table, "bmi", kMass / (kLength * kLength), kKilogram, 14, 70, "kg/m2", man.bmi);
  for (TomlTable& past : table.tables("history")) man.history.push_back(read_past_dose(past, catalog));
  check_together(man.history, table.where("history"), catalog);
  table.finish();
  return man;
}

/// "08:30" -> 8.5.
double read_clock(TomlTable& table, std::string_view key, double otherwise) {
  const auto text = table.find_text(key);
  if (!text) return otherwise;
  const auto digit = [&](std::size_t i) { return (*text)[i] >= '0' && (*text)[i] <= '9' ? (*text)[i] - '0' : -1000; };
  if (text->size() == 5 && (*text)[2] == ':') {
    const int hour = 10 * digit(0) + digit(1);
    const int minute = 10 * digit(3) + digit(4);
    if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60) return hour + minute / 60.0;
  }
  throw InputError(table.where(key), fmt::format("{} is not a time of day such as \"08:00\"", in_quotes(*text)));
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
    // A day that would run past the end is the last whole one.
    protocol.pulse_days.push_back(std::min(start, protocol.duration - kHoursPerDay));
  }
  std::sort(protocol.pulse_days.begin(), protocol.pulse_days.end());
  protocol.pulse_days.erase(std::unique(protocol.pulse_days.begin(), protocol.pulse_days.end()), protocol.pulse_days.end());
  table.finish();
}

/// A name goes to terminals and tables: no line breaks or escape sequences.
std::string one_line(TomlTable& table, std::string_view key) {
  const std::string text = table.text(key);
  const bool control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (control) throw InputError(table.where(key), "has a control character or line break");
  return text;
}

Arm read_arm(TomlTable& table, double duration, const Catalog& catalog) {
  Arm arm;
  arm.name = one_line(table, "name");
  if (plain_name(arm.name).empty()) throw InputError(table.where("name"), "is empty");
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
  // Every known key first, so that a misspelt one is named before what it leaves missing.
  for (const char* key : {"title", "duration", "man", "starts_at", "output", "arm"}) (void)root.has(key);
  root.finish();

  Protocol protocol;
  protocol.source_file = file.string();
  protocol.title = root.has("title") ? one_line(root, "title") : file.stem().string();
  protocol.duration = root.quantity("duration", kTime);
  const std::string duration = in_quotes(root.any_quantity("duration").text);
  if (!(protocol.duration > 0)) throw InputError(root.where("duration"), duration + " must be above 0");
  if (protocol.duration > kLongest) throw InputError(root.where("duration"), duration + " is longer than the 60 a allowed");
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
