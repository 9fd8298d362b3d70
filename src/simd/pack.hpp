// A pack of W men: W doubles that go through every operation of the physiology together (vector types of GCC and Clang).
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace hpg::simd {

template <std::size_t W>
struct Lanes {
  using Double [[gnu::vector_size(W * sizeof(double))]] = double;
  using Int [[gnu::vector_size(W * sizeof(std::int64_t))]] = std::int64_t;
};

/// What a comparison of packs gives: all bits set in the lanes where it holds.
template <std::size_t W>
struct Mask {
  typename Lanes<W>::Int bits;

  [[nodiscard]] bool lane(std::size_t i) const { return bits[i] != 0; }
  friend Mask operator&(Mask a, Mask b) { return {a.bits & b.bits}; }
  friend Mask operator|(Mask a, Mask b) { return {a.bits | b.bits}; }
  friend Mask operator!(Mask a) { return {~a.bits}; }
};

template <std::size_t W>
[[nodiscard]] bool any(Mask<W> m) {
  std::int64_t all = 0;
  for (std::size_t i = 0; i < W; ++i) all |= m.bits[i];
  return all != 0;
}

template <std::size_t W>
struct Pack {
  static constexpr std::size_t width = W;
  using Vector = typename Lanes<W>::Double;
  Vector v;

  Pack() = default;
  explicit Pack(double x) : v(x - Vector{}) {}
  Pack(Vector x) : v(x) {}  // NOLINT: the vector is the pack

  [[nodiscard]] double operator[](std::size_t lane) const { return v[lane]; }
  void set(std::size_t lane, double x) { v[lane] = x; }

  friend Pack operator+(Pack a, Pack b) { return a.v + b.v; }
  friend Pack operator-(Pack a, Pack b) { return a.v - b.v; }
  friend Pack operator*(Pack a, Pack b) { return a.v * b.v; }
  friend Pack operator/(Pack a, Pack b) { return a.v / b.v; }
  friend Pack operator-(Pack a) { return -a.v; }
  friend Mask<W> operator<(Pack a, Pack b) { return {a.v < b.v}; }
  friend Mask<W> operator<=(Pack a, Pack b) { return {a.v <= b.v}; }
};

template <std::size_t W>
[[nodiscard]] Pack<W> select(Mask<W> m, Pack<W> a, Pack<W> b) {
  return m.bits ? a.v : b.v;
}

template <std::size_t W>
[[nodiscard]] Pack<W> sqrt(Pack<W> x) {
  Pack<W> root;
  for (std::size_t i = 0; i < W; ++i) root.v[i] = std::sqrt(x.v[i]);
  return root;
}

template <std::size_t W>
[[nodiscard]] Pack<W> abs(Pack<W> x) {
  return select(x < Pack<W>(0), -x, x);
}

template <std::size_t W>
[[nodiscard]] Pack<W> larger(Pack<W> a, Pack<W> b) {
  return select(a < b, b, a);
}

template <std::size_t W>
[[nodiscard]] Pack<W> smaller(Pack<W> a, Pack<W> b) {
  return select(a < b, a, b);
}

}  // namespace hpg::simd
