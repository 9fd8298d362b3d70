// The page of a sensitivity analysis: head, heat map, a tornado for each outcome and arm, notes.
#include "report/sensitivity_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/assets.hpp"
#include "report/page.hpp"
#include "report/text.hpp"
#include "report/tornado.hpp"
#include "report/trial_view.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

using namespace sensitivity;

constexpr std::size_t kHeatRows = 30;
constexpr double kFaint = 0.05;  // below it a cell of the heat map stays empty
constexpr std::size_t kFailuresShown = 40;

/// A parameter's name as HTML that may break after organ and words.
std::string breakable(const std::string& name) {
  std::string out;
  for (const char c : escape(name)) {
    out += c;
    if (c == '.' || c == '_') out += "<wbr>";
  }
  return out;
}

/// What the figures show of one parameter in one cell, whichever method it comes from.
struct Index {
  trial::Estimate size;  // mu* or ST
  double inner;          // S1
  double direction;      // above 0: raises the outcome
};

/// One method's results in one shape.
struct Table {
  bool sobol;
  const Runs& runs;
  std::vector<std::size_t> factors;         // index in Analysis::factors
  std::vector<std::vector<Index>> indices;  // [cell][as in `factors`]
};

Table table_of(const MorrisResult& screening) {
  Table table{false, screening.runs, {}, {}};
  table.factors.resize(screening.effects.empty() ? 0 : screening.effects.front().size());
  std::iota(table.factors.begin(), table.factors.end(), std::size_t{0});
  for (const auto& cell : screening.effects) {
    table.indices.emplace_back();
    for (const ElementaryEffects& e : cell) table.indices.back().push_back({e.size, trial::kMissing, e.mean});
  }
  return table;
}

Table table_of(const SobolResult& found) {
  Table table{true, found.runs, found.factors, {}};
  for (const auto& cell : found.indices) {
    table.indices.emplace_back();
    for (const SobolIndices& s : cell) table.indices.back().push_back({s.total, s.first.value, s.correlation});
  }
  return table;
}

class Page {
 public:
  Page(const Analysis& analysis, const Catalog& catalog, UnitSystem units)
      : analysis_(analysis), catalog_(catalog), units_(units) {}

  [[nodiscard]] std::string text() const {
    const Table main = analysis_.decomposition ? table_of(*analysis_.decomposition) : table_of(*analysis_.screening);
    std::string out = document_head(title(), std::string(kStyle) + kTrialStyle + kSensitivityStyle, "mean") + "<main>\n" +
                      page_head(title(), "<p class=\"lead\">" + lead() + "</p>\n") + contents() +
                      section("glance", "At a glance", reading(main) + heat_map(main));
    for (std::size_t o = 0; o < analysis_.outcomes.size(); ++o) {
      out += section(analysis_.outcomes[o].observable, escape(name(o)), tornados(main, o));
    }
    if (main.sobol && analysis_.screening) {
      const Table screened = table_of(*analysis_.screening);
      out += section("screening", "Screening", reading(screened) + heat_map(screened));
    }
    return out + section("notes", "Computation and methods", notes()) + page_footer() + "</main>\n" +
           "<div id=\"tip\" role=\"status\" aria-live=\"polite\" hidden></div>\n<script type=\"application/json\" id=\"data\">"
           "{\"observables\":[],\"arms\":[]}</script>\n<script>\n" +
           kScript + "</script>\n</body>\n</html>\n";
  }

 private:
  [[nodiscard]] std::string title() const { return "What it hangs on: " + analysis_.protocol.title; }

  [[nodiscard]] static std::string section(std::string_view id, std::string_view title, const std::string& body) {
    return fmt::format("<section id=\"{}\"><h2>{}</h2>\n{}</section>\n", id, title, body);
  }

  [[nodiscard]] Observable observable(std::size_t o) const { return catalog_.observable(analysis_.outcomes[o].observable, {}); }
  /// "LH, 24-h mean"
  [[nodiscard]] std::string name(std::size_t o) const {
    return observable(o).name + (analysis_.outcomes[o].area ? ", 24-h mean" : "");
  }
  [[nodiscard]] std::size_t arms() const { return analysis_.protocol.arms.size(); }

