// Names, units and numbers of a trial.
#include "report/trial_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/trial_words.hpp"
#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {

Observable TrialView::observable(const std::string& id) const { return io::observable_or_made(catalog, id); }

const DisplayUnit& TrialView::unit(const Observable& observable) const { return io::unit_of(observable, units); }

std::vector<std::size_t> TrialView::group(ObservableGroup group) const {
  std::vector<Observable> observables;
  for (const Column& column : trial().columns) observables.push_back(observable(column.observable));
  std::vector<std::size_t> members = reading_order(observables);
  std::erase_if(members, [&](std::size_t index) { return observables[index].group != group; });
  return members;
}

std::string TrialView::column_name(const Column& column) const {
  return observable(column.observable).name + (column.mean_24_h ? ", 24-h mean" : "");
}

std::string TrialView::column_id(const Column& column) { return column.observable + (column.mean_24_h ? "_24h_mean" : ""); }

double TrialView::duration() const {
  double longest = trial().duration;
  for (const Visit& visit : trial().visits) longest = std::max(longest, visit.time);
  return longest > 0 ? longest : 24;
}

TimeUnit TrialView::time_unit() const { return report::time_unit(duration(), visit_times()); }

std::string TrialView::at(double time) const { return time <= 0 ? "baseline" : time_words(time, time_unit()); }

std::string TrialView::axis_title() const {
  return time_unit().name + (crossover() ? " from the start of the period" : " from baseline");
}

std::vector<double> TrialView::visit_times() const {
  std::vector<double> times;
  for (const Visit& visit : trial().visits) times.push_back(visit.time);
  return times;
}

std::string sequence_letters(const TrialView& view, std::uint32_t first_arm) {
  Subject man;
  man.arm = first_arm;
  std::string letters;
  for (std::size_t period = 0; period < view.trial().periods(); ++period) {
    letters += (period > 0 ? " \u2192 " : "") + arm_letter(man.arm_in(period, view.arms()));
  }
  return letters;
}

std::string signed_number(double value) {
  if (!std::isfinite(value)) return number(value);
  return value > 1e-9 ? "+" + number(value) : number(value);
}

std::string interval_words(const trial::Estimate& estimate, double factor, bool with_sign) {
  if (!estimate.has_interval()) return "&ndash;";
  const auto words = [&](double value) { return with_sign ? signed_number(value * factor) : number(value * factor); };
  return words(estimate.low) + " to " + words(estimate.high);
}

std::string percent(double share) {
  if (!std::isfinite(share)) return "&ndash;";
  return fmt::format("{:.{}f}&nbsp;%", 100 * share, share > 0.0005 && share < 0.9995 ? 1 : 0);
}

std::string grouped(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

}  // namespace hpg::report
