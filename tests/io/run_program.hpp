// Runs the real program on the project's data, or on another folder of data.
#pragma once

#include <sys/wait.h>

#include <cstdlib>
#include <string>

#include "io/temporary_folder.hpp"

struct Ran {
  int code;
  std::string out;
  std::string error;
};

inline Ran run(const TemporaryFolder& folder, const std::string& arguments, const std::string& data = HPGSIM_SOURCE_DIR "/data") {
  const std::string out = (folder / "stdout").string(), error = (folder / "stderr").string();
  const int status =
      std::system(("'" HPGSIM_PROGRAM "' --data '" + data + "' " + arguments + " >'" + out + "' 2>'" + error + "'").c_str());
  const Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : -1, content_of(out), content_of(error)};
  std::filesystem::remove(out);
  std::filesystem::remove(error);
  return ran;
}
