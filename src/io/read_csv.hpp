// Comma-separated values, as RFC 4180 has them and as spreadsheets write them.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "hpgsim/error.hpp"

namespace hpg::io {

using CsvFields = std::vector<std::string>;

using ReadCsvLine = std::function<void(const CsvFields& fields, const Where& where)>;

/// Calls names for the first line of the file that is not blank and row for each other: with its fields, without quotes and
/// without blanks around them, and where it is. Throws InputError when the file cannot be read, a quote stays open or a line has
/// another number of fields than the first.
void read_csv(const std::filesystem::path& file, const ReadCsvLine& names, const ReadCsvLine& row);

}  // namespace hpg::io
