// The pair of tsit5.hpp on a pack of men: each lane has its own time, step, error and stop, so that men whose pulses fall at
// different moments do not wait for each other. What a lane does never depends on its neighbours.
#pragma once

#include <array>
#include <cstdint>

#include "simd/math.hpp"
#include "solver/tsit5.hpp"

namespace hpg::solver {

/// What a lane takes from one stretch to the next.
struct StepControl {
  double step = 0;
  double previous_error = 1;
  double tolerance = 1e-6;  // relative error of a step
};

/// N states and `Areas` integrals of them: the system gives N + Areas derivatives that depend on the states alone, and only the
/// states are held to the tolerance.
template <std::size_t N, std::size_t Areas, std::size_t W, class System>
class BatchTsit5 {
 public:
  using P = simd::Pack<W>;
  using Mask = simd::Mask<W>;
  using State = std::array<P, N>;
  using Derivative = std::array<P, N + Areas>;

  /// `system` is callable as void(const P& t, const State& y, Derivative& dy); error control as in Tsit5.
  BatchTsit5(System& system, const Vector<N>& floor, Tolerance tolerance) : system_(system), tolerance_(tolerance) {
    for (std::size_t i = 0; i < N; ++i) floor_[i] = P(floor[i]);
  }

  [[nodiscard]] StepControl first_control() const { return {tolerance_.largest_step * 1e-3, 1, tolerance_.relative}; }

  /// Puts a man into a lane at time t, his areas at 0.
  void start(std::size_t lane, double t, const Vector<N>& y) {
    for (std::size_t i = 0; i < N; ++i) y_[i].set(lane, y[i]);
    enter(lane, t, t, first_control());
    jumped(lane);
  }

  /// The same piece by piece for a man whose derivative is known: set_state() and set_derivative() of every state, then this.
  void enter(std::size_t lane, double t, double end, StepControl control) {
    for (P& area : area_) area.set(lane, 0);
    t_.set(lane, t);
    end_.set(lane, end);
    h_.set(lane, control.step);
    previous_error_.set(lane, control.previous_error);
    relative_.set(lane, control.tolerance);
    failed_.bits[lane] = 0;
    fresh_.bits[lane] = 0;
  }

  /// The right-hand side of this man jumped (a dose).
  void jumped(std::size_t lane) { fresh_.bits[lane] = -1; }
  /// Next moment at which the lane stops exactly.
  void run_to(std::size_t lane, double end) { end_.set(lane, end); }

  [[nodiscard]] double time(std::size_t lane) const { return t_[lane]; }
  [[nodiscard]] bool arrived(std::size_t lane) const { return !(t_[lane] < end_[lane]) || failed_.lane(lane); }
  /// The step size collapsed: the man cannot be integrated at this tolerance.
  [[nodiscard]] bool failed(std::size_t lane) const { return failed_.lane(lane); }
  [[nodiscard]] double state(std::size_t lane, std::size_t i) const { return y_[i][lane]; }
  void set_state(std::size_t lane, std::size_t i, double x) { y_[i].set(lane, x); }
  void set_derivative(std::size_t lane, std::size_t i, double x) { k_[0][i].set(lane, x); }
  [[nodiscard]] double area(std::size_t lane, std::size_t a) const { return area_[a][lane]; }
  [[nodiscard]] StepControl control(std::size_t lane) const { return {h_[lane], previous_error_[lane], relative_[lane]}; }
  [[nodiscard]] const Counts& counts() const { return counts_; }

