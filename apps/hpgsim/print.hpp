// Plain tables and paragraphs on the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Columns padded to their widest cell, two spaces apart; the last one is not padded.
void print_table(const std::vector<std::vector<std::string>>& rows);

/// A label and a text beside it, broken into lines of at most 100 characters; nothing when the text is empty.
void print_field(std::string_view label, const std::string& text);

/// A number for a table, three digits where it has them and never an exponent: "1160", "51.2", "4.05"; "-" when not finite.
[[nodiscard]] std::string three_digits(double value);

/// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string>& words);
