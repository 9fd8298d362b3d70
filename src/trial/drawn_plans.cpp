// A catalogue and a cohort for each draw.
#include "trial/drawn_plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "trial/pilot.hpp"
#include "trial/trial_file.hpp"
#include "trial/variance_components.hpp"

namespace hpg::trial {

DrawnPlans::DrawnPlans(const Catalog& catalog, const Trial& trial, const TrialOptions& options)
    : catalog_(catalog), men_(trial.population.men), draws_(trial.draws) {
  if (draws_ == 0) {
    Block& all = blocks_.emplace_back();
    all.plan.emplace(catalog, trial);
    all.men = options.last - options.first;
    return;
  }
  first_draw_ = draw_of(options.first, men_, draws_);
  for (std::uint64_t place = options.first; place < options.last;) {
    const std::size_t draw = first_draw_ + blocks_.size();
    const std::uint64_t end = std::min(options.last, first_of_draw(draw + 1, men_, draws_));
    Block& block = blocks_.emplace_back();
    block.catalog = io::under_draw(catalog, options.posterior, draw);
    block.plan.emplace(*block.catalog, trial);
    block.men = end - place;
    place = end;
  }
}

void DrawnPlans::find_cohorts(const TrialOptions& options) {
  std::deque<Pilot> pilots;
  std::uint64_t men = 0;
  for (const Block& block : blocks_) men += pilots.emplace_back(*block.plan).men();
  if (men == 0) return;
  std::size_t pilot = 0, next = 0;
  std::atomic<std::uint64_t> seen{0};
  const auto count = [&] {
    const std::uint64_t now = ++seen;
    if (options.pilots) options.pilots(now, men);
  };
  batch::follow(catalog_.typical,
                [&]() -> std::unique_ptr<batch::Journey> {
                  if (pilot < pilots.size() && next == pilots[pilot].men()) ++pilot, next = 0;
                  return pilot == pilots.size() ? nullptr : pilots[pilot].journey(next++, options.accuracy, count);
                },
                {options.instructions, options.threads, 64, options.stop, men});
  for (std::size_t i = 0; i < pilots.size(); ++i) {
    try {
      blocks_[i].plan->set_cohort(pilots[i].cohort());
    } catch (const InputError& error) {
      if (draws_ == 0) throw;
      throw InputError({}, fmt::format("{} (under draw {} of what is not known)", error.what(), first_draw_ + i + 1));
    }
  }
}

const TrialPlan& DrawnPlans::of(std::uint64_t place) const {
  return *blocks_[draws_ == 0 ? 0 : draw_of(place, men_, draws_) - first_draw_].plan;
}

double DrawnPlans::effective_share() const {
  MeanShare mean;
  for (const Block& block : blocks_) mean.add(block.plan->cohort().effective_share(), block.men);
  return mean.mean();
}

}  // namespace hpg::trial
