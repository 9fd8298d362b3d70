// What protocols and trials have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hpgsim/protocol.hpp"
#include "io/catalog.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {

/// The longest a protocol, or a trial with all its periods, may last.
inline constexpr double kLongest = 60 * kHoursPerYear;  // h

// Men whom the model was made for.
inline constexpr double kYoungest = 18;  // years
inline constexpr double kOldest = 100;
inline constexpr double kLeanest = 14;  // kg/m2
inline constexpr double kHeaviest = 70;

/// Refuses a file that is plainly of another kind, and names the command for it. `wanted`: "protocol", "trial" or "study".
void check_kind(const TomlTable& root, std::string_view wanted);

/// A quantity in `unit`, named `symbol`, between low and high; `otherwise` when the key is missing.
[[nodiscard]] double between(TomlTable& table, std::string_view key, const Dimension& dimension, double unit, double low,
                             double high, std::string_view symbol, double otherwise);

/// Above 0 and at most kLongest, h.
[[nodiscard]] double read_duration(TomlTable& table, std::string_view key);

/// "08:30" -> 8.5.
[[nodiscard]] double read_clock(TomlTable& table, std::string_view key, double otherwise);

/// A text that goes to terminals and tables: no line breaks or escape sequences.
[[nodiscard]] std::string one_line(TomlTable& table, std::string_view key);

/// The same, and not empty.
[[nodiscard]] std::string read_name(TomlTable& table, std::string_view key);

/// What must hold of several doses taken side by side, of an arm or of a history. One pump holds one syringe, and a night is
/// short only once: a second one in the same weeks is a slip in the file.
void check_together(const std::vector<Dose>& doses, const Where& where, const Catalog& catalog);

}  // namespace hpg::io