  [[nodiscard]] std::string lead() const {
    const Man& man = analysis_.protocol.man;
    const std::string varied = grouped(analysis_.factors.size()) + (analysis_.factors.size() == 1 ? " parameter" : " parameters");
    return fmt::format(
        "Which parameters of the man decide what is seen on day {:.4g}: {}{}, {:.4g} years, {:.4g} kg/m&sup2;. {}.",
        analysis_.at / 24, escape(man.condition), man.ethnicity.empty() ? "" : ", " + escape(man.ethnicity), man.age, man.bmi,
        !analysis_.decomposition ? varied + " varied together"
        : analysis_.screening
            ? fmt::format("Of {} screened, the {} that matter most", varied, analysis_.decomposition->factors.size())
            : varied + ", chosen by name, varied together");
  }

  [[nodiscard]] std::string contents() const {
    std::string links = "<a href=\"#glance\">At a glance</a>";
    for (std::size_t o = 0; o < analysis_.outcomes.size(); ++o) {
      links += fmt::format("<a href=\"#{}\">{}</a>", analysis_.outcomes[o].observable, escape(observable(o).name));
    }
    if (analysis_.decomposition && analysis_.screening) links += "<a href=\"#screening\">Screening</a>";
    return "<nav class=\"contents\" aria-label=\"Sections\">" + links + "<a href=\"#notes\">Methods</a></nav>\n";
  }

  [[nodiscard]] static std::string reading(const Table& table) {
    return table.sobol
               ? "<p class=\"intro\">Total-effect index ST: the share of the outcome's variance that would remain if all but "
                 "this "
                 "parameter were known; interactions count for each of their parameters, so shares may add up to more than 1. "
                 "&uarr; raises the outcome, &darr; lowers it. Empty: below 0.05.</p>\n"
               : "<p class=\"intro\">&mu;*, the mean absolute effect of a parameter, in units of the outcome's standard "
                 "deviation: "
                 "near 1 it makes nearly all the spread alone, 0.3 about a tenth of its variance. &uarr; raises the outcome, "
                 "&darr; lowers "
                 "it. Empty: below 0.05.</p>\n";
  }

