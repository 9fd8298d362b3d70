// POSIX file handling of AtomicFile.
#include "io/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include "hpgsim/error.hpp"

namespace hpg::io {

namespace fs = std::filesystem;

AtomicFile::AtomicFile(const fs::path& target) : asked_(target), target_(target) {
  const Where where{target.string(), 0, ""};
  std::error_code error;
  if (fs::is_symlink(target, error)) {
    target_ = fs::weakly_canonical(target, error);
    if (error) throw InputError(where, "cannot be written: " + error.message());
  }
  const fs::file_status status = fs::status(target_, error);
  if (error && status.type() != fs::file_type::not_found) throw InputError(where, "cannot be written: " + error.message());
  if (fs::is_directory(status)) throw InputError(where, "cannot be written: is a folder");
  if (fs::exists(status) && !fs::is_regular_file(status)) throw InputError(where, "cannot be written: is not an ordinary file");
  if (fs::exists(status) && access(target_.c_str(), W_OK) != 0) {
    throw InputError(where, fmt::format("cannot be written: {}", std::strerror(errno)));
  }
  const fs::path folder = target_.has_parent_path() ? target_.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error)) {
    throw InputError(where, fmt::format("cannot be written: there is no folder \"{}\"", folder.string()));
  }
  std::string name = (folder / ".hpgsim-XXXXXX").string();
  descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) {
    const std::string reason = std::strerror(errno);
    throw InputError(where, fmt::format("cannot be written: folder \"{}\": {}", folder.string(), reason));
  }
  temporary_ = name;
  // A file that is replaced keeps its permissions; a new one has those of any new file.
  struct stat old {};
  const mode_t mask = umask(0);
  umask(mask);
  (void)fchmod(descriptor_, stat(target_.c_str(), &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask);
}

AtomicFile::~AtomicFile() {
  if (descriptor_ >= 0) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void AtomicFile::fail(const char* doing) const {
  throw std::runtime_error(fmt::format("{}: {} failed: {}", asked_.string(), doing, std::strerror(errno)));
}

void AtomicFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("writing");
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

void AtomicFile::commit() {
  if (fsync(descriptor_) != 0) fail("writing");
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (close(descriptor) != 0) fail("closing");
  if (rename(temporary_.c_str(), target_.c_str()) != 0) fail("renaming");
  temporary_.clear();
}

void write_atomically(const fs::path& target, std::string_view text) {
  AtomicFile file(target);
  file.write(text);
  file.commit();
}

void check_writable(const fs::path& target) { const AtomicFile probe(target); }

}  // namespace hpg::io
