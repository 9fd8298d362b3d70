// Reads a text file a user named, refusing what cannot be one: folders, binaries, files far too large.
#pragma once

#include <filesystem>
#include <string>

namespace hpg::io {

inline constexpr std::size_t kLargestTextFile = 4u << 20;  // bytes

/// Content of the file. Throws InputError when it is missing, a folder, unreadable, larger than 4 MB or not UTF-8 text.
[[nodiscard]] std::string read_text_file(const std::filesystem::path& path);

}  // namespace hpg::io
