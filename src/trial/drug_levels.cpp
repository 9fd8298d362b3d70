// Samples and 24-h means of exact drug concentrations.
#include "trial/drug_levels.hpp"

#include <algorithm>

namespace hpg::trial {

std::vector<DrugLevel> drug_levels(pharmacology::Course course, const std::vector<double>& visits) {
  std::vector<std::size_t> shown;
  std::vector<DrugLevel> levels;
  for (std::size_t d = 0; d < course.drugs().size(); ++d) {
    const pharmacology::Drug& drug = course.drugs()[d].drug();
    if (drug.disposition.empty()) continue;
    shown.push_back(d);
    levels.push_back({drug.id, drug.dose_kind == pharmacology::DoseKind::mass ? "ng/mL" : "IU/L", {}, {}});
  }
  if (levels.empty()) return levels;

  // The mean of a day comes from area: what was eliminated in it, divided by clearance.
  const auto cleared_until = [&](double time) {
    while (course.next_change() < time) course.apply_changes(course.next_change());
    std::vector<double> area;
    for (std::size_t d : shown) area.push_back(course.area(d, time));
    return area;
  };
  std::vector<std::pair<double, std::size_t>> moments;  // each visit and the time a day before it
  for (std::size_t v = 0; v < visits.size(); ++v) {
    moments.emplace_back(visits[v] - 24, v);
    moments.emplace_back(visits[v], v);
  }
  std::stable_sort(moments.begin(), moments.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::vector<double>> day_before(visits.size());
  for (const auto& [time, v] : moments) {
    std::vector<double> area = cleared_until(time);
    if (time < visits[v]) {
      day_before[v] = std::move(area);
      continue;
    }
    for (std::size_t l = 0; l < levels.size(); ++l) {
      levels[l].at_visit.push_back(course.concentration(shown[l], time));
      // A difference of two areas: rounding must not make it negative long after washout.
      levels[l].mean_24_h.push_back(std::max(0.0, area[l] - day_before[v][l]) / 24);
    }
  }
  return levels;
}

}  // namespace hpg::trial