  /// Tries one step in every lane that has not arrived.
  void step() {
    namespace c = tsit5;
    const Mask active = (t_ < end_) & !failed_;
    if (simd::any(fresh_)) {
      evaluate(t_, y_, k_[6]);
      for (std::size_t i = 0; i < N + Areas; ++i) k_[0][i] = select(fresh_, k_[6][i], k_[0][i]);
      fresh_ = Mask{};
    }
    const P remaining = end_ - t_;
    const Mask last = remaining <= h_ * P(1.01);
    // As in Tsit5: share what remains rather than leave a sliver. Lanes at rest take a step of no length.
    P h = select(last, remaining, smaller(h_, larger(P(0.5) * remaining, P(0.5) * h_)));
    h = select(active, h, P(0));

    combine(h, [](std::size_t i, const auto& k) { return P(c::a21) * k[0][i]; });
    evaluate(t_ + P(c::c[1]) * h, stage_, k_[1]);
    combine(h, [](std::size_t i, const auto& k) { return P(c::a31) * k[0][i] + P(c::a32) * k[1][i]; });
    evaluate(t_ + P(c::c[2]) * h, stage_, k_[2]);
    combine(h, [](std::size_t i, const auto& k) { return P(c::a41) * k[0][i] + P(c::a42) * k[1][i] + P(c::a43) * k[2][i]; });
    evaluate(t_ + P(c::c[3]) * h, stage_, k_[3]);
    combine(h, [](std::size_t i, const auto& k) {
      return P(c::a51) * k[0][i] + P(c::a52) * k[1][i] + P(c::a53) * k[2][i] + P(c::a54) * k[3][i];
    });
    evaluate(t_ + P(c::c[4]) * h, stage_, k_[4]);
    combine(h, [](std::size_t i, const auto& k) {
      return P(c::a61) * k[0][i] + P(c::a62) * k[1][i] + P(c::a63) * k[2][i] + P(c::a64) * k[3][i] + P(c::a65) * k[4][i];
    });
    evaluate(t_ + h, stage_, k_[5]);
    combine(h, [](std::size_t i, const auto& k) {
      return P(c::b1) * k[0][i] + P(c::b2) * k[1][i] + P(c::b3) * k[2][i] + P(c::b4) * k[3][i] + P(c::b5) * k[4][i] +
             P(c::b6) * k[5][i];
    });
    evaluate(t_ + h, stage_, k_[6]);

    const P error = error_norm(h);
    const Mask accepted = (error <= P(1)) & active;
    const Mask rejected = active & !(error <= P(1));
    const P safe = larger(error, P(1e-10));
    const P factor = P(0.9) * exp(P(-0.14) * log(safe) + P(0.08) * log(previous_error_));
    const P proposed = h * smaller(larger(factor, P(0.2)), P(5));
    const P grown = smaller(select(last, larger(proposed, h_), proposed), P(tolerance_.largest_step));
    const P shrunk = h * larger(P(0.1), select(error < P(1e300), P(0.9) * exp(P(-0.2) * log(safe)), P(0.1)));
    for (std::size_t i = 0; i < N; ++i) {
      y_[i] = select(accepted, stage_[i], y_[i]);
      k_[0][i] = select(accepted, k_[6][i], k_[0][i]);
    }
    for (std::size_t a = 0; a < Areas; ++a) {
      const std::size_t i = N + a;
      const P grown_by = h * (P(c::b1) * k_[0][i] + P(c::b2) * k_[1][i] + P(c::b3) * k_[2][i] + P(c::b4) * k_[3][i] +
                              P(c::b5) * k_[4][i] + P(c::b6) * k_[5][i]);
      area_[a] = select(accepted, area_[a] + grown_by, area_[a]);
      k_[0][i] = select(accepted, k_[6][i], k_[0][i]);
    }
    t_ = select(accepted, select(last, end_, t_ + h), t_);
    previous_error_ = select(accepted, larger(safe, P(1e-4)), previous_error_);
    h_ = select(accepted, grown, select(rejected, shrunk, h_));
    failed_ = failed_ | (rejected & (h_ <= P(1e-12)));
    for (std::size_t lane = 0; lane < W; ++lane) {
      counts_.accepted += accepted.lane(lane);
      counts_.rejected += rejected.lane(lane);
    }
  }

 private:
  void evaluate(const P& t, const State& y, Derivative& dy) {
    system_(t, y, dy);
    ++counts_.evaluations;
  }

  template <class Sum>
  void combine(const P& h, Sum&& sum) {
    for (std::size_t i = 0; i < N; ++i) stage_[i] = y_[i] + h * sum(i, k_);
  }

  /// Largest error over its bound in each lane; 1e300 where something is not finite. The largest of the fractions is found by
  /// cross multiplication: one division instead of N.
  [[nodiscard]] P error_norm(const P& h) const {
    namespace c = tsit5;
    P worst(0), of(1);
    Mask finite{~typename simd::Lanes<W>::Int{}};
    for (std::size_t i = 0; i < N; ++i) {
      const P e = abs(h * (P(c::e1) * k_[0][i] + P(c::e2) * k_[1][i] + P(c::e3) * k_[2][i] + P(c::e4) * k_[3][i] +
                           P(c::e5) * k_[4][i] + P(c::e6) * k_[5][i] + P(c::e7) * k_[6][i]));
      const P size = larger(larger(abs(y_[i]), abs(stage_[i])), floor_[i]);
      finite = finite & (e <= P(1e140)) & (size <= P(1e140));
      const Mask worse = worst * size < e * of;
      worst = select(worse, e, worst);
      of = select(worse, size, of);
    }
    return select(finite, worst / (of * relative_), P(1e300));
  }

  System& system_;
  Tolerance tolerance_;
  State floor_{}, y_{}, stage_{};
  std::array<Derivative, 7> k_{};
  std::array<P, Areas> area_{};
  P t_{}, end_{}, h_{}, previous_error_{}, relative_{};
  Mask fresh_{}, failed_{};
  Counts counts_;
};

}  // namespace hpg::solver
