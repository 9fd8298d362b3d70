// Estimators of Morris, Campolongo, Saltelli and Jansen, and the bootstrap.
#include "sensitivity/indices.hpp"

#include <algorithm>
#include <cmath>

#include "population/draws.hpp"

namespace hpg::sensitivity {

namespace {

constexpr std::size_t kResamples = 1000;
constexpr std::size_t kFewest = 8;  // for an interval

using Picks = std::vector<std::vector<std::size_t>>;

/// Draws of n of n with replacement; none when there are too few.
Picks resamples(std::uint64_t seed, std::size_t n) {
  if (n < kFewest) return {};
  const population::Draws draws(seed, 0);
  Picks picks(kResamples);
  std::uint64_t next = 0;
  for (auto& picked : picks) {
    for (std::size_t i = 0; i < n; ++i) {
      picked.push_back(static_cast<std::size_t>(draws.uniform("bootstrap", next++) * static_cast<double>(n)));
    }
  }
  return picks;
}

/// Percentile interval.
trial::Estimate with_interval(double value, std::vector<double>& resampled) {
  std::erase_if(resampled, [](double x) { return !std::isfinite(x); });
  if (resampled.empty()) return {value};
  std::sort(resampled.begin(), resampled.end());
  return {value, trial::quantile(resampled, 0.025), trial::quantile(resampled, 0.975)};
}

/// Outcomes of one row, less their mean over all rows: the estimator of the first-order index is much steadier so.
struct Row {
  double a, b;
  std::vector<double> mixed;
};

std::vector<Row> complete_rows(const SobolPlan& plan, const std::vector<double>& outcome) {
  std::vector<Row> rows;
  double sum = 0;
  for (std::size_t r = 0; r < plan.samples(); ++r) {
    Row row{outcome[plan.a(r)], outcome[plan.b(r)], {}};
    bool complete = std::isfinite(row.a) && std::isfinite(row.b);
    for (std::size_t f = 0; f < plan.factors(); ++f) {
      row.mixed.push_back(outcome[plan.mixed(r, f)]);
      complete = complete && std::isfinite(row.mixed.back());
    }
    if (!complete) continue;
    sum += row.a + row.b;
    rows.push_back(std::move(row));
  }
  const double mean = sum / (2 * static_cast<double>(rows.size()));
  for (Row& row : rows) {
    row.a -= mean;
    row.b -= mean;
    for (double& mixed : row.mixed) mixed -= mean;
  }
  return rows;
}

struct Shares {
  std::vector<double> first, total;
};

/// Of the rows picked. First order: Saltelli 2010, table 2 (b); total: Jansen 1999, there (f).
Shares shares(const std::vector<Row>& rows, const std::vector<std::size_t>& picked, std::size_t factors) {
  trial::Moments all;
  std::vector<double> first(factors), total(factors);
  for (const std::size_t r : picked) {
    const Row& row = rows[r];
    all.add(row.a);
    all.add(row.b);
    for (std::size_t f = 0; f < factors; ++f) {
      first[f] += row.b * (row.mixed[f] - row.a);
      total[f] += (row.a - row.mixed[f]) * (row.a - row.mixed[f]);
    }
  }
  const double n = static_cast<double>(picked.size());
  const double variance = all.variance() > 0 ? all.variance() : trial::kMissing;
  for (std::size_t f = 0; f < factors; ++f) {
    first[f] /= n * variance;
    total[f] /= 2 * n * variance;
  }
  return {std::move(first), std::move(total)};
}

/// Pearson's, of the factor's quantile with the outcome over A and B.
double correlation(const SobolPlan& plan, const std::vector<double>& outcome, std::size_t factor) {
  std::vector<std::pair<double, double>> pairs;
  trial::Moments x, y;
  for (std::size_t r = 0; r < plan.samples(); ++r) {
    for (const std::size_t run : {plan.a(r), plan.b(r)}) {
      if (!std::isfinite(outcome[run])) continue;
      pairs.emplace_back(plan.point(run)[factor], outcome[run]);
      x.add(pairs.back().first);
      y.add(pairs.back().second);
    }
  }
  if (!(y.variance() > 0)) return trial::kMissing;
  double sum = 0;
  for (const auto& [u, value] : pairs) sum += (u - x.mean()) * (value - y.mean());
  return sum / (static_cast<double>(pairs.size() - 1) * x.sd() * y.sd());
}

}  // namespace

std::vector<ElementaryEffects> elementary_effects(const MorrisPlan& plan, const std::vector<double>& outcome,
                                                  std::uint64_t seed) {
  std::vector<std::vector<double>> of(plan.factors());
  for (std::size_t t = 0; t < plan.trajectories(); ++t) {
    for (std::size_t s = 0; s < plan.factors(); ++s) {
      const MorrisPlan::Step& step = plan.step(t, s);
      const double effect = (outcome[plan.run(t, s + 1)] - outcome[plan.run(t, s)]) / step.by;
      if (std::isfinite(effect)) of[step.factor].push_back(effect);
    }
  }
  const Picks usual = resamples(seed, plan.trajectories());
  std::vector<ElementaryEffects> all;
  for (const std::vector<double>& effects : of) {
    trial::Moments plain, absolute;
    for (const double effect : effects) {
      plain.add(effect);
      absolute.add(std::abs(effect));
    }
    std::vector<double> resampled;
    for (const auto& picked : effects.size() == plan.trajectories() ? usual : resamples(seed, effects.size())) {
      double sum = 0;
      for (const std::size_t i : picked) sum += std::abs(effects[i]);
      resampled.push_back(sum / static_cast<double>(effects.size()));
    }
    all.push_back({effects.size(), with_interval(absolute.mean(), resampled), plain.mean(), plain.sd()});
  }
  return all;
}

std::vector<SobolIndices> sobol_indices(const SobolPlan& plan, const std::vector<double>& outcome, std::uint64_t seed) {
  const std::size_t factors = plan.factors();
  const std::vector<Row> rows = complete_rows(plan, outcome);
  std::vector<SobolIndices> all(factors);
  if (rows.size() < 2) return all;
  std::vector<std::size_t> every(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) every[r] = r;
  const Shares found = shares(rows, every, factors);

  std::vector<std::vector<double>> first(factors), total(factors);
  for (const auto& picked : resamples(seed, rows.size())) {
    const Shares again = shares(rows, picked, factors);
    for (std::size_t f = 0; f < factors; ++f) {
      first[f].push_back(again.first[f]);
      total[f].push_back(again.total[f]);
    }
  }
  for (std::size_t f = 0; f < factors; ++f) {
    all[f] = {with_interval(found.first[f], first[f]), with_interval(found.total[f], total[f]), correlation(plan, outcome, f)};
  }
  return all;
}

}  // namespace hpg::sensitivity
