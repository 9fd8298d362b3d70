// Where the data of an installed or freshly built hpgsim are.
#pragma once

#include <filesystem>
#include <string>

/// `asked` (--data) if given, else HPGSIM_DATA, else beside the program: ../share/hpgsim/data, ../data.
/// Throws hpg::InputError when none is there.
[[nodiscard]] std::filesystem::path data_folder(const std::string& asked);
