// Trials small enough to work out by hand.
#include "trial/analysis.hpp"

#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "trial/memory_trial.hpp"

using namespace hpg;
using namespace hpg::test;
using trial::analyse;
using trial::Analysis;

namespace {

using Kind = Outcome::Kind;

TrialDose line(const char* drug, double amount, double every_days, std::size_t count, double first_day = 0) {
  TrialDose out;
  out.label = drug;
  out.dose.drug = drug;
  out.dose.route = "im";
  out.dose.amount = amount;
  out.dose.every = every_days * 24;
  out.dose.count = count;
  out.dose.first = first_day * 24;
  return out;
}

DoseChange set(double day, double amount, std::uint32_t rule = 0, std::size_t period = 0, std::size_t dose = 0) {
  return {day * 24, period, dose, amount, rule};
}

}  // namespace

TEST_CASE("columns are summed up by arm and visit, missing values left out") {
  MemoryTrial data(plain_trial(2, {0, 28}));
  data.add(0, {10, 12});
  data.add(0, {14, kNone});
  data.add(1, {8, 0});
  const Analysis found = analyse(data);
  const auto& visits = found.columns.at(0).visits;
  CHECK(visits[0][0].n == 2);
  CHECK(visits[0][0].mean == doctest::Approx(12));
  CHECK(visits[0][0].sd == doctest::Approx(std::sqrt(8.0)));
  CHECK(visits[0][1].n == 1);
  CHECK(visits[1][1].median == 0);
  CHECK(std::isnan(visits[1][1].geometric_mean));
}

TEST_CASE("flow counts every man once") {
  Trial trial = plain_trial(2, {0, 28, 56});
  trial.arms[1].stopping = {{"hematocrit", {0, 54}, {}}, {"psa", {0, 4}, {}}};
  MemoryTrial data(trial);
  data.found.screened = 100;
  data.found.eligible = 60;
  data.found.accepted = 6;
  data.add(0, {1, 1, 1});
  Subject& lost = data.add(0, {1, 1, kNone});
  lost.status = Status::dropped_out;
  lost.left_at = 30 * 24;
  Subject& stopped = data.add(1, {1, 1, 1});
  stopped.status = Status::stopped;
  stopped.left_at = 28 * 24;
  stopped.reason = 1;
  Subject& failed = data.add(1, {1, kNone, kNone});
  failed.status = Status::failed;
  failed.left_at = 5;
  data.add(1, {1, 1, 1}).ill_conditioned = true;
  const Analysis found = analyse(data);
  CHECK(found.flow.screened == 100);
  CHECK(found.flow.eligible == 60);
  CHECK(found.flow.randomised == 5);
  const auto& a = found.flow.arms[0];
  CHECK(a.allocated == 2);
  CHECK(a.completed == 1);
  CHECK(a.dropped_out == 1);
  CHECK(a.seen == std::vector<std::size_t>{2, 2, 1});
  const auto& b = found.flow.arms[1];
  CHECK(b.allocated == 3);
  CHECK(b.completed == 1);
  CHECK(b.stopped == 1);
  REQUIRE(b.stopped_by.size() == 2);
  CHECK(b.stopped_by[0].men == 0);
  CHECK(b.stopped_by[1].men == 1);
  CHECK(b.failed == 1);
  CHECK(b.ill_conditioned == 1);
  REQUIRE(found.failed.size() == 1);
  CHECK(found.failed[0].man == 3);
  CHECK(found.failed[0].left_at == 5);
  REQUIRE(found.ill_conditioned.size() == 1);
  CHECK(found.ill_conditioned[0].man == 4);
}

TEST_CASE("a rule of the last visit of a period stops under the treatment of that period, not of the next") {
  Trial trial = plain_trial(2, {0, 28}, Design::crossover);
  trial.duration = 28 * 24;
  trial.washout = 0;
  trial.arms[0].stopping = {{"lh", {1.5, kNoBound}, {}}};
  trial.arms[1].stopping = {{"hematocrit", {0, 54}, {}}};
  trial.arms[1].doses = {line("clomiphene", 25000, 1, 28)};
  MemoryTrial data(trial);
  Subject& stopped = data.add(0, {1, 1, 1, 1});
  stopped.status = Status::stopped;
  stopped.left_at = 28 * 24;
  stopped.doses = {set(0, 25000, 0, 1, 0), set(0, 0, 0, 1, 0)};
  const Analysis found = analyse(data);
  for (const auto& by : found.flow.arms[0].stopped_by) CHECK(by.men == (by.arm == 0 ? 1 : 0));
  // The line of the second period was never begun.
  REQUIRE(found.doses.size() == 1);
  CHECK(found.doses[0].men == 0);
}

