// One man of a trial, followed again alone.
#pragma once

#include "hpgsim/observable.hpp"
#include "trial/run_trial.hpp"

/// Prints who he is (age, weight, parameters that differ from his condition's), what he was given and his labs at each visit.
void show_man(const hpg::Catalog& catalog, const hpg::Trial& trial, std::uint64_t place, const hpg::trial::TrialOptions& options,
              hpg::UnitSystem units);
