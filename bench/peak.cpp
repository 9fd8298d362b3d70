// The most floating-point work one core does: independent multiply-adds on packs held in registers. Compiled once for each width;
// fused where the instruction set has it, and as separate multiplications and additions, which is what the batch engine uses.
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#ifndef HPGSIM_LANES
#error "lanes of a pack"
#endif

namespace {

using Pack [[gnu::vector_size(HPGSIM_LANES * sizeof(double))]] = double;

double now() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

/// Twelve chains, each a variable of its own so that it stays in a register.
template <class Step>
double gigaflops(const Step& step) {
  constexpr int kChains = 12;
  constexpr long kTurns = 20'000'000;
  const Pack one = Pack{} + 1.0;
  Pack x0 = one, x1 = x0 + one, x2 = x1 + one, x3 = x2 + one, x4 = x3 + one, x5 = x4 + one;
  Pack x6 = x5 + one, x7 = x6 + one, x8 = x7 + one, x9 = x8 + one, x10 = x9 + one, x11 = x10 + one;
  Pack a = Pack{} + 0.999999, b = Pack{} + 1e-6;
  double best = 0;
  for (int round = 0; round < 5; ++round) {
    asm volatile("" : "+v"(a), "+v"(b));
    const double start = now();
    for (long turn = 0; turn < kTurns; ++turn) {
      x0 = step(x0, a, b), x1 = step(x1, a, b), x2 = step(x2, a, b), x3 = step(x3, a, b);
      x4 = step(x4, a, b), x5 = step(x5, a, b), x6 = step(x6, a, b), x7 = step(x7, a, b);
      x8 = step(x8, a, b), x9 = step(x9, a, b), x10 = step(x10, a, b), x11 = step(x11, a, b);
    }
    const Pack sum = x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11;
    asm volatile("" : : "v"(sum));
    const double flops = 2.0 * HPGSIM_LANES * kChains * static_cast<double>(kTurns);
    best = std::max(best, flops / (now() - start) * 1e-9);
  }
  return best;
}

}  // namespace

int main() {
  // GCC fuses the first if it may; the barrier keeps the second apart.
  const double fused = gigaflops([](Pack x, Pack a, Pack b) { return x * a + b; });
  const double separate = gigaflops([](Pack x, Pack a, Pack b) {
    Pack product = x * a;
    asm("" : "+v"(product));
    return product + b;
  });
  fmt::print("{} lanes: {:.1f} GF/s by multiply-add, {:.1f} by separate operations\n", HPGSIM_LANES, fused, separate);
}
