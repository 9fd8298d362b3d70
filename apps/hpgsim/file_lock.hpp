// One writer at a time: a job submitted twice, or many processes that do not know of each other, must not write into one file.
#pragma once

#include <filesystem>

/// Holds `file`, made if it is not there, as long as it lives; a file that is empty then goes away. The lock ends with the
/// process, however that ends.
class FileLock {
 public:
  /// Throws hpg::InputError when another process holds it or the file cannot be written.
  explicit FileLock(const std::filesystem::path& file);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  std::filesystem::path file_;
  int descriptor_;
};
