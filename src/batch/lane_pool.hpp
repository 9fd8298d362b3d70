// The pool with W men in each pack: one source, compiled once for each instruction set (kernel_*.cpp).
#pragma once

#include <algorithm>
#include <bit>
#include <numeric>
#include <vector>

#include "batch/pool.hpp"
#include "model/pulse_half.hpp"
#include "population/resting_state.hpp"
#include "solver/batch_tsit5.hpp"

namespace hpg::batch {

namespace detail {

/// Copies lane `from_lane` of every member of a struct of packs into lane `to_lane` of another.
template <std::size_t W>
struct CopyLane {
  std::size_t to_lane, from_lane;
  void operator()(simd::Pack<W>& to, const simd::Pack<W>& from) const { to.set(to_lane, from[from_lane]); }
};

/// Writes a struct of doubles into one lane of the same struct of packs.
template <std::size_t W, class Packs, class Doubles>
void put(Packs& packs, std::size_t lane, const Doubles& doubles) {
  static_assert(sizeof(Packs) == W * sizeof(Doubles));
  const auto flat = std::bit_cast<std::array<double, sizeof(Doubles) / sizeof(double)>>(doubles);
  auto* pack = reinterpret_cast<simd::Pack<W>*>(&packs);
  for (std::size_t i = 0; i < flat.size(); ++i) pack[i].set(lane, flat[i]);
}

}  // namespace detail

template <std::size_t W>
class LanePool final : public Pool {
 public:
  using P = simd::Pack<W>;
  using Mask = simd::Mask<W>;

  LanePool(std::size_t seats, const model::Parameters<double>& typical)
      : groups_((seats + W - 1) / W),
        seats_(groups_.size() * W),
        slow_(slow_states()),
        pulses_(),
        solver_(pulses_, floor_of(typical), {1e-6, kLongestStep}) {
    for (std::size_t s = 0; s < seats_.size(); ++s) clear(s);
  }

  [[nodiscard]] std::size_t size() const override { return seats_.size(); }

  void seat(std::size_t s, const model::Parameters<double>& man, const model::Constants<double>& constants,
            const model::AxisState<double>& state, double t, double clock_at_zero, double tolerance) override {
    Group& g = group(s);
    const std::size_t lane = s % W;
    detail::put<W>(g.man, lane, man);
    detail::put<W>(g.constant, lane, constants);
    detail::put<W>(g.state, lane, state);
    for (auto& node : g.drug) detail::put<W>(node, lane, model::Exposure<double>{});
    for (P& area : g.area) area.set(lane, 0);
    g.time.set(lane, t);
    g.end.set(lane, t);
    g.clock_at_zero.set(lane, clock_at_zero);
    set_pace(s, {});
    solver::StepControl control = solver_.first_control();
    control.tolerance = tolerance;
    seats_[s] = {control, false, false};
  }

  void set_pace(std::size_t s, const model::Pace<double>& pace) override { detail::put<W>(group(s).pace, s % W, pace); }

  void plan(std::size_t s, double end, const StrideExposure& drugs, const std::vector<std::size_t>& reach) override {
    Group& g = group(s);
    for (std::size_t node = 0; node < 3; ++node) {
      auto* to = reinterpret_cast<P*>(&g.drug[node]);
      const auto* from = reinterpret_cast<const double*>(&drugs[node]);
      for (const std::size_t i : reach) to[i].set(s % W, from[i]);
    }
    seats_[s].drugged = true;
    g.end.set(s % W, end);
  }

  void plan(std::size_t s, double end) override {
    Group& g = group(s);
    if (seats_[s].drugged) {
      for (auto& node : g.drug) detail::put<W>(node, s % W, model::Exposure<double>{});
    }
    seats_[s].drugged = false;
    g.end.set(s % W, end);
  }

  void step() override {
    for (Group& g : groups_) {
      g.moves = simd::any(g.time < g.end);
      if (g.moves) begin(g);
    }
    follow_pulses();
    for (Group& g : groups_) {
      if (g.moves) finish(g);
    }
  }

  [[nodiscard]] double time(std::size_t s) const override { return group(s).time[s % W]; }
  [[nodiscard]] model::AxisState<double> state(std::size_t s) const override {
    std::array<double, model::kStates> flat;
    const auto* pack = reinterpret_cast<const P*>(&group(s).state);
    for (std::size_t i = 0; i < flat.size(); ++i) flat[i] = pack[i][s % W];
    return std::bit_cast<model::AxisState<double>>(flat);
  }
  [[nodiscard]] Areas areas(std::size_t s) const override {
    Areas out;
    for (std::size_t a = 0; a < kAreas; ++a) out[a] = group(s).area[a][s % W];
    return out;
  }
  [[nodiscard]] bool failed(std::size_t s) const override { return seats_[s].failed; }
  [[nodiscard]] const Work& work() const override { return work_; }

