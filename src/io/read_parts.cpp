// Values and checks that protocols and trials share.
#include "io/read_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "io/names.hpp"
#include "io/read_dose.hpp"

namespace hpg::io {

void check_kind(const TomlTable& root, std::string_view wanted) {
  struct Kind {
    std::string_view key, name, command;  // a key that no kind before it has
  };
  constexpr Kind kinds[] = {{"id", "study", "validate"},
                            {"citation", "study", "validate"},
                            {"population", "trial", "trial"},
                            {"man", "protocol", "simulate"}};
  const auto* found = std::find_if(std::begin(kinds), std::end(kinds), [&](const Kind& kind) { return root.holds(kind.key); });
  if (found == std::end(kinds) || found->name == wanted) return;
  throw InputError(root.where(found->key),
                   fmt::format("this is a {}, wanted a {}: see hpgsim {}", found->name, wanted, found->command));
}

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

double read_duration(TomlTable& table, std::string_view key) {
  const double duration = table.quantity(key, kTime);
  const std::string written = in_quotes(table.any_quantity(key).text);
  if (!(duration > 0)) throw InputError(table.where(key), written + " must be above 0");
  if (duration > kLongest) throw InputError(table.where(key), written + " is longer than the 60 a allowed");
  return duration;
}

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

std::string one_line(TomlTable& table, std::string_view key) {
  const std::string text = table.text(key);
  const bool control = std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (control) throw InputError(table.where(key), "has a control character or line break");
  return text;
}

std::string read_name(TomlTable& table, std::string_view key) {
  std::string name = one_line(table, key);
  if (plain_name(name).empty()) throw InputError(table.where(key), "is empty");
  return name;
}

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

}  // namespace hpg::io
