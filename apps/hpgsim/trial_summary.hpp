// What a trial showed, in a few lines on the terminal.
#pragma once

#include "hpgsim/observable.hpp"
#include "hpgsim/trial_result.hpp"
#include "io/catalog.hpp"

void print_trial_summary(const hpg::TrialData& data, const hpg::Catalog& catalog, hpg::UnitSystem units);
