// The arms side by side: what each man takes, what became of him, and when the doses fall.
#pragma once

#include <string>

#include "report/view.hpp"

namespace hpg::report {

/// One card for each arm: name, doses in words, key findings.
[[nodiscard]] std::string arm_cards(const View& view);

/// One strip for each dose line on a common time axis; empty when nobody is treated.
[[nodiscard]] std::string dose_timeline(const View& view);

/// Buttons that name the arms by letter, colour and dash; with script they bring an arm forward.
[[nodiscard]] std::string legend(const View& view);

}  // namespace hpg::report
