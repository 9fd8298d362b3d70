// The engine against the scalar integrator, and the promise that a man's course depends on nothing but himself.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "batch/follow.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <map>
#include <thread>

#include "hpgsim/run.hpp"
#include "men.hpp"
#include "trial/treated_man.hpp"

using namespace hpg;
using test::Day;

namespace {

using Diaries = std::vector<std::vector<Day>>;

/// Follows the men `who` in this order.
Diaries follow(const std::vector<std::uint64_t>& who, std::size_t days, batch::Accuracy accuracy, batch::FollowOptions options) {
  Diaries diaries(who.size());
  std::size_t next = 0;
  batch::follow(
      test::catalog().typical,
      [&]() -> std::unique_ptr<batch::Journey> {
        if (next == who.size()) return nullptr;
        auto walk = std::make_unique<test::Walk>(who[next], days, accuracy, diaries[next]);
        ++next;
        return walk;
      },
      options);
  return diaries;
}

bool same_bits(const std::vector<Day>& a, const std::vector<Day>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(Day)) == 0;
}

/// 24-h means of testosterone and LH by the scalar integrator, the areas as states of their own.
std::vector<std::array<double, 2>> exact(std::uint64_t number, std::size_t days) {
  constexpr std::size_t kN = model::kStates + 2;
  const test::Man& man = test::Man::number(number);
  pharmacology::Course course(test::doses_of(number), test::find_drug);
  trial::TreatedAxis axis(man.parameters, man.constants, course, 8);
  auto system = [&](double t, const solver::Vector<kN>& y, solver::Vector<kN>& dy) {
    population::StateVector state, derivative;
    std::copy_n(y.begin(), model::kStates, state.begin());
    axis(t, state, derivative);
    std::copy_n(derivative.begin(), model::kStates, dy.begin());
    const model::AxisState<double> s = population::to_axis(state);
    dy[model::kStates] = s.steroids.testosterone;
    dy[model::kStates + 1] = s.pituitary.lh;
  };
  solver::Vector<kN> floor, y{};
  const auto sizes = population::error_floor(test::catalog().typical);
  const auto rested = population::to_vector(man.rested);
  std::copy(sizes.begin(), sizes.end(), floor.begin());
  std::copy(rested.begin(), rested.end(), y.begin());
  floor[model::kStates] = floor[model::kStates + 1] = 1;
  solver::Tsit5<kN, decltype(system)> solver(system, floor, {1e-9, 1.0});
  solver.start(0, y);
  std::vector<std::array<double, 2>> means;
  std::array<double, 2> before{};
  for (std::size_t day = 1; day <= days; ++day) {
    trial::advance_through_doses(solver, course, 24.0 * static_cast<double>(day), [](const auto&) {});
    const std::array<double, 2> now{solver.state()[model::kStates], solver.state()[model::kStates + 1]};
    means.push_back({(now[0] - before[0]) / 24, (now[1] - before[1]) / 24});
    before = now;
  }
  return means;
}

/// Largest relative error of a man's 24-h means.
std::array<double, 2> error_of(const std::vector<Day>& diary, const std::vector<std::array<double, 2>>& truth) {
  std::array<double, 2> worst{};
  constexpr std::array kinds{batch::Area::testosterone, batch::Area::lh};
  for (std::size_t day = 0; day < truth.size(); ++day) {
    for (std::size_t k = 0; k < 2; ++k) {
      const auto area = static_cast<std::size_t>(kinds[k]);
      const double mean = (diary[day].areas[area] - (day > 0 ? diary[day - 1].areas[area] : 0)) / 24;
      worst[k] = std::max(worst[k], std::abs(mean / truth[day][k] - 1));
    }
  }
  return worst;
}

const std::vector<std::uint64_t> kMen{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

}  // namespace

