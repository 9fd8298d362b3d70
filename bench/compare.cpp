// Runs all engines in turn, several rounds, and prints what a man-year costs each at which error, and at equal error.
//   bench_compare DATA CACHE PROGRAMS REGIMEN [--rounds N] [--peers N] [--markdown]
// PROGRAMS: folder of the engines. Peers follow the first N men (8), the batch engine 64; errors are over the same N men.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "batch/pool.hpp"
#include "statistics.hpp"

using namespace hpg;

namespace {

constexpr std::size_t kMen = 64;

struct Options {
  std::string data, cache, programs, regimen;
  std::size_t rounds = 3, peers = 8;
  bool markdown = false;
};

Options options_of(int argc, char** argv) {
  if (argc < 5)
    throw std::invalid_argument("usage: bench_compare DATA CACHE PROGRAMS REGIMEN [--rounds N] [--peers N] [--markdown]");
  Options o{argv[1], argv[2], argv[3], argv[4]};
  for (int i = 5; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--markdown") o.markdown = true;
    if (word == "--rounds") o.rounds = std::stoul(argv[++i]);
    if (word == "--peers") o.peers = std::stoul(argv[++i]);
  }
  return o;
}

/// One engine at one accuracy.
struct Setting {
  std::string engine;
  std::string program, more;  // command line before and after what all have in common
  double tolerance;
  double stride = 0;  // h, of the batch engine
  std::size_t men = 0;
  std::vector<double> cost = {};  // CPU s for a man-year, by round
  bench::Error error{}, error_of_all{};
};

std::vector<Setting> settings(const Options& o) {
  std::vector<Setting> out;
  struct Accuracy {
    double tolerance, stride;
  };
  for (const auto set : {batch::Instructions::avx512, batch::Instructions::avx2, batch::Instructions::portable}) {
    if (set > batch::widest_instructions()) continue;
    for (const auto& [tolerance, stride] : std::initializer_list<Accuracy>{
             {1e-3, 0.5}, {1e-3, 1.0 / 3}, {5e-4, 1.0 / 3}, {3e-4, 0.25}, {1e-4, 0.25}, {3e-5, 0.125}, {1e-5, 0.125}}) {
      out.push_back({fmt::format("batch, {}", batch::name_of(set)), o.programs + "/bench_engine_batch",
                     fmt::format("{} {}", stride, batch::name_of(set)), tolerance, stride, kMen});
    }
  }
  for (const double tolerance : {1e-4, 1e-5, 1e-6, 1e-7}) {
    out.push_back({"scalar Tsit5", o.programs + "/bench_engine_tsit5", "", tolerance, 0, o.peers});
  }
  for (const char* judge : {"plain", "scaled"}) {
    for (const double tolerance : {1e-4, 1e-5, 1e-6, 1e-7}) {
      out.push_back({fmt::format("Boost dopri5, {}", judge), o.programs + "/bench_engine_dopri5", judge, tolerance, 0, o.peers});
    }
  }
  if (std::system("Rscript -e 'library(deSolve)' >/dev/null 2>&1") == 0) {
    for (const auto& [flags, library] : std::initializer_list<std::pair<const char*, const char*>>{
             {"-O2", "bench_desolve_o2.so"}, {"-O3 native", "bench_desolve_native.so"}}) {
      for (const double tolerance : {1e-5, 1e-6, 1e-7, 1e-8}) {
        out.push_back({fmt::format("deSolve lsoda, {}", flags), "Rscript " HPGSIM_BENCH_FOLDER "/desolve.R",
                       o.programs + "/" + library, tolerance, 0, o.peers});
      }
    }
  } else {
    fmt::print("R with deSolve is missing (scripts/setup bench): lsoda is left out.\n");
  }
  return out;
}

/// Runs a setting once: CPU seconds.
double run(const Options& o, const Setting& s, const std::string& out) {
  const std::string command = fmt::format("{} {} {} {} {} {} {} {} {}", s.program, o.data, o.cache, o.regimen, s.men,
                                          bench::kYear, s.tolerance, out, s.more);
  FILE* pipe = popen(command.c_str(), "r");
  double cpu = -1;
  const bool read = pipe != nullptr && std::fscanf(pipe, "%lf", &cpu) == 1;
  while (pipe != nullptr && std::fgetc(pipe) != EOF) {
  }
  if (pipe == nullptr || pclose(pipe) != 0 || !read) throw std::runtime_error("failed: " + command);
  return cpu;
}

double load() {
  double average = 0;
  return getloadavg(&average, 1) == 1 ? average : 0;
}

/// Middle, least and most of the rounds.
std::string spread(const std::vector<double>& x) {
  const auto [low, high] = std::minmax_element(x.begin(), x.end());
  return fmt::format("{:.3g} ({:.3g}-{:.3g})", bench::median(x), *low, *high);
}

void print_row(const Options& o, const std::vector<std::string>& cells) {
  constexpr int widths[] = {26, 10, 8, 24, 9, 9, 19};
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    line += o.markdown ? fmt::format("| {} ", cells[i]) : fmt::format("{:<{}} ", cells[i], widths[i]);
  }
  fmt::print("{}{}\n", line, o.markdown ? "|" : "");
}

