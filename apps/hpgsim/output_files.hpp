// The names given with -o, checked before any work is done.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Throws hpg::InputError for an ending that is not among `accepted` (".csv"), a name given twice, one of the inputs, or a place
/// that cannot be written.
void check_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& accepted,
                   const std::vector<std::string>& inputs);

/// One spelling for each place, whether or not it exists; never throws.
[[nodiscard]] std::filesystem::path plain_path(const std::string& name);
