// The problem that every engine is given: virtual men, what they take, and the daily means that are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/catalog.hpp"
#include "pharmacology/course.hpp"
#include "population/resting_state.hpp"

namespace hpg::bench {

inline constexpr double kDay = 24;    // h
inline constexpr double kClock = 8;   // hour of the day at time 0
inline constexpr double kYear = 365;  // days

/// What a regimen asks of the engines: "untreated", "treated" (testosterone enanthate, then enclomiphene), or "polypharmacy"
/// (five drugs, for the cost of drugs). Throws std::invalid_argument if there is none of that name.
[[nodiscard]] std::vector<Dose> regimen(std::string_view name);

/// One virtual man and where he starts.
struct Subject {
  model::Parameters<double> parameters;
  model::Constants<double> constants;
  population::StateVector start;
};

/// Man `number` of the population; where he starts is not known yet.
[[nodiscard]] Subject subject(const Catalog& catalog, std::size_t number);

/// The first `men` men of the population, at rest as found in the folder `cache` by bench_prepare (in resting.bin: a fingerprint
/// of the model, then the states by man).
class Problem {
 public:
  Problem(const std::string& data, const std::string& cache, std::string_view regimen_name, std::size_t men);

  [[nodiscard]] const model::Parameters<double>& typical() const { return catalog_.typical; }
  [[nodiscard]] const std::vector<Subject>& men() const { return men_; }
  [[nodiscard]] pharmacology::Course course() const;

 private:
  Catalog catalog_;
  std::vector<Dose> doses_;
  std::vector<Subject> men_;
};

/// 24-h means of testosterone (nmol/L) and LH (IU/L) of one man, by day.
struct Daily {
  std::vector<double> testosterone, lh;
};

/// Written and read as plain doubles: by man, all days of testosterone, then of LH.
void write(const std::string& file, const std::vector<Daily>& men);
[[nodiscard]] std::vector<Daily> read(const std::string& file, std::size_t men);

}  // namespace hpg::bench
