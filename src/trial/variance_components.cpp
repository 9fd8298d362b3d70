// Mean squares and what they are expected to be.
#include "trial/variance_components.hpp"

#include <algorithm>
#include <cmath>

namespace hpg::trial {

// Searle SR, Casella G, McCulloch CE. Variance Components. Wiley 1992, chapter 3: the mean square between groups of unequal
// size is expected to be that within them and n0 times the variance between them.
VarianceComponents variance_components(const std::vector<Moments>& draws) {
  VarianceComponents out;
  double n = 0, squares_of_n = 0, sum = 0;
  for (const Moments& draw : draws) {
    if (draw.n() == 0) continue;
    const auto size = static_cast<double>(draw.n());
    ++out.draws;
    out.men += draw.n();
    n += size;
    squares_of_n += size * size;
    sum += size * draw.mean();
  }
  if (out.men == 0) return out;
  out.mean = out.mean_90.value = sum / n;
  if (out.draws < 2 || out.men == out.draws) return out;
  double within = 0, between = 0;
  for (const Moments& draw : draws) {
    if (draw.n() == 0) continue;
    const auto size = static_cast<double>(draw.n());
    if (draw.n() > 1) within += (size - 1) * draw.variance();
    between += size * (draw.mean() - out.mean) * (draw.mean() - out.mean);
  }
  const auto freedom = static_cast<double>(out.draws - 1);
  const double n0 = (n - squares_of_n / n) / freedom;
  out.between_men = within / (n - static_cast<double>(out.draws));
  out.not_known = std::max(0.0, (between / freedom - out.between_men) / n0);
  // That of the draws is the less certain of the two: its degrees of freedom for both.
  const double half = student_quantile(0.95, freedom) * std::sqrt(out.not_known + out.between_men / n);
  out.mean_90.low = out.mean - half;
  out.mean_90.high = out.mean + half;
  return out;
}

}  // namespace hpg::trial