void print_rule(const Options& o, std::size_t columns) {
  if (!o.markdown) return;
  for (std::size_t i = 0; i < columns; ++i) fmt::print("|---");
  fmt::print("|\n");
}

struct Band {
  const char* name;
  double testosterone, lh;
};
constexpr Band kBands[] = {{"A", 3e-6, 3e-5}, {"B", 1e-6, 1e-5}};

/// Cost of an engine in a band, by round; empty if it was not accurate enough.
std::vector<double> at_equal_error(const std::vector<Setting>& all, const std::string& engine, const Band& band,
                                   std::size_t rounds) {
  std::vector<double> costs;
  for (std::size_t r = 0; r < rounds; ++r) {
    std::vector<bench::Point> points;
    for (const Setting& s : all) {
      if (s.engine == engine)
        points.push_back({std::max(s.error.testosterone / band.testosterone, s.error.lh / band.lh), s.cost[r]});
    }
    if (const auto cost = bench::cost_at_one(points)) costs.push_back(*cost);
  }
  return costs;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options o = options_of(argc, argv);
    std::vector<Setting> all = settings(o);
    const auto reference = bench::read(fmt::format("{}/reference-{}-1e-11-{}.bin", o.cache, o.regimen, kMen), kMen);
    const auto tighter = bench::read(fmt::format("{}/reference-{}-1e-12-4.bin", o.cache, o.regimen), 4);
    const bench::Error trust = bench::error_of(tighter, reference, 4);
    const double load_before = load();
    for (std::size_t round = 0; round < o.rounds; ++round) {
      for (Setting& s : all) {
        const std::string out = o.cache + "/daily.bin";
        s.cost.push_back(run(o, s, out) / static_cast<double>(s.men));
        const auto daily = bench::read(out, s.men);
        s.error = bench::error_of(daily, reference, o.peers);
        s.error_of_all = bench::error_of(daily, reference, s.men);
        fmt::print(stderr, "\rround {} of {}: {:<30}", round + 1, o.rounds, s.engine);
      }
    }
    fmt::print(stderr, "\n");

    fmt::print(
        "\nRegimen: {}. CPU s for a man-year on one core: median of {} rounds (least-most). Load of the machine {:.1f} to "
        "{:.1f}.\n",
        o.regimen, o.rounds, load_before, load());
    fmt::print(
        "Errors: RMS over days of the relative error of daily means, median of men 1-{}, against Boost rkf78 at 1e-11\n"
        "(which differs from 1e-12 by {:.0e} in T and {:.0e} in LH).\n\n",
        o.peers, trust.testosterone, trust.lh);
    print_row(
        o, {"engine", "tolerance", "stride h", "CPU s / man-year", "error T", "error LH", fmt::format("of all {}: T, LH", kMen)});
    print_rule(o, 7);
    for (const Setting& s : all) {
      print_row(o, {s.engine, fmt::format("{:.0e}", s.tolerance), s.stride > 0 ? fmt::format("{:.3g}", s.stride) : "",
                    spread(s.cost), fmt::format("{:.1e}", s.error.testosterone), fmt::format("{:.1e}", s.error.lh),
                    s.men == kMen ? fmt::format("{:.1e}, {:.1e}", s.error_of_all.testosterone, s.error_of_all.lh) : ""});
    }

    std::vector<std::string> engines;
    for (const Setting& s : all) {
      if (engines.empty() || engines.back() != s.engine) engines.push_back(s.engine);
    }
    for (const Band& band : kBands) {
      fmt::print("\nBand {}: errors of at most {:.0e} in T and {:.0e} in LH.\n\n", band.name, band.testosterone, band.lh);
      std::vector<std::string> ours;
      for (const auto& e : engines) {
        if (e.starts_with("batch")) ours.push_back(e);
      }
      std::vector<std::string> head{"engine", "", "", "CPU s / man-year"};
      head.erase(head.begin() + 1, head.begin() + 3);
      for (const auto& e : ours) head.push_back("times " + e.substr(7));
      print_row(o, head);
      print_rule(o, head.size());
      for (const auto& e : engines) {
        const auto cost = at_equal_error(all, e, band, o.rounds);
        if (cost.empty()) continue;
        std::vector<std::string> cells{e, spread(cost)};
        for (const auto& own : ours) {
          const auto base = at_equal_error(all, own, band, o.rounds);
          std::vector<double> ratio;
          for (std::size_t r = 0; r < cost.size() && r < base.size(); ++r) ratio.push_back(cost[r] / base[r]);
          cells.push_back(ratio.empty() ? "" : spread(ratio));
        }
        print_row(o, cells);
      }
    }
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_compare: {}\n", e.what());
    return 1;
  }
}
