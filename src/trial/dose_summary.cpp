// How much of a dose line the men take at each visit, and how often a rule changed it.
#include <algorithm>

#include "trial/analysis_parts.hpp"

namespace hpg::trial {
namespace {

constexpr double kMoment = 1e-6;  // h: times nearer than this are the same

/// Has the line begun, and is its last administration no longer ago than two intervals, so that a visit somewhat after the end
/// still speaks of it? A single dose counts at the first visit after it.
bool covers(const Trial& trial, const Dose& dose, std::size_t visit) {
  const double time = trial.visits[visit].time;
  if (visit == 0) return dose.first <= time;
  const bool once = dose.every <= 0;
  const double end = once ? dose.first + dose.over : dose.first + static_cast<double>(dose.count + 1) * dose.every;
  return dose.first < time && (time <= end + kMoment || trial.visits[visit - 1].time <= dose.first);
}

/// The visit that decided a change: the last one up to its time.
std::size_t deciding_visit(const Trial& trial, const Subject& man, std::size_t period, double time) {
  std::size_t visit = 0;
  while (visit + 1 < trial.visits.size() && visit_time_of(trial, man, period, visit + 1) <= time + kMoment) ++visit;
  return visit;
}

struct Line {
  const Trial& trial;
  std::uint32_t arm;
  std::size_t dose;
  DoseSummary out;
  std::vector<std::vector<double>> amounts;  // [visit]

  [[nodiscard]] bool holds(const DoseChange& change, std::size_t period) const {
    return change.period == period && change.dose == dose;
  }

  void add(const Subject& man, std::size_t period) {
    count_steps(man, period);
    const bool leaves = man.status == Status::dropped_out || man.status == Status::failed;
    for (std::size_t visit = 0; visit < trial.visits.size(); ++visit) {
      const double time = visit_time_of(trial, man, period, visit);
      const bool gone = leaves && trial.period_start(period) + time > man.left_at;
      if (gone || !covers(trial, trial.arms[arm].doses[dose].dose, visit)) continue;
      const double amount = amount_before(man, period, visit == 0 ? kMoment : time);
      if (amount > 0) amounts[visit].push_back(amount);
      if (amount == 0) ++out.visits[visit].off;
    }
  }

  /// Missing when the line has not begun.
  [[nodiscard]] double amount_before(const Subject& man, std::size_t period, double time) const {
    double amount = kMissing;
    for (const DoseChange& change : man.doses) {
      if (holds(change, period) && change.time < time - kMoment / 2) amount = change.amount;
    }
    return amount;
  }

  /// A man counts once at a visit even when two rules agree.
  void count_steps(const Subject& man, std::size_t period) {
    std::vector<bool> raised(trial.visits.size());
    std::vector<bool> lowered(trial.visits.size());
    const double begins = trial.arms[arm].doses[dose].dose.first;
    const bool there = man.status == Status::completed || trial.period_start(period) + begins < man.left_at;
    bool given = there && amount_before(man, period, begins + kMoment) > 0;
    double amount = kMissing;
    for (const DoseChange& change : man.doses) {
      if (!holds(change, period)) continue;
      const std::size_t visit = deciding_visit(trial, man, period, change.time);
      if (change.rule > 0 && change.amount > amount) raised[visit] = true;
      if (change.rule > 0 && change.amount < amount) lowered[visit] = true;
      amount = change.amount;
      given = given || (there && change.rule > 0 && amount > 0);
    }
    for (std::size_t visit = 0; visit < raised.size(); ++visit) {
      out.visits[visit].raised += raised[visit] ? 1 : 0;
      out.visits[visit].lowered += lowered[visit] ? 1 : 0;
    }
    const auto any = [](const std::vector<bool>& of) { return std::find(of.begin(), of.end(), true) != of.end(); };
    out.men += given ? 1 : 0;
    out.ever_raised += any(raised) ? 1 : 0;
    out.ever_lowered += any(lowered) ? 1 : 0;
  }
};

}  // namespace

void add_doses(const TrialData& data, std::size_t dose, Analysis& analysis) {
  const Trial& trial = analysis.trial;
  std::vector<Line> lines;
  std::vector<std::size_t> line_of(trial.arms.size(), trial.arms.size());
  for (std::uint32_t arm = 0; arm < trial.arms.size(); ++arm) {
    if (dose >= trial.arms[arm].doses.size()) continue;
    line_of[arm] = lines.size();
    DoseSummary empty;
    empty.arm = arm;
    empty.dose = dose;
    empty.visits.resize(trial.visits.size());
    lines.push_back({trial, arm, dose, std::move(empty), std::vector<std::vector<double>>(trial.visits.size())});
  }
  data.each([&](const Subject& man) {
    for (std::size_t period = 0; period < trial.periods(); ++period) {
      const std::size_t line = line_of[man.arm_in(period, trial.arms.size())];
      if (line < lines.size()) lines[line].add(man, period);
    }
  });
  for (Line& line : lines) {
    for (std::size_t visit = 0; visit < trial.visits.size(); ++visit) {
      line.out.visits[visit].amount = spread_of(line.amounts[visit]);
    }
    analysis.doses.push_back(std::move(line.out));
  }
}

}  // namespace hpg::trial
