// Men of the virtual population for tests of the engine: on weekly enanthate, on daily enclomiphene, on a gonadorelin pump, or
// untreated.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "batch/journey.hpp"
#include "io/catalog.hpp"
#include "population/resting_state.hpp"
#include "population/virtual_man.hpp"

namespace hpg::test {

inline const Catalog& catalog() {
  static const Catalog all = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return all;
}

inline const pharmacology::Drug& find_drug(const std::string& name) { return catalog().drug(name, {}); }

inline Dose dose_of(const std::string& drug, const std::string& route, double amount, double first, double every,
                    std::size_t count) {
  Dose dose;
  dose.drug = drug;
  dose.route = route;
  dose.amount = amount;
  dose.first = first;
  dose.every = every;
  dose.count = count;
  return dose;
}

inline std::vector<Dose> doses_of(std::uint64_t man) {
  switch (man % 4) {
    case 0:
      return {dose_of("testosterone_enanthate", "im", 100000, 0, 168, 100)};
    case 1:
      return {dose_of("enclomiphene", "oral", 25000, 0, 24, 100)};
    case 2:
      return {dose_of("gonadorelin", "sc", 10, 0, 2, 100)};
    default:
      return {};
  }
}

struct Man {
  model::Parameters<double> parameters;
  model::Constants<double> constants;
  model::AxisState<double> rested;

  static const Man& number(std::uint64_t n) {
    static std::map<std::uint64_t, Man> known;
    const auto found = known.find(n);
    if (found != known.end()) return found->second;
    Man man;
    man.parameters = catalog().typical;
    population::vary(catalog().parameters, catalog().copula, population::Draws(7, n), man.parameters);
    man.constants = model::Constants<double>(man.parameters, catalog().typical);
    man.rested = population::to_axis(population::resting_state(man.parameters, catalog().typical, man.constants, 8));
    return known.emplace(n, man).first->second;
  }
};

/// Where a man is at the end of each day.
struct Day {
  double time;
  model::AxisState<double> state;
  batch::Areas areas;
};

/// Lives `days` days and keeps each evening.
class Walk : public batch::Journey {
 public:
  Walk(std::uint64_t man, std::size_t days, batch::Accuracy accuracy, std::vector<Day>& diary)
      : man_(Man::number(man)), course_(doses_of(man), find_drug), days_(days), accuracy_(accuracy), diary_(diary) {}
  [[nodiscard]] const model::Parameters<double>& parameters() const override { return man_.parameters; }
  [[nodiscard]] const model::Constants<double>& constants() const override { return man_.constants; }
  [[nodiscard]] model::AxisState<double> start_state() const override { return man_.rested; }
  [[nodiscard]] double start_time() const override { return 0; }
  [[nodiscard]] double clock_at_zero() const override { return 8; }
  [[nodiscard]] pharmacology::Course& course() override { return course_; }
  [[nodiscard]] batch::Accuracy accuracy() const override { return accuracy_; }
  [[nodiscard]] double next_stop() const override { return 24.0 * static_cast<double>(diary_.size() + 1); }
  [[nodiscard]] batch::Next arrive(double time, const model::AxisState<double>& state, const batch::Areas& areas) override {
    diary_.push_back({time, state, areas});
    return diary_.size() < days_ ? batch::Next::go_on : batch::Next::done;
  }
  void fail(double time) override { diary_.push_back({-time, {}, {}}); }

 private:
  const Man& man_;
  pharmacology::Course course_;
  std::size_t days_;
  batch::Accuracy accuracy_;
  std::vector<Day>& diary_;
};

}  // namespace hpg::test
