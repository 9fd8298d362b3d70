// Plain tables and paragraphs on the terminal.
#pragma once

#include <string>
#include <vector>

/// Columns padded to their widest cell, two spaces apart; the last one is not padded.
void print_table(const std::vector<std::vector<std::string>>& rows);

/// "a, b, c".
[[nodiscard]] std::string joined(const std::vector<std::string>& words);
