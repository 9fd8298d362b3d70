// Guards of read_text_file.
#include "io/text_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

#include "hpgsim/error.hpp"

namespace hpg::io {
namespace {

/// Offset of the first byte that is not part of well-formed UTF-8 text.
std::optional<std::size_t> first_bad_byte(const std::string& text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  for (std::size_t i = 0; i < text.size();) {
    const unsigned char lead = byte(i);
    const std::size_t length = lead < 0x80                   ? 1
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                               : (lead & 0xF0) == 0xE0       ? 3
                               : lead >= 0xF0 && lead < 0xF5 ? 4
                                                             : 0;
    if (lead == 0 || length == 0 || i + length > text.size()) return i;
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return i;
    }
    const bool overlong = (lead == 0xE0 && byte(i + 1) < 0xA0) || (lead == 0xF0 && byte(i + 1) < 0x90);
    const bool surrogate_or_beyond = (lead == 0xED && byte(i + 1) > 0x9F) || (lead == 0xF4 && byte(i + 1) > 0x8F);
    if (overlong || surrogate_or_beyond) return i;
    i += length;
  }
  return std::nullopt;
}

}  // namespace

std::string read_text_file(const std::filesystem::path& path) {
  namespace fs = std::filesystem;
  const Where whole{path.string(), 0, ""};
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) throw InputError(whole, "no such file");
  if (status.type() == fs::file_type::directory) throw InputError(whole, "is a folder, wanted a file");
  if (status.type() == fs::file_type::none) throw InputError(whole, "cannot be read: " + error.message());

  errno = 0;
  std::ifstream in(path, std::ios::binary);
  if (!in) throw InputError(whole, fmt::format("cannot be read: {}", std::strerror(errno)));
  // One byte more than allowed, so that pipes and devices without a size are bounded as well.
  std::string text(kLargestTextFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) throw InputError(whole, fmt::format("cannot be read: {}", std::strerror(errno)));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kLargestTextFile) throw InputError(whole, "is larger than 4 MB, which no file of this kind needs");

  if (const auto bad = first_bad_byte(text)) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    throw InputError({path.string(), static_cast<std::size_t>(line), ""}, "is not UTF-8 text (a binary file?)");
  }
  return text;
}

}  // namespace hpg::io
