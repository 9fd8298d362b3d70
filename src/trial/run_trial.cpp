// Men to the engine, records to the file, in order.
#include "trial/run_trial.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <optional>

#include "hpgsim/run.hpp"
#include "trial/pilot.hpp"
#include "trial/subject_journey.hpp"
#include "trial/trial_file.hpp"

namespace hpg::trial {

namespace {

/// How much more exactly a man is followed to see whether small errors grow, and how far his two courses may differ.
constexpr double kFinerTolerance = 1.0 / 30;
constexpr double kFinerStride = 0.5;
constexpr double kTestosteroneApart = 0.02;
constexpr double kSpermApart = 0.05;

bool ill_conditioned(const Trace& a, const Trace& b) {
  const auto apart = [](const std::vector<double>& x, const std::vector<double>& y, double share, double floor) {
    if (x.size() != y.size()) return true;
    for (std::size_t i = 0; i < x.size(); ++i) {
      if (!(std::abs(x[i] - y[i]) <= share * std::max({x[i], y[i], floor}))) return true;
    }
    return false;
  };
  return apart(a.testosterone, b.testosterone, kTestosteroneApart, 1.0) || apart(a.sperm, b.sperm, kSpermApart, 1.0);
}

/// Takes men as they are finished and writes them in order.
class Collector {
 public:
  /// `visits`: of each man.
  Collector(TrialFileWriter& writer, const TrialOptions& options, std::uint64_t visits)
      : writer_(writer),
        options_(options),
        next_(options.first + writer.size()),
        all_visits_(visits * (options.last - next_)),
        visits_of_a_man_(visits) {}

  [[nodiscard]] std::uint64_t next() const { return next_; }

  /// A man has been seen.
  void visited() {
    if (!options_.progress) return;
    const std::uint64_t over = ++visits_;
    if (over % visits_of_a_man_ != 0) return;
    const std::scoped_lock held(lock_);
    report();
  }

  /// `checked`: a second, more exact course of the same man comes too.
  void deliver(Subject&& subject, Trace&& trace, bool checked, bool finer) {
    const std::scoped_lock held(lock_);
    Place& place = waiting_[subject.man];
    if (finer) {
      place.finer = std::move(trace);
      place.finer_screened = subject.screened;
    } else {
      place.subject = std::move(subject);
      place.trace = std::move(trace);
    }
    place.complete = place.subject && (!checked || place.finer);
    // A lab at the very edge of a criterion may have let in another man the second time: nothing to compare.
    if (place.complete && place.finer && place.finer_screened == place.subject->screened) {
      place.subject->ill_conditioned = ill_conditioned(place.trace, *place.finer);
    }
    for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_ && first->second.complete;
         first = waiting_.begin()) {
      writer_.append(*first->second.subject);
      waiting_.erase(first);
      ++next_;
    }
    if (++finished_ % 64 == 0) writer_.flush();
    if (options_.progress) report();
  }

 private:
  void report() {
    options_.progress(writer_.size(), std::min(1.0, static_cast<double>(visits_) / static_cast<double>(all_visits_)));
  }

  struct Place {
    std::optional<Subject> subject;
    Trace trace;
    std::optional<Trace> finer;
    std::uint32_t finer_screened = 0;
    bool complete = false;
  };
  TrialFileWriter& writer_;
  const TrialOptions& options_;
  std::uint64_t next_;
  std::uint64_t all_visits_;
  std::uint64_t visits_of_a_man_;
  std::atomic<std::uint64_t> visits_{0};
  std::mutex lock_;
  std::map<std::uint64_t, Place> waiting_;
  std::uint64_t finished_ = 0;
};

}  // namespace

Cohort find_cohort(const TrialPlan& plan, const TrialOptions& options) {
  Pilot pilot(plan);
  std::size_t next = 0;
  batch::follow(plan.catalog().typical,
                [&]() -> std::unique_ptr<batch::Journey> {
                  return next == pilot.men() ? nullptr : pilot.journey(next++, options.accuracy, [] {});
                },
                {options.instructions, options.threads, 64, options.stop});
  return pilot.cohort();
}

void run_trial(const Catalog& catalog, const Trial& trial, std::uint64_t fingerprint, const TrialOptions& options,
               const std::filesystem::path& file) {
  TrialPlan plan(catalog, trial);
  plan.set_cohort(find_cohort(plan, options));
  const TrialFileHead head{fingerprint, options.first, options.last, plan.cohort().effective_share()};
  TrialFileWriter writer = options.resume ? TrialFileWriter::resume(file, head) : TrialFileWriter::create(file, head);

  Collector collector(writer, options, trial.periods() * trial.visits.size());
  std::uint64_t place = collector.next();
  bool finer_next = false;
  const auto next = [&]() -> std::unique_ptr<batch::Journey> {
    const bool checked = options.check > 0 && place % options.check == 0;
    if (!finer_next && place >= options.last) return nullptr;
    const bool finer = finer_next;
    batch::Accuracy accuracy = options.accuracy;
    if (finer) {
      accuracy.tolerance *= kFinerTolerance;
      accuracy.stride *= kFinerStride;
    }
    auto journey = std::make_unique<SubjectJourney>(
        plan, place, accuracy,
        [&collector, checked, finer](Subject&& s, Trace&& t) { collector.deliver(std::move(s), std::move(t), checked, finer); },
        [&collector, finer] {
          if (!finer) collector.visited();
        });
    finer_next = checked && !finer;
    if (!finer_next) ++place;
    return journey;
  };
  try {
    batch::follow(catalog.typical, next,
                  {options.instructions, options.threads, std::clamp<std::size_t>(options.last - place, 1, 64), options.stop});
  } catch (const Stopped&) {
    writer.flush();
    throw;
  }
  writer.flush();
}

}  // namespace hpg::trial
