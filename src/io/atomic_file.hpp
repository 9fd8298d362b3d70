// Files that appear whole or not at all: written beside their targets and renamed at the end.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

namespace hpg::io {

/// Until commit() the target is untouched; without commit() nothing stays behind.
class AtomicFile {
 public:
  /// Opens the temporary file. Throws InputError when the target cannot be written: its folder is missing or read-only, it is
  /// a folder or a device, or it is write-protected.
  explicit AtomicFile(const std::filesystem::path& target);
  ~AtomicFile();
  AtomicFile(const AtomicFile&) = delete;
  AtomicFile& operator=(const AtomicFile&) = delete;

  /// Throws std::runtime_error when the disk refuses (full, failing).
  void write(std::string_view text);

  /// The file being written, for a library that writes by name; it must write into it, not replace it.
  [[nodiscard]] const std::filesystem::path& temporary() const { return temporary_; }

  /// Makes the content that of `file`, by a second name where the file system has them, else by a copy. Throws
  /// std::runtime_error.
  void take(const std::filesystem::path& file);

  /// Brings the content to disk and into place: finish() and replace(). Throws std::runtime_error.
  void commit();
  void finish();
  void replace();

 private:
  [[noreturn]] void fail(const char* doing) const;

  std::filesystem::path asked_;   // as the user named it
  std::filesystem::path target_;  // where it is, symbolic links followed
  std::filesystem::path temporary_;
  int descriptor_ = -1;
};

/// Files that appear together: as long as one of them may fail, none has replaced what was there.
class AtomicFiles {
 public:
  /// Throws as the constructor of AtomicFile does.
  AtomicFile& add(const std::filesystem::path& target);
  /// Brings all to disk, then all into place. Throws std::runtime_error.
  void commit();

 private:
  std::vector<std::unique_ptr<AtomicFile>> files_;
};

/// Writes a whole file at once.
void write_atomically(const std::filesystem::path& target, std::string_view text);

/// Throws InputError when `target` cannot be written, before hours are spent on what should go there.
void check_writable(const std::filesystem::path& target);

}  // namespace hpg::io
