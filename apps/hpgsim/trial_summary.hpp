// What a trial showed, in a few lines on the terminal.
#pragma once

#include "hpgsim/observable.hpp"
#include "io/catalog.hpp"
#include "trial/analysis.hpp"

void print_trial_summary(const hpg::trial::Analysis& analysis, const hpg::Catalog& catalog, hpg::UnitSystem units);
