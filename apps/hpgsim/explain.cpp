// Finding by name, and one layout for each kind of thing.
#include "explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "describe.hpp"
#include "io/load.hpp"
#include "io/names.hpp"
#include "io/read_protocol.hpp"
#include "io/toml_reader.hpp"
#include "io/units.hpp"
#include "print.hpp"

namespace {

using hpg::Catalog;
using hpg::Number;

/// Dots count as gaps here: "pituitary.lh_elimination" and "pituitary lh elimination" are one name.
std::string plain(const std::string& name) {
  std::string text = name;
  std::replace(text.begin(), text.end(), '.', ' ');
  return hpg::io::plain_name(text);
}

bool ends_with_words(const std::string& text, const std::string& words) {
  return text == words || (text.size() > words.size() && text.ends_with(fmt::format("_{}", words)));
}

template <class Entry>
bool answers(const Entry& entry, const std::string& wanted) {
  return plain(entry.id) == wanted || plain(entry.name) == wanted ||
         std::any_of(entry.aliases.begin(), entry.aliases.end(), [&](const std::string& a) { return plain(a) == wanted; });
}

/// A parameter by full name, by the part after the organ, or by alias.
bool answers(const Number& number, const std::string& wanted) {
  const std::string leaf = number.name.substr(number.name.find('.') + 1);
  return plain(number.name) == wanted || plain(leaf) == wanted ||
         std::any_of(number.aliases.begin(), number.aliases.end(), [&](const std::string& a) { return plain(a) == wanted; });
}

std::string cited(const Catalog& catalog, const std::string& id) {
  const hpg::Source& source = catalog.sources.at(id);
  return source.link.empty() ? source.citation : source.citation + " " + source.link;
}

void print_sources(const Catalog& catalog, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) print_field("source", fmt::format("[{}] {}", id, cited(catalog, id)));
}

/// The value in the unit the equations use, where that differs from how it is written.
std::string canonical(const Number& number) {
  const hpg::io::Quantity q = hpg::io::parse_quantity(number.written, {});
  const std::string unit = hpg::io::canonical_unit(q.dimension);
  const hpg::io::NumberAndUnit written = hpg::io::split_quantity(number.written, {});
  if (written.unit == unit) return "";
  return fmt::format("{:.6g}{}{}", q.value, unit.empty() ? "" : " ", unit);
}

void print(const Catalog& catalog, const Number& number) {
  fmt::print("{}\n", number.name);
  print_field("what", number.what);
  print_field("value", number.written);
  print_field("canonical", canonical(number));
  print_field("unit", hpg::io::split_quantity(number.written, {}).unit.empty()
                          ? "1 (dimensionless)"
                          : hpg::io::split_quantity(number.written, {}).unit);
  if (number.between_men) print_field("between men", fmt::format("CV {:g} %", 100 * *number.between_men));
  for (const hpg::Correlation& pair : catalog.correlations) {
    if (pair.first != number.name && pair.second != number.name) continue;
    print_field("goes with", fmt::format("{}, r = {} ({}): {}", pair.first == number.name ? pair.second : pair.first,
                                         pair.rho.written, grade_word(pair.rho.grade), pair.rho.note));
    print_sources(catalog, pair.rho.sources);
  }
  print_field("grade", grade_word(number.grade));
  print_sources(catalog, number.sources);
  print_field("note", number.note);
  print_field("also called", joined(number.aliases));
}

/// What the numbers of a drug or condition rest on, in the order of first mention.
void add_sources(std::vector<std::string>& to, const std::vector<std::string>& ids) {
  for (const std::string& id : ids) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  }
}

std::vector<std::string> sources_of(const std::vector<Number>& numbers) {
  std::vector<std::string> ids;
  for (const Number& number : numbers) add_sources(ids, number.sources);
  return ids;
}

/// In full, a line each, below what cites them.
void print_cited(const Catalog& catalog, const std::vector<std::string>& ids) {
  if (!ids.empty()) fmt::print("\nsources\n");
  for (const std::string& id : ids) print_field(fmt::format("[{}]", id), cited(catalog, id));
}

/// Names without the id of what they belong to, which the heading has.
void print_numbers(const std::string& owner, const std::vector<Number>& numbers) {
  if (numbers.empty()) return;
  fmt::print("\nnumbers (note of each: hpgsim explain {}.NAME)\n", owner);
  std::vector<std::vector<std::string>> rows;
  for (const Number& number : numbers) {
    const std::string sources = number.sources.empty() ? "" : fmt::format("[{}]", joined(number.sources));
    rows.push_back({"  " + number.name.substr(owner.size() + 1), number.written, grade_word(number.grade), sources});
  }
  print_table(rows);
}

