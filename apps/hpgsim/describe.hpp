// Plain words for drugs and conditions: one place for explain and for docs/drugs.md.
#pragma once

#include <string>
#include <vector>

#include "io/catalog.hpp"

/// Sentences that a clinician reads: how each route delivers the drug, how it leaves, what it does where and at which level. A
/// drug made of others names them with their shares; each is described on its own.
[[nodiscard]] std::string describe(const hpg::pharmacology::Drug& drug, const hpg::Catalog& catalog);

/// "70 a and 28 kg/m2; before the baseline ...": the man that a condition describes where a protocol says nothing else.
[[nodiscard]] std::string describe(const hpg::Condition& condition);

/// What a condition changes, a sentence a number: "GnRH neurons: 0 instead of 1".
[[nodiscard]] std::vector<std::string> describe_changes(const std::vector<hpg::ParameterChange>& changes,
                                                        const std::vector<hpg::Number>& numbers, const hpg::Catalog& catalog);

/// "303 ng/dL", "900 to 2015 ng/dL": a published lab in US units.
[[nodiscard]] std::string published(const hpg::Condition::Lab& lab, const hpg::Observable& observable);

/// "12", "3.4", "0.56": about three digits, never an exponent.
[[nodiscard]] std::string few_digits(double value);

/// "a", "a and b", "a, b and c".
[[nodiscard]] std::string enumerated(const std::vector<std::string>& words);
