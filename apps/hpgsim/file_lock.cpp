// flock(2): unlike fcntl's it is not lost when the file is opened and closed a second time.
#include "file_lock.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "hpgsim/error.hpp"

FileLock::FileLock(const std::filesystem::path& file)
    : file_(file), descriptor_(open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) throw hpg::InputError({file.string(), 0, ""}, fmt::format("cannot be written: {}", std::strerror(errno)));
  // A file system without locks is used without.
  if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    close(descriptor_);
    throw hpg::InputError({file.string(), 0, ""},
                          "another process is writing it: was the run started twice, or hpgsim instead of hpgsim-mpi?");
  }
}

FileLock::~FileLock() {
  // By the descriptor: the name may have been given to another file.
  struct stat now {};
  if (fstat(descriptor_, &now) == 0 && now.st_size == 0 && now.st_nlink > 0) unlink(file_.c_str());
  close(descriptor_);
}
