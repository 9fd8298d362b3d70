// What every section of the report asks of a result: names, shown units, treatment periods, arm letters.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hpgsim/observable.hpp"
#include "hpgsim/result.hpp"
#include "io/catalog.hpp"
#include "report/scale.hpp"

namespace hpg::report {

/// The report shows either the mean of the preceding 24 h or the sample drawn at the visit.
enum class Basis { mean, interval, sample };

struct View {
  const Result& result;
  const Catalog& catalog;
  UnitSystem units = UnitSystem::us;

  /// The catalogue's entry, or one made from the id so that an unknown observable is still drawn.
  [[nodiscard]] Observable observable(std::size_t index) const;
  [[nodiscard]] std::optional<std::size_t> index_of(const std::string& id) const;
  /// reading_order() of the result's observables.
  [[nodiscard]] std::vector<std::size_t> reading_order() const;
  /// The part of reading_order() that stands in one section.
  [[nodiscard]] std::vector<std::size_t> group(ObservableGroup group) const;
  [[nodiscard]] const DisplayUnit& unit(const Observable& observable) const;

  /// Values of one arm in canonical units; empty when the result does not hold them.
  [[nodiscard]] const std::vector<double>& values(const ArmResult& arm, std::size_t observable, Basis basis) const;

  /// Doses of an arm as the protocol has them; null when the protocol does not list the arm.
  [[nodiscard]] const Arm* arm(std::size_t index) const;
  [[nodiscard]] std::optional<Treatment> treatment(std::size_t arm_index) const;
  /// From the first dose of any arm to the end of the last.
  [[nodiscard]] std::optional<Treatment> treatment() const;
  /// Length of the run, h; positive.
  [[nodiscard]] double duration() const;
  /// "08:00 sample" when every visit is at the same hour of the day, else "point sample".
  [[nodiscard]] std::string sample_name() const;
};

/// Indices in the order a clinician reads them: group by group, in each the most asked for first.
[[nodiscard]] std::vector<std::size_t> reading_order(const std::vector<Observable>& observables);
/// "A", "B", ... for arm 0, 1, ...; "A2" after the alphabet.
[[nodiscard]] std::string arm_letter(std::size_t arm_index);
/// "hormones": name of a group as the data write it, and anchor of its section.
[[nodiscard]] std::string_view group_id(ObservableGroup group);
/// "How he feels": heading of a section.
[[nodiscard]] std::string group_title(ObservableGroup group);
/// CSS class that sets colour and dash of an arm.
[[nodiscard]] std::string arm_class(std::size_t arm_index);
/// The letter in a small coloured disc, as HTML; hidden from screen readers, which get the name.
[[nodiscard]] std::string arm_badge(std::size_t arm_index);
/// "testosterone cypionate 100 mg im every 7 d until 12 mo"
[[nodiscard]] std::string dose_words(const Dose& dose);
/// "month 7.5" of a time in h, in the unit that suits the duration.
[[nodiscard]] std::string time_words(double time, double duration);
[[nodiscard]] std::string time_words(double time, const TimeUnit& unit);
/// "7.5 months" of a span in h, in the unit that suits the duration.
[[nodiscard]] std::string span_words(double hours, double duration);
[[nodiscard]] std::string span_words(double hours, const TimeUnit& unit);
/// "IU/L", "kg/m&sup2;" as HTML; empty for a pure number.
[[nodiscard]] std::string unit_words(const DisplayUnit& unit);
/// "above 54 %", "below 10" as HTML.
[[nodiscard]] std::string limit_words(const Limit& limit, const DisplayUnit& unit);
/// "264-916" in the shown unit, as HTML; "above 16" when the range has no upper end.
[[nodiscard]] std::string range_words(const ReferenceRange& range, double factor);
/// Does the range have an upper end?
[[nodiscard]] bool has_upper(const ReferenceRange& range);

}  // namespace hpg::report