TEST_CASE("mean change with Student's interval and Welch's difference: the sleep data as a trial") {
  Trial trial = plain_trial(2, {0, 28});
  trial.outcomes = {outcome(Kind::change, 28)};
  MemoryTrial data(trial);
  for (const double x : {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0}) data.add(0, {10, 10 + x});
  for (const double x : {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4}) data.add(1, {20, 20 + x});
  data.add(1, {7, kNone});
  const Analysis result = analyse(data);
  const auto& found = result.outcomes.at(0);
  CHECK(found.visit == 1);
  CHECK(found.change[0].n == 10);
  CHECK(found.change[0].change.value == doctest::Approx(0.75));
  CHECK(found.change[1].n == 10);
  CHECK(found.change[1].baseline.n == 11);
  CHECK(found.change[1].change.low == doctest::Approx(0.897677));
  CHECK(found.change[1].difference.value == doctest::Approx(1.58));
  CHECK(found.change[1].difference.low == doctest::Approx(-0.2054832));
  CHECK(found.change[1].difference.high == doctest::Approx(3.3654832));
  CHECK(std::isnan(found.change[0].difference.value));
}

TEST_CASE("a cross-over compares each man with himself") {
  Trial trial = plain_trial(2, {0, 28}, Design::crossover);
  trial.outcomes = {outcome(Kind::change, 28), outcome(Kind::responder, 28, {12, kNoBound})};
  MemoryTrial data(trial);
  const double one[] = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
  const double two[] = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
  for (std::size_t i = 0; i < 10; ++i) {
    // Every other man has the second arm first.
    if (i % 2 == 0) data.add(0, {10, 10 + one[i], 10, 10 + two[i]});
    if (i % 2 == 1) data.add(1, {10, 10 + two[i], 10, 10 + one[i]});
  }
  data.add(0, {10, 11, 10, kNone});
  const Analysis found = analyse(data);
  CHECK(found.columns[0].visits[0][0].n == 11);
  CHECK(found.columns[0].visits[1][1].n == 10);
  CHECK(found.columns[0].visits[1][1].mean == doctest::Approx(12.33));
  const auto& change = found.outcomes[0].change;
  CHECK(change[0].n == 11);
  CHECK(change[1].pairs == 10);
  CHECK(change[1].difference.value == doctest::Approx(1.58));
  CHECK(change[1].difference.low == doctest::Approx(0.7001142));
  CHECK(change[1].difference.high == doctest::Approx(2.4598858));
  // At or above 12: under the first arm men 6, 7 and 10, under the second 6, 7, 9 and 10.
  const auto& responder = found.outcomes[1].responder;
  CHECK(responder[0].observed.with == 3);
  CHECK(responder[0].observed.of == 11);
  CHECK(responder[1].observed.with == 4);
  CHECK(responder[1].observed.of == 10);
  CHECK(responder[1].imputed.of == 11);
  const trial::Estimate pairs = trial::paired_share_difference({3, 1, 0, 6});
  CHECK(responder[1].difference.value == doctest::Approx(0.1));
  CHECK(responder[1].difference.low == doctest::Approx(pairs.low));
  CHECK(responder[1].difference.high == doctest::Approx(pairs.high));
  CHECK(responder[1].imputed_difference.value == doctest::Approx(1.0 / 11));
}

TEST_CASE("three arms in a cross-over rotate") {
  MemoryTrial data(plain_trial(3, {0, 28}, Design::crossover));
  data.add(1, {1, 2, 3, 4, 5, 6});
  const Analysis found = analyse(data);
  CHECK(found.columns[0].visits[1][1].mean == 2);
  CHECK(found.columns[0].visits[2][1].mean == 4);
  CHECK(found.columns[0].visits[0][1].mean == 6);
  CHECK(found.flow.arms[1].allocated == 1);
  CHECK(found.flow.arms[1].seen.size() == 6);
}

