// POSIX file handling of AtomicFile.
#include "io/atomic_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>
#include <string>

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

void AtomicFile::take(const fs::path& file) {
  const std::string second = temporary_.string() + "-";
  if (link(file.c_str(), second.c_str()) == 0) {
    const int linked = rename(second.c_str(), temporary_.c_str()) == 0 ? open(temporary_.c_str(), O_RDWR | O_CLOEXEC) : -1;
    if (linked < 0) {
      const int reason = errno;
      unlink(second.c_str());
      errno = reason;
      fail("linking");
    }
    struct stat made {};
    if (fstat(descriptor_, &made) == 0) (void)fchmod(linked, made.st_mode & 07777);
    close(descriptor_);
    descriptor_ = linked;
    return;
  }
  std::ifstream in(file, std::ios::binary);
  std::string block(1 << 20, '\0');
  while (in) {
    in.read(block.data(), static_cast<std::streamsize>(block.size()));
    write(std::string_view(block).substr(0, static_cast<std::size_t>(in.gcount())));
  }
  if (!in.eof()) throw std::runtime_error(file.string() + ": cannot be read");
}

void AtomicFile::commit() {
  finish();
  replace();
}

void AtomicFile::finish() {
  if (fsync(descriptor_) != 0) fail("writing");
  const int descriptor = descriptor_;
  descriptor_ = -1;
  if (close(descriptor) != 0) fail("closing");
}

void AtomicFile::replace() {
  if (rename(temporary_.c_str(), target_.c_str()) != 0) fail("renaming");
  unlink(temporary_.c_str());  // still there when both were names of one file, which rename(2) leaves alone
  temporary_.clear();
}

AtomicFile& AtomicFiles::add(const fs::path& target) {
  files_.push_back(std::make_unique<AtomicFile>(target));
  return *files_.back();
}

void AtomicFiles::commit() {
  for (const auto& file : files_) file->finish();
  for (const auto& file : files_) file->replace();
}

void write_atomically(const fs::path& target, std::string_view text) {
  AtomicFile file(target);
  file.write(text);
  file.commit();
}

void check_writable(const fs::path& target) { const AtomicFile probe(target); }

}  // namespace hpg::io
