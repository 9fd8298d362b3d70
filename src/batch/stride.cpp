// Strides that fit both the clock and the drugs.
#include "batch/stride.hpp"

#include <bit>
#include <cmath>

namespace hpg::batch {

namespace {

// In tolerances: how far a level may bend, of what it is now and of the highest it has been.
constexpr double kBend = 10;
constexpr double kGone = 0.3;
constexpr double kShortest = 1e-4;  // h: a third of a second; no drug changes faster

using Flat = std::array<double, sizeof(model::Exposure<double>) / sizeof(double)>;

bool bends(const StrideExposure& drugs, double tolerance, Flat& largest) {
  const auto first = std::bit_cast<Flat>(drugs[0]);
  const auto middle = std::bit_cast<Flat>(drugs[1]);
  const auto last = std::bit_cast<Flat>(drugs[2]);
  bool bent = false;
  for (std::size_t i = 0; i < first.size(); ++i) {
    const double level = std::max({first[i], middle[i], last[i]});
    largest[i] = std::max(largest[i], level);
    bent = bent || std::abs(middle[i] - 0.5 * (first[i] + last[i])) > kBend * tolerance * level + kGone * tolerance * largest[i];
  }
  return bent;
}

}  // namespace

double even_stride(double time, double limit, double stride) {
  const double remaining = limit - time;
  const double parts = std::ceil(remaining / stride - 0.01);
  return parts <= 1 ? limit : time + remaining / parts;
}

double choose_stride(pharmacology::Course& course, double time, double limit, const Accuracy& accuracy,
                     model::Exposure<double>& largest, StrideExposure& drugs) {
  double end = even_stride(time, limit, accuracy.stride);
  auto highest = std::bit_cast<Flat>(largest);
  drugs[0] = drugs[2] = {};
  course.exposure(time, drugs[0]);
  course.exposure(end, drugs[2]);
  for (;;) {
    const double middle = 0.5 * (time + end);
    drugs[1] = {};
    course.exposure(middle, drugs[1]);
    if (!bends(drugs, accuracy.tolerance, highest) || end - time < kShortest) break;
    end = middle;
    drugs[2] = drugs[1];
  }
  largest = std::bit_cast<model::Exposure<double>>(highest);
  return end;
}

}  // namespace hpg::batch