/// The parts of a product are told after it, each as a drug of its own.
void print(const Catalog& catalog, const hpg::pharmacology::Drug& drug) {
  fmt::print("{} (drug)\n", drug.name);
  print_field("about", drug.about);
  print_field("group", drug.group);
  print_field("also called", joined(drug.aliases));
  print_field("routes", joined(hpg::io::routes_of(drug, catalog)));
  print_field("usual dose", drug.usual);
  print_field("largest dose", hpg::io::dose_text(drug, drug.largest_dose));
  print_field("in words", describe(drug, catalog));
  for (const auto& part : drug.components) {
    const hpg::pharmacology::Drug& inside = catalog.drug(part.drug, {});
    print_field("", fmt::format("{}: {}", inside.name, describe(inside, catalog)));
  }
  print_field("limits", drug.limits);
  print_numbers(drug.id, drug.numbers);
  std::vector<std::string> sources = sources_of(drug.numbers);
  for (const auto& part : drug.components) {
    const hpg::pharmacology::Drug& inside = catalog.drug(part.drug, {});
    print_numbers(inside.id, inside.numbers);
    add_sources(sources, sources_of(inside.numbers));
  }
  print_cited(catalog, sources);
}

void print_labs(const Catalog& catalog, const hpg::Condition& condition) {
  if (condition.labs.empty()) return;
  fmt::print("\npublished labs (beside those of the model: hpgsim list conditions)\n");
  for (const hpg::Condition::Lab& lab : condition.labs) {
    const hpg::Observable& observable = catalog.observable(lab.observable, {});
    fmt::print("  {}: {} ({}) [{}]\n", observable.name, published(lab, observable), lab.statistic, joined(lab.sources));
    print_field("", lab.note);
  }
}

void print(const Catalog& catalog, const hpg::Condition& condition) {
  fmt::print("{} (condition)\n", condition.name);
  print_field("about", condition.about);
  print_field("also called", joined(condition.aliases));
  print_field("default man", describe(condition));
  std::string_view label = "changes";
  for (const std::string& change : describe_changes(condition.changes, condition.numbers, catalog)) {
    print_field(label, change);
    label = "";
  }
  print_labs(catalog, condition);
  print_numbers(condition.id, condition.numbers);
  std::vector<std::string> sources = sources_of(condition.numbers);
  for (const hpg::Condition::Lab& lab : condition.labs) add_sources(sources, lab.sources);
  print_cited(catalog, sources);
}

void print(const Catalog& catalog, const hpg::Ancestry& ancestry) {
  fmt::print("{} (ethnicity)\n", ancestry.name);
  print_field("about", ancestry.about);
  print_field("also called", joined(ancestry.aliases));
  for (const std::string& change : describe_changes(ancestry.changes, ancestry.numbers, catalog)) print_field("changes", change);
  print_numbers(ancestry.id, ancestry.numbers);
  print_cited(catalog, sources_of(ancestry.numbers));
}

/// "264 to 916 ng/dL", "at most 4 ng/mL", "at least 12 mL".
std::string range_text(const hpg::ReferenceRange& range, const hpg::DisplayUnit& unit) {
  const std::string low = fmt::format("{:.4g}", range.low * unit.factor), high = fmt::format("{:.4g}", range.high * unit.factor);
  if (!std::isfinite(range.high)) return fmt::format("at least {} {}", low, unit.symbol);
  if (range.low <= 0) return fmt::format("at most {} {}", high, unit.symbol);
  return fmt::format("{} to {} {}", low, high, unit.symbol);
}

void print(const Catalog& catalog, const hpg::Observable& o) {
  fmt::print("{} (observable)\n", o.id);
  print_field("name", o.name);
  print_field("what", o.what);
  for (const auto& [group, name] : hpg::kObservableGroups) {
    if (group == o.group) print_field("group", std::string(name));
  }
  print_field("units", o.us.symbol == o.si.symbol ? o.us.symbol : fmt::format("{} (US), {} (SI)", o.us.symbol, o.si.symbol));
  print_field("also called", joined(o.aliases));
  if (o.range) {
    print_field("reference", fmt::format("{}, {}", range_text(*o.range, o.us), o.range->population));
    print_sources(catalog, o.range->sources);
  }
  for (const hpg::Limit& limit : o.limits) {
    print_field("limit", fmt::format("{} {:.4g} {}: {}", limit.high ? "above" : "below", limit.value * o.us.factor, o.us.symbol,
                                     limit.what));
    print_sources(catalog, limit.sources);
  }
}

