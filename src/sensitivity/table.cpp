// Rows of the tidy CSV.
#include "sensitivity/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "io/csv.hpp"

namespace hpg::sensitivity {

namespace {

std::string digits(double value) { return std::isfinite(value) ? fmt::format("{:.9g}", value) : ""; }

class Rows {
 public:
  Rows(const Analysis& analysis, const Catalog& catalog, UnitSystem units)
      : analysis_(analysis), catalog_(catalog), units_(units) {}

  /// Rows that are about one outcome in one arm.
  void begin(const char* method, std::size_t arm, std::size_t outcome) {
    start_ = fmt::format("{},{},{:.9g},{},", method, io::csv_field(analysis_.protocol.arms[arm].name), analysis_.at / 24,
                         analysis_.outcomes[outcome].id());
  }

  void add(const std::string& parameter, const char* index, const trial::Estimate& of, const std::string& unit) {
    fmt::format_to(std::back_inserter(text_), "{}{},{},{},{},{},{}\r\n", start_, parameter, index, digits(of.value),
                   digits(of.low), digits(of.high), io::csv_field(unit));
  }

  void add_runs(const Runs& runs, std::size_t arm, std::size_t outcome) {
    const Observable& observable = catalog_.observable(analysis_.outcomes[outcome].observable, {});
    const DisplayUnit& unit = units_ == UnitSystem::us ? observable.us : observable.si;
    const trial::Spread& spread = runs.spread[analysis_.cell(arm, outcome)];
    add("", "median", {spread.median * unit.factor}, unit.symbol);
    add("", "sd", {spread.sd * unit.factor}, unit.symbol);
    add("", "runs", {static_cast<double>(runs.count)}, "1");
    const auto failed = std::count_if(runs.failures.begin(), runs.failures.end(), [&](const Failure& f) { return f.arm == arm; });
    add("", "failed_runs", {static_cast<double>(failed)}, "1");
  }

  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  const Analysis& analysis_;
  const Catalog& catalog_;
  UnitSystem units_;
  std::string start_;
  std::string text_ = "method,arm,time_d,outcome,parameter,index,value,low,high,unit\r\n";
};

}  // namespace

std::string csv_text(const Analysis& analysis, const Catalog& catalog, UnitSystem units) {
  Rows rows(analysis, catalog, units);
  for (std::size_t arm = 0; arm < analysis.protocol.arms.size(); ++arm) {
    for (std::size_t outcome = 0; outcome < analysis.outcomes.size(); ++outcome) {
      const std::size_t cell = analysis.cell(arm, outcome);
      if (const auto& screening = analysis.screening) {
        rows.begin("morris", arm, outcome);
        rows.add_runs(screening->runs, arm, outcome);
        for (std::size_t f = 0; f < analysis.factors.size(); ++f) {
          const ElementaryEffects& effects = screening->effects[cell][f];
          rows.add(analysis.factors[f].name, "mu_star", effects.size, "sd of outcome");
          rows.add(analysis.factors[f].name, "mu", {effects.mean}, "sd of outcome");
          rows.add(analysis.factors[f].name, "sigma", {effects.sd}, "sd of outcome");
        }
      }
      if (const auto& found = analysis.decomposition) {
        rows.begin("sobol", arm, outcome);
        rows.add_runs(found->runs, arm, outcome);
        for (std::size_t f = 0; f < found->factors.size(); ++f) {
          const SobolIndices& indices = found->indices[cell][f];
          const std::string& name = analysis.factors[found->factors[f]].name;
          rows.add(name, "S1", indices.first, "share of variance");
          rows.add(name, "ST", indices.total, "share of variance");
          rows.add(name, "correlation", {indices.correlation}, "1");
        }
      }
    }
  }
  return rows.take();
}

}  // namespace hpg::sensitivity