TEST_CASE("responders: of the men seen, and of all men") {
  Trial trial = plain_trial(2, {0, 28});
  trial.outcomes = {outcome(Kind::responder, 28, {5, kNoBound})};
  MemoryTrial data(trial);
  for (int i = 0; i < 70; ++i) data.add(0, {1, i < 56 ? 6.0 : 4.0});
  for (int i = 0; i < 80; ++i) data.add(1, {1, i < 48 ? 5.0 : 4.0});
  for (int i = 0; i < 20; ++i) data.add(1, {1, kNone});
  const auto found = analyse(data).outcomes[0].responder;
  CHECK(found[0].share.value == doctest::Approx(0.8));
  CHECK(found[1].observed.of == 80);
  CHECK(found[1].imputed.of == 100);
  CHECK(found[1].imputed_share.value == doctest::Approx(0.48));
  CHECK(found[1].difference.low == doctest::Approx(-0.3339).epsilon(0.001));
  CHECK(found[1].difference.high == doctest::Approx(-0.0524).epsilon(0.001));
  CHECK(found[1].imputed_difference.value == doctest::Approx(-0.32));
}

TEST_CASE("time to the first visit within bounds, counted from a given time") {
  Trial trial = plain_trial(1, {0, 30, 60, 90});
  trial.outcomes = {outcome(Kind::time_to, 0, {20, kNoBound})};
  trial.outcomes[0].from = 30 * 24;
  trial.visits[3].window = 4 * 24;
  MemoryTrial data(trial);
  data.add(0, {50, 50, 25, 5});                         // at 30 d after, what was before does not count
  data.add(0, {50, 1, 1, 25}).visit_time[3] = 93 * 24;  // he came late; counted at the visit, as the next
  data.add(0, {50, 1, kNone, 1});                       // seen until 60 d
  data.add(0, {50, 1, kNone, kNone});                   // never seen after
  const auto found = analyse(data).outcomes[0].time_to.at(0);
  const auto& curve = found.curve;
  REQUIRE(found.at_visit.size() == 4);
  CHECK(std::isnan(found.at_visit[1].value));
  CHECK(found.at_visit[2].value == doctest::Approx(1.0 / 3));
  CHECK(curve.men == 4);
  CHECK(curve.events == 2);
  REQUIRE(curve.steps.size() == 2);
  CHECK(curve.steps[0].time == doctest::Approx(30 * 24));
  CHECK(curve.steps[0].at_risk == 3);
  CHECK(curve.steps[0].share.value == doctest::Approx(1.0 / 3));
  CHECK(curve.steps[1].time == doctest::Approx(60 * 24));
  CHECK(curve.steps[1].at_risk == 2);
  CHECK(curve.steps[1].share.value == doctest::Approx(2.0 / 3));
  CHECK(curve.median.value == doctest::Approx(60 * 24));
  CHECK(found.at_visit[3].value == doctest::Approx(2.0 / 3));
}

TEST_CASE("an arm without men, and a single man, have what they can have") {
  Trial trial = plain_trial(2, {0, 28});
  trial.arms[0].doses = {line("testosterone cypionate", 1e5, 7, 4)};
  trial.outcomes = {outcome(Kind::change, 28), outcome(Kind::responder, 28, {5, 9}), outcome(Kind::time_to, 28, {5, 9})};
  MemoryTrial data(trial);
  data.add(1, {3, 6});
  const Analysis found = analyse(data);
  CHECK(found.flow.arms[0].allocated == 0);
  CHECK(found.columns[0].visits[0][1].n == 0);
  CHECK(found.outcomes[0].change[1].change.value == 3);
  CHECK_FALSE(found.outcomes[0].change[1].change.has_interval());
  CHECK(std::isnan(found.outcomes[0].change[1].difference.value));
  CHECK(std::isnan(found.outcomes[1].responder[0].share.value));
  CHECK(found.outcomes[1].responder[1].share.value == 1);
  CHECK(std::isnan(found.outcomes[1].responder[1].difference.low));
  CHECK(found.outcomes[2].time_to[0].curve.men == 0);
  CHECK(found.doses[0].men == 0);
  CHECK(found.doses[0].visits[1].amount.n == 0);

  const MemoryTrial nobody(trial);
  CHECK(analyse(nobody).flow.randomised == 0);
}

