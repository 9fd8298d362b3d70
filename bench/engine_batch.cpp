// The batch engine. Further arguments: stride (h), instruction set, threads, seats.
#include "batch/follow.hpp"
#include "engine.hpp"

using namespace hpg;

namespace {

/// Follows a man day by day.
class Year final : public batch::Journey {
 public:
  Year(const bench::Task& task, std::size_t number, double stride, bench::Daily& daily)
      : man_(task.problem.men()[number]),
        course_(task.problem.course()),
        accuracy_{task.tolerance, stride},
        days_(task.days),
        daily_(daily) {}

  const model::Parameters<double>& parameters() const override { return man_.parameters; }
  const model::Constants<double>& constants() const override { return man_.constants; }
  model::AxisState<double> start_state() const override { return population::to_axis(man_.start); }
  double start_time() const override { return 0; }
  double clock_at_zero() const override { return bench::kClock; }
  pharmacology::Course& course() override { return course_; }
  batch::Accuracy accuracy() const override { return accuracy_; }
  double next_stop() const override { return bench::kDay * static_cast<double>(daily_.lh.size() + 1); }
  batch::Next arrive(double, const model::AxisState<double>&, const batch::Areas& areas) override {
    const auto mean = [&](batch::Area a) {
      const auto i = static_cast<std::size_t>(a);
      return (areas[i] - before_[i]) / bench::kDay;
    };
    daily_.testosterone.push_back(mean(batch::Area::testosterone));
    daily_.lh.push_back(mean(batch::Area::lh));
    before_ = areas;
    return daily_.lh.size() == days_ ? batch::Next::done : batch::Next::go_on;
  }
  void fail(double time) override { throw std::runtime_error(fmt::format("a man could not be followed beyond {} h", time)); }

 private:
  const bench::Subject& man_;
  pharmacology::Course course_;
  batch::Accuracy accuracy_;
  std::size_t days_;
  bench::Daily& daily_;
  batch::Areas before_{};
};

batch::Instructions instructions_of(std::string_view name) {
  for (const auto i : {batch::Instructions::portable, batch::Instructions::avx2, batch::Instructions::avx512}) {
    if (name == batch::name_of(i)) return i;
  }
  throw std::invalid_argument("no instruction set " + std::string(name));
}

}  // namespace

int main(int argc, char** argv) {
  const bench::Task task = bench::task(argv);
  const double stride = std::stod(argv[8]);
  batch::FollowOptions options;
  options.instructions = instructions_of(argv[9]);
  options.threads = argc > 10 ? static_cast<unsigned>(std::stoul(argv[10])) : 1;
  if (argc > 11) options.seats = std::stoul(argv[11]);

  std::vector<bench::Daily> men(task.problem.men().size());
  std::size_t next = 0;
  const bench::Stopwatch watch;
  const auto give = [&]() -> std::unique_ptr<batch::Journey> {
    if (next == men.size()) return nullptr;
    const std::size_t number = next++;
    return std::make_unique<Year>(task, number, stride, men[number]);
  };
  const batch::Work work = batch::follow(task.problem.typical(), give, options);
  bench::report(watch, fmt::format("{} {} {} {}", work.strides, work.steps, work.rejected, work.lane_steps));
  if (task.out != "-") bench::write(task.out, men);
}
