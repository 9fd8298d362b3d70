// The men of a trial on disk, one record after the other: what a run leaves when it is stopped, what shards are merged from, and
// what tables and reports are made of. A file cut off anywhere is good up to its last whole record.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "hpgsim/trial_result.hpp"

namespace hpg::trial {

/// Which men of which trial a file holds.
struct TrialFileHead {
  std::uint64_t fingerprint = 0;  // of the trial file, the data and the version of the program
  std::uint64_t first = 0;        // places of the trial: [first, last)
  std::uint64_t last = 0;
  double effective_share = 1;  // Cohort::effective_share, mean of the men
};

/// Mean of a share that differs between groups of men, the same to the last bit however the men are divided into parts: shares
/// are rounded to grains, whose sums are exact.
class MeanShare {
 public:
  void add(double share, std::uint64_t men);
  /// Men gathered before, with their mean().
  void add_part(double mean, std::uint64_t men);
  [[nodiscard]] double mean() const { return men_ > 0 ? sum_ / static_cast<double>(men_) : 1; }

 private:
  double sum_ = 0;
  std::uint64_t men_ = 0;
};

/// Hash of the data folder, the accuracy and the version of the program: what results depend on besides the question.
[[nodiscard]] std::uint64_t fingerprint_of_data(const std::filesystem::path& data);

/// Hash by which files of one trial know each other: text of the trial file, its list of men, data folder, accuracy and version
/// of the program; of a trial with draws their number and posterior.csv.
[[nodiscard]] std::uint64_t fingerprint_of(const Trial& trial, const std::filesystem::path& data);

/// Is there a file with at least one record?
[[nodiscard]] bool holds_men(const std::filesystem::path& file);

/// Appends records, in the order of the places. Written in place: this is the one output that is meant to be of use
/// half-finished. Men who were finished when a run was stopped, but not those before them, follow behind, out of order.
class TrialFileWriter {
 public:
  /// A new file; an old one of the same name is replaced.
  static TrialFileWriter create(const std::filesystem::path& file, const TrialFileHead& head);
  /// Goes on with a file after its last whole record in order. Those behind are taken off it into `ahead`, to be appended when
  /// it is their turn. Throws InputError when it is not of this trial.
  static TrialFileWriter resume(const std::filesystem::path& file, const TrialFileHead& head, std::vector<Subject>& ahead);

  /// Records in the file, without those taken off.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Throws std::runtime_error when the disk refuses.
  void append(const Subject& subject);
  void flush();

 private:
  TrialFileWriter(const std::filesystem::path& file, std::ios::openmode mode);

  std::filesystem::path path_;
  std::ofstream out_;
  std::uint64_t size_ = 0;
};

/// Reads a file as the men of `trial`.
class TrialFile final : public TrialData {
 public:
  /// Throws InputError when the file cannot be read, is no such file or belongs to another trial (fingerprint).
  TrialFile(const std::filesystem::path& file, const Trial& trial, std::uint64_t fingerprint);

  [[nodiscard]] const TrialFileHead& head() const { return head_; }
  [[nodiscard]] bool complete() const { return size_ == head_.last - head_.first; }

  [[nodiscard]] const Trial& trial() const override { return trial_; }
  [[nodiscard]] const Screening& screening() const override { return screening_; }
  [[nodiscard]] std::size_t size() const override { return size_; }
  void each(const std::function<void(const Subject&)>& visitor) const override;

 private:
  std::filesystem::path path_;
  const Trial& trial_;
  TrialFileHead head_;
  std::size_t size_ = 0;
  Screening screening_;
};

/// Writes the records of `parts`, which together hold places 0 to the last of the trial without gap or overlap, as one file, the
/// same as an undivided run writes. Throws InputError naming what is missing or doubled, and Stopped once `stop` is set.
void merge(const std::vector<std::filesystem::path>& parts, std::uint64_t fingerprint, const std::filesystem::path& file,
           const std::atomic<bool>* stop = nullptr);

}  // namespace hpg::trial
