// Where the runs of a sensitivity analysis stand: points of the unit cube. Each coordinate belongs to one factor and is a
// quantile of what that factor may be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace hpg::sensitivity {

/// Morris 1991: trajectories through a grid, each step moving one factor, each factor moved once. A factor takes the middles of
/// the four quarters of its distribution and moves by two of them, so that all quarters are visited alike.
class MorrisPlan {
 public:
  static constexpr double kJump = 0.5;
  static constexpr double kSd = 0.27950849718747371;  // of the four values 1/8, 3/8, 5/8, 7/8

  MorrisPlan(std::size_t factors, std::size_t trajectories, std::uint64_t seed);

  [[nodiscard]] std::size_t factors() const { return factors_; }
  [[nodiscard]] std::size_t trajectories() const { return steps_.size(); }
  [[nodiscard]] std::size_t runs() const { return trajectories() * (factors_ + 1); }
  /// Runs of a trajectory follow each other: its start, then after each step.
  [[nodiscard]] std::size_t run(std::size_t trajectory, std::size_t step) const { return trajectory * (factors_ + 1) + step; }
  [[nodiscard]] std::vector<double> point(std::size_t run) const;

  /// What leads from run(trajectory, step) to the next.
  struct Step {
    std::size_t factor;
    double by;  // kJump, up or down
  };
  [[nodiscard]] const Step& step(std::size_t trajectory, std::size_t step) const { return steps_[trajectory][step]; }

 private:
  std::size_t factors_;
  std::vector<std::vector<double>> starts_;
  std::vector<std::vector<Step>> steps_;
};

/// Saltelli 2010: two independent samples A and B, and for each factor A with that factor's column from B. A and B are a Sobol
/// sequence in twice the dimensions, shifted digit by digit at random, which keeps its evenness.
class SobolPlan {
 public:
  /// `samples`: rows of A; best a power of two.
  SobolPlan(std::size_t factors, std::size_t samples, std::uint64_t seed);

  [[nodiscard]] std::size_t factors() const { return factors_; }
  [[nodiscard]] std::size_t samples() const { return rows_.size(); }
  [[nodiscard]] std::size_t runs() const { return samples() * (factors_ + 2); }
  [[nodiscard]] std::size_t a(std::size_t row) const { return row * (factors_ + 2); }
  [[nodiscard]] std::size_t b(std::size_t row) const { return a(row) + 1; }
  [[nodiscard]] std::size_t mixed(std::size_t row, std::size_t factor) const { return a(row) + 2 + factor; }
  [[nodiscard]] std::vector<double> point(std::size_t run) const;

 private:
  std::size_t factors_;
  std::vector<std::vector<double>> rows_;  // A, then B
};

}  // namespace hpg::sensitivity
