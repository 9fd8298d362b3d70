// Random trajectories, and a Sobol sequence with its digital shift.
#include "sensitivity/design.hpp"

#include <boost/random/sobol.hpp>
#include <numeric>
#include <utility>

#include "population/draws.hpp"

namespace hpg::sensitivity {

MorrisPlan::MorrisPlan(std::size_t factors, std::size_t trajectories, std::uint64_t seed) : factors_(factors) {
  for (std::size_t t = 0; t < trajectories; ++t) {
    const population::Draws draws(seed, t);
    std::vector<double> start;
    for (std::size_t f = 0; f < factors; ++f) start.push_back((static_cast<int>(4 * draws.uniform("morris.start", f)) + 0.5) / 4);
    std::vector<std::size_t> order(factors);
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = factors; i > 1; --i) {
      std::swap(order[i - 1], order[static_cast<std::size_t>(draws.uniform("morris.order", i) * static_cast<double>(i))]);
    }
    std::vector<Step> steps;
    for (const std::size_t f : order) steps.push_back({f, start[f] < 0.5 ? kJump : -kJump});
    starts_.push_back(std::move(start));
    steps_.push_back(std::move(steps));
  }
}

std::vector<double> MorrisPlan::point(std::size_t run) const {
  const std::size_t trajectory = run / (factors_ + 1);
  std::vector<double> at = starts_[trajectory];
  for (std::size_t s = 0; s < run % (factors_ + 1); ++s) at[steps_[trajectory][s].factor] += steps_[trajectory][s].by;
  return at;
}

SobolPlan::SobolPlan(std::size_t factors, std::size_t samples, std::uint64_t seed) : factors_(factors) {
  constexpr double kWhole = 0x1p32;
  const std::size_t columns = 2 * factors;
  const population::Draws draws(seed, 0);
  std::vector<std::uint32_t> shift;
  for (std::size_t c = 0; c < columns; ++c) shift.push_back(static_cast<std::uint32_t>(draws.uniform("sobol.shift", c) * kWhole));
  boost::random::sobol_engine<std::uint32_t, 32> sequence(columns);
  for (std::size_t r = 0; r < samples; ++r) {
    std::vector<double> row;
    for (std::size_t c = 0; c < columns; ++c) {
      // The engine leaves out the first point of the sequence, the origin, without which it is less even.
      const std::uint32_t digits = r == 0 ? 0 : sequence();
      row.push_back((static_cast<double>(digits ^ shift[c]) + 0.5) / kWhole);
    }
    rows_.push_back(std::move(row));
  }
}

std::vector<double> SobolPlan::point(std::size_t run) const {
  const std::vector<double>& row = rows_[run / (factors_ + 2)];
  const auto middle = row.begin() + static_cast<std::ptrdiff_t>(factors_);
  const std::size_t kind = run % (factors_ + 2);
  if (kind == 1) return {middle, row.end()};
  std::vector<double> at(row.begin(), middle);
  if (kind >= 2) at[kind - 2] = row[factors_ + kind - 2];
  return at;
}

}  // namespace hpg::sensitivity
