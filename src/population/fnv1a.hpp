// FNV-1a: one number for a name or a record, the same on every machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace hpg::population {

inline constexpr std::uint64_t kHashStart = 0xcbf29ce484222325;

[[nodiscard]] constexpr std::uint64_t fnv1a(std::string_view bytes, std::uint64_t before = kHashStart) {
  for (const char c : bytes) before = (before ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return before;
}

}  // namespace hpg::population