/// "enclomiphene half-life": a drug by any of its names, then the end of the path of one of its numbers. What the words leave
/// open is read as the disposition, as in speech.
std::vector<const Number*> drug_numbers(const hpg::pharmacology::Drug& drug, const std::string& wanted) {
  std::vector<std::string> names = drug.aliases;
  names.insert(names.end(), {drug.id, drug.name});
  for (const std::string& name : names) {
    const std::string start = plain(name) + "_";
    if (!wanted.starts_with(start)) continue;
    const std::string words = wanted.substr(start.size());
    std::vector<const Number*> found, disposition;
    for (const Number& number : drug.numbers) {
      const std::string path = plain(number.name.substr(drug.id.size() + 1));
      if (path == words) return {&number};
      if (!ends_with_words(path, words)) continue;
      found.push_back(&number);
      if (path.starts_with("disposition_")) disposition.push_back(&number);
    }
    if (!disposition.empty()) return disposition;
    if (!found.empty()) return found;
  }
  return {};
}

std::vector<std::string> all_names(const Catalog& catalog) {
  std::vector<std::string> names;
  const auto add = [&](const auto& entry) {
    names.push_back(entry.name);
    names.insert(names.end(), entry.aliases.begin(), entry.aliases.end());
  };
  for (const auto& parameter : catalog.parameters) {
    add(parameter);
    names.push_back(parameter.name.substr(parameter.name.find('.') + 1));
  }
  for (const auto& observable : catalog.observables) {
    add(observable);
    names.push_back(observable.id);
  }
  for (const auto& condition : catalog.conditions) add(condition);
  for (const auto& ancestry : catalog.ancestries) add(ancestry);
  for (const auto& drug : catalog.drugs) {
    add(drug);
    for (const Number& number : drug.numbers) names.push_back(number.name);
  }
  return names;
}

std::vector<std::string> words_of(const std::string& plain_name) {
  std::vector<std::string> words;
  std::istringstream in(plain_name);
  for (std::string word; std::getline(in, word, '_');) words.push_back(word);
  return words;
}

/// Names that hold every word of what was asked, in any order, the shortest first: "testosterone half-life" is a number of many
/// drugs.
std::vector<std::string> names_with_words(const std::string& wanted, std::vector<std::string> names) {
  const std::vector<std::string> words = words_of(wanted);
  if (words.size() < 2) return {};
  std::erase_if(names, [&](const std::string& name) {
    const std::vector<std::string> there = words_of(plain(name));
    return !std::all_of(words.begin(), words.end(),
                        [&](const std::string& word) { return std::find(there.begin(), there.end(), word) != there.end(); });
  });
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  return names;
}

/// ", did you mean ...?", or nothing.
std::string near_names(const std::string& name, const Catalog& catalog) {
  constexpr std::size_t kMost = 6;
  const std::vector<std::string> all = all_names(catalog);
  std::vector<std::string> near = names_with_words(plain(name), all);
  if (near.empty()) return hpg::did_you_mean(name, all);
  const std::string all_of_them = near.size() > kMost ? fmt::format(" ({} names hold these words)", near.size()) : "";
  near.resize(std::min(near.size(), kMost));
  return fmt::format(", did you mean {}?{}", hpg::io::one_of(near), all_of_them);
}

}  // namespace

void explain(const std::string& name, const Catalog& catalog) {
  const std::string wanted = plain(name);
  bool found = false;
  const auto show = [&](const auto& entry) {
    if (found) fmt::print("\n");
    print(catalog, entry);
    found = true;
  };
  const auto show_all = [&](const auto& entries) {
    for (const auto& entry : entries) {
      if (answers(entry, wanted)) show(entry);
    }
  };
  show_all(catalog.parameters);
  show_all(catalog.observables);
  show_all(catalog.drugs);
  show_all(catalog.conditions);
  show_all(catalog.ancestries);
  const bool named = found;  // a name of its own leaves nothing to guess
  for (const auto& drug : catalog.drugs) {
    if (named) break;
    for (const Number* number : drug_numbers(drug, wanted)) show(*number);
  }
  const auto show_numbers = [&](const auto& entries) {
    for (const auto& entry : entries) {
      for (const Number& number : entry.numbers) {
        if (plain(number.name) == wanted) show(number);
      }
    }
  };
  show_numbers(catalog.conditions);
  show_numbers(catalog.ancestries);
  for (const auto& [id, source] : catalog.sources) {
    if (plain(id) == wanted) {
      fmt::print("{} (source)\n", id);
      print_field("citation", cited(catalog, id));
      found = true;
    }
  }
  if (!found) {
    throw hpg::InputError({}, fmt::format("nothing is called {}{}", hpg::io::in_quotes(name), near_names(name, catalog)));
  }
}
