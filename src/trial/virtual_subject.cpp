// From random numbers to men, arms and lab values.
#include "trial/virtual_subject.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "population/virtual_man.hpp"
#include "trial/simulate.hpp"

namespace hpg::trial {

namespace {

double normal_share(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

/// A normal value within its bounds, by inversion.
double draw(const Distribution& d, const population::Draws& draws, const char* purpose) {
  if (d.sd <= 0) return std::clamp(d.mean, d.bounds.low, d.bounds.high);
  const double low = normal_share((d.bounds.low - d.mean) / d.sd);
  const double high = normal_share((d.bounds.high - d.mean) / d.sd);
  const double z = population::normal_quantile(std::clamp(low + (high - low) * draws.uniform(purpose), 1e-300, 1 - 1e-16));
  return std::clamp(d.mean + d.sd * z, d.bounds.low, d.bounds.high);
}

/// 1 + index of the share drawn; 0 when there is none.
std::uint32_t draw_ethnicity(const std::vector<EthnicShare>& shares, const population::Draws& draws) {
  if (shares.empty()) return 0;
  double sum = 0;
  for (const EthnicShare& share : shares) sum += share.share;
  double left = sum * draws.uniform("ethnicity");
  for (std::uint32_t i = 0; i + 1 < shares.size(); ++i) {
    left -= shares[i].share;
    if (left < 0) return i + 1;
  }
  return static_cast<std::uint32_t>(shares.size());
}

/// Smallest numbers of places in a block that are in proportion to the shares; hundredths if no small ones are.
std::vector<std::size_t> block_of(const std::vector<TrialArm>& arms) {
  double sum = 0;
  for (const TrialArm& arm : arms) sum += arm.share;
  for (std::size_t size = arms.size(); size <= 100; ++size) {
    std::vector<std::size_t> places;
    bool whole = true;
    for (const TrialArm& arm : arms) {
      const double wanted = arm.share / sum * static_cast<double>(size);
      whole = whole && wanted > 0.5 && std::abs(wanted - std::round(wanted)) < 1e-6;
      places.push_back(static_cast<std::size_t>(std::round(wanted)));
    }
    if (whole) return places;
  }
  std::vector<std::size_t> places;
  for (const TrialArm& arm : arms) places.push_back(std::max<std::size_t>(1, static_cast<std::size_t>(100 * arm.share / sum)));
  return places;
}

/// Men have a condition in different degrees: one draw for all its numbers that differ between men, each lognormal about the
/// value of its file, which is the median man's.
void vary_degree(const Condition& condition, const population::Draws& draws, model::Parameters<double>& man) {
  model::visit_numbers(man, [&](const std::string& name, double& value) {
    for (std::size_t i = 0; i < condition.changes.size(); ++i) {
      const auto& cv = condition.numbers[i].between_men;
      if (condition.changes[i].parameter != name || !cv) continue;
      value *= std::exp(std::sqrt(std::log1p(*cv * *cv)) * draws.normal("degree." + condition.id));
    }
  });
}

/// How far a man is from his usual level, standard normal: drawn for each day and interpolated within it, so that a profile of a
/// day has no step.
double swing_at(double day, const population::Draws& draws, const std::string& of) {
  const double begun = std::floor(day);
  const auto drawn = [&](double d) {
    return draws.normal("day." + of, static_cast<std::uint64_t>(static_cast<std::int64_t>(d)));
  };
  const double part = day - begun;
  if (part == 0) return drawn(begun);
  return ((1 - part) * drawn(begun) + part * drawn(begun + 1)) / std::hypot(1 - part, part);
}

}  // namespace

population::Draws draws_of(const Trial& trial, std::uint64_t place, std::uint64_t attempt) {
  return {trial.seed, place + (attempt << 40)};
}

Candidate draw_candidate(const Catalog& catalog, const Trial& trial, std::uint64_t place, std::uint64_t attempt) {
  const population::Draws draws = draws_of(trial, place, attempt);
  const Population& population = trial.population;
  Candidate man{};
  if (population.listed.empty()) {
    man.age = draw(population.age, draws, "age");
    man.bmi = draw(population.bmi, draws, "bmi");
  } else {
    man.age = population.listed.at(place).age;
    man.bmi = population.listed.at(place).bmi;
  }
  man.ethnicity = draw_ethnicity(population.ethnicity, draws);
  const std::string ethnicity = man.ethnicity > 0 ? population.ethnicity[man.ethnicity - 1].ethnicity : "";
  man.parameters = parameters_of(catalog, Man{population.condition, man.age, man.bmi, ethnicity},
                                 {trial.source_file, 0, "population.condition"});
  if (population.vary) {
    population::vary(catalog.parameters, catalog.copula, draws, man.parameters);
    vary_degree(catalog.condition(population.condition, {trial.source_file, 0, "population.condition"}), draws, man.parameters);
  }
  man.constants = model::Constants<double>(man.parameters, catalog.typical);
  return man;
}

std::uint32_t arm_of(const Trial& trial, std::uint64_t place) {
  // Two of the smallest blocks at once: the last man of a block cannot be told from the others.
  std::vector<std::uint32_t> order;
  const std::vector<std::size_t> block = block_of(trial.arms);
  for (std::uint32_t arm = 0; arm < block.size(); ++arm) order.insert(order.end(), 2 * block[arm], arm);
  const population::Draws draws(trial.seed, place / order.size());
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[static_cast<std::size_t>(draws.uniform("allocation", i) * static_cast<double>(i))]);
  }
  return order[place % order.size()];
}

double measured(double value, const Assay& assay, const population::Draws& draws, const std::string& observable,
                std::uint64_t sample, double time) {
  const auto times = [](double cv, double z) { return cv > 0 ? std::exp(std::sqrt(std::log1p(cv * cv)) * z) : 1; };
  const double error = assay.cv > 0 ? draws.normal("assay." + observable, sample) : 0;
  const double swing =
      assay.within_man > 0 ? swing_at(time / 24, draws, assay.moves_with.empty() ? observable : assay.moves_with) : 0;
  const double seen = value * times(assay.cv, error) * times(assay.within_man, swing);
  return seen < assay.limit ? 0 : seen;
}

}  // namespace hpg::trial
