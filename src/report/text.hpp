// Words and numbers as a reader sees them: HTML escaping, short numbers, months.
#pragma once

#include <string>
#include <string_view>

namespace hpg::report {

/// Text made safe for HTML content and quoted attributes.
[[nodiscard]] std::string escape(std::string_view text);

/// Text made safe inside a JSON string that sits in a <script> element.
[[nodiscard]] std::string json_escape(std::string_view text);

/// Two or three digits, never an exponent: "612", "21.3", "4.21", "0.031", "0"; "&ndash;" when the value is not finite.
[[nodiscard]] std::string number(double value);

/// Three significant digits without trailing zeros, for ranges, shares and plain-text descriptions: "16", "9.15", "917".
[[nodiscard]] std::string short_number(double value);

/// Without trailing zeros, for axis ticks: "0.5", "20".
[[nodiscard]] std::string tick_label(double value);

}  // namespace hpg::report