TEST_CASE("24-h means agree with the scalar integrator: untreated, depot, tablets and pump") {
  constexpr std::size_t kDays = 10;
  const Diaries usual = follow({0, 1, 2, 3}, kDays, {}, {});
  const Diaries careful = follow({0, 1, 2, 3}, kDays, {5e-4, 1.0 / 3}, {});
  const Diaries fine = follow({0, 1, 2, 3}, kDays, {1e-6, 0.0625}, {});
  for (std::uint64_t man = 0; man < 4; ++man) {
    INFO("man ", man);
    const auto truth = exact(man, kDays);
    const auto rough = error_of(usual[man], truth);
    CHECK(rough[0] < 5e-4);
    CHECK(rough[1] < 2e-3);
    const auto error = error_of(careful[man], truth);
    // Worst day: a pump every two hours makes levels that bend, for which strides are cut to five
    // tolerances; all others are a magnitude better.
    const bool pump = man == 2;
    CHECK(error[0] < (pump ? 5e-4 : 5e-5));
    CHECK(error[1] < (pump ? 2e-3 : 5e-4));
    const auto finer = error_of(fine[man], truth);
    CHECK(finer[0] < 1e-5);
    CHECK(finer[1] < 5e-5);
  }
}

TEST_CASE("a man's course is the same bit for bit in any company, seat, number of threads and instruction set") {
  const Diaries first = follow(kMen, 3, {}, {.threads = 1});
  for (const unsigned threads : {2U, 3U}) {
    const Diaries again = follow(kMen, 3, {}, {.threads = threads, .seats = 8});
    for (std::size_t i = 0; i < kMen.size(); ++i) CHECK(same_bits(again[i], first[i]));
  }
  const Diaries mixed = follow({7, 3, 3, 10}, 3, {}, {.threads = 1});
  CHECK(same_bits(mixed[0], first[7]));
  CHECK(same_bits(mixed[1], first[3]));
  CHECK(same_bits(mixed[2], first[3]));
  CHECK(same_bits(mixed[3], first[10]));
  for (const auto set : {batch::Instructions::portable, batch::Instructions::avx2, batch::Instructions::avx512}) {
    if (set > batch::widest_instructions()) continue;
    INFO(batch::name_of(set));
    const Diaries other = follow(kMen, 3, {}, {.instructions = set});
    for (std::size_t i = 0; i < kMen.size(); ++i) CHECK(same_bits(other[i], first[i]));
  }
}

TEST_CASE("few men are shared out among the threads, and are the same men") {
  const Diaries alone = follow(kMen, 2, {}, {.threads = 1});
  for (const unsigned threads : {2U, 5U, 40U}) {
    INFO(threads, " threads");
    const std::size_t share = (kMen.size() + threads - 1) / threads;
    std::atomic<bool> any_done{false};
    struct Leaver : test::Walk {
      using Walk::Walk;
      ~Leaver() override { *done = true; }
      std::atomic<bool>* done = nullptr;
    };
    std::map<std::thread::id, std::size_t> taken;  // while nobody has left his seat
    std::size_t next = 0;
    Diaries diaries(kMen.size());
    const auto give = [&]() -> std::unique_ptr<batch::Journey> {
      if (next == kMen.size()) return nullptr;
      if (!any_done) ++taken[std::this_thread::get_id()];
      auto walk = std::make_unique<Leaver>(kMen[next], 2, batch::Accuracy{}, diaries[next]);
      walk->done = &any_done;
      ++next;
      return walk;
    };
    batch::follow(test::catalog().typical, give, {.threads = threads, .men = kMen.size()});
    for (const auto& [thread, men] : taken) CHECK(men <= share);
    for (std::size_t i = 0; i < kMen.size(); ++i) CHECK(same_bits(diaries[i], alone[i]));
  }
}

TEST_CASE("the error of the slow half falls at least with the square of the stride") {
  const auto truth = exact(3, 5);
  const auto error = [&](double stride) { return error_of(follow({3}, 5, {1e-8, stride}, {.threads = 1})[0], truth)[0]; };
  const double coarse = error(1.0);
  CHECK(coarse > 1e-6);
  CHECK(error(0.25) < coarse / 16);
}

TEST_CASE("a stop is heard, and what a journey throws comes out") {
  std::atomic<bool> stop{true};
  CHECK_THROWS_AS(follow(kMen, 3, {}, {.stop = &stop}), Stopped);
}
