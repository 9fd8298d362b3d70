// Visits and their windows: whole days, in order, never overlapping.
#include "io/read_visits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/names.hpp"
#include "io/trial_values.hpp"

namespace hpg::io {
namespace {

constexpr double kUsualInterval = 4 * 7 * kHoursPerDay;
constexpr std::size_t kMostVisits = 1000;

/// Collects visits, each with the place that asked for it.
class VisitReader {
 public:
  VisitReader(TomlTable& root, double duration) : root_(root), duration_(duration) {}

  std::vector<Visit> read() {
    if (root_.has("visit") && root_.has("visits")) {
      throw InputError(root_.where("visits"), "does not go with [[visit]]: write all visits in one of the two ways");
    }
    add({}, {});
    if (root_.has("visit")) {
      read_each();
    } else if (auto table = root_.find_table("visits")) {
      read_plan(*table);
    } else {
      for (double time = kUsualInterval; time <= whole_days(duration_); time += kUsualInterval) add({time, 0}, {});
      if (visits_.size() == 1) add({whole_days(duration_), 0}, root_.where("duration"));
    }
    check();
    std::vector<Visit> visits;
    for (const Asked& asked : visits_) visits.push_back(asked.visit);
    return visits;
  }

 private:
  struct Asked {
    Visit visit;
    Where where;
  };

  void add(const Visit& visit, const Where& where) { visits_.push_back({visit, where}); }

  double read_time(const std::string& written, const Where& where) const {
    const double time = read_quantity(written, kTime, where);
    if (time < 0) throw InputError(where, in_quotes(written) + " is before the baseline");
    if (whole_days(time) > duration_) throw InputError(where, in_quotes(written) + " is after the end of the trial");
    return whole_days(time);
  }

  static double read_window(TomlTable& table) {
    const auto window = table.find_quantity("window", kTime);
    if (!window) return 0;
    if (*window < 0) throw InputError(table.where("window"), "must not be below 0");
    if (std::abs(*window - whole_days(*window)) > 1e-6) {
      throw InputError(table.where("window"), in_quotes(table.text("window")) +
                                                  " is not a number of whole days; every visit is at the same time of day");
    }
    return whole_days(*window);
  }

  void read_each() {
    bool baseline = false;
    for (TomlTable& table : root_.tables("visit")) {
      const Visit visit{read_time(table.text("at"), table.where("at")), read_window(table)};
      table.finish();
      if (visit.time > 0 || baseline) {
        add(visit, table.where("at"));
      } else if (visit.window > 0) {
        throw InputError(table.where("window"), "the baseline has no window: times are counted from it");
      }
      baseline = baseline || visit.time == 0;
    }
  }

  void read_plan(TomlTable& table) {
    for (const char* key : {"at", "every", "window"}) (void)table.has(key);
    table.finish();
    if (table.has("at") == table.has("every")) {
      throw InputError(table.where(table.has("every") ? "every" : ""), "wants either \"at\", a list of times, or \"every\"");
    }
    const double window = read_window(table);
    if (table.has("every")) {
      const double every = table.quantity("every", kTime);
      const Where where = table.where("every");
      if (every < kHoursPerDay) throw InputError(where, in_quotes(table.text("every")) + " is less than a day");
      if (every > duration_) throw InputError(where, in_quotes(table.text("every")) + " is longer than the trial");
      for (std::size_t i = 1; whole_days(static_cast<double>(i) * every) <= duration_ && i <= kMostVisits; ++i) {
        add({whole_days(static_cast<double>(i) * every), window}, where);
      }
      return;
    }
    bool baseline = false;
    for (const std::string& written : table.texts("at")) {
      const double time = read_time(written, table.where("at"));
      if (time > 0 || baseline) add({time, window}, table.where("at"));
      baseline = baseline || time == 0;
    }
  }

  void check() {
    std::stable_sort(visits_.begin(), visits_.end(), [](const Asked& a, const Asked& b) { return a.visit.time < b.visit.time; });
    if (visits_.size() > kMostVisits) {
      throw InputError(visits_.back().where, fmt::format("makes more than {} visits", kMostVisits));
    }
    for (std::size_t i = 1; i < visits_.size(); ++i) {
      const Visit& before = visits_[i - 1].visit;
      const Visit& visit = visits_[i].visit;
      if (visit.time == before.time) {
        throw InputError(visits_[i].where, fmt::format("has two visits on one day, at {}", time_text(visit.time)));
      }
      if (visit.time - visit.window > before.time + before.window) continue;
      throw InputError(
          visits_[i].where,
          i == 1 ? fmt::format("the window of the visit at {} reaches back to the baseline", time_text(visit.time))
                 : fmt::format("the windows of the visits at {} and {} overlap", time_text(before.time), time_text(visit.time)));
    }
    if (visits_.size() < 2)
      throw InputError(root_.where(root_.has("visit") ? "visit" : "visits"), "has no visit after the baseline");
  }

  TomlTable& root_;
  double duration_;
  std::vector<Asked> visits_;
};

}  // namespace

std::vector<Visit> read_visits(TomlTable& root, double duration) { return VisitReader(root, duration).read(); }

}  // namespace hpg::io
