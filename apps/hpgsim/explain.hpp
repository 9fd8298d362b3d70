// hpgsim explain: what a name stands for, with value, unit, grade and sources.
#pragma once

#include <string>

#include "io/catalog.hpp"

/// Prints everything that answers to `name`: parameters and drug numbers by full name, last part or alias ("enclomiphene
/// half-life" works), drugs, conditions, observables. Throws hpg::InputError with the nearest name when nothing does.
void explain(const std::string& name, const hpg::Catalog& catalog);
