// What happens to a man at each moment of a trial.
#include "trial/subject_journey.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "model/observe.hpp"
#include "population/resting_state.hpp"

namespace hpg::trial {

namespace {

constexpr double kDay = 24;
constexpr double kYear = 365.25 * kDay;
constexpr std::uint64_t kMostAttempts = 20000;
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
/// Number of the screening sample among a man's samples, apart from those of his visits.
constexpr std::uint64_t kScreeningSample = 1'000'000;

}  // namespace

SubjectJourney::SubjectJourney(const TrialPlan& plan, std::uint64_t place, batch::Accuracy accuracy, Done done,
                               std::function<void()> seen)
    : plan_(plan),
      accuracy_(accuracy),
      done_(std::move(done)),
      seen_(std::move(seen)),
      course_(std::vector<Dose>{}, [&](const std::string& name) -> const pharmacology::Drug& {
        return plan.catalog().drug(name, {plan.trial().source_file, 0, "drug"});
      }) {
  const Trial& trial = plan_.trial();
  subject_.man = place;
  subject_.arm = arm_of(trial, place);
  subject_.screened = subject_.eligible = 0;
  prescription_ = plan_.prescription(subject_.arm);
  start_ = plan_.life_begins();
  for (const population::RunInStage& stage : population::kRunIn) start_ -= kDay * stage.days;
  if (!plan_.seated().empty()) attempt_ = plan_.seated().at(place);
  draw();
}

/// The next candidate for this place.
void SubjectJourney::draw() {
  const Trial& trial = plan_.trial();
  man_ = draw_candidate(plan_.catalog(), trial, subject_.man, attempt_);
  subject_.age = man_.age;
  subject_.bmi = man_.bmi;
  subject_.ethnicity = man_.ethnicity;
  ++subject_.screened;

  course_ = pharmacology::Course(prescription_.doses, [&](const std::string& name) -> const pharmacology::Drug& {
    return plan_.catalog().drug(name, {trial.source_file, 0, "drug"});
  });
  course_.begin(start_);
  const population::Draws draws = draws_of(trial, subject_.man, attempt_);
  if (trial.missed_doses > 0) {
    course_.omit([&](std::size_t dose, std::size_t administration) {
      // What he took before counts as taken; a single dose or a continuous load is not forgotten.
      const Dose& of = prescription_.doses[dose];
      if (dose < prescription_.history || of.count < 2 || of.every <= 0) return false;
      return draws.uniform("missed." + std::to_string(dose), administration) < trial.missed_doses;
    });
  }
  leaves_at_ = trial.dropout_per_year > 0 ? -std::log(draws.uniform("dropout")) * kYear / trial.dropout_per_year
                                          : std::numeric_limits<double>::infinity();
  plan_stops();
}

void SubjectJourney::plan_stops() {
  const Trial& trial = plan_.trial();
  const population::Draws draws = draws_of(trial, subject_.man, attempt_);
  stops_.clear();
  next_ = 0;
  double time = start_;
  for (std::size_t stage = 0; stage < std::size(population::kRunIn); ++stage) {
    time += kDay * population::kRunIn[stage].days;
    stops_.push_back({Stop::Kind::run_in, time, stage});
  }
  // The screening sample is drawn the day before the baseline, whose 24-h mean begins there.
  stops_.push_back({Stop::Kind::screening, -kDay});

  const std::size_t slots = trial.periods() * trial.visits.size();
  day_before_.resize(slots);
  subject_.visit_time.assign(slots, 0);
  subject_.values.assign(slots * trial.columns.size(), kMissing);
  std::vector<Stop> visits;
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const Visit& visit = trial.visits[slot % trial.visits.size()];
    // Any day of the window that lies within the trial.
    const double early = std::min(visit.window, visit.time);
    const double late = std::min(visit.window, trial.duration - visit.time);
    const double days = std::floor((early + late) / kDay + 1e-9) + 1;
    const double when = visit.time - early + kDay * std::floor(draws.uniform("visit", slot) * days);
    subject_.visit_time[slot] = when;
    const double start = plan_.trial().period_start(slot / trial.visits.size());
    visits.push_back({Stop::Kind::day_before, start + when - kDay, slot});
    visits.push_back({Stop::Kind::visit, start + when, slot});
  }
  std::stable_sort(visits.begin(), visits.end(), [](const Stop& a, const Stop& b) { return a.time < b.time; });
  stops_.insert(stops_.end(), visits.begin(), visits.end());
}

