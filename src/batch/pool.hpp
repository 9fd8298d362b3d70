// A pool of men who are followed together. Each has a seat; what happens in one seat never depends on the others, so a man gives
// the same bits in any company, seat, thread and instruction set.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "model/axis.hpp"
#include "solver/tsit5.hpp"

namespace hpg::batch {

/// Hormones whose means over time are taken from exact areas under the curve.
enum class Area { testosterone, free_testosterone, estradiol, lh, fsh, count };
inline constexpr std::size_t kAreas = static_cast<std::size_t>(Area::count);
/// The area whose difference over a day gives the 24-h mean of an observable, by its id.
[[nodiscard]] std::optional<std::size_t> area_of(std::string_view observable);
/// nmol h/L and IU h/L since the man sat down, in the order of Area.
using Areas = std::array<double, kAreas>;

/// Drugs at the start, the middle and the end of a stride.
using StrideExposure = std::array<model::Exposure<double>, 3>;

/// Work done, for benchmarks.
struct Work {
  std::uint64_t strides = 0;     // of men
  std::uint64_t steps = 0;       // of men: accepted steps of the pulsing half
  std::uint64_t rejected = 0;    // of men
  std::uint64_t lane_steps = 0;  // lanes times steps of the pack: what the steps would be if no lane ever waited
};

/// Time in hours from the man's own origin; derivatives by two rates: what moves with each pulse by an adaptive pair of order 5,
/// everything else by one classical Runge-Kutta step of order 4 for each stride (about twenty minutes). Within a stride the
/// drive of the pulses changes linearly; the slow half reads the pulses by a parabola through both ends and the exact area.
class Pool {
 public:
  virtual ~Pool() = default;

  [[nodiscard]] virtual std::size_t size() const = 0;

  /// Seats a man at time t; `clock_at_zero` is the hour of the day at time 0, `tolerance` the relative error of a step of his
  /// pulsing half.
  virtual void seat(std::size_t seat, const model::Parameters<double>& man, const model::Constants<double>& constants,
                    const model::AxisState<double>& state, double t, double clock_at_zero, double tolerance) = 0;
  virtual void set_pace(std::size_t seat, const model::Pace<double>& pace) = 0;

  /// The stride that step() is to take: to `end`, under these drugs, of which only the numbers in `reach` (Course::reach, the
  /// same until the seat is given anew) are read. Seats without a plan stay where they are.
  virtual void plan(std::size_t seat, double end, const StrideExposure& drugs, const std::vector<std::size_t>& reach) = 0;
  /// The same when no drug is in the body.
  virtual void plan(std::size_t seat, double end) = 0;
  /// Takes all strides planned.
  virtual void step() = 0;

  [[nodiscard]] virtual double time(std::size_t seat) const = 0;
  [[nodiscard]] virtual model::AxisState<double> state(std::size_t seat) const = 0;
  [[nodiscard]] virtual Areas areas(std::size_t seat) const = 0;
  /// The man could not be integrated over his last stride; he stays at its start.
  [[nodiscard]] virtual bool failed(std::size_t seat) const = 0;
  [[nodiscard]] virtual const Work& work() const = 0;
};

/// Instruction sets the kernel is built for; `portable` runs everywhere.
enum class Instructions { portable, avx2, avx512 };

/// The widest the machine has.
[[nodiscard]] Instructions widest_instructions();
/// "portable", "avx2", "avx512".
[[nodiscard]] const char* name_of(Instructions instructions);

/// A pool of at least `seats` seats; the states of the `typical` man set the size below which an error does not matter. Throws
/// std::invalid_argument if the machine lacks the set.
[[nodiscard]] std::unique_ptr<Pool> make_pool(Instructions instructions, std::size_t seats,
                                              const model::Parameters<double>& typical);

}  // namespace hpg::batch
