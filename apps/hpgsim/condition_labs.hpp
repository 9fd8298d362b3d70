// hpgsim list conditions: the labs of each condition's man, those of the model beside the published ones.
#pragma once

#include "io/catalog.hpp"

/// Follows each man for a day without drugs and prints his labs, in order, as they become ready. Throws hpg::Stopped.
void print_condition_labs(const hpg::Catalog& catalog);
