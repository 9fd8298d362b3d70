// What every section of the report of a trial asks: names, shown units, times and rules in words.
#pragma once

#include <string>
#include <vector>

#include "hpgsim/observable.hpp"
#include "io/catalog.hpp"
#include "report/scale.hpp"
#include "trial/analysis.hpp"

namespace hpg::report {

struct TrialView {
  const trial::Analysis& analysis;
  const Catalog& catalog;
  UnitSystem units = UnitSystem::us;

  [[nodiscard]] const Trial& trial() const { return analysis.trial; }
  [[nodiscard]] bool crossover() const { return trial().design == Design::crossover; }
  [[nodiscard]] std::size_t arms() const { return trial().arms.size(); }

  /// The catalogue's entry, or one made from the id.
  [[nodiscard]] Observable observable(const std::string& id) const;
  [[nodiscard]] const DisplayUnit& unit(const Observable& observable) const;

  /// Columns of one section in reading order.
  [[nodiscard]] std::vector<std::size_t> group(ObservableGroup group) const;
  /// "Total testosterone", "Total testosterone, 24-h mean".
  [[nodiscard]] std::string column_name(const Column& column) const;
  /// Unique name of a column in the page.
  [[nodiscard]] static std::string column_id(const Column& column);

  /// Planned length of a period, h; positive.
  [[nodiscard]] double duration() const;
  /// Weeks when the period and every visit are whole weeks and no longer than two years; else what suits the duration.
  [[nodiscard]] TimeUnit time_unit() const;
  /// "month 7.5", "baseline".
  [[nodiscard]] std::string at(double time) const;
  /// Words of the time axis: "months from baseline", "weeks from the start of the period".
  [[nodiscard]] std::string axis_title() const;
  /// Planned, h.
  [[nodiscard]] std::vector<double> visit_times() const;
};

/// The order of treatments of a cross-over, arrows between their letters, as plain text.
[[nodiscard]] std::string sequence_letters(const TrialView& view, std::uint32_t first_arm);

/// "+12.3", "&minus;4.1" as HTML.
[[nodiscard]] std::string signed_number(double value);

/// "118 to 130" as HTML, "&ndash;" without an interval.
[[nodiscard]] std::string interval_words(const trial::Estimate& estimate, double factor, bool with_sign);

/// 0.1234 -> "12.3 %".
[[nodiscard]] std::string percent(double share);

/// "1,234"
[[nodiscard]] std::string grouped(std::uint64_t count);

}  // namespace hpg::report
