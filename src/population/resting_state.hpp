// The state a man is in before treatment: the limit cycle of his own parameters.
#pragma once

#include "model/axis.hpp"
#include "solver/tsit5.hpp"

namespace hpg::population {

/// The axis as a plain vector, for the integrator.
using StateVector = solver::Vector<model::kStates>;

model::AxisState<double> to_axis(const StateVector& y);
StateVector to_vector(const model::AxisState<double>& s);

/// The size of each state in the typical man: start of every search for a resting state, and scale of its error.
model::AxisState<double> typical_sizes(const model::Parameters<double>& typical);

/// Size below which a state is noise: a thousandth of its typical size.
StateVector error_floor(const model::Parameters<double>& typical);

/// Where the search for the resting state of a man begins: the typical man with this man's body.
model::AxisState<double> starting_point(const model::Parameters<double>& man, const model::Parameters<double>& typical);

/// A man is brought to rest by living untreated: slow states (receptors, capacities, germ cells, tissues) are hurried at first,
/// growth and change of weight are held.
struct RunInStage {
  double days;
  double pace;  // model::Pace::slow
};
inline constexpr RunInStage kRunIn[] = {{15, 30}, {8, 8}, {5, 2}};

/// Runs the untreated man in until his slow states have settled and returns his state at `clock` (hour of the day).
/// Slow states (receptors, capacities, germ cells) are hurried at first; growth is held. What is left moves 24-h means by
/// less than 1 %.
StateVector resting_state(const model::Parameters<double>& man, const model::Parameters<double>& typical,
                          const model::Constants<double>& constants, double clock);

}  // namespace hpg::population