 private:
  static constexpr double kLongestStep = 1.0;  // h
  /// Areas that the pulsing half hands to the slow one.
  enum Handed { acute, itt, lh, fsh, kHanded };

  /// W seats side by side.
  struct Group {
    model::Parameters<P> man;
    model::Constants<P> constant;
    std::array<model::Exposure<P>, 3> drug;
    model::AxisState<P> state;
    std::array<P, kAreas> area;
    P time, end, clock_at_zero;
    model::Pace<P> pace;
    // Of the stride under way.
    model::PulseDrive<P> drive, drive_slope;
    model::PulseState<P> pulse_derivative;
    model::AxisState<P> slow_derivative;
    std::array<P, kHanded> before;  // acute, itt, lh, fsh at its start
    std::array<P, kHanded> mean;    // and over it
    bool moves = false;             // anybody
  };

  struct Seat {
    solver::StepControl control;
    bool drugged;
    bool failed;
  };

  /// A man who waits for a lane. (A type of its own in each kernel, as everything here: no two may share compiled code.)
  struct Waiting {
    std::size_t seat;
    double burst;  // neurokinin B: how near to a burst, so how dear
  };

  /// The pulsing half of the men who are in the lanes now.
  struct Pulses {
    model::PulseParameters<P> man{};
    model::PulseConstants<P> constant{};
    model::PulseDrive<P> drive{}, slope{};
    model::Pace<P> pace{};

    [[gnu::flatten]] void operator()(const P& t, const std::array<P, model::kPulseStates>& y,
                                     std::array<P, model::kPulseStates + kHanded>& dy) const {
      model::PulseDrive<P> now;
      const auto* from = reinterpret_cast<const P*>(&drive);
      const auto* change = reinterpret_cast<const P*>(&slope);
      auto* to = reinterpret_cast<P*>(&now);
#pragma GCC unroll 32
      for (std::size_t i = 0; i < model::PulseDrive<P>::field_count; ++i) to[i] = from[i] + t * change[i];
      // Member by member, not as one block: what the compiler can keep in registers need not pass through memory.
      model::PulseState<P> s, d;
      std::size_t n = 0;
      model::visit_pulse_state(s, s, [&](P& member, const P&) { member = y[n++]; });
      model::pulse_derivative(man, constant, now, pace, s, d);
      n = 0;
      model::visit_pulse_state(d, d, [&](const P& member, const P&) { dy[n++] = member; });
      dy[model::kPulseStates + acute] = s.leydig.acute;
      dy[model::kPulseStates + itt] = s.steroids.itt;
      dy[model::kPulseStates + lh] = s.pituitary.lh;
      dy[model::kPulseStates + fsh] = s.pituitary.fsh;
    }
  };

  [[nodiscard]] Group& group(std::size_t s) { return groups_[s / W]; }
  [[nodiscard]] const Group& group(std::size_t s) const { return groups_[s / W]; }

  static solver::Vector<model::kPulseStates> floor_of(const model::Parameters<double>& typical) {
    model::AxisState<double> whole = population::to_axis(population::error_floor(typical));
    model::PulseState<double> half{};
    model::visit_pulse_state(half, whole, [](double& to, double from) { to = from; });
    return std::bit_cast<solver::Vector<model::kPulseStates>>(half);
  }

  /// Indices, in the flat axis state, of what the long stride advances: all but the pulsing half.
  static std::array<std::size_t, model::kStates - model::kPulseStates> slow_states() {
    model::AxisState<double> mark{};
    model::PulseState<double> none{};
    model::visit_pulse_state(mark, none, [](double& x, double) { x = 1; });
    const auto flat = std::bit_cast<std::array<double, model::kStates>>(mark);
    std::array<std::size_t, model::kStates - model::kPulseStates> slow{};
    std::size_t n = 0;
    for (std::size_t i = 0; i < model::kStates; ++i) {
      if (flat[i] == 0) slow[n++] = i;
    }
    return slow;
  }

  /// An empty seat holds no man, but its numbers go through the same arithmetic: they must be harmless.
  void clear(std::size_t s) {
    Group& g = group(s);
    for (auto* pack = reinterpret_cast<P*>(&g); pack != reinterpret_cast<P*>(&g.moves); ++pack) pack->set(s % W, 1);
    seats_[s] = {solver_.first_control(), true, false};
  }