  /// Parameters by their largest index in any cell.
  [[nodiscard]] static std::vector<std::size_t> by_largest(const Table& table) {
    std::vector<double> largest(table.factors.size(), 0);
    for (const auto& cell : table.indices) {
      for (std::size_t f = 0; f < largest.size(); ++f) {
        if (cell[f].size.value > largest[f]) largest[f] = cell[f].size.value;
      }
    }
    std::vector<std::size_t> order(largest.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return largest[a] > largest[b]; });
    std::erase_if(order, [&](std::size_t f) { return largest[f] < kFaint; });
    return order;
  }

  [[nodiscard]] static std::string heat_cell(const Index& index) {
    if (!(index.size.value >= kFaint)) return "<td></td>";
    return fmt::format("<td style=\"--v:{:.0f}%\"><span class=\"way\">{}</span>{:.2f}</td>",
                       100 * std::min(index.size.value, 1.0), index.direction < 0 ? "&darr;" : "&uarr;", index.size.value);
  }

  [[nodiscard]] std::string heat_map(const Table& table) const {
    std::vector<std::size_t> rows = by_largest(table);
    const std::size_t above = rows.size();
    rows.resize(std::min(rows.size(), kHeatRows));
    std::string head = "<tr><th scope=\"col\">Parameter</th>", second;
    for (std::size_t o = 0; o < analysis_.outcomes.size(); ++o) {
      head += fmt::format("<th scope=\"colgroup\" class=\"first\" colspan=\"{}\">{}</th>", arms(), escape(observable(o).name));
      for (std::size_t a = 0; a < arms(); ++a) {
        second += fmt::format("<th scope=\"col\"{}>{}<span class=\"sr\">{}</span></th>", a == 0 ? " class=\"first\"" : "",
                              arm_badge(a), escape(analysis_.protocol.arms[a].name));
      }
    }
    head += "</tr>";
    if (arms() > 1) head += "<tr><td></td>" + second + "</tr>";
    std::string body;
    for (const std::size_t f : rows) {
      const Factor& factor = analysis_.factors[table.factors[f]];
      body +=
          fmt::format("<tr><th scope=\"row\">{}<span class=\"note\">{}</span></th>", breakable(factor.name), escape(factor.what));
      for (std::size_t o = 0; o < analysis_.outcomes.size(); ++o) {
        for (std::size_t a = 0; a < arms(); ++a) {
          std::string cell = heat_cell(table.indices[analysis_.cell(a, o)][f]);
          if (a == 0) cell.insert(3, " class=\"first\"");
          body += cell;
        }
      }
      body += "</tr>\n";
    }
    std::string out = arms() > 1 ? arm_key() : "";
    out += fmt::format(
        "<div class=\"table-box\"><table class=\"heat\"><caption class=\"sr\">{} of parameters by outcome and "
        "arm</caption><thead>{}</thead><tbody>\n{}</tbody></table></div>\n",
        table.sobol ? "Total-effect index" : "Mean absolute effect", head, body);
    const std::size_t hidden = table.factors.size() - rows.size();
    if (hidden > 0) {
      out += fmt::format("<p class=\"note heat-rest\">Not shown: {} parameters{}. The CSV has them all.</p>\n", grouped(hidden),
                         above > rows.size() ? fmt::format(", {} of them above 0.05 somewhere", grouped(above - rows.size()))
                                             : ", everywhere below 0.05");
    }
    return out;
  }

  /// "A No treatment  B Enclomiphene".
  [[nodiscard]] std::string arm_key() const {
    std::string out = "<p class=\"arm-key\">";
    for (std::size_t a = 0; a < arms(); ++a) {
      out += fmt::format("<span>{}{}</span> ", arm_badge(a), escape(analysis_.protocol.arms[a].name));
    }
    return out + "</p>\n";
  }

  [[nodiscard]] std::string tornados(const Table& table, std::size_t o) const {
    double largest = 0;
    for (std::size_t a = 0; a < arms(); ++a) {
      for (const Index& index : table.indices[analysis_.cell(a, o)]) {
        for (const double end : {index.size.value, index.size.high}) {
          if (end > largest) largest = end;
        }
      }
    }
    std::string out = fmt::format(
        "<p class=\"intro\"><span class=\"key lowers\"><span class=\"swatch\"></span>lowers it</span><span class=\"key "
        "raises\"><span class=\"swatch\"></span>raises it</span> {}</p>\n",
        table.sobol ? "Pale bar: ST, with interactions; full: S1, by itself; line: 95&nbsp;% interval of ST."
                    : "Bar: &mu;*; line: its 95&nbsp;% interval (from 8 trajectories on).");
    out += "<div class=\"panels\">\n";
    for (std::size_t a = 0; a < arms(); ++a) out += panel(table, a, o, largest);
    return out + "</div>\n";
  }

  [[nodiscard]] std::string panel(const Table& table, std::size_t a, std::size_t o, double largest) const {
    const std::size_t cell = analysis_.cell(a, o);
    const DisplayUnit& unit = units_ == UnitSystem::us ? observable(o).us : observable(o).si;
    const trial::Spread& spread = table.runs.spread[cell];
    std::vector<TornadoBar> bars;
    double first = 0;
    bool any = false;
    for (std::size_t f = 0; f < table.factors.size(); ++f) {
      const Index& index = table.indices[cell][f];
      bars.push_back({analysis_.factors[table.factors[f]].name, index.size, index.inner, index.direction < 0});
      any |= std::isfinite(index.size.value);
      if (std::isfinite(index.inner)) first += index.inner;
    }
    const std::string symbol = unit.symbol == "1" ? "" : " " + unit_words(unit);
    std::string note =
        fmt::format("median {}{}, sd {}", number(spread.median * unit.factor), symbol, number(spread.sd * unit.factor));
    if (table.sobol && any) note += fmt::format("; S1 add up to {}", number(first));
    return fmt::format(
        "<figure class=\"card panel\"><figcaption><h3>{} {}</h3><p class=\"note\">{}</p></figcaption>\n{}</figure>\n",
        arm_badge(a), escape(analysis_.protocol.arms[a].name), note,
        any ? "<div class=\"plot-box\">" +
                  tornado(std::move(bars), largest, name(o) + ", " + analysis_.protocol.arms[a].name + ": parameters by effect") +
                  "</div>"
            : "<p class=\"note\">Does not vary.</p>");
  }

  [[nodiscard]] std::string failures(const char* what, const Runs& runs) const {
    if (runs.failures.empty()) return "";
    std::string items;
    for (std::size_t i = 0; i < std::min(kFailuresShown, runs.failures.size()); ++i) {
      const Failure& failure = runs.failures[i];
      items += fmt::format("<li>{} {} <span class=\"note\">day {:.4g}</span></li>", arm_badge(failure.arm), failure.run + 1,
                           failure.time / 24);
    }
    return fmt::format(
        "<h3>{}: {} of {} runs could not be integrated</h3><p class=\"intro\">They are left out, with the effects or rows of the "
        "sample that need them. Numbers of the parameter sets, and how far each came; the first day of treatment is day "
        "0{}.</p><ul class=\"men\">{}</ul>\n",
        what, grouped(runs.failures.size()), grouped(runs.count * arms()),
        runs.failures.size() > kFailuresShown ? fmt::format("; the first {} are shown", kFailuresShown) : "", items);
  }

  [[nodiscard]] std::string notes() const {
    std::string out, items;
    const auto item = [&](const std::string& text) { items += "<li>" + text + "</li>\n"; };
    const auto between = std::count_if(analysis_.factors.begin(), analysis_.factors.end(),
                                       [](const Factor& factor) { return factor.between_men.has_value(); });
    if (analysis_.screening) out += failures("Screening", analysis_.screening->runs);
    if (analysis_.decomposition) out += failures("Sobol indices", analysis_.decomposition->runs);
    if (out.empty()) out = "<p>The equations were solved for every parameter set.</p>\n";
    item(fmt::format(
        "Ranges: {} parameters that differ between men vary lognormally with their coefficient of variation, cut off at {:g} "
        "standard deviations; {} others log-uniformly within a factor of {:g} each way, which is an assumption: what is known "
        "better ranks too high, what is known worse too low. The median is the man of the protocol. Parameters vary "
        "independently: known correlations between men are left out.",
        between, kFarthest, analysis_.factors.size() - static_cast<std::size_t>(between), kUncertainty));
    item("Age, weight, doses and the kinetics of drugs are those of the protocol.");
    if (const auto& screening = analysis_.screening) {
      item(fmt::format(
          "Screening: elementary effects of Morris (Technometrics 1991;33:161) on {} trajectories, {} runs in each arm; &mu;* of "
          "Campolongo, Cariboni and Saltelli (Environ Model Softw 2007;22:1509) times the standard deviation of the parameter's "
          "quantile over that of the outcome in all runs.",
          screening->trajectories, grouped(screening->runs.count)));
    }
    if (const auto& found = analysis_.decomposition) {
      item(fmt::format(
          "Sobol indices: sampling and first order of Saltelli et al. (Comput Phys Commun 2010;181:259), total effect of Jansen "
          "(Comput Phys Commun 1999;117:35), {} samples, {} runs in each arm. Parameters that were not chosen keep the man's "
          "values: shares are of the variance that the chosen ones make.",
          found->samples, grouped(found->runs.count)));
    }
    item("Intervals: 95&nbsp;%, bootstrap of 1000 resamples of trajectories or rows.");
    return out +
           fmt::format("<h3>Methods</h3>\n<p>Seed <b>{}</b>.</p>\n<ul class=\"methods\">\n{}</ul>\n", analysis_.seed, items);
  }

  const Analysis& analysis_;
  const Catalog& catalog_;
  UnitSystem units_;
};

}  // namespace

std::string sensitivity_page(const Analysis& analysis, const Catalog& catalog, UnitSystem units) {
  return Page(analysis, catalog, units).text();
}

}  // namespace hpg::report
