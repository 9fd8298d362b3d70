// Column widths in characters, not bytes.
#include "print.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

namespace {

std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

/// "2.75", "(70".
bool is_number(const std::string& word) {
  const std::size_t start = word.front() == '(' ? 1 : 0;
  return word.find_first_not_of("0123456789.", start) == std::string::npos && word.back() != '.' && word.size() > start;
}

}  // namespace

void print_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(row[c]));
  }
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      line += row[c];
      if (c + 1 < row.size()) line.append(widths[c] - width_of(row[c]) + 2, ' ');
    }
    fmt::print("{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
  }
}

std::string three_digits(double value) {
  if (!std::isfinite(value)) return "-";
  const double size = std::abs(value);
  return fmt::format("{:.{}f}", value, size >= 99.95 || value == 0 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3);
}

void print_field(std::string_view label, const std::string& text) {
  if (text.empty()) return;
  constexpr std::size_t kIndent = 16, kWidth = 100;
  std::string line = fmt::format("  {:<{}}", label, kIndent - 2);
  if (label.size() + 2 >= kIndent) line += ' ';  // a long label pushes the first line along
  const std::size_t start = width_of(line);
  std::size_t width = start;
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    std::string unit;
    if (is_number(word) && words >> unit) word += ' ' + unit;  // a number keeps its unit on the line
    const bool first = width == start;
    if (!first && width + 1 + width_of(word) > kWidth) {
      fmt::print("{}\n", line);
      line = std::string(kIndent, ' ') + word;
      width = kIndent + width_of(word);
      continue;
    }
    line += (first ? "" : " ") + word;
    width += (first ? 0 : 1) + width_of(word);
  }
  fmt::print("{}\n", line);
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }
