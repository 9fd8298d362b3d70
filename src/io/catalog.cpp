// Catalog::load and the lookups by name.
#include "io/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/load.hpp"
#include "io/names.hpp"

namespace hpg {
namespace {

namespace fs = std::filesystem;
using io::in_quotes;
using io::plain_name;

/// The .toml files of a folder, by name, so that the order never depends on the file system.
std::vector<fs::path> toml_files(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  }
  if (error) throw InputError({folder.string(), 0, ""}, "cannot be read: " + error.message());
  std::sort(files.begin(), files.end());
  return files;
}

template <class Entry>
std::vector<std::string> names_of(const Entry& entry) {
  std::vector<std::string> names{entry.name, entry.id};
  names.insert(names.end(), entry.aliases.begin(), entry.aliases.end());
  return names;
}

template <class Entry>
const Entry& find(const std::vector<Entry>& entries, std::string_view kind, const std::string& name, const Where& where) {
  const std::string wanted = plain_name(name);
  std::vector<std::string> suggestions, accepted;
  for (const Entry& entry : entries) {
    for (const std::string& known : names_of(entry)) {
      if (plain_name(known) == wanted) return entry;
      suggestions.push_back(known);
    }
    accepted.push_back(entry.name);
  }
  throw InputError(where,
                   fmt::format("unknown {} {}{}", kind, in_quotes(name), io::did_you_mean_or_list(name, suggestions, accepted)));
}

/// Two entries that answer to one name would make a lookup a matter of luck.
template <class Entry>
void check_names(const std::vector<Entry>& entries, const fs::path& place) {
  std::map<std::string, std::string> owner;
  for (const Entry& entry : entries) {
    for (const std::string& name : names_of(entry)) {
      const auto [known, is_new] = owner.emplace(plain_name(name), entry.id);
      if (!is_new && known->second != entry.id) {
        throw InputError({place.string(), 0, entry.id},
                         fmt::format("{} is also a name of {}", in_quotes(name), in_quotes(known->second)));
      }
    }
  }
}

void resolve_components(Catalog& catalog, const fs::path& folder) {
  for (pharmacology::Drug& drug : catalog.drugs) {
    for (pharmacology::Component& component : drug.components) {
      const Where where{(folder / (drug.id + ".toml")).string(), 0, "component"};
      const pharmacology::Drug& part = catalog.drug(component.drug, where);
      if (!part.components.empty()) throw InputError(where, in_quotes(component.drug) + " is itself made of components");
      if (part.dose_kind != drug.dose_kind)
        throw InputError(where, in_quotes(component.drug) + " is dosed in another kind of unit");
      component.drug = part.id;
    }
  }
}

}  // namespace

Catalog Catalog::load(const fs::path& data) {
  const Where where{data.string(), 0, ""};
  std::error_code error;
  if (!fs::exists(data, error)) throw InputError(where, "no such data folder");
  if (!fs::is_directory(data, error)) throw InputError(where, "is not a folder; wanted the data folder of hpgsim");
  Catalog catalog;
  catalog.sources = io::load_sources(data / "sources.toml");
  io::load_parameters(data / "parameters.toml", catalog);
  io::load_observables(data / "observables.toml", catalog);
  io::load_assays(data / "assays.toml", catalog);
  for (const fs::path& file : toml_files(data / "drugs")) catalog.drugs.push_back(io::load_drug(file, catalog.sources));
  check_names(catalog.observables, data / "observables.toml");
  check_names(catalog.drugs, data / "drugs");
  resolve_components(catalog, data / "drugs");
  for (const fs::path& file : toml_files(data / "conditions")) catalog.conditions.push_back(io::load_condition(file, catalog));
  check_names(catalog.conditions, data / "conditions");
  catalog.ancestries = io::load_ancestries(data / "ancestries.toml", catalog);
  check_names(catalog.ancestries, data / "ancestries.toml");
  io::load_correlations(data / "correlations.toml", catalog);
  return catalog;
}

const pharmacology::Drug& Catalog::drug(const std::string& name, const Where& where) const {
  return find(drugs, "drug", name, where);
}

const Condition& Catalog::condition(const std::string& name, const Where& where) const {
  return find(conditions, "condition", name, where);
}

const Ancestry& Catalog::ancestry(const std::string& name, const Where& where) const {
  return find(ancestries, "ethnicity", name, where);
}

Man Catalog::man(const std::string& name, const Where& where) const {
  const Condition& known = condition(name, where);
  Man man;
  man.condition = known.name;
  man.age = known.age.value_or(man.age);
  man.bmi = known.bmi.value_or(man.bmi);
  man.history = known.history;
  return man;
}

const Observable& Catalog::observable(const std::string& name, const Where& where) const {
  return find(observables, "observable", name, where);
}

}  // namespace hpg
