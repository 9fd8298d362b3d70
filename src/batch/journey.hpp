// One man's way through a simulation, as whoever follows him sees it.
#pragma once

#include "batch/pool.hpp"
#include "pharmacology/course.hpp"

namespace hpg::batch {

/// How exactly a man is followed.
struct Accuracy {
  double tolerance = 1e-3;  // relative error of a step of the pulsing half
  double stride = 0.5;      // h: longest stride of the slow half, whose error then stays below that of the pulses
};

/// What follows a stop.
enum class Next {
  go_on,
  start_over,  // from start_state() at start_time(), as who he says he is now
  done
};

/// A man to be followed: who he is, what he takes, and when he is to be looked at. Only one thread calls it at a time.
class Journey {
 public:
  virtual ~Journey() = default;

  [[nodiscard]] virtual const model::Parameters<double>& parameters() const = 0;
  [[nodiscard]] virtual const model::Constants<double>& constants() const = 0;
  /// State and time he starts from, h; hour of the day at time 0.
  [[nodiscard]] virtual model::AxisState<double> start_state() const = 0;
  [[nodiscard]] virtual double start_time() const = 0;
  [[nodiscard]] virtual double clock_at_zero() const = 0;
  [[nodiscard]] virtual pharmacology::Course& course() = 0;
  [[nodiscard]] virtual Accuracy accuracy() const { return {}; }
  /// How fast his slow states move now (model::Pace); asked at the start and after each stop.
  [[nodiscard]] virtual model::Pace<double> pace() const { return {}; }

  /// When he is to be looked at next, after the present time, h.
  [[nodiscard]] virtual double next_stop() const = 0;
  /// He is there; doses due at this moment come after it.
  [[nodiscard]] virtual Next arrive(double time, const model::AxisState<double>& state, const Areas& areas) = 0;
  /// He could not be integrated beyond `time`.
  virtual void fail(double time) = 0;
};

}  // namespace hpg::batch