TEST_CASE("all values below the limit") {
  Trial trial = plain_trial(2, {0, 28});
  trial.outcomes = {outcome(Kind::change, 28), outcome(Kind::responder, 28, {0, 1})};
  MemoryTrial data(trial);
  for (std::uint32_t i = 0; i < 6; ++i) data.add(i % 2, {0, 0});
  const Analysis found = analyse(data);
  CHECK(found.columns[0].visits[0][1].q95 == 0);
  CHECK(found.outcomes[0].change[1].difference.value == 0);
  CHECK(found.outcomes[0].change[1].difference.high == 0);
  CHECK(found.outcomes[1].responder[0].share.value == 1);
}

TEST_CASE("doses in force, and who was changed") {
  Trial trial = plain_trial(2, {0, 28, 56, 84});
  trial.arms[0].doses = {line("testosterone cypionate", 1e5, 7, 8)};  // until day 56
  MemoryTrial data(trial);
  data.add(0, {1, 1, 1, 1}).doses = {set(0, 1e5), set(28, 1.2e5, 1), set(56, 1.0e5, 1)};
  data.add(0, {1, 1, 1, 1}).doses = {set(0, 1e5), set(28, 0.8e5, 1)};
  Subject& stopped = data.add(0, {1, 1, 1, 1});
  stopped.status = Status::stopped;
  stopped.left_at = 28 * 24;
  stopped.doses = {set(0, 1e5), set(28, 0)};
  Subject& lost = data.add(0, {1, kNone, kNone, kNone});
  lost.status = Status::dropped_out;
  lost.left_at = 10 * 24;
  lost.doses = {set(0, 1e5)};
  data.add(1, {1, 1, 1, 1});
  const auto doses = analyse(data).doses;
  REQUIRE(doses.size() == 1);
  const auto& found = doses[0];
  CHECK(found.arm == 0);
  CHECK(found.men == 4);
  CHECK(found.ever_raised == 1);
  CHECK(found.ever_lowered == 2);
  CHECK(found.visits[0].amount.n == 4);
  CHECK(found.visits[0].amount.mean == doctest::Approx(1e5));
  // At day 28 still the first amount, on which the lab of that day was drawn.
  CHECK(found.visits[1].amount.n == 3);
  CHECK(found.visits[1].amount.sd == doctest::Approx(0));
  CHECK(found.visits[1].raised == 1);
  CHECK(found.visits[1].lowered == 1);
  CHECK(found.visits[2].amount.n == 2);
  CHECK(found.visits[2].off == 1);
  CHECK(found.visits[2].amount.mean == doctest::Approx(1e5));
  CHECK(found.visits[2].lowered == 1);
  CHECK(found.visits[3].amount.n == 0);
  CHECK(found.visits[3].off == 0);
}

TEST_CASE("dose lines of the periods of a cross-over go to their arms") {
  Trial trial = plain_trial(2, {0, 28}, Design::crossover);
  trial.arms[0].doses = {line("clomiphene", 25000, 1, 28)};
  trial.arms[1].doses = {line("hCG", 500, 2, 14), line("FSH", 75, 2, 14)};
  MemoryTrial data(trial);
  data.add(1, {1, 1, 1, 1}).doses = {set(0, 500), set(0, 75, 0, 0, 1), set(0, 25000, 0, 1, 0)};
  const auto doses = analyse(data).doses;
  REQUIRE(doses.size() == 3);
  CHECK(doses[0].arm == 0);
  CHECK(doses[0].visits[1].amount.mean == 25000);
  CHECK(doses[1].arm == 1);
  CHECK(doses[1].visits[1].amount.mean == 500);
  CHECK(doses[2].dose == 1);
  CHECK(doses[2].visits[1].amount.mean == 75);
}

TEST_CASE("data that do not fit the trial are refused") {
  Trial trial = plain_trial(1, {0, 28});
  MemoryTrial shapeless(trial);
  shapeless.add(0, {1});
  CHECK_THROWS_AS((void)analyse(shapeless), std::invalid_argument);
  trial.outcomes = {outcome(Kind::change, 28)};
  trial.outcomes[0].column.observable = "psa";
  const MemoryTrial unknown(trial);
  CHECK_THROWS_AS((void)analyse(unknown), std::invalid_argument);
}