model::AxisState<double> SubjectJourney::start_state() const {
  return population::starting_point(man_.parameters, plan_.catalog().typical);
}

model::Pace<double> SubjectJourney::pace() const {
  const Stop& stop = stops_[next_];
  if (stop.kind != Stop::Kind::run_in) return {};
  return {population::kRunIn[stop.index].pace, 0};
}

batch::Next SubjectJourney::arrive(double time, const model::AxisState<double>& state, const batch::Areas& areas) {
  while (next_ < stops_.size() && stops_[next_].time <= time) {
    const Stop stop = stops_[next_++];
    switch (stop.kind) {
      case Stop::Kind::run_in:
        break;
      case Stop::Kind::screening:
        if (taken(state, areas)) break;
        if (++attempt_ >= kMostAttempts) {
          throw InputError({plan_.trial().source_file, 0, "population"},
                           "no man met the entry criteria among " + std::to_string(kMostAttempts) +
                               " drawn: choose a condition, age or weight nearer to them");
        }
        draw();
        return batch::Next::start_over;
      case Stop::Kind::day_before:
        day_before_[stop.index] = areas;
        break;
      case Stop::Kind::visit:
        if (!visit(stop.index, time, state, areas)) {
          done_(std::move(subject_), std::move(trace_));
          return batch::Next::done;
        }
        seen_();
    }
  }
  if (next_ < stops_.size()) return batch::Next::go_on;
  done_(std::move(subject_), std::move(trace_));
  return batch::Next::done;
}

void SubjectJourney::fail(double time) {
  subject_.status = Status::failed;
  subject_.left_at = time;
  done_(std::move(subject_), std::move(trace_));
}

std::vector<double> SubjectJourney::read(const std::vector<Source>& sources, const model::AxisState<double>& state,
                                         const batch::Areas& areas, std::uint64_t sample, double time) const {
  const model::Observation<double> now = model::observe(man_.parameters, state);
  const population::Draws draws = draws_of(plan_.trial(), subject_.man, attempt_);
  std::vector<double> values;
  for (const Source& source : sources) {
    values.push_back(source.area ? (areas[*source.area] - day_before_[sample][*source.area]) / kDay
                                 : measured(now[source.observable], source.assay, draws,
                                            std::string(model::kObservableIds[source.observable]), sample, time));
  }
  return values;
}

bool SubjectJourney::taken(const model::AxisState<double>& state, const batch::Areas& areas) {
  const Population& population = plan_.trial().population;
  const bool chosen = plan_.seated().empty();
  const std::vector<double> entry = read(plan_.criteria(), state, areas, kScreeningSample, -kDay);
  for (std::size_t c = 0; c < entry.size(); ++c) {
    if (chosen && !population.include[c].bounds.hold(entry[c])) return false;
  }
  ++subject_.eligible;
  subject_.labs = read(plan_.labs(), state, areas, kScreeningSample, -kDay);
  const population::Draws draws = draws_of(plan_.trial(), subject_.man, attempt_);
  if (chosen && draws.uniform("cohort") >= plan_.cohort().chance(subject_.labs)) return false;

  amount_.clear();
  for (const TrialPlan::Prescription::Line& line : prescription_.lines) {
    const TrialArm& arm = plan_.trial().arms[subject_.arm_in(line.period, plan_.trial().arms.size())];
    amount_.push_back(arm.doses[line.dose].dose.amount);
    subject_.doses.push_back({0, line.period, line.dose, amount_.back(), 0});
  }
  return true;
}

