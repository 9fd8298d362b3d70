// Men to the engine, records to the file, in order.
#include "trial/run_trial.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <optional>

#include "hpgsim/run.hpp"
#include "trial/drawn_plans.hpp"
#include "trial/subject_journey.hpp"
#include "trial/trial_file.hpp"

namespace hpg::trial {

namespace {

/// How much more exactly a man is followed to see whether small errors grow, and how far his two courses may differ.
constexpr double kFinerTolerance = 1.0 / 30;
constexpr double kFinerStride = 0.5;
constexpr double kTestosteroneApart = 0.02;
constexpr double kSpermApart = 0.05;

bool is_checked(const TrialOptions& options, std::uint64_t place) { return options.check > 0 && place % options.check == 0; }

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

/// Visits of the finer course of a man cost about as much as so many of his usual one.
constexpr std::uint64_t kFinerWork = 3;
/// Said of work that is nearly done.
constexpr double kNearlyAll = 0.999;

/// Takes men as they are finished and writes them in order.
class Collector {
 public:
  /// `visits`: of each man; `ahead`: men finished already, but not those before them.
  Collector(TrialFileWriter& writer, const TrialOptions& options, std::uint64_t visits, std::vector<Subject>&& ahead)
      : writer_(writer),
        options_(options),
        next_(options.first + writer.size()),
        visits_of_a_man_(visits),
        finished_(writer.size() + ahead.size()) {
    for (std::uint64_t place = options.first; place < options.last; ++place) all_work_ += work_of(place);
    for (std::uint64_t place = options.first; place < next_; ++place) work_ += work_of(place);
    for (Subject& man : ahead) {
      work_ += work_of(man.man);
      Place& place = waiting_[man.man];
      place.subject = std::move(man);
      place.complete = true;
    }
  }

  [[nodiscard]] std::uint64_t next() const { return next_; }
  [[nodiscard]] std::uint64_t finished() const { return finished_; }
  [[nodiscard]] bool has(std::uint64_t place) {
    const std::scoped_lock held(lock_);
    const auto found = waiting_.find(place);
    return found != waiting_.end() && found->second.complete;
  }
  /// To be followed: men, and those among them who are followed twice.
  [[nodiscard]] std::uint64_t courses() {
    std::uint64_t all = 0;
    for (std::uint64_t place = next_; place < options_.last; ++place) {
      if (!has(place)) all += is_checked(options_, place) ? 2 : 1;
    }
    return all;
  }
  [[nodiscard]] double share() const {
    const std::uint64_t men = options_.last - options_.first;
    if (finished_ == men) return 1;
    // Who leaves early or fails has fewer visits.
    const double of_men = static_cast<double>(finished_) / static_cast<double>(men);
    return std::min(kNearlyAll, std::max(of_men, static_cast<double>(work_) / static_cast<double>(all_work_)));
  }

  /// A man has been seen, in his usual or his finer course.
  void visited(bool finer) {
    work_ += finer ? kFinerWork : 1;
    if (!options_.progress || ++visits_ % visits_of_a_man_ != 0) return;
    const std::scoped_lock held(lock_);
    options_.progress(finished_, share());
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
    if (place.complete) ++finished_;
    // A lab at the very edge of a criterion may have let in another man the second time: nothing to compare.
    if (place.complete && place.finer && place.finer_screened == place.subject->screened) {
      place.subject->ill_conditioned = ill_conditioned(place.trace, *place.finer);
    }
    write_in_order();
    if (++delivered_ % 64 == 0) writer_.flush();
    if (options_.progress) options_.progress(finished_, share());
  }

  void write_in_order() {
    for (auto first = waiting_.begin(); first != waiting_.end() && first->first == next_ && first->second.complete;
         first = waiting_.begin()) {
      writer_.append(*first->second.subject);
      waiting_.erase(first);
      ++next_;
    }
  }

  /// Nobody is followed any more: writes those who are finished, but not those before them.
  void write_ahead() {
    for (const auto& [man, place] : waiting_) {
      if (place.complete) writer_.append(*place.subject);
    }
  }

 private:
  [[nodiscard]] std::uint64_t work_of(std::uint64_t place) const {
    return visits_of_a_man_ * (is_checked(options_, place) ? 1 + kFinerWork : 1);
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
  std::uint64_t visits_of_a_man_;
  std::uint64_t all_work_ = 0;  // in visits
  std::atomic<std::uint64_t> work_{0};
  std::atomic<std::uint64_t> visits_{0};
  std::mutex lock_;
  std::map<std::uint64_t, Place> waiting_;
  std::uint64_t finished_;
  std::uint64_t delivered_ = 0;
};

}  // namespace

void run_trial(const Catalog& catalog, const Trial& trial, std::uint64_t fingerprint, const TrialOptions& options,
               const std::filesystem::path& file) {
  DrawnPlans plans(catalog, trial, options);
  plans.find_cohorts(options);
  const TrialFileHead head{fingerprint, options.first, options.last, plans.effective_share()};
  std::vector<Subject> ahead;
  TrialFileWriter writer = options.resume ? TrialFileWriter::resume(file, head, ahead) : TrialFileWriter::create(file, head);

  Collector collector(writer, options, trial.periods() * trial.visits.size(), std::move(ahead));
  if (options.resume && options.taken_over) options.taken_over(collector.finished(), collector.share());
  std::uint64_t place = collector.next();
  bool finer_next = false;
  const auto next = [&]() -> std::unique_ptr<batch::Journey> {
    while (!finer_next && place < options.last && collector.has(place)) ++place;
    if (!finer_next && place >= options.last) return nullptr;
    const bool checked = is_checked(options, place);
    const bool finer = finer_next;
    batch::Accuracy accuracy = options.accuracy;
    if (finer) {
      accuracy.tolerance *= kFinerTolerance;
      accuracy.stride *= kFinerStride;
    }
    auto journey = std::make_unique<SubjectJourney>(
        plans.of(place), place, accuracy,
        [&collector, checked, finer](Subject&& s, Trace&& t) { collector.deliver(std::move(s), std::move(t), checked, finer); },
        [&collector, finer] { collector.visited(finer); });
    finer_next = checked && !finer;
    if (!finer_next) ++place;
    return journey;
  };
  // One pool for the men of all draws: what counts as a small error is the same under each.
  try {
    batch::follow(catalog.typical, next, {options.instructions, options.threads, 64, options.stop, collector.courses()});
  } catch (const Stopped&) {
    collector.write_ahead();
    writer.flush();
    throw;
  }
  writer.flush();
}

}  // namespace hpg::trial
