// Tables of numbers with value, grade and citations.
#include "report/provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

#include "report/limits.hpp"
#include "report/text.hpp"

namespace hpg::report {
namespace {

/// Web address of a DOI, PMID or address; empty when it is none of these.
std::string address(std::string_view link) {
  const auto starts = [&](std::string_view with) { return link.substr(0, with.size()) == with; };
  const auto rest = [&](std::size_t skip) {
    std::string_view tail = link.substr(skip);
    while (!tail.empty() && (tail.front() == ' ' || tail.front() == ':')) tail.remove_prefix(1);
    return std::string(tail);
  };
  if (starts("https://") || starts("http://")) return std::string(link);
  if (starts("10.")) return "https://doi.org/" + std::string(link);
  if (starts("doi") || starts("DOI")) return "https://doi.org/" + rest(3);
  if (starts("PMCID") || starts("PMC"))
    return "https://pmc.ncbi.nlm.nih.gov/articles/" + (starts("PMCID") ? rest(5) : std::string(link));
  std::string digits = starts("PMID") || starts("pmid") ? rest(4) : std::string(link);
  const bool numeric =
      !digits.empty() && std::all_of(digits.begin(), digits.end(), [](unsigned char c) { return std::isdigit(c); });
  return numeric ? "https://pubmed.ncbi.nlm.nih.gov/" + digits + "/" : "";
}

std::string citations(const Catalog& catalog, const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids) {
    const auto found = catalog.sources.find(id);
    out += fmt::format("<p class=\"cite\">{}</p>", found == catalog.sources.end() ? escape(id) : citation(found->second));
  }
  return out;
}

std::string row(const Catalog& catalog, const Number& number) {
  const std::string spread =
      number.between_men ? fmt::format("<span class=\"spread\">between men, CV {:.0f} %</span>", *number.between_men * 100) : "";
  return fmt::format(
      "<tr><th scope=\"row\"><span class=\"what\">{}</span><code>{}</code></th><td class=\"value\">{}{}</td>"
      "<td><span class=\"grade {}\">{}</span></td><td class=\"why\">{}{}</td></tr>\n",
      escape(number.what.empty() ? number.name : number.what), escape(number.name), escape(number.written), spread,
      grade_word(number.grade), grade_word(number.grade), citations(catalog, number.sources),
      number.note.empty() ? "" : "<p class=\"note\">" + escape(number.note) + "</p>");
}

std::string table(const Catalog& catalog, const std::vector<Number>& numbers) {
  std::string out =
      "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Numbers and sources\"><table "
      "class=\"sources\"><thead><tr>"
      "<th scope=\"col\">Quantity</th><th scope=\"col\">Value</th><th scope=\"col\">Grade</th><th scope=\"col\">Source</th>"
      "</tr></thead><tbody>\n";
  for (const Number& number : numbers) out += row(catalog, number);
  return out + "</tbody></table></div>\n";
}

std::string details(const std::string& title, const std::string& aside, const std::string& body, const char* css_class = "") {
  return fmt::format("<details class=\"{}\"><summary><span>{}</span> <span class=\"note\">{}</span></summary>\n{}</details>\n",
                     css_class, title, aside, body);
}

std::string counted(std::size_t count, const char* thing) { return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s"); }

const pharmacology::Drug* find_drug(const Catalog& catalog, const std::string& name) {
  for (const auto& drug : catalog.drugs) {
    if (drug.id == name || drug.name == name) return &drug;
  }
  return nullptr;
}

/// Drugs of the man's history and of all arms in order of appearance, an isomer or ester mixture followed by its parts.
std::vector<const pharmacology::Drug*> drugs_used(const View& view) {
  std::vector<const pharmacology::Drug*> used;
  const auto add = [&](const auto& self, const std::string& name) -> void {
    const auto* drug = find_drug(view.catalog, name);
    if (drug == nullptr || std::find(used.begin(), used.end(), drug) != used.end()) return;
    used.push_back(drug);
    for (const auto& part : drug->components) self(self, part.drug);
  };
  for (const Dose& dose : view.result.protocol.man.history) add(add, dose.drug);
  for (const Arm& arm : view.result.protocol.arms) {
    for (const Dose& dose : arm.doses) add(add, dose.drug);
  }
  return used;
}

std::string condition_section(const View& view) {
  const std::string& wanted = view.result.protocol.man.condition;
  for (const Condition& condition : view.catalog.conditions) {
    const bool named = condition.id == wanted || condition.name == wanted ||
                       std::find(condition.aliases.begin(), condition.aliases.end(), wanted) != condition.aliases.end();
    if (!named) continue;
    const std::string about = condition.about.empty() ? "" : "<p>" + escape(condition.about) + "</p>";
    const std::string body = condition.numbers.empty() ? "<p class=\"note\">No parameter differs from the typical man.</p>"
                                                       : table(view.catalog, condition.numbers);
    return details("Condition: " + escape(condition.name), counted(condition.numbers.size(), "number"), about + body);
  }
  return "";
}

std::string ranges_section(const View& view) {
  std::string rows;
  std::size_t count = 0;
  for (const std::size_t o : view.reading_order()) {
    const Observable observable = view.observable(o);
    const DisplayUnit& unit = view.unit(observable);
    std::string range = "<span class=\"note\">none</span>";
    std::string sources;
    if (observable.range) {
      ++count;
      range = fmt::format("{} {}", range_words(*observable.range, unit.factor), unit_words(unit));
      sources = citations(view.catalog, observable.range->sources);
    }
    rows += fmt::format(
        "<tr><th scope=\"row\"><span class=\"what\">{}</span><code>{}</code></th><td class=\"value\">{}</td><td>{}</td><td "
        "class=\"why\">{}</td></tr>\n",
        escape(observable.name), escape(observable.id), range, observable.range ? escape(observable.range->population) : "",
        sources);
  }
  return details("Reference ranges", counted(count, "range"),
                 "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Reference ranges\"><table "
                 "class=\"sources\"><thead><tr>"
                 "<th scope=\"col\">Measure</th><th scope=\"col\">Range</th><th scope=\"col\">Population</th><th "
                 "scope=\"col\">Source</th></tr></thead><tbody>\n" +
                     rows + "</tbody></table></div>\n");
}

std::string limits_section(const View& view) {
  const std::vector<HeldLimit> limits = held_limits(view);
  if (limits.empty()) return "";
  std::string rows;
  for (const HeldLimit& held : limits) {
    const Observable observable = view.observable(held.observable);
    rows += fmt::format(
        "<tr><th scope=\"row\"><span class=\"what\">{}</span><code>{}</code></th><td class=\"value\">{}</td><td>{}</td><td "
        "class=\"why\">{}</td></tr>\n",
        escape(observable.name), escape(observable.id), limit_words(held.limit, view.unit(observable)), escape(held.limit.what),
        citations(view.catalog, held.limit.sources));
  }
  return details("Limits", counted(limits.size(), "limit"),
                 "<div class=\"table-box\" tabindex=\"0\" role=\"region\" aria-label=\"Limits\"><table "
                 "class=\"sources\"><thead><tr>"
                 "<th scope=\"col\">Measure</th><th scope=\"col\">Limit</th><th scope=\"col\">Meaning</th><th "
                 "scope=\"col\">Source</th></tr></thead><tbody>\n" +
                     rows + "</tbody></table></div>\n");
}

}  // namespace

std::string citation(const Source& source) {
  const std::string text = escape(source.citation.empty() ? source.id : source.citation);
  const std::string href = address(source.link);
  if (href.empty()) return source.link.empty() ? text : text + " " + escape(source.link);
  const bool doi = href.find("doi.org/") != std::string::npos;
  const bool pubmed = href.find("pubmed.ncbi") != std::string::npos;
  return fmt::format("{} <a href=\"{}\" rel=\"noopener noreferrer\">{}</a>", text, escape(href),
                     doi      ? "DOI"
                     : pubmed ? "PubMed"
                              : "link");
}

std::string provenance(const View& view) {
  std::string out;
  const auto drugs = drugs_used(view);
  if (!drugs.empty()) {
    std::string body;
    std::size_t count = 0;
    for (const auto* drug : drugs) {
      count += drug->numbers.size();
      body += fmt::format("<h3>{}</h3>{}{}", escape(drug->name), drug->about.empty() ? "" : "<p>" + escape(drug->about) + "</p>",
                          drug->numbers.empty() ? "" : table(view.catalog, drug->numbers));
    }
    out += details("Drugs in this protocol", counted(count, "number"), body);
  }
  out += condition_section(view);
  if (!view.catalog.parameters.empty()) {
    const std::string filter =
        "<label class=\"filter script-only\">Filter <input type=\"search\" placeholder=\"name, meaning, author, grade\" "
        "autocomplete=\"off\"><output></output></label>";
    out += details("All parameters of the model", counted(view.catalog.parameters.size(), "number"),
                   filter + table(view.catalog, view.catalog.parameters), "filtered");
  }
  return out + ranges_section(view) + limits_section(view);
}

}  // namespace hpg::report
