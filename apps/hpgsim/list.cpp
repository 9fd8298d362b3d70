// One table for each kind of thing; conditions with their labs, drugs also as a document.
#include "list.hpp"

#include <fmt/format.h>

#include <map>

#include "condition_labs.hpp"
#include "document.hpp"
#include "evidence/words.hpp"
#include "hpgsim/error.hpp"
#include "io/read_protocol.hpp"
#include "io/read_study.hpp"
#include "print.hpp"

namespace {

using Table = std::vector<std::vector<std::string>>;
constexpr std::size_t kLongestCitation = 70;

Table drugs(const hpg::Catalog& catalog) {
  Table rows{{"DRUG", "GROUP", "ROUTES", "ALSO CALLED"}};
  for (const auto& drug : catalog.drugs) {
    rows.push_back({drug.name, drug.group, joined(hpg::io::routes_of(drug, catalog)), joined(drug.aliases)});
  }
  return rows;
}

Table observables(const hpg::Catalog& catalog) {
  Table rows{{"OBSERVABLE", "US", "SI", "NAME"}};
  for (const auto& o : catalog.observables) rows.push_back({o.id, o.us.symbol, o.si.symbol, o.name});
  return rows;
}

Table conditions(const hpg::Catalog& catalog) {
  Table rows{{"CONDITION", "ALSO CALLED"}};
  for (const auto& condition : catalog.conditions) rows.push_back({condition.name, joined(condition.aliases)});
  return rows;
}

Table ancestries(const hpg::Catalog& catalog) {
  Table rows{{"ETHNICITY", "ALSO CALLED"}};
  for (const auto& ancestry : catalog.ancestries) rows.push_back({ancestry.name, joined(ancestry.aliases)});
  return rows;
}

Table correlations(const hpg::Catalog& catalog) {
  Table rows{{"PARAMETER", "GOES WITH", "R", "GRADE"}};
  for (const auto& pair : catalog.correlations) {
    rows.push_back({pair.first, pair.second, pair.rho.written, grade_word(pair.rho.grade)});
  }
  return rows;
}

Table parameters(const hpg::Catalog& catalog) {
  Table rows{{"PARAMETER", "VALUE", "GRADE", "WHAT"}};
  for (const auto& p : catalog.parameters) rows.push_back({p.name, p.written, grade_word(p.grade), p.what});
  return rows;
}

Table sources(const hpg::Catalog& catalog) {
  Table rows{{"SOURCE", "LINK", "CITATION"}};
  for (const auto& [id, source] : catalog.sources) rows.push_back({id, source.link, source.citation});
  return rows;
}

/// The first words of it, whole.
std::string shortened(const std::string& citation) {
  if (citation.size() <= kLongestCitation) return citation;
  return citation.substr(0, citation.rfind(' ', kLongestCitation)) + " ...";
}

Table studies(const hpg::Catalog& catalog, const std::filesystem::path& data) {
  Table rows{{"STUDY", "CLASS", "USE", "ARMS", "NUMBERS", "CITATION"}};
  for (const hpg::Study& study : hpg::io::read_studies(data / "studies", catalog)) {
    std::size_t numbers = 0;
    for (const hpg::StudyArm& arm : study.arms) numbers += arm.published.size();
    rows.push_back({study.id, study.kind, hpg::evidence::use_word(study.use), std::to_string(study.arms.size()),
                    std::to_string(numbers), shortened(study.citation)});
  }
  return rows;
}

constexpr const char* kStudies = "studies";

const std::map<std::string, Table (*)(const hpg::Catalog&)> kTables{
    {"ancestries", ancestries}, {"conditions", conditions},   {"correlations", correlations},
    {"drugs", drugs},           {"observables", observables}, {"parameters", parameters},
    {"sources", sources}};

}  // namespace

const std::vector<std::string>& listable() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    for (const auto& [name, table] : kTables) all.push_back(name);
    all.emplace_back(kStudies);
    return all;
  }();
  return names;
}

void list(const ListCommand& command, const hpg::Catalog& catalog, const std::filesystem::path& data) {
  if (command.markdown && command.what != "drugs") throw hpg::InputError({}, "--markdown goes with list drugs only");
  if (command.names && command.what != "conditions") throw hpg::InputError({}, "--names goes with list conditions only");
  if (command.markdown) {
    fmt::print("{}", drug_document(catalog));
  } else if (command.what == "conditions" && !command.names) {
    print_condition_labs(catalog);
  } else if (command.what == kStudies) {
    print_table(studies(catalog, data));
  } else {
    print_table(kTables.at(command.what)(catalog));
  }
}
