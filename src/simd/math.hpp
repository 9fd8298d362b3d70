// exp, log, pow and cos of a pack, without branches or tables. Errors are bounded by tests/simd: exp and log within 2 units in
// the last place, pow within 4 + 2 |y log x|, cos within 1e-15 up to 1e5 rad. The same operations in every lane and for every
// width, so a man gets the same bits in whatever lane and pack he travels.
#pragma once

#include <limits>

#include "simd/pack.hpp"

namespace hpg::simd {

namespace detail {

constexpr double kShifter = 0x1.8p52;  // adding it rounds to an integer that stands in the low bits

template <std::size_t W>
typename Lanes<W>::Int bits_of(Pack<W> x) {
  typename Lanes<W>::Int i;
  std::memcpy(&i, &x.v, sizeof i);
  return i;
}

template <std::size_t W, class Integers>
Pack<W> from_bits(Integers i) {
  Pack<W> x;
  std::memcpy(&x.v, &i, sizeof i);
  return x;
}

/// The coefficients at even places, c0 + x2 (c2 + x2 (c4 + ...)).
template <class Real>
Real even(const Real&, double last) {
  return Real(last);
}
template <class Real>
Real even(const Real&, double last, double) {
  return Real(last);
}
template <class Real, class... More>
Real even(const Real& x2, double first, double, More... more) {
  return Real(first) + x2 * even(x2, more...);
}

/// c0 + c1 x + c2 x^2 + ... as even + x odd: two chains side by side, each half as long as one through all powers. The physiology
/// waits for these chains more than for anything else.
template <class Real, class... More>
Real polynomial(const Real& x, double first, More... more) {
  const Real x2 = x * x;
  return even(x2, first, more...) + x * even(x2, more...);
}

}  // namespace detail

/// e^x; 0 below -708 and e^708 above 708.
template <std::size_t W>
[[nodiscard, gnu::always_inline]] inline Pack<W> exp(Pack<W> x) {
  using P = Pack<W>;
  const Mask<W> vanishes = x < P(-708);
  x = smaller(larger(x, P(-708)), P(708));
  // x = n ln 2 + r with |r| <= ln 2 / 2; ln 2 in two parts, the first with 32 bits to spare for n.
  const P shifted = x * P(1.4426950408889634) + P(detail::kShifter);
  const P n = shifted - P(detail::kShifter);
  const P r = (x - n * P(6.93147180369123816490e-01)) - n * P(1.90821492927058770002e-10);
  const P tail = detail::polynomial(r, 1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880,
                                    1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600);
  const P e = P(1) + (r + r * r * tail);
  // Times 2^n by its exponent bits.
  const auto power = (detail::bits_of(shifted) << 52) + detail::bits_of(e);
  return select(vanishes, P(0), detail::from_bits<W>(power));
}

/// Natural logarithm of a positive normal number.
template <std::size_t W>
[[nodiscard, gnu::always_inline]] inline Pack<W> log(Pack<W> x) {
  using P = Pack<W>;
  using Bits [[gnu::vector_size(W * sizeof(std::uint64_t))]] = std::uint64_t;
  // x = m 2^n with m in [sqrt(1/2), sqrt(2)).
  constexpr std::uint64_t kTwo = 0x4000000000000000;            // bits of 2: adds 1024 to n, so that it is never negative
  constexpr std::uint64_t kOffset = kTwo - 0x3FE6A09E667F3BCD;  // less those of sqrt(1/2)
  constexpr std::uint64_t kInteger = 0x4330000000000000;        // 2^52, in whose low bits an integer can be put
  Bits bits;
  std::memcpy(&bits, &x.v, sizeof bits);
  const Bits n = (bits + kOffset) >> 52;
  const P m = detail::from_bits<W>(bits + kTwo - (n << 52));
  const P exponent = detail::from_bits<W>(n | kInteger) - P(0x1p52 + 1024);
  // log m = 2 atanh(s), s = f / (2 + f), f = m - 1 exact.
  const P f = m - P(1);
  const P s = f / (P(2) + f);
  const P s2 = s * s;
  const P series =
      s2 * detail::polynomial(s2, 2.0 / 3, 2.0 / 5, 2.0 / 7, 2.0 / 9, 2.0 / 11, 2.0 / 13, 2.0 / 15, 2.0 / 17, 2.0 / 19);
  const P half_square = P(0.5) * f * f;
  // f - (f^2/2 - s (f^2/2 + series)): the leading term stays exact.
  return exponent * P(6.93147180369123816490e-01) +
         (f - (half_square - (s * (half_square + series) + exponent * P(1.90821492927058770002e-10))));
}

/// x^y for positive x.
template <std::size_t W>
[[nodiscard, gnu::always_inline]] inline Pack<W> pow(Pack<W> x, Pack<W> y) {
  return exp(y * log(x));
}

template <std::size_t W>
[[nodiscard, gnu::always_inline]] inline Pack<W> cos(Pack<W> x) {
  using P = Pack<W>;
  // x = n pi/2 + r, pi/2 in three parts.
  const P shifted = x * P(0.63661977236758134308) + P(detail::kShifter);
  const P n = shifted - P(detail::kShifter);
  const P r = ((x - n * P(1.57079632673412561417e+00)) - n * P(6.07710050630396597660e-11)) - n * P(2.02226624879595063154e-21);
  const P r2 = r * r;
  const P sine = r + r * r2 *
                         detail::polynomial(r2, -1.0 / 6, 1.0 / 120, -1.0 / 5040, 1.0 / 362880, -1.0 / 39916800, 1.0 / 6227020800,
                                            -1.0 / 1307674368000);
  const P cosine = P(1) - (P(0.5) * r2 - r2 * r2 *
                                             detail::polynomial(r2, 1.0 / 24, -1.0 / 720, 1.0 / 40320, -1.0 / 3628800,
                                                                1.0 / 479001600, -1.0 / 87178291200.0, 1.0 / 20922789888000.0));
  // n mod 4: cos, -sin, -cos, sin.
  const auto quadrant = detail::bits_of(shifted);
  const Mask<W> odd{-(quadrant & 1)};
  const Mask<W> negative{-(((quadrant + 1) >> 1) & 1)};
  const P value = select(odd, sine, cosine);
  return select(negative, -value, value);
}

}  // namespace hpg::simd
