// Drugs and states of the hypothalamus and pituitary: antagonists and agonists of GnRH, kisspeptin, NK3, opioids, prolactin,
// fasting.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

double highest(const Followed& m, const std::string& observable, int from, int to) {
  double most = 0;
  for (int day = from; day <= to; ++day) most = std::max(most, m.relative(observable, day));
  return most;
}

/// Mean LH of a pulse profile between two hours after its start.
double lh_between(const PulseProfile& day, double from, double to) {
  double sum = 0;
  int n = 0;
  for (std::size_t i = 0; i < day.time.size(); ++i) {
    const double hour = day.time[i] - day.time.front();
    if (hour >= from - 1e-6 && hour <= to + 1e-6) {
      sum += day.lh[i];
      ++n;
    }
  }
  return sum / n;
}

}  // namespace

TEST_CASE("GnRH antagonist: no flare, castrate by day 3; agonist: flare, then castrate") {
  // The men of the trials: castrate by day 3 in 96 %.
  const Followed antagonist(man("healthy", 72, 27), {dose("degarelix", "sc", 240 * mg, 0, 1)}, 28);
  CHECK(highest(antagonist, "lh", 1, 7) < 1);
  CHECK(highest(antagonist, "total_testosterone", 1, 7) < 1);
  CHECK(antagonist.morning("total_testosterone", 3) * kNgPerDl < 50);
  CHECK(antagonist.mean("total_testosterone", 28) * kNgPerDl < 50);

  const Followed oral(man(), {dose("relugolix", "oral", 360 * mg, 0, 1), dose("relugolix", "oral", 120 * mg, 1, 83, 1)}, 112);
  CHECK(highest(oral, "total_testosterone", 1, 7) < 1);
  CHECK_WITHIN(oral.morning("total_testosterone", 4) * kNgPerDl, 15, 60);  // 56 % below 50 on day 4
  CHECK(oral.mean("total_testosterone", 84) * kNgPerDl < 50);
  CHECK(oral.relative("total_testosterone", 112, 3) > 0.6);  // normal within 28 d

  for (const auto& [drug, route, amount] :
       {std::tuple{"triptorelin depot 1-month", "im", 3.75}, {"goserelin implant 1-month", "sc", 3.6}}) {
    INFO(drug);
    const Followed agonist(man(), {dose(drug, catalog().drug(drug, {}).routes.front().name, amount * mg, 28, 2)}, 50);
    CHECK(highest(agonist, "total_testosterone", 1, 5) > 1.2);
    CHECK(agonist.mean("total_testosterone", 28) * kNgPerDl < 50);
  }
}

TEST_CASE("an agonist given while degarelix holds the receptors makes no surge") {
  const Followed m(man("healthy", 71, 27),
                   {dose("degarelix", "sc", 240 * mg, 0, 1), dose("degarelix", "sc", 80 * mg, 28, 2, 28),
                    dose("leuprolide", "im", 7.5 * mg, 28, 1, 90)},
                   104);
  // 25.8 ng/dL three days later, 8.9 % of men above 50 at any time (Zuckerman 2014); without degarelix it would double.
  CHECK(m.mean("total_testosterone", 93) * kNgPerDl < 50);
  CHECK(highest(m, "total_testosterone", 90, 104) < 0.2);
}

TEST_CASE("recovery after 3 and after 24 months of an agonist differs") {
  const auto back = [](int months) {
    const double end = 28.0 * months;
    const Followed m(man("healthy", 65, 26), {dose("leuprolide", "im", 7.5 * mg, 28, static_cast<std::size_t>(months))},
                     end + 240);
    const auto day = m.first_above("total_testosterone", 0.7 * m.mean("total_testosterone", 0), end);
    REQUIRE(day);
    return *day - end;
  };
  const double after_three = back(3);
  const double after_long = back(26);
  CHECK(after_three > 0);
  CHECK(after_long > after_three + 3);
}

TEST_CASE("kisspeptin-10: bolus, infusion, and the fade of a high dose (George 2011)") {
  const Followed bolus(man(), {dose("kisspeptin-10", "iv", 80, 0, 1, 1)}, 2, {0, 1});
  const double before = lh_between(bolus.profiles()[0], 0, 24);
  CHECK_WITHIN(lh_between(bolus.profiles()[1], 0.5, 0.7) / before, 1.8, 4.5);  // 3.0

  // 1.5 ug/kg/h: LH 2.7-fold, pulses from 0.7 to 1.0 an hour.
  const Followed infusion(man(), {dose("kisspeptin-10", "iv", 120 * 9, 0, 1, 1, 9)}, 2, {0, 1});
  CHECK_WITHIN(lh_between(infusion.profiles()[1], 1, 9) / before, 1.7, 4);
  const auto pulses = [](const PulseProfile& day, double hours) {
    return std::count_if(day.pulses.peak_times.begin(), day.pulses.peak_times.end(),
                         [&](double t) { return t - day.time.front() < hours; });
  };
  CHECK(pulses(infusion.profiles()[1], 9) >= pulses(infusion.profiles()[0], 9));

  // 12.5 ug/kg/h for a day: LH falls from its peak while the infusion goes on.
  const Followed high(man(), {dose("kisspeptin-10", "iv", 1000 * 24, 0, 1, 1, 24)}, 2, {1});
  const auto& lh = high.profiles()[0].lh;
  const double peak = *std::max_element(lh.begin(), lh.end());
  CHECK_WITHIN(1 - lh_between(high.profiles()[0], 22, 24) / peak, 0.1, 0.65);
}

