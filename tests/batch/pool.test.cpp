// Seats of a pool: who cannot be integrated is marked and stays where he was, the others go on.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "batch/pool.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "batch/stride.hpp"
#include "men.hpp"

using namespace hpg;

TEST_CASE("a man who cannot be integrated is marked, his neighbours go on") {
  const auto pool = batch::make_pool(batch::widest_instructions(), 8, test::catalog().typical);
  const test::Man& man = test::Man::number(3);
  model::Parameters<double> broken = man.parameters;
  broken.pituitary.lh_release = std::numeric_limits<double>::quiet_NaN();
  pool->seat(0, man.parameters, man.constants, man.rested, 0, 8, 3e-4);
  pool->seat(1, broken, man.constants, man.rested, 0, 8, 3e-4);
  for (int stride = 1; stride <= 8; ++stride) {
    pool->plan(0, 0.25 * stride);
    if (!pool->failed(1)) pool->plan(1, 0.25 * stride);
    pool->step();
  }
  CHECK_FALSE(pool->failed(0));
  CHECK(pool->time(0) == 2);
  CHECK(std::isfinite(pool->state(0).pituitary.lh));
  CHECK(pool->failed(1));
  CHECK(pool->time(1) == 0);
}

TEST_CASE("an empty seat and a man without a plan stay as they are") {
  const auto pool = batch::make_pool(batch::Instructions::portable, 2, test::catalog().typical);
  const test::Man& man = test::Man::number(3);
  pool->seat(0, man.parameters, man.constants, man.rested, 5, 8, 3e-4);
  pool->step();
  CHECK(pool->time(0) == 5);
  CHECK(pool->state(0).steroids.testosterone == man.rested.steroids.testosterone);
  CHECK(pool->areas(0)[0] == 0);
}

TEST_CASE("areas add up: testosterone at rest is its level times the time") {
  const auto pool = batch::make_pool(batch::widest_instructions(), 1, test::catalog().typical);
  const test::Man& man = test::Man::number(3);
  pool->seat(0, man.parameters, man.constants, man.rested, 0, 8, 3e-4);
  double low = 1e9, high = 0;
  for (int stride = 1; stride <= 96; ++stride) {
    pool->plan(0, 0.25 * stride);
    pool->step();
    const double level = pool->state(0).steroids.testosterone;
    low = std::min(low, level);
    high = std::max(high, level);
  }
  CHECK(pool->areas(0)[0] > 24 * low);
  CHECK(pool->areas(0)[0] < 24 * high);
}

TEST_CASE("strides are short while a level bends and end where they must") {
  pharmacology::Course course({test::dose_of("gonadorelin", "iv", 10, 1, 0, 1)}, test::find_drug);
  model::Exposure<double> largest{};
  batch::StrideExposure drugs;
  const batch::Accuracy accuracy{3e-4, 0.25};
  CHECK(batch::choose_stride(course, 0, 1, accuracy, largest, drugs) == 0.25);
  CHECK(batch::choose_stride(course, 0.9, 1, accuracy, largest, drugs) == 1);
  while (course.next_change() <= 1) course.apply_changes(course.next_change());
  const double limit = std::min(course.next_change(), 2.0);
  if (limit < 2) {  // the push lasts a minute
    CHECK(batch::choose_stride(course, 1, limit, accuracy, largest, drugs) <= limit);
    course.apply_changes(course.next_change());
  }
  const double now = std::min(limit, 1.1);
  const double end = batch::choose_stride(course, now, now + 1, accuracy, largest, drugs);
  CHECK(end - now < 0.05);
  CHECK(end > now);
  CHECK(batch::choose_stride(course, 30, 31, accuracy, largest, drugs) == 30.25);
  CHECK(batch::even_stride(0, 0.6, 0.25) == doctest::Approx(0.2));
}
