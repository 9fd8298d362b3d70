// Markdown from the catalogue: groups in the order in which a clinic would look for them.
#include "document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "describe.hpp"
#include "io/load.hpp"
#include "io/read_protocol.hpp"

namespace {

using hpg::Catalog;
using hpg::Number;
using hpg::pharmacology::Drug;

constexpr std::array<std::string_view, 19> kOrder{"testosterone",
                                                  "estrogen",
                                                  "SERM",
                                                  "aromatase inhibitor",
                                                  "5-alpha-reductase inhibitor",
                                                  "anti-androgen",
                                                  "gonadotropin",
                                                  "GnRH",
                                                  "GnRH agonist",
                                                  "GnRH antagonist",
                                                  "kisspeptin",
                                                  "NK3 antagonist",
                                                  "opioid",
                                                  "opioid antagonist",
                                                  "dopamine agonist",
                                                  "steroidogenesis blocker",
                                                  "growth hormone",
                                                  "growth-hormone secretagogue",
                                                  "life"};

/// Groups in use: those of kOrder first, then any other by name.
std::vector<std::string> groups_of(const Catalog& catalog) {
  std::set<std::string> used;
  for (const Drug& drug : catalog.drugs) used.insert(drug.group);
  std::vector<std::string> groups;
  for (const std::string_view group : kOrder) {
    if (used.erase(std::string(group)) > 0) groups.emplace_back(group);
  }
  groups.insert(groups.end(), used.begin(), used.end());
  return groups;
}

/// Lower case letters, digits and dashes, as Markdown makes the anchor of a heading.
std::string anchor(const std::string& heading) {
  std::string link;
  for (const char c : heading) {
    if (c == ' ' || c == '-') link += '-';
    if (c == '_') link += c;
    if (std::isalnum(static_cast<unsigned char>(c))) link += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return link;
}

/// Keeps text inside its table cell.
std::string cell(std::string text) {
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) text.insert(at, "\\");
  return text;
}

class Document {
 public:
  explicit Document(const Catalog& catalog) : catalog_(catalog) {}

  std::string write() {
    say("# Drugs\n\nWritten from `data/drugs` by `hpgsim list drugs --markdown`: change a drug's file, not this one. What each "
        "number "
        "means and how to add a drug is in [adding-a-drug.md](adding-a-drug.md).\n\n"
        "Grades: **measured** was read in the source or follows from it by arithmetic; **fitted** was chosen so that the model "
        "meets the named studies; **assumed** is neither, and the note says why. \"Half at\" is the level in blood (or at the "
        "site, "
        "where the drug needs days to reach it) that takes half of what is free.\n\n");
    const std::vector<std::string> groups = groups_of(catalog_);
    say("| group | drugs |\n|---|---|\n");
    for (const std::string& group : groups) {
      std::vector<std::string> links;
      for (const Drug& drug : catalog_.drugs) {
        if (drug.group == group) links.push_back(link_to(drug));
      }
      say("| {} | {} |\n", group, fmt::join(links, ", "));
    }
    for (const std::string& group : groups) {
      say("\n## Group: {}\n", group);
      for (const Drug& drug : catalog_.drugs) {
        if (drug.group == group) write_drug(drug);
      }
    }
    write_sources();
    return std::move(text_);
  }

 private:
  template <class... Values>
  void say(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
  }

  static std::string link_to(const Drug& drug) { return fmt::format("[{}](#{})", drug.name, anchor(drug.name)); }

  void write_drug(const Drug& drug) {
    say("\n### {}\n\n{}\n\n", drug.name, drug.about);
    say("{}{}\n\n", describe(drug, catalog_), drug.components.empty() ? "" : " Described there: " + parts_of(drug) + ".");
    if (!drug.usual.empty()) say("- **Usual dose:** {}\n", drug.usual);
    say("- **Routes:** {}; at most {} at once\n", fmt::join(hpg::io::routes_of(drug, catalog_), ", "),
        hpg::io::dose_text(drug, drug.largest_dose));
    if (!drug.aliases.empty()) say("- **Also called:** {}\n", fmt::join(drug.aliases, ", "));
    if (!drug.limits.empty()) say("- **Limits:** {}\n", drug.limits);
    say("\n| number | value | grade | sources | note |\n|---|---|---|---|---|\n");
    for (const Number& number : drug.numbers) write_number(drug, number);
  }

  std::string parts_of(const Drug& drug) {
    std::vector<std::string> links;
    for (const auto& part : drug.components) links.push_back(link_to(catalog_.drug(part.drug, {})));
    return enumerated(links);
  }

  void write_number(const Drug& drug, const Number& number) {
    cited_.insert(number.sources.begin(), number.sources.end());
    say("| {} | {} | {} | {} | {} |\n", number.name.substr(drug.id.size() + 1), cell(number.written), grade_word(number.grade),
        fmt::join(number.sources, ", "), cell(number.note));
  }

  void write_sources() {
    say("\n## Sources\n\n| id | publication |\n|---|---|\n");
    for (const std::string& id : cited_) {
      const hpg::Source& source = catalog_.sources.at(id);
      say("| {} | {} |\n", id, cell(source.link.empty() ? source.citation : source.citation + " " + source.link));
    }
  }

  const Catalog& catalog_;
  std::string text_;
  std::set<std::string> cited_;
};

}  // namespace

std::string drug_document(const Catalog& catalog) { return Document(catalog).write(); }
