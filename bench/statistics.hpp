// Errors, medians, and the cost at a given error.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "problem.hpp"

namespace hpg::bench {

inline double median(std::vector<double> x) {
  std::sort(x.begin(), x.end());
  return 0.5 * (x[x.size() / 2] + x[(x.size() - 1) / 2]);
}

/// Relative errors of daily means: testosterone and LH.
struct Error {
  double testosterone, lh;
};

/// Root mean square over the days of the relative error of each man, median over the first `men`.
inline Error error_of(const std::vector<Daily>& daily, const std::vector<Daily>& reference, std::size_t men) {
  const auto rms = [](const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::pow(a[i] / b[i] - 1, 2);
    return std::sqrt(sum / static_cast<double>(a.size()));
  };
  std::vector<double> testosterone, lh;
  for (std::size_t i = 0; i < men; ++i) {
    testosterone.push_back(rms(daily[i].testosterone, reference[i].testosterone));
    lh.push_back(rms(daily[i].lh, reference[i].lh));
  }
  return {median(testosterone), median(lh)};
}

struct Point {
  double error, cost;
};

/// The least cost at an error of 1, on straight lines between the points in log-log; points beaten in both error and cost do not
/// count. None if no point is as accurate. If all are more accurate, the cost of the cheapest: less would do.
inline std::optional<double> cost_at_one(std::vector<Point> points) {
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.error < b.error; });
  std::vector<Point> front;
  for (const Point& p : points) {
    if (front.empty() || p.cost < front.back().cost) front.push_back(p);
  }
  if (front.empty() || front.front().error > 1) return std::nullopt;
  for (std::size_t i = 1; i < front.size(); ++i) {
    if (front[i].error < 1) continue;
    const double x = -std::log(front[i - 1].error) / std::log(front[i].error / front[i - 1].error);
    return front[i - 1].cost * std::pow(front[i].cost / front[i - 1].cost, x);
  }
  return front.back().cost;
}

}  // namespace hpg::bench
