// Decimation by stretches, and compact SVG paths.
#include "report/curve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace hpg::report {

std::vector<std::size_t> decimate(const std::vector<double>& values, std::size_t most) {
  std::vector<std::size_t> finite;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isfinite(values[i])) finite.push_back(i);
  }
  if (finite.size() <= most) return finite;

  std::vector<std::size_t> kept{finite.front()};
  const std::size_t stretches = (most - 2) / 2;
  const std::size_t inner = finite.size() - 2;
  for (std::size_t s = 0; s < stretches; ++s) {
    const auto begin = finite.begin() + 1 + static_cast<std::ptrdiff_t>(s * inner / stretches);
    const auto end = finite.begin() + 1 + static_cast<std::ptrdiff_t>((s + 1) * inner / stretches);
    if (begin == end) continue;
    const auto less = [&](std::size_t a, std::size_t b) { return values[a] < values[b]; };
    const auto [lowest, highest] = std::minmax_element(begin, end, less);
    kept.push_back(std::min(*lowest, *highest));
    if (*lowest != *highest) kept.push_back(std::max(*lowest, *highest));
  }
  kept.push_back(finite.back());
  return kept;
}

std::string path(const std::vector<double>& x, const std::vector<double>& y) {
  std::string out;
  long last_x = 0;
  long last_y = 0;
  const auto append = [&](long tenths) {
    if (tenths < 0) out += '-';
    const long size = std::abs(tenths);
    if (size >= 10 || size == 0) fmt::format_to(std::back_inserter(out), "{}", size / 10);
    if (size % 10 != 0) fmt::format_to(std::back_inserter(out), ".{}", size % 10);
  };
  for (std::size_t i = 0; i < x.size(); ++i) {
    const long ix = std::lround(x[i] * 10);
    const long iy = std::lround(y[i] * 10);
    if (i > 0 && ix == last_x && iy == last_y) continue;
    out += i == 0 ? 'M' : 'l';
    append(i == 0 ? ix : ix - last_x);
    out += ' ';
    append(i == 0 ? iy : iy - last_y);
    last_x = ix;
    last_y = iy;
  }
  return out;
}

}  // namespace hpg::report
