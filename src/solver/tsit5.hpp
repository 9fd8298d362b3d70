// Adaptive explicit Runge-Kutta 5(4) with a free fourth-order interpolant (Tsitouras 2011, Comput Math Appl 62:770).
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace hpg::solver {

namespace tsit5 {
inline constexpr std::array<double, 6> c{0, 0.161, 0.327, 0.9, 0.9800255409045097, 1};
inline constexpr double a21 = 0.161;
inline constexpr double a31 = -0.008480655492356989, a32 = 0.335480655492357;
inline constexpr double a41 = 2.8971530571054935, a42 = -6.359448489975075, a43 = 4.3622954328695815;
inline constexpr double a51 = 5.325864828439257, a52 = -11.748883564062828, a53 = 7.4955393428898365, a54 = -0.09249506636175525;
inline constexpr double a61 = 5.86145544294642, a62 = -12.92096931784711, a63 = 8.159367898576159, a64 = -0.071584973281401,
                        a65 = -0.028269050394068383;
inline constexpr double b1 = 0.09646076681806523, b2 = 0.01, b3 = 0.4798896504144996, b4 = 1.379008574103742,
                        b5 = -3.290069515436081, b6 = 2.324710524099774;
// Fifth-order minus embedded fourth-order weights.
inline constexpr double e1 = -0.00178001105222577714, e2 = -0.0008164344596567469, e3 = 0.007880878010261995,
                        e4 = -0.1447110071732629, e5 = 0.5823571654525552, e6 = -0.45808210592918697, e7 = 1.0 / 66.0;
}  // namespace tsit5

template <std::size_t N>
using Vector = std::array<double, N>;

/// An accepted step with its interpolant, valid during the callback it is passed to.
template <std::size_t N>
struct DenseStep {
  double t0, t1;
  const Vector<N>& y0;
  const std::array<Vector<N>, 7>& k;

  /// State at t0 <= t <= t1, fourth order.
  void at(double t, Vector<N>& y) const {
    const double h = t1 - t0;
    const double x = (t - t0) / h;
    const double w1 = -1.0530884977290216 * x * (x - 1.3299890189751412) * (x * x - 1.4364028541716351 * x + 0.7139816917074209);
    const double w2 = 0.1017 * x * x * (x * x - 2.1966568338249754 * x + 1.2949852507374631);
    const double w3 = 2.490627285651252793 * x * x * (x * x - 2.38535645472061657 * x + 1.57803468208092486);
    const double w4 = -16.54810288924490272 * (x - 1.21712927295533244) * (x - 0.61620406037800089) * x * x;
    const double w5 = 47.37952196281928122 * (x - 1.203071208372362603) * (x - 0.658047292653547382) * x * x;
    const double w6 = -34.87065786149660974 * (x - 1.2) * (x - 2.0 / 3.0) * x * x;
    const double w7 = 2.5 * (x - 1) * (x - 0.6) * x * x;
    for (std::size_t i = 0; i < N; ++i) {
      y[i] = y0[i] + h * (w1 * k[0][i] + w2 * k[1][i] + w3 * k[2][i] + w4 * k[3][i] + w5 * k[4][i] + w6 * k[5][i] + w7 * k[6][i]);
    }
  }
};

struct Tolerance {
  double relative = 1e-6;
  double largest_step = 1.0;  // in units of time
};

struct Counts {
  std::uint64_t accepted = 0, rejected = 0, evaluations = 0;
};

/// Integrates y' = system(t, y), system being callable as void(double t, const Vector<N>& y, Vector<N>& dy).
/// The error of each state is held below relative * max(|y|, floor): `floor` is the size under which a state is noise.
/// No allocation.
template <std::size_t N, class System>
class Tsit5 {
 public:
  Tsit5(System& system, const Vector<N>& floor, Tolerance tolerance) : system_(system), floor_(floor), tolerance_(tolerance) {}

  void start(double t, const Vector<N>& y) {
    t_ = t;
    y_ = y;
    fresh_ = true;
    if (h_ <= 0) h_ = tolerance_.largest_step * 1e-3;
  }

  /// The right-hand side jumped (a dose): the next step must not reuse the last derivative.
  void jumped() { fresh_ = true; }

  [[nodiscard]] double time() const { return t_; }
  [[nodiscard]] const Vector<N>& state() const { return y_; }
  [[nodiscard]] const Counts& counts() const { return counts_; }

  /// Steps until exactly `end`, calling on_step(DenseStep) after each accepted step.
  /// Throws std::runtime_error if the step size collapses.
  template <class OnStep>
  void advance(double end, OnStep&& on_step) {
    namespace c = tsit5;
    while (t_ < end) {
      if (fresh_) {
        evaluate(t_, y_, k_[0]);
        fresh_ = false;
      }
      const double remaining = end - t_;
      // Stretch a little, or share what remains, rather than leave a sliver for the last step.
      const bool last = h_ * 1.01 >= remaining;
      const double h = last ? remaining : std::min(h_, std::max(0.5 * remaining, 0.5 * h_));
      combine(h, [](std::size_t i, const auto& k) { return c::a21 * k[0][i]; });
      evaluate(t_ + c::c[1] * h, stage_, k_[1]);
      combine(h, [](std::size_t i, const auto& k) { return c::a31 * k[0][i] + c::a32 * k[1][i]; });
      evaluate(t_ + c::c[2] * h, stage_, k_[2]);
      combine(h, [](std::size_t i, const auto& k) { return c::a41 * k[0][i] + c::a42 * k[1][i] + c::a43 * k[2][i]; });
      evaluate(t_ + c::c[3] * h, stage_, k_[3]);
      combine(h, [](std::size_t i, const auto& k) {
        return c::a51 * k[0][i] + c::a52 * k[1][i] + c::a53 * k[2][i] + c::a54 * k[3][i];
      });
      evaluate(t_ + c::c[4] * h, stage_, k_[4]);
      combine(h, [](std::size_t i, const auto& k) {
        return c::a61 * k[0][i] + c::a62 * k[1][i] + c::a63 * k[2][i] + c::a64 * k[3][i] + c::a65 * k[4][i];
      });
      evaluate(t_ + h, stage_, k_[5]);
      combine(h, [](std::size_t i, const auto& k) {
        return c::b1 * k[0][i] + c::b2 * k[1][i] + c::b3 * k[2][i] + c::b4 * k[3][i] + c::b5 * k[4][i] + c::b6 * k[5][i];
      });
      evaluate(t_ + h, stage_, k_[6]);

      const double error = error_norm(h);
      if (error <= 1) {
        const double t1 = last ? end : t_ + h;
        on_step(DenseStep<N>{t_, t1, y_, k_});
        t_ = t1;
        std::swap(y_, stage_);
        std::swap(k_[0], k_[6]);
        ++counts_.accepted;
        // PI control (Gustafsson 1991): smoother step sequences than the error alone gives. A step cut short to meet an
        // event says nothing about how large the next may be, so the step in use before it is kept.
        const double safe = std::max(error, 1e-10);
        const double factor = 0.9 * std::pow(safe, -0.7 / 5) * std::pow(previous_error_, 0.4 / 5);
        previous_error_ = std::max(safe, 1e-4);
        const double proposed = h * std::clamp(factor, 0.2, 5.0);
        h_ = std::min(last ? std::max(proposed, h_) : proposed, tolerance_.largest_step);
      } else {
        ++counts_.rejected;
        h_ = h * std::max(0.1, error < 1e300 ? 0.9 * std::pow(error, -0.2) : 0.1);
        if (!(h_ > 1e-12)) {
          throw std::runtime_error(
              error < 1e300 ? "the integration stopped making progress: the tolerance asks for steps that are too small"
                            : "the integration stopped making progress: a state is no longer finite");
        }
      }
    }
  }

 private:
  void evaluate(double t, const Vector<N>& y, Vector<N>& dy) {
    system_(t, y, dy);
    ++counts_.evaluations;
  }

  template <class Sum>
  void combine(double h, Sum&& sum) {
    for (std::size_t i = 0; i < N; ++i) stage_[i] = y_[i] + h * sum(i, k_);
  }

  [[nodiscard]] double error_norm(double h) const {
    namespace c = tsit5;
    double worst = 0;
    bool finite = true;
    for (std::size_t i = 0; i < N; ++i) {
      const double e = h * (c::e1 * k_[0][i] + c::e2 * k_[1][i] + c::e3 * k_[2][i] + c::e4 * k_[3][i] + c::e5 * k_[4][i] +
                            c::e6 * k_[5][i] + c::e7 * k_[6][i]);
      const double size = std::max({std::abs(y_[i]), std::abs(stage_[i]), floor_[i]});
      const double ratio = std::abs(e) / (tolerance_.relative * size);
      finite = finite && std::isfinite(ratio);
      worst = std::max(worst, ratio);
    }
    return finite ? worst : 1e300;
  }

  System& system_;
  Vector<N> floor_;
  Tolerance tolerance_;
  double t_ = 0;
  double h_ = 0;
  double previous_error_ = 1;
  bool fresh_ = true;
  Vector<N> y_{};
  Vector<N> stage_{};
  std::array<Vector<N>, 7> k_{};
  Counts counts_;
};

}  // namespace hpg::solver