  /// Derivatives at the start of the stride, and the drive of the pulses over it: linear from there to where the slow states
  /// point.
  [[gnu::noinline]] void begin(Group& g) {
    const model::Surroundings<P> around(g.man, g.constant, g.drug[0], g.clock_at_zero + g.time, g.state);
    g.drive = model::pulse_drive(g.man, g.constant, g.drug[0], around, g.state);
    model::body_derivative(g.man, g.constant, g.drug[0], around, g.pace, g.state, g.slow_derivative);
    model::AxisState<P> whole;
    model::pulse_derivative(g.man, g.constant, g.drive, g.pace, g.state, whole);
    model::visit_pulse_state(g.pulse_derivative, whole, [](P& to, const P& from) { to = from; });
    g.before = {g.state.leydig.acute, g.state.steroids.itt, g.state.pituitary.lh, g.state.pituitary.fsh};

    const P h = g.end - g.time;
    model::AxisState<P> ahead = g.state;
    advance(ahead, g.state, h, g.slow_derivative);
    const model::Surroundings<P> then(g.man, g.constant, g.drug[2], g.clock_at_zero + g.end, ahead);
    const model::PulseDrive<P> last = model::pulse_drive(g.man, g.constant, g.drug[2], then, ahead);
    const P per_hour = P(1) / larger(h, P(1e-12));
    const auto* from = reinterpret_cast<const P*>(&g.drive);
    const auto* to = reinterpret_cast<const P*>(&last);
    auto* slope = reinterpret_cast<P*>(&g.drive_slope);
    for (std::size_t i = 0; i < model::PulseDrive<P>::field_count; ++i) slope[i] = (to[i] - from[i]) * per_hour;
  }

  /// y = start + h * derivative for the slow states.
  void advance(model::AxisState<P>& y, const model::AxisState<P>& start, const P& h,
               const model::AxisState<P>& derivative) const {
    auto* to = reinterpret_cast<P*>(&y);
    const auto* from = reinterpret_cast<const P*>(&start);
    const auto* d = reinterpret_cast<const P*>(&derivative);
    for (const std::size_t i : slow_) to[i] = from[i] + h * d[i];
  }

  /// Men go through the lanes one after the other, each to the end of his own stride; a lane that is done takes the next man.
  [[gnu::noinline]] void follow_pulses() {
    queue_.clear();
    for (std::size_t s = 0; s < seats_.size(); ++s) {
      const Group& g = group(s);
      if (g.time[s % W] < g.end[s % W] && !seats_[s].failed) queue_.push_back({s, g.state.hypothalamus.nkb[s % W]});
    }
    // The dearest first, so that fewer lanes wait at the end.
    std::sort(queue_.begin(), queue_.end(), [](const Waiting& a, const Waiting& b) { return a.burst > b.burst; });
    work_.strides += queue_.size();
    std::size_t next = 0;
    std::size_t travelling = 0;
    for (std::size_t lane = 0; lane < W; ++lane) {
      if (next < queue_.size()) {
        board(lane, queue_[next++].seat);
        ++travelling;
      } else {
        occupant_[lane] = kNobody;
      }
    }
    const auto before = solver_.counts();
    while (travelling > 0) {
      solver_.step();
      work_.lane_steps += W;
      for (std::size_t lane = 0; lane < W; ++lane) {
        if (occupant_[lane] == kNobody || !solver_.arrived(lane)) continue;
        alight(lane);
        if (next < queue_.size()) {
          board(lane, queue_[next++].seat);
        } else {
          occupant_[lane] = kNobody;
          --travelling;
        }
      }
    }
    work_.steps += solver_.counts().accepted - before.accepted;
    work_.rejected += solver_.counts().rejected - before.rejected;
  }

  void board(std::size_t lane, std::size_t s) {
    const Group& g = group(s);
    const std::size_t from = s % W;
    const detail::CopyLane<W> copy{lane, from};
    model::visit_pulse_parameters(pulses_.man, g.man, copy);
    model::visit_pulse_constants(pulses_.constant, g.constant, copy);
    const auto copy_all = [&](auto& to, const auto& source) {
      auto* t = reinterpret_cast<P*>(&to);
      const auto* f = reinterpret_cast<const P*>(&source);
      for (std::size_t i = 0; i < sizeof to / sizeof(P); ++i) t[i].set(lane, f[i][from]);
    };
    copy_all(pulses_.drive, g.drive);
    copy_all(pulses_.slope, g.drive_slope);
    copy_all(pulses_.pace, g.pace);
    std::size_t i = 0;
    model::visit_pulse_state(g.state, g.pulse_derivative, [&](const P& y, const P& dy) {
      solver_.set_state(lane, i, y[from]);
      solver_.set_derivative(lane, i, dy[from]);
      ++i;
    });
    for (std::size_t a = 0; a < kHanded; ++a) solver_.set_derivative(lane, model::kPulseStates + a, g.before[a][from]);
    solver_.enter(lane, 0, g.end[from] - g.time[from], seats_[s].control);
    occupant_[lane] = s;
  }

