// Threads, each with a pool of its own, that take men from one queue.
#include "batch/follow.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

#include "batch/stride.hpp"
#include "hpgsim/run.hpp"

namespace hpg::batch {

namespace {

/// Who sits where in one thread's pool.
class Follower {
 public:
  /// The pool may have more seats than are to be taken: it has whole packs of them.
  Follower(std::unique_ptr<Pool> pool, std::size_t seats) : pool_(std::move(pool)), limit_(seats), seats_(pool_->size()) {}

  [[nodiscard]] const Work& work() const { return pool_->work(); }
  [[nodiscard]] bool empty() const { return taken_ == 0; }
  [[nodiscard]] std::size_t free() const { return limit_ - taken_; }

  void seat(std::unique_ptr<Journey> journey) {
    const auto seat = static_cast<std::size_t>(
        std::find_if(seats_.begin(), seats_.end(), [](const Seat& s) { return !s.journey; }) - seats_.begin());
    seats_[seat].journey = std::move(journey);
    start(seat);
    ++taken_;
  }

  /// One stride of everyone.
  void step() {
    for (std::size_t s = 0; s < seats_.size(); ++s) {
      if (!seats_[s].journey) continue;
      Journey& journey = *seats_[s].journey;
      pharmacology::Course& course = journey.course();
      const double time = pool_->time(s);
      while (course.next_change() <= time) {
        course.apply_changes(course.next_change());
        seats_[s].follows = false;
      }
      const double limit = std::min(journey.next_stop(), course.next_change());
      if (course.drugs().empty()) {
        pool_->plan(s, even_stride(time, limit, seats_[s].accuracy.stride));
      } else {
        Seat& seat = seats_[s];
        const double end = choose_stride(course, time, limit, seat.accuracy, seat.largest, seat.drugs, seat.follows);
        seat.follows = true;
        pool_->plan(s, end, seat.drugs, course.reach());
      }
    }
    pool_->step();
    for (std::size_t s = 0; s < seats_.size(); ++s) {
      if (!seats_[s].journey) continue;
      Journey& journey = *seats_[s].journey;
      const double time = pool_->time(s);
      if (pool_->failed(s)) {
        journey.fail(time);
        leave(s);
      } else if (time >= journey.next_stop()) {
        switch (journey.arrive(time, pool_->state(s), pool_->areas(s))) {
          case Next::go_on:
            pool_->set_pace(s, journey.pace());
            break;
          case Next::start_over:
            start(s);
            break;
          case Next::done:
            leave(s);
        }
      }
    }
  }

 private:
  struct Seat {
    std::unique_ptr<Journey> journey;
    model::Exposure<double> largest;
    StrideExposure drugs;  // over the last stride
    bool follows = false;  // no dose since
    Accuracy accuracy;
  };

  void start(std::size_t seat) {
    const Journey& journey = *seats_[seat].journey;
    pool_->seat(seat, journey.parameters(), journey.constants(), journey.start_state(), journey.start_time(),
                journey.clock_at_zero(), journey.accuracy().tolerance);
    pool_->set_pace(seat, journey.pace());
    seats_[seat].largest = {};
    seats_[seat].follows = false;
    seats_[seat].accuracy = journey.accuracy();
  }

  void leave(std::size_t seat) {
    seats_[seat].journey.reset();
    --taken_;
  }

  std::unique_ptr<Pool> pool_;
  std::size_t limit_;
  std::vector<Seat> seats_;
  std::size_t taken_ = 0;
};

}  // namespace

Work follow(const model::Parameters<double>& typical, const std::function<std::unique_ptr<Journey>()>& next,
            const FollowOptions& options) {
  std::mutex lock;
  std::exception_ptr failure;
  std::atomic<bool> give_up{false};
  bool exhausted = false;
  Work total;

  unsigned wanted = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  std::size_t seats = std::max<std::size_t>(options.seats, 1);
  if (options.men > 0) {
    // A thread that starts first must not take all of them.
    wanted = static_cast<unsigned>(std::min<std::uint64_t>(wanted, options.men));
    seats = static_cast<std::size_t>(std::min<std::uint64_t>(seats, (options.men + wanted - 1) / wanted));
  }

  const auto work = [&] {
    try {
      Follower follower(make_pool(options.instructions, seats, typical), seats);
      for (;;) {
        {
          const std::scoped_lock held(lock);
          while (!exhausted && follower.free() > 0) {
            auto journey = next();
            if (journey) {
              follower.seat(std::move(journey));
            } else {
              exhausted = true;
            }
          }
        }
        if (follower.empty()) break;
        follower.step();
        if (give_up) return;
        if (options.stop != nullptr && options.stop->load()) throw Stopped();
      }
      const std::scoped_lock held(lock);
      total.strides += follower.work().strides;
      total.steps += follower.work().steps;
      total.rejected += follower.work().rejected;
      total.lane_steps += follower.work().lane_steps;
    } catch (...) {
      const std::scoped_lock held(lock);
      if (!failure) failure = std::current_exception();
      give_up = true;
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < wanted; ++i) threads.emplace_back(work);
    work();
  }
  if (failure) std::rethrow_exception(failure);
  return total;
}

}  // namespace hpg::batch
