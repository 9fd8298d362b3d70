// How far a man may go in one stride.
#pragma once

#include "batch/journey.hpp"

namespace hpg::batch {

/// Chooses the end of the stride from `time`, at most `limit` and no longer than the accuracy allows, and fills in what the drugs
/// do on the way. Within a stride what drugs do is taken as linear (pulses) or as a parabola (the rest): where a level bends more
/// than ten times the tolerance, as after an intravenous bolus, the stride is halved until it does not. `largest` holds the
/// highest exposures so far: what is gone but for a trace of them no longer counts. `follows`: `drugs` still holds the last
/// stride, which ended at `time`, and no dose came since. Only the numbers in the reach of the course are touched.
[[nodiscard]] double choose_stride(pharmacology::Course& course, double time, double limit, const Accuracy& accuracy,
                                   model::Exposure<double>& largest, StrideExposure& drugs, bool follows = false);

/// The same without drugs: an even share of what remains.
[[nodiscard]] double even_stride(double time, double limit, double stride);

}  // namespace hpg::batch