bool SubjectJourney::visit(std::size_t slot, double time, const model::AxisState<double>& state, const batch::Areas& areas) {
  const Trial& trial = plan_.trial();
  if (time > 0 && time >= leaves_at_) {
    // Whom a rule has stopped stays one of those, though he is not seen to the end.
    if (subject_.status == Status::completed) {
      subject_.status = Status::dropped_out;
      subject_.left_at = leaves_at_;
    }
    return false;
  }
  constexpr auto kTestosterone = static_cast<std::size_t>(batch::Area::testosterone);
  trace_.testosterone.push_back((areas[kTestosterone] - day_before_[slot][kTestosterone]) / kDay);
  trace_.sperm.push_back(model::sperm_concentration(man_.parameters.spermatogenesis, state.spermatogenesis));
  const std::vector<double> values = read(plan_.columns(), state, areas, slot, time);
  std::copy(values.begin(), values.end(), subject_.values.begin() + static_cast<std::ptrdiff_t>(slot * values.size()));
  const bool baseline = slot % trial.visits.size() == 0;
  if (!baseline && subject_.status == Status::completed) apply_rules(slot, time, state, areas);
  return true;
}

void SubjectJourney::apply_rules(std::size_t slot, double time, const model::AxisState<double>& state,
                                 const batch::Areas& areas) {
  const Trial& trial = plan_.trial();
  const std::size_t period = slot / trial.visits.size();
  const std::uint32_t arm_index = subject_.arm_in(period, trial.arms.size());
  const TrialArm& arm = trial.arms[arm_index];

  const double planned = trial.visits[slot % trial.visits.size()].time;
  const auto due = [planned](const std::vector<double>& visits) {
    return visits.empty() || std::find(visits.begin(), visits.end(), planned) != visits.end();
  };
  const std::vector<double> judged = read(plan_.stopping(arm_index), state, areas, slot, time);
  for (std::uint32_t r = 0; r < judged.size(); ++r) {
    if (!due(arm.stopping[r].visits) || arm.stopping[r].keep.hold(judged[r])) continue;
    subject_.status = Status::stopped;
    subject_.left_at = time;
    subject_.reason = r;
    for (std::size_t line = 0; line < amount_.size(); ++line) {
      // In a cross-over the later periods are not begun.
      if (prescription_.lines[line].period >= period) set_amount(line, time, 0, 0);
    }
    return;
  }

  const std::vector<double> seen = read(plan_.titration(arm_index), state, areas, slot, time);
  for (std::uint32_t r = 0; r < seen.size(); ++r) {
    const TitrationRule& rule = arm.titration[r];
    if (!due(rule.visits) || rule.keep.hold(seen[r])) continue;
    const bool low = seen[r] < rule.keep.low;
    for (std::size_t line = 0; line < amount_.size(); ++line) {
      const auto& of = prescription_.lines[line];
      if (of.period != period || arm.doses[of.dose].label != rule.dose) continue;
      const double changed = low ? amount_[line] * rule.factor + rule.step : amount_[line] / rule.factor - rule.step;
      const double amount = std::clamp(changed, rule.amount.low, rule.amount.high);
      if (amount != amount_[line]) set_amount(line, time, amount, r + 1);
    }
  }
}

/// Changes what is given from `time` on.
void SubjectJourney::set_amount(std::size_t line, double time, double amount, std::uint32_t rule) {
  const std::size_t dose = prescription_.history + line;
  course_.change_dose(dose, time, amount / prescription_.doses[dose].amount);
  amount_[line] = amount;
  const auto& of = prescription_.lines[line];
  subject_.doses.push_back({time - plan_.trial().period_start(of.period), of.period, of.dose, amount, rule});
}

}  // namespace hpg::trial
