// Records with a length before and a checksum behind.
#include "trial/trial_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <type_traits>

#include "batch/journey.hpp"
#include "hpgsim/run.hpp"
#include "io/read_posterior.hpp"
#include "population/fnv1a.hpp"

namespace hpg::trial {

using population::fnv1a;

namespace {

constexpr char kMagic[8] = {'h', 'p', 'g', 't', 'r', 'i', 'a', '2'};
constexpr std::size_t kHeadSize = sizeof kMagic + 4 * sizeof(std::uint64_t);
constexpr std::uint32_t kLongestRecord = 1u << 30;

/// A subject as bytes, in the order of its members.
class Packer {
 public:
  template <class T>
  void operator()(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
  }
  void operator()(const std::vector<double>& values) {
    (*this)(static_cast<std::uint64_t>(values.size()));
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(double));
  }
  void operator()(const std::vector<DoseChange>& changes) {
    (*this)(static_cast<std::uint64_t>(changes.size()));
    for (const DoseChange& c : changes) {
      (*this)(c.time);
      (*this)(static_cast<std::uint64_t>(c.period));
      (*this)(static_cast<std::uint64_t>(c.dose));
      (*this)(c.amount);
      (*this)(c.rule);
    }
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(const std::string& bytes) : bytes_(bytes) {}
  template <class T>
  void operator()(T& value) {
    if (at_ + sizeof value > bytes_.size()) throw std::runtime_error("a record is too short");
    std::memcpy(&value, bytes_.data() + at_, sizeof value);
    at_ += sizeof value;
  }
  void operator()(std::vector<double>& values) {
    values.resize(count(sizeof(double)));
    std::memcpy(values.data(), bytes_.data() + at_, values.size() * sizeof(double));
    at_ += values.size() * sizeof(double);
  }
  void operator()(std::vector<DoseChange>& changes) {
    changes.resize(count(36));
    for (DoseChange& c : changes) {
      std::uint64_t period = 0, dose = 0;
      (*this)(c.time);
      (*this)(period);
      (*this)(dose);
      (*this)(c.amount);
      (*this)(c.rule);
      c.period = period;
      c.dose = dose;
    }
  }

 private:
  [[nodiscard]] std::size_t count(std::size_t item) {
    std::uint64_t n = 0;
    (*this)(n);
    if (n > (bytes_.size() - at_) / item) throw std::runtime_error("a record is too short");
    return n;
  }
  const std::string& bytes_;
  std::size_t at_ = 0;
};

/// The one list of what a record holds.
template <class Archive, class S>
void pass(Archive& archive, S& s) {
  archive(s.man);
  archive(s.arm);
  archive(s.status);
  archive(s.ill_conditioned);
  archive(s.left_at);
  archive(s.reason);
  archive(s.age);
  archive(s.bmi);
  archive(s.ethnicity);
  archive(s.visit_time);
  archive(s.values);
  archive(s.doses);
  archive(s.screened);
  archive(s.eligible);
  archive(s.labs);
}

std::string head_bytes(const TrialFileHead& head) {
  std::string bytes(kMagic, sizeof kMagic);
  for (const std::uint64_t number : {head.fingerprint, head.first, head.last}) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
  }
  bytes.append(reinterpret_cast<const char*>(&head.effective_share), sizeof head.effective_share);
  return bytes;
}

TrialFileHead read_head(std::istream& in, const std::filesystem::path& path) {
  char bytes[kHeadSize];
  if (!in.read(bytes, kHeadSize) || std::memcmp(bytes, kMagic, sizeof kMagic) != 0) {
    throw InputError({path.string(), 0, ""}, "is not a file of a trial as this version of hpgsim writes it");
  }
  TrialFileHead head;
  const char* at = bytes + sizeof kMagic;
  for (std::uint64_t* number : {&head.fingerprint, &head.first, &head.last}) {
    std::memcpy(number, at, sizeof *number);
    at += sizeof *number;
  }
  std::memcpy(&head.effective_share, at, sizeof head.effective_share);
  return head;
}

/// The next whole record's payload; none at the end of what is whole.
std::optional<std::string> next_record(std::istream& in) {
  std::uint32_t length = 0;
  if (!in.read(reinterpret_cast<char*>(&length), sizeof length) || length > kLongestRecord) return std::nullopt;
  std::string payload(length, '\0');
  std::uint64_t checksum = 0;
  if (!in.read(payload.data(), length) || !in.read(reinterpret_cast<char*>(&checksum), sizeof checksum)) return std::nullopt;
  if (fnv1a(payload) != checksum) return std::nullopt;
  return payload;
}

std::ifstream open(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw InputError({path.string(), 0, ""}, "cannot be read");
  return in;
}

void require_same(const TrialFileHead& found, std::uint64_t fingerprint, const std::filesystem::path& path) {
  if (found.fingerprint == fingerprint) return;
  throw InputError(
      {path.string(), 0, ""},
      "belongs to another trial, or the trial file, --uncertainty, the data folder or the program has changed since");
}

/// Fine beside any share that matters, coarse enough that sums over ten million men are exact.
constexpr double kGrain = 0x1p-20;

double in_grains(double x) { return kGrain * std::round(x / kGrain); }

std::uint64_t hash_of_number(std::uint64_t before, double x) {
  return fnv1a({reinterpret_cast<const char*>(&x), sizeof x}, before);
}

std::uint64_t hash_of_file(std::uint64_t before, const std::filesystem::path& file) {
  std::ifstream in = open(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  return fnv1a(text, before);
}

}  // namespace

std::uint64_t fingerprint_of_data(const std::filesystem::path& data) {
  std::uint64_t all = fnv1a(HPGSIM_VERSION);
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data)) {
    const auto named = [&](const char* name) { return entry.path().filename() == name; };
    // What concerns published studies changes no trial.
    const bool evidence =
        entry.path().parent_path().filename() == "studies" || named("thresholds.toml") || named("between_studies.toml");
    if (entry.is_regular_file() && entry.path().extension() == ".toml" && !evidence) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const std::filesystem::path& file : files) all = hash_of_file(all, file);
  for (const double x : {batch::Accuracy{}.tolerance, batch::Accuracy{}.stride}) all = hash_of_number(all, x);
  return all;
}

