// Search order of the data folder.
#include "data_folder.hpp"

#include <cstdlib>

#include "hpgsim/error.hpp"

namespace fs = std::filesystem;

fs::path data_folder(const std::string& asked) {
  if (!asked.empty()) return asked;
  if (const char* set = std::getenv("HPGSIM_DATA"); set && *set) return set;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  const fs::path beside = program.parent_path().parent_path();
  for (const char* place : {"share/hpgsim/data", "data"}) {
    if (fs::is_directory(beside / place, error)) return beside / place;
  }
  throw hpg::InputError({}, "the data folder of hpgsim was not found beside the program; give --data DIR or set HPGSIM_DATA");
}
