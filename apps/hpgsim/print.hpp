// Plain tables and paragraphs on the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Columns padded to their widest cell, two spaces apart; the last one is not padded.
void print_table(const std::vector<std::vector<std::string>>& rows);

/// A label and a text beside it, broken into lines of at most 100 characters; nothing when the text is empty.
void print_field(std::string_view label, const std::string& text);

/// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string>& words);
