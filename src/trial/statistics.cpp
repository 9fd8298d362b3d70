// The formulas, each with its source.
#include "trial/statistics.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>

namespace hpg::trial {
namespace {

double student_975(double freedom) { return student_quantile(0.975, freedom); }

double square(double x) { return x * x; }

}  // namespace

double student_quantile(double share, double freedom) { return quantile(boost::math::students_t(freedom), share); }

// Type 7 of Hyndman RJ, Fan Y. Sample quantiles in statistical packages. Am Stat 1996;50:361-5: linear between order statistics,
// the default of R and NumPy.
double quantile(const std::vector<double>& ascending, double share) {
  const double place = share * static_cast<double>(ascending.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  if (below + 1 >= ascending.size()) return ascending.back();
  return ascending[below] + (place - static_cast<double>(below)) * (ascending[below + 1] - ascending[below]);
}

// Welford BP. Note on a method for calculating corrected sums of squares and products. Technometrics 1962;4:419-20: no
// cancellation when the spread is small beside the mean.
void Moments::add(double value) {
  ++n_;
  const double step = value - mean_;
  mean_ += step / static_cast<double>(n_);
  squares_ += step * (value - mean_);
}

Spread spread_of(std::vector<double>& values) {
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  Spread out;
  out.n = values.size();
  if (values.empty()) return out;
  std::sort(values.begin(), values.end());
  Moments moments;
  for (const double value : values) moments.add(value);
  out.mean = moments.mean();
  out.sd = moments.sd();
  out.q05 = quantile(values, 0.05);
  out.q25 = quantile(values, 0.25);
  out.median = quantile(values, 0.5);
  out.q75 = quantile(values, 0.75);
  out.q95 = quantile(values, 0.95);
  if (values.front() > 0) {
    Moments logs;
    for (const double value : values) logs.add(std::log(value));
    out.geometric_mean = std::exp(logs.mean());
  }
  return out;
}

// Student. The probable error of a mean. Biometrika 1908;6:1-25.
Estimate mean_interval(const Moments& values) {
  Estimate out{values.mean()};
  if (values.n() < 2) return out;
  const double half = student_975(static_cast<double>(values.n() - 1)) * values.sd() / std::sqrt(static_cast<double>(values.n()));
  out.low = out.value - half;
  out.high = out.value + half;
  return out;
}

// Welch BL. The generalization of "Student's" problem when several different population variances are involved. Biometrika
// 1947;34:28-35, with the degrees of freedom of Satterthwaite FE. Biometrics Bull 1946;2:110-4.
Estimate welch_difference(const Moments& a, const Moments& b) {
  Estimate out{a.mean() - b.mean()};
  if (a.n() < 2 || b.n() < 2) return out;
  const double from_a = a.variance() / static_cast<double>(a.n());
  const double from_b = b.variance() / static_cast<double>(b.n());
  const double variance = from_a + from_b;
  out.low = out.high = out.value;
  if (!(variance > 0)) return out;  // everyone the same in both arms
  const double freedom =
      square(variance) / (square(from_a) / static_cast<double>(a.n() - 1) + square(from_b) / static_cast<double>(b.n() - 1));
  const double half = student_975(freedom) * std::sqrt(variance);
  out.low -= half;
  out.high += half;
  return out;
}

// Wilson EB. Probable inference, the law of succession, and statistical inference. J Am Stat Assoc 1927;22:209-12; method 3 of
// Newcombe RG. Two-sided confidence intervals for the single proportion. Stat Med 1998;17:857-72.
Estimate share_interval(const Count& count) {
  if (count.of == 0) return {};
  const auto n = static_cast<double>(count.of);
  const double share = static_cast<double>(count.with) / n;
  const double z2 = square(kNormal975);
  const double middle = share + z2 / (2 * n);
  const double half = kNormal975 * std::sqrt(share * (1 - share) / n + z2 / (4 * n * n));
  // At 0 and at n the interval ends there exactly; rounding must not say otherwise.
  return {share, count.with == 0 ? 0 : (middle - half) / (1 + z2 / n),
          count.with == count.of ? 1 : (middle + half) / (1 + z2 / n)};
}

// Method 10 of Newcombe RG. Interval estimation for the difference between independent proportions. Stat Med 1998;17:873-90.
Estimate share_difference(const Count& a, const Count& b) {
  const Estimate p = share_interval(a);
  const Estimate q = share_interval(b);
  const double difference = p.value - q.value;
  return {difference, difference - std::hypot(p.value - p.low, q.high - q.value),
          difference + std::hypot(p.high - p.value, q.value - q.low)};
}

// Method 10 of Newcombe RG. Improved confidence intervals for the difference between binomial proportions based on paired data.
// Stat Med 1998;17:2635-50: the intervals of both shares, joined by their correlation phi; a positive phi is corrected for
// continuity.
Estimate paired_share_difference(const Pairs& pairs) {
  const Estimate p = share_interval({pairs.both + pairs.first_only, pairs.n()});
  const Estimate q = share_interval({pairs.both + pairs.second_only, pairs.n()});
  if (pairs.n() == 0) return {};
  const auto n = static_cast<double>(pairs.n());
  const auto a = static_cast<double>(pairs.both);
  const auto b = static_cast<double>(pairs.first_only);
  const auto c = static_cast<double>(pairs.second_only);
  const auto d = static_cast<double>(pairs.neither);
  const double margins = (a + b) * (c + d) * (a + c) * (b + d);
  double agreement = a * d - b * c;
  if (agreement > 0) agreement = std::max(agreement - n / 2, 0.0);
  const double phi = margins > 0 ? agreement / std::sqrt(margins) : 0;
  const auto joined = [&](double x, double y) { return std::sqrt(std::max(x * x - 2 * phi * x * y + y * y, 0.0)); };
  const double difference = (b - c) / n;
  return {difference, difference - joined(p.value - p.low, q.high - q.value),
          difference + joined(p.high - p.value, q.value - q.low)};
}

}  // namespace hpg::trial
