// Philox as a hash of (seed, man, purpose, index).
#include "population/draws.hpp"

#include <Random123/philox.h>

#include <cmath>

#include "population/fnv1a.hpp"

namespace hpg::population {

double Draws::uniform(std::string_view purpose, std::uint64_t index) const {
  r123::Philox4x64 philox;
  const r123::Philox4x64::ctr_type counter{{man_, fnv1a(purpose), index, 0}};
  const r123::Philox4x64::key_type key{{seed_, 0}};
  const std::uint64_t bits = philox(counter, key)[0];
  // 53 bits, in the middle of their interval.
  return (static_cast<double>(bits >> 11) + 0.5) * 0x1p-53;
}

double Draws::normal(std::string_view purpose, std::uint64_t index) const { return normal_quantile(uniform(purpose, index)); }

double normal_quantile(double p) {
  const auto ratio = [](double r, const double(&a)[8], const double(&b)[7]) {
    double numerator = a[7], denominator = b[6];
    for (int i = 6; i >= 0; --i) numerator = numerator * r + a[i];
    for (int i = 5; i >= 0; --i) denominator = denominator * r + b[i];
    return numerator / (denominator * r + 1);
  };
  const double q = p - 0.5;
  if (std::abs(q) <= 0.425) {
    constexpr double a[8] = {3.3871328727963666080,   1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
                             4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
    constexpr double b[7] = {4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3, 2.1213794301586595867e4,
                             3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3};
    return q * ratio(0.180625 - q * q, a, b);
  }
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  double z;
  if (r <= 5) {
    constexpr double a[8] = {1.42343711074968357734,    4.63033784615654529590,   5.76949722146069140550,
                             3.64784832476320460504,    1.27045825245236838258,   2.41780725177450611770e-1,
                             2.27238449892691845833e-2, 7.74545014278341407640e-4};
    constexpr double b[7] = {2.05319162663775882187,    1.67638483018380384940,    6.89767334985100004550e-1,
                             1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
                             1.05075007164441684324e-9};
    z = ratio(r - 1.6, a, b);
  } else {
    constexpr double a[8] = {6.65790464350110377720,    5.46378491116411436990,    1.78482653991729133580,
                             2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
    constexpr double b[7] = {5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                             7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
                             2.04426310338993978564e-15};
    z = ratio(r - 5, a, b);
  }
  return q < 0 ? -z : z;
}

}  // namespace hpg::population
