// Estimates and their 95 % intervals. Every formula has its source in statistics.cpp.
#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace hpg::trial {

inline constexpr double kNormal975 = 1.959963984540054;  // 97.5 % quantile of the standard normal distribution
inline constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// A number and its 95 % interval. What cannot be computed (an interval from one man) is not finite.
struct Estimate {
  double value = kMissing;
  double low = kMissing;
  double high = kMissing;
  [[nodiscard]] bool has_interval() const { return std::isfinite(low) && std::isfinite(high); }
};

/// How values are spread. n counts what was observed; with n = 0 all others are missing, with n = 1 the sd is.
struct Spread {
  std::size_t n = 0;
  double mean = kMissing;
  double sd = kMissing;
  double q05 = kMissing;
  double q25 = kMissing;
  double median = kMissing;
  double q75 = kMissing;
  double q95 = kMissing;
  double geometric_mean = kMissing;  // only when all values are above 0
};

/// Of the finite values; reorders them.
[[nodiscard]] Spread spread_of(std::vector<double>& values);

/// Quantile of ascending values, at least one.
[[nodiscard]] double quantile(const std::vector<double>& ascending, double share);

/// Quantile of Student's t distribution.
[[nodiscard]] double student_quantile(double share, double freedom);

/// Mean and variance as they come, without keeping the values.
class Moments {
 public:
  void add(double value);
  [[nodiscard]] std::size_t n() const { return n_; }
  [[nodiscard]] double mean() const { return n_ > 0 ? mean_ : kMissing; }
  /// With n - 1; missing for fewer than two values.
  [[nodiscard]] double variance() const { return n_ > 1 ? squares_ / static_cast<double>(n_ - 1) : kMissing; }
  [[nodiscard]] double sd() const { return std::sqrt(variance()); }

 private:
  std::size_t n_ = 0;
  double mean_ = 0;
  double squares_ = 0;
};

/// Mean with the interval of Student's t.
[[nodiscard]] Estimate mean_interval(const Moments& values);

/// Mean of `a` minus mean of `b`, variances unequal.
[[nodiscard]] Estimate welch_difference(const Moments& a, const Moments& b);

/// Men with the property, of all men looked at.
struct Count {
  std::size_t with = 0;
  std::size_t of = 0;
  void add(bool has) {
    with += has ? 1 : 0;
    ++of;
  }
};

/// Share with Wilson's score interval.
[[nodiscard]] Estimate share_interval(const Count& count);

/// Share of `a` minus share of `b`, independent men.
[[nodiscard]] Estimate share_difference(const Count& a, const Count& b);

/// The same men under two treatments: how many had the property under both, one or neither.
struct Pairs {
  std::size_t both = 0;
  std::size_t first_only = 0;
  std::size_t second_only = 0;
  std::size_t neither = 0;
  void add(bool first, bool second) { ++(first ? (second ? both : first_only) : (second ? second_only : neither)); }
  [[nodiscard]] std::size_t n() const { return both + first_only + second_only + neither; }
};

/// Share under the first treatment minus share under the second.
[[nodiscard]] Estimate paired_share_difference(const Pairs& pairs);

}  // namespace hpg::trial