std::uint64_t fingerprint_of(const Trial& trial, const std::filesystem::path& data) {
  std::uint64_t all = hash_of_file(fingerprint_of_data(data), trial.source_file);
  for (const ListedMan& man : trial.population.listed) {
    all = fnv1a(man.id, all);
    all = hash_of_number(hash_of_number(all, man.age), man.bmi);
  }
  if (trial.draws > 0) {
    all = hash_of_file(hash_of_number(all, static_cast<double>(trial.draws)), io::posterior_file(data));
  }
  return all;
}

void MeanShare::add(double share, std::uint64_t men) { add_part(in_grains(share), men); }

void MeanShare::add_part(double mean, std::uint64_t men) {
  sum_ += in_grains(mean * static_cast<double>(men));
  men_ += men;
}

bool holds_men(const std::filesystem::path& file) {
  std::error_code none;
  const auto size = std::filesystem::file_size(file, none);
  return !none && size > kHeadSize;
}

TrialFileWriter::TrialFileWriter(const std::filesystem::path& file, std::ios::openmode mode)
    : path_(file), out_(file, std::ios::binary | std::ios::out | mode) {
  if (!out_) throw InputError({file.string(), 0, ""}, "cannot be written");
}

TrialFileWriter TrialFileWriter::create(const std::filesystem::path& file, const TrialFileHead& head) {
  TrialFileWriter writer(file, std::ios::trunc);
  writer.out_ << head_bytes(head);
  writer.flush();
  return writer;
}

TrialFileWriter TrialFileWriter::resume(const std::filesystem::path& file, const TrialFileHead& head,
                                        std::vector<Subject>& ahead) {
  std::uint64_t whole = 0;
  std::streamoff end = 0;
  {
    std::ifstream in = open(file);
    const TrialFileHead found = read_head(in, file);
    require_same(found, head.fingerprint, file);
    if (found.first != head.first || found.last != head.last) {
      throw InputError({file.string(), 0, ""}, fmt::format("holds men {} to {} of the trial, not {} to {}", found.first + 1,
                                                           found.last, head.first + 1, head.last));
    }
    end = in.tellg();
    for (auto payload = next_record(in); payload; payload = next_record(in)) {
      Subject subject;
      Unpacker unpacker(*payload);
      pass(unpacker, subject);
      const std::uint64_t next = ahead.empty() ? head.first + whole : ahead.back().man + 1;
      if (subject.man < next || subject.man >= head.last) break;  // no run leaves this
      if (ahead.empty() && subject.man == next) {
        ++whole;
        end = in.tellg();
      } else {
        ahead.push_back(std::move(subject));
      }
    }
  }
  std::filesystem::resize_file(file, static_cast<std::uintmax_t>(end));
  TrialFileWriter writer(file, std::ios::app);
  writer.size_ = whole;
  return writer;
}

