// Virtual men, their resting states and their regimens.
#include "problem.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "population/virtual_man.hpp"

namespace hpg::bench {

namespace {

constexpr std::uint64_t kSeed = 1;

Dose dose(const char* drug, const char* route, double micrograms, double every_days, std::size_t count, double from_day) {
  Dose d;
  d.drug = drug;
  d.route = route;
  d.amount = micrograms;
  d.first = kDay * from_day;
  d.every = kDay * every_days;
  d.count = count;
  return d;
}

/// The resting states of the first men, as bench_prepare left them.
std::vector<population::StateVector> resting_states(const std::string& file, std::size_t men) {
  std::vector<population::StateVector> states(men);
  std::ifstream in(file, std::ios::binary);
  in.ignore(sizeof(std::uint64_t));
  for (auto& y : states) in.read(reinterpret_cast<char*>(y.data()), sizeof y);
  if (!in) throw std::runtime_error(file + " holds too few men: run bench_prepare first");
  return states;
}

}  // namespace

std::vector<Dose> regimen(std::string_view name) {
  if (name == "untreated") return {};
  if (name == "treated") {
    return {dose("testosterone enanthate", "im", 100'000, 7, 20, 70), dose("enclomiphene", "oral", 25'000, 1, 90, 240)};
  }
  if (name == "polypharmacy") {
    return {dose("testosterone enanthate", "im", 100'000, 7, 52, 0), dose("hCG", "sc", 500, 2, 182, 0),
            dose("anastrozole", "oral", 500, 3.5, 104, 0), dose("finasteride", "oral", 1'000, 1, 365, 0),
            dose("enclomiphene", "oral", 12'500, 1, 365, 0)};
  }
  throw std::invalid_argument("no regimen " + std::string(name));
}

Subject subject(const Catalog& catalog, std::size_t number) {
  Subject man{catalog.typical, {}, {}};
  population::vary(catalog.parameters, catalog.copula, population::Draws(kSeed, number), man.parameters);
  man.constants = model::Constants<double>(man.parameters, catalog.typical);
  return man;
}

Problem::Problem(const std::string& data, const std::string& cache, std::string_view regimen_name, std::size_t men)
    : catalog_(Catalog::load(data)), doses_(regimen(regimen_name)) {
  const auto rest = resting_states(cache + "/resting.bin", men);
  for (std::size_t i = 0; i < men; ++i) men_.push_back(subject(catalog_, i));
  for (std::size_t i = 0; i < men; ++i) men_[i].start = rest[i];
}

pharmacology::Course Problem::course() const {
  return {doses_, [this](const std::string& name) -> const pharmacology::Drug& { return catalog_.drug(name, {}); }};
}

void write(const std::string& file, const std::vector<Daily>& men) {
  std::ofstream out(file, std::ios::binary);
  for (const Daily& man : men) {
    for (const auto* series : {&man.testosterone, &man.lh}) {
      out.write(reinterpret_cast<const char*>(series->data()), static_cast<std::streamsize>(series->size() * sizeof(double)));
    }
  }
  if (!out) throw std::runtime_error("cannot write " + file);
}

std::vector<Daily> read(const std::string& file, std::size_t men) {
  std::ifstream in(file, std::ios::binary);
  const std::size_t days = men == 0 ? 0 : std::filesystem::file_size(file) / sizeof(double) / men / 2;
  std::vector<Daily> out(men);
  for (Daily& man : out) {
    for (auto* series : {&man.testosterone, &man.lh}) {
      series->resize(days);
      in.read(reinterpret_cast<char*>(series->data()), static_cast<std::streamsize>(days * sizeof(double)));
    }
  }
  if (!in) throw std::runtime_error("cannot read " + file);
  return out;
}

}  // namespace hpg::bench
