// What may stand after -o, and what comes of it.
#include "output_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "hpgsim/error.hpp"
#include "hpgsim/run.hpp"
#include "interrupt.hpp"
#include "io/atomic_file.hpp"

namespace fs = std::filesystem;

fs::path plain_path(const std::string& name) {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(fs::absolute(name, error), error);
  return error ? fs::absolute(name, error).lexically_normal() : real;
}

void check_outputs(const std::vector<std::string>& outputs, const std::vector<std::string>& accepted,
                   const std::vector<std::string>& inputs, const FilesOf& files_of) {
  std::set<fs::path> seen, read;
  for (const std::string& input : inputs) read.insert(plain_path(input));
  for (const std::string& output : outputs) {
    const hpg::Where where{output, 0, ""};
    std::error_code error;
    if (output.ends_with('/') || (fs::is_directory(output, error) && !fs::path(output).has_extension()))
      throw hpg::InputError(where, "is a folder, wanted the name of a file");
    if (std::find(accepted.begin(), accepted.end(), fs::path(output).extension().string()) == accepted.end()) {
      throw hpg::InputError(where, fmt::format("unknown kind of output; accepted: names ending in {}{}{}",
                                               fmt::join(accepted.begin(), accepted.end() - 1, ", "),
                                               accepted.size() > 1 ? " or " : "", accepted.back()));
    }
    for (const fs::path& file : files_of ? files_of(output) : std::vector<fs::path>{output}) {
      const fs::path place = plain_path(file.string());
      const hpg::Where named{file.string(), 0, ""};
      if (read.contains(place)) throw hpg::InputError(named, inputs.size() == 1 ? "is the input itself" : "is one of the inputs");
      if (!seen.insert(place).second) throw hpg::InputError(named, "is given twice as output");
      hpg::io::check_writable(file);
    }
  }
}

void write_outputs(const std::vector<std::string>& outputs,
                   const std::function<std::string(const std::string& ending)>& text_of) {
  hpg::io::AtomicFiles files;
  for (const std::string& output : outputs) {
    if (interrupted) throw hpg::Stopped();
    files.add(output).write(text_of(fs::path(output).extension().string()));
  }
  if (interrupted) throw hpg::Stopped();
  files.commit();
}

fs::path left_beside(const std::vector<std::string>& outputs, const std::function<fs::path(const fs::path&)>& name_of,
                     const std::function<bool(const fs::path&)>& is_there) {
  for (const std::string& output : outputs) {
    if (is_there(name_of(output))) return name_of(output);
  }
  return name_of(outputs.front());
}
