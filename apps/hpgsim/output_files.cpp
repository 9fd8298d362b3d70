// What may stand after -o.
#include "output_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hpgsim/error.hpp"
#include "io/atomic_file.hpp"

namespace fs = std::filesystem;

fs::path plain_path(const std::string& name) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(name, error), error);
  return error ? fs::absolute(name, error).lexically_normal() : real;
}

void check_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& accepted,
                   const std::vector<std::string>& inputs) {
  std::set<fs::path> seen, read;
  for (const std::string& input : inputs) read.insert(plain_path(input));
  for (const std::string& output : outputs) {
    const hpg::Where where{output, 0, ""};
    if (std::find(accepted.begin(), accepted.end(), fs::path(output).extension().string()) == accepted.end()) {
      throw hpg::InputError(where, fmt::format("unknown kind of output; accepted: names ending in {}{}{}",
                                               fmt::join(accepted.begin(), accepted.end() - 1, ", "),
                                               accepted.size() > 1 ? " or " : "", accepted.back()));
    }
    if (read.contains(plain_path(output)))
      throw hpg::InputError(where, inputs.size() == 1 ? "is the input itself" : "is one of the inputs");
    if (!seen.insert(plain_path(output)).second) throw hpg::InputError(where, "is given twice as output");
    hpg::io::check_writable(output);
  }
}