void TrialFileWriter::append(const Subject& subject) {
  Packer packer;
  pass(packer, subject);
  const std::string& payload = packer.bytes();
  const auto length = static_cast<std::uint32_t>(payload.size());
  const std::uint64_t checksum = fnv1a(payload);
  out_.write(reinterpret_cast<const char*>(&length), sizeof length);
  out_.write(payload.data(), length);
  out_.write(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  if (!out_) throw std::runtime_error(path_.string() + ": cannot be written further");
  ++size_;
}

void TrialFileWriter::flush() {
  out_.flush();
  if (!out_) throw std::runtime_error(path_.string() + ": cannot be written further");
}

TrialFile::TrialFile(const std::filesystem::path& file, const Trial& trial, std::uint64_t fingerprint)
    : path_(file), trial_(trial) {
  std::ifstream in = open(file);
  head_ = read_head(in, file);
  require_same(head_, fingerprint, file);
  std::vector<double> squares(trial.population.labs.size());
  screening_.lab_mean.assign(squares.size(), 0);
  screening_.lab_sd.assign(squares.size(), 0);
  std::size_t with_labs = 0;  // a man who failed before his screening has none
  while (const auto payload = next_record(in)) {
    Subject subject;
    Unpacker unpacker(*payload);
    pass(unpacker, subject);
    ++size_;
    if (!subject.labs.empty()) ++with_labs;
    screening_.screened += subject.screened;
    screening_.eligible += subject.eligible;
    // Welford 1962: one pass, no cancellation.
    for (std::size_t i = 0; i < std::min(squares.size(), subject.labs.size()); ++i) {
      const double step = subject.labs[i] - screening_.lab_mean[i];
      screening_.lab_mean[i] += step / static_cast<double>(with_labs);
      squares[i] += step * (subject.labs[i] - screening_.lab_mean[i]);
    }
  }
  screening_.accepted = size_;
  screening_.effective_size = head_.effective_share * static_cast<double>(screening_.eligible);
  for (std::size_t i = 0; i < squares.size(); ++i) {
    screening_.lab_sd[i] = with_labs > 1 ? std::sqrt(squares[i] / static_cast<double>(with_labs - 1)) : 0;
  }
}

void TrialFile::each(const std::function<void(const Subject&)>& visitor) const {
  std::ifstream in = open(path_);
  (void)read_head(in, path_);
  Subject subject;
  for (std::size_t i = 0; i < size_; ++i) {
    const auto payload = next_record(in);
    if (!payload) throw std::runtime_error(path_.string() + ": was changed while it was read");
    Unpacker unpacker(*payload);
    pass(unpacker, subject);
    visitor(subject);
  }
}

void merge(const std::vector<std::filesystem::path>& parts, std::uint64_t fingerprint, const std::filesystem::path& file,
           const std::atomic<bool>* stop) {
  struct Part {
    std::filesystem::path path;
    TrialFileHead head;
  };
  std::vector<Part> sorted;
  for (const std::filesystem::path& path : parts) {
    std::ifstream in = open(path);
    sorted.push_back({path, read_head(in, path)});
    require_same(sorted.back().head, fingerprint, path);
  }
  std::sort(sorted.begin(), sorted.end(), [](const Part& a, const Part& b) { return a.head.first < b.head.first; });
  std::uint64_t next = 0;
  MeanShare effective;
  for (const Part& part : sorted) {
    if (part.head.first != next) {
      throw InputError({part.path.string(), 0, ""},
                       part.head.first > next
                           ? fmt::format("men {} to {} are in none of the files", next + 1, part.head.first)
                           : fmt::format("holds men that another file holds, from man {}", part.head.first + 1));
    }
    effective.add_part(part.head.effective_share, part.head.last - part.head.first);
    next = part.head.last;
  }
  TrialFileWriter writer = TrialFileWriter::create(file, {fingerprint, 0, next, effective.mean()});
  for (const Part& part : sorted) {
    std::ifstream in = open(part.path);
    (void)read_head(in, part.path);
    std::uint64_t found = 0;
    Subject subject;
    while (const auto payload = next_record(in)) {
      if (stop != nullptr && stop->load()) throw Stopped();
      Unpacker unpacker(*payload);
      pass(unpacker, subject);
      writer.append(subject);
      ++found;
    }
    if (found != part.head.last - part.head.first) {
      throw InputError({part.path.string(), 0, ""}, fmt::format("is not finished: {} of {} men; go on with it by --resume", found,
                                                                part.head.last - part.head.first));
    }
  }
  writer.flush();
}

}  // namespace hpg::trial
