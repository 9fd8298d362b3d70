// Strides that fit both the clock and the drugs.
#include "batch/stride.hpp"

#include <algorithm>
#include <cmath>

namespace hpg::batch {

namespace {

// In tolerances: how far a level may bend, of what it is now and of the highest it has been.
constexpr double kBend = 5;
constexpr double kGone = 0.15;
constexpr double kShortest = 1e-4;  // h: a third of a second; no drug changes faster

double* numbers(model::Exposure<double>& exposure) { return reinterpret_cast<double*>(&exposure); }

void expose(pharmacology::Course& course, double time, model::Exposure<double>& drugs) {
  for (const std::size_t i : course.reach()) numbers(drugs)[i] = 0;
  course.exposure(time, drugs);
}

void copy(const pharmacology::Course& course, model::Exposure<double>& from, model::Exposure<double>& to) {
  for (const std::size_t i : course.reach()) numbers(to)[i] = numbers(from)[i];
}

bool bends(const pharmacology::Course& course, StrideExposure& drugs, double tolerance, model::Exposure<double>& largest) {
  const double* first = numbers(drugs[0]);
  const double* middle = numbers(drugs[1]);
  const double* last = numbers(drugs[2]);
  bool bent = false;
  for (const std::size_t i : course.reach()) {
    const double level = std::max({first[i], middle[i], last[i]});
    double& highest = numbers(largest)[i];
    highest = std::max(highest, level);
    bent = bent || std::abs(middle[i] - 0.5 * (first[i] + last[i])) > kBend * tolerance * level + kGone * tolerance * highest;
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
                     model::Exposure<double>& largest, StrideExposure& drugs, bool follows) {
  double end = even_stride(time, limit, accuracy.stride);
  if (follows) {
    copy(course, drugs[2], drugs[0]);
  } else {
    expose(course, time, drugs[0]);
  }
  expose(course, end, drugs[2]);
  for (;;) {
    const double middle = 0.5 * (time + end);
    expose(course, middle, drugs[1]);
    if (!bends(course, drugs, accuracy.tolerance, largest) || end - time < kShortest) break;
    end = middle;
    copy(course, drugs[1], drugs[2]);
  }
  return end;
}

}  // namespace hpg::batch