  void alight(std::size_t lane) {
    const std::size_t s = occupant_[lane];
    Group& g = group(s);
    const std::size_t to = s % W;
    seats_[s].control = solver_.control(lane);
    if (solver_.failed(lane)) {
      seats_[s].failed = true;
      g.end.set(to, g.time[to]);
      return;
    }
    const double h = g.end[to] - g.time[to];
    for (std::size_t a = 0; a < kHanded; ++a) g.mean[a].set(to, solver_.area(lane, a) / h);
    std::size_t i = 0;
    model::visit_pulse_state(g.state, g.state, [&](P& y, const P&) { y.set(to, solver_.state(lane, i++)); });
  }

  /// The slow states over the stride by the classical fourth-order method, reading the pulses at start, middle and end.
  [[gnu::noinline]] void finish(Group& g) {
    const P h = g.end - g.time;
    const P middle_time = g.time + P(0.5) * h;
    const std::array<P, kHanded> after{g.state.leydig.acute, g.state.steroids.itt, g.state.pituitary.lh, g.state.pituitary.fsh};
    std::array<P, kHanded> middle;
    // The value at the middle that gives Simpson's rule the exact area.
    for (std::size_t a = 0; a < kHanded; ++a) {
      middle[a] = larger(P(0.25) * (P(6) * g.mean[a] - g.before[a] - after[a]), P(0));
    }
    const auto read = [](model::AxisState<P>& s, const std::array<P, kHanded>& from) {
      s.leydig.acute = from[acute];
      s.steroids.itt = from[itt];
      s.pituitary.lh = from[lh];
      s.pituitary.fsh = from[fsh];
    };
    const auto slope = [&](std::size_t node, const P& t, const model::AxisState<P>& s, model::AxisState<P>& d) {
      const model::Surroundings<P> around(g.man, g.constant, g.drug[node], g.clock_at_zero + t, s);
      model::body_derivative(g.man, g.constant, g.drug[node], around, g.pace, s, d);
      return std::array<P, 3>{s.steroids.testosterone, around.free.testosterone, s.steroids.estradiol};
    };
    model::AxisState<P> s = g.state;
    model::AxisState<P> k2, k3, k4;
    const P half = P(0.5) * h;
    const P start_free = model::bind(g.man.steroids, g.state.steroids).testosterone;
    const std::array<P, 3> a1{g.state.steroids.testosterone, start_free, g.state.steroids.estradiol};
    read(s, middle);
    advance(s, g.state, half, g.slow_derivative);
    const auto a2 = slope(1, middle_time, s, k2);
    advance(s, g.state, half, k2);
    const auto a3 = slope(1, middle_time, s, k3);
    read(s, after);
    advance(s, g.state, h, k3);
    const auto a4 = slope(2, g.end, s, k4);

    const Mask moves = P(0) < h;
    const P sixth = h / P(6);
    auto* y = reinterpret_cast<P*>(&g.state);
    const auto* d1 = reinterpret_cast<const P*>(&g.slow_derivative);
    const auto* d2 = reinterpret_cast<const P*>(&k2);
    const auto* d3 = reinterpret_cast<const P*>(&k3);
    const auto* d4 = reinterpret_cast<const P*>(&k4);
    for (const std::size_t i : slow_) y[i] = select(moves, y[i] + sixth * (d1[i] + P(2) * (d2[i] + d3[i]) + d4[i]), y[i]);
    for (std::size_t a = 0; a < 3; ++a)
      g.area[a] = select(moves, g.area[a] + sixth * (a1[a] + P(2) * (a2[a] + a3[a]) + a4[a]), g.area[a]);
    g.area[3] = select(moves, g.area[3] + h * g.mean[lh], g.area[3]);
    g.area[4] = select(moves, g.area[4] + h * g.mean[fsh], g.area[4]);
    g.time = g.end;
  }

  static constexpr std::size_t kNobody = ~std::size_t{0};

  std::vector<Group> groups_;
  std::vector<Seat> seats_;
  std::array<std::size_t, model::kStates - model::kPulseStates> slow_;
  Pulses pulses_;
  solver::BatchTsit5<model::kPulseStates, kHanded, W, Pulses> solver_;
  std::vector<Waiting> queue_;
  std::array<std::size_t, W> occupant_{};
  Work work_;
};

}  // namespace hpg::batch
