// HTML escaping and the rounding of numbers for display.
#include "report/text.hpp"

#include <fmt/format.h>

#include <cmath>

namespace hpg::report {

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string json_escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    // "<" would let a name such as "</script>" end the element.
    if (code < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&') {
      out += fmt::format("\\u{:04x}", code);
    } else {
      out += c;
    }
  }
  return out;
}

std::string number(double value) {
  if (!std::isfinite(value)) return "&ndash;";
  const double size = std::abs(value);
  if (size < 1e-9) return "0";
  if (size < 0.001) return value < 0 ? "&gt;&minus;0.001" : "&lt;0.001";
  const int decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.0995 ? 2 : 3;
  const std::string digits = fmt::format("{:.{}f}", size, decimals);
  return value < 0 ? "&minus;" + digits : digits;
}

std::string short_number(double value) {
  if (!std::isfinite(value) || std::abs(value) < 1e-12) return std::isfinite(value) ? "0" : "-";
  const double digit = std::pow(10, std::floor(std::log10(std::abs(value))) - 2);
  return tick_label(std::round(value / digit) * digit);
}

std::string tick_label(double value) {
  if (std::abs(value) < 1e-12) return "0";
  return fmt::format("{:.6g}", value);
}

}  // namespace hpg::report
