// How the cost of the batch engine grows: with threads, men, years and drugs.
//   bench_growth DATA CACHE PROGRAMS [--rounds N] [--markdown]
#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

#include "batch/journey.hpp"
#include "statistics.hpp"

using namespace hpg;

namespace {

struct Setting {
  std::string regimen;
  std::size_t men;
  double days;
  unsigned threads;
  std::size_t seats = 64;
  std::vector<double> cpu = {}, wall = {};  // s, by round
  double memory = 0;                        // MiB
  double steps = 0, waits = 0;              // accepted steps of a man in a day; share of lanes that stood idle
};

void run(const std::string& data, const std::string& cache, const std::string& programs, Setting& s) {
  const batch::Accuracy accuracy;
  const std::string command =
      fmt::format("{}/bench_engine_batch {} {} {} {} {} {} - {} {} {} {}", programs, data, cache, s.regimen, s.men, s.days,
                  accuracy.tolerance, accuracy.stride, batch::name_of(batch::widest_instructions()), s.threads, s.seats);
  FILE* pipe = popen(command.c_str(), "r");
  double cpu = 0, wall = 0, strides = 0, steps = 0, rejected = 0, lanes = 0;
  const bool read = pipe != nullptr && std::fscanf(pipe, "%lf %lf %lf %lf %lf %lf %lf", &cpu, &wall, &s.memory, &strides, &steps,
                                                   &rejected, &lanes) == 7;
  if (pipe == nullptr || pclose(pipe) != 0 || !read) throw std::runtime_error("failed: " + command);
  s.cpu.push_back(cpu);
  s.wall.push_back(wall);
  s.steps = steps / static_cast<double>(s.men) / s.days;
  s.waits = 1 - (steps + rejected) / lanes;
}

std::string spread(const std::vector<double>& x, double per) {
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  return fmt::format("{:.3g} ({:.3g}-{:.3g})", bench::median(x) / per, *low / per, *high / per);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    if (argc < 4) throw std::invalid_argument("usage: bench_growth DATA CACHE PROGRAMS [--rounds N] [--markdown]");
    std::size_t rounds = 3;
    bool markdown = false;
    for (int i = 4; i < argc; ++i) {
      const std::string word = argv[i];
      if (word == "--markdown") markdown = true;
      if (word == "--rounds") rounds = std::stoul(argv[++i]);
    }
    std::vector<Setting> all{
        {"treated", 1000, 365, 1},   {"treated", 1000, 365, 2},    {"treated", 64, 365, 1},       {"treated", 256, 365, 1},
        {"treated", 64, 1095, 1},    {"untreated", 64, 365, 1},    {"untreated", 64, 1095, 1},    {"polypharmacy", 64, 365, 1},
        {"treated", 256, 365, 1, 8}, {"treated", 256, 365, 1, 32}, {"treated", 256, 365, 1, 128},
    };
    for (std::size_t round = 0; round < rounds; ++round) {
      for (Setting& s : all) {
        fmt::print(stderr, "\rround {} of {}: {:<12} {:>5} men   ", round + 1, rounds, s.regimen, s.men);
        run(argv[1], argv[2], argv[3], s);
      }
    }
    fmt::print(stderr, "\n");
    fmt::print("\nGrowth, {}: median of {} rounds (least-most).\n\n", batch::name_of(batch::widest_instructions()), rounds);
    const char* row = markdown ? "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |\n"
                               : "{:<13} {:>5} {:>6} {:>8} {:>6} {:>26} {:>22} {:>7} {:>10} {:>8}\n";
    fmt::print(fmt::runtime(row), "regimen", "men", "days", "threads", "seats", "CPU s / man-year", "wall s", "MiB", "steps/day",
               "idle %");
    if (markdown) fmt::print("|---|---|---|---|---|---|---|---|---|---|\n");
    for (const Setting& s : all) {
      const double years = static_cast<double>(s.men) * s.days / bench::kYear;
      fmt::print(fmt::runtime(row), s.regimen, s.men, s.days, s.threads, s.seats, spread(s.cpu, years), spread(s.wall, 1),
                 fmt::format("{:.0f}", s.memory), fmt::format("{:.0f}", s.steps), fmt::format("{:.1f}", 100 * s.waits));
    }
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_growth: {}\n", e.what());
    return 1;
  }
}