TEST_CASE("kisspeptin does next to nothing with a remnant of GnRH neurons, and nothing without its receptor") {
  const auto given = [](const char* condition) {
    return Followed(man(condition), {dose("kisspeptin-10", "iv", 120 * 24, 0, 1, 1, 24)}, 2);
  };
  const Followed remnant = given("congenital hypogonadotropic hypogonadism");
  CHECK(remnant.mean("lh", 2) < 0.5);
  CHECK_WITHIN(remnant.relative("lh", 2), 0.9, 2.5);
  const Followed without = given("KISS1R loss");
  CHECK_WITHIN(without.relative("lh", 2), 0.9, 1.1);
  CHECK(without.mean("lh", 0) < 1);
}

TEST_CASE("NK3 antagonist lowers LH and testosterone within a day and leaves the pulse rate (Skorupskaite 2018)") {
  const Followed m(man(), {dose("MLE4901", "oral", 40 * mg, 0.5, 14)}, 7, {-1, 5});
  CHECK_WITHIN(m.relative("lh", 2), 0.2, 0.7);  // 0.38
  CHECK(m.relative("total_testosterone", 2) < 0.8);
  CHECK_WITHIN(m.profiles()[1].pulses.per_24_h / m.profiles()[0].pulses.per_24_h, 0.8, 1.3);
}

TEST_CASE("naloxone raises LH within an hour; opioids lower LH and testosterone, and naloxone undoes that") {
  const Followed naloxone(man(), {dose("naloxone", "iv", 20 * mg, 0, 1, 1)}, 2, {0, 1});
  const double before = lh_between(naloxone.profiles()[0], 0, 24);
  const auto& lh = naloxone.profiles()[1].lh;
  CHECK_WITHIN(*std::max_element(lh.begin(), lh.begin() + 10) / before, 1.6, 3);  // 2.25

  const Followed opioid(man(), {dose("methadone", "oral", 80 * mg, 1, 60)}, 60);
  CHECK_WITHIN(opioid.relative("total_testosterone", 60, 3), 0.4, 0.85);
  CHECK(opioid.relative("lh", 60, 3) < 0.9);

  const Followed patient(man("opioid-induced hypogonadism"), {dose("naloxone", "iv", 96 * mg, 0, 1, 0, 48)}, 2);
  CHECK(patient.relative("lh", 2) > 1.5);
}

TEST_CASE("cabergoline restores a hyperprolactinaemic man over months") {
  const Followed m(man("hyperprolactinemia"), {dose("cabergoline", "oral", 500, 3.5, 52)}, 180);
  CHECK(m.mean("prolactin", 0) > 50);
  CHECK(m.mean("total_testosterone", 0) < 0.75 * 19);
  CHECK(m.mean("prolactin", 28) < 25);
  CHECK(m.mean("total_testosterone", 28) < m.mean("total_testosterone", 180, 3));
  CHECK(m.mean("total_testosterone", 180, 3) * kNgPerDl > 400);
}

TEST_CASE("48-h fast: LH and testosterone fall, the pituitary still answers GnRH") {
  const auto fast = dose("fasting", "life", 1.0, 0, 1, 1, 48);
  const auto test = dose("gonadorelin", "iv", 10, 0, 1, 2.75);
  const Followed fasted(man(), {fast}, 4, {0, 2});
  CHECK_WITHIN(fasted.relative("lh", 3), 0.25, 0.75);  // 0.36 (Cameron 1991), 0.7 (Samuels 1996)
  CHECK(fasted.relative("total_testosterone", 3) < 0.9);
  const Followed fed_test(man(), {test}, 4, {2});
  const Followed fasted_test(man(), {fast, test}, 4, {2});
  const auto peak = [](const Followed& m) {
    const auto& lh = m.profiles().back().lh;
    return *std::max_element(lh.begin() + 108, lh.begin() + 120);  // the two hours after the test dose
  };
  CHECK(peak(fasted_test) > 0.7 * peak(fed_test));
}
