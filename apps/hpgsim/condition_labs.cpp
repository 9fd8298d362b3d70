// A day of every condition's man, a few men at a time.
#include "condition_labs.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>
#include <future>
#include <thread>
#include <vector>

#include "describe.hpp"
#include "interrupt.hpp"
#include "trial/simulate.hpp"

namespace {

using hpg::Catalog;
using hpg::Condition;

constexpr unsigned kThreads = 2;
constexpr double kTolerance = 1e-4;

/// 24-h means of the first day, one for each published lab; canonical units.
std::vector<double> labs_of(const Catalog& catalog, const Condition& condition) {
  hpg::Protocol protocol;
  protocol.man = catalog.man(condition.name, {});
  protocol.duration = 24;
  protocol.arms.push_back({"untreated", {}});
  hpg::RunOptions options;
  options.tolerance = kTolerance;
  options.threads = 1;
  options.stop = &interrupted;
  const hpg::Result result = hpg::trial::simulate(catalog, protocol, options);
  std::vector<double> means;
  for (const Condition::Lab& lab : condition.labs) {
    const auto at = std::find(result.observables.begin(), result.observables.end(), lab.observable);
    const auto o = static_cast<std::size_t>(at - result.observables.begin());
    means.push_back(result.arms[0].series.mean_24_h[o].back());
  }
  return means;
}

/// "\rsimulating man 3 of 22" for people only: nothing when stderr goes to a file.
void show_progress(std::size_t done, std::size_t all) {
  if (!isatty(STDERR_FILENO)) return;
  if (done < all) {
    fmt::print(stderr, "\rsimulating man {} of {}", done + 1, all);
  } else {
    fmt::print(stderr, "\r{:30}\r", "");
  }
  std::fflush(stderr);
}

void print_row(const std::string& lab, const std::string& model, const std::string& published, const std::string& statistic) {
  fmt::print("  {:<34}{:>10}   {:<26}{}\n", lab, model, published, statistic);
}

/// What is below the last digit worth printing is none.
std::string shown(double value) { return few_digits(std::abs(value) < 1e-3 ? 0 : value); }

void print_man(const Catalog& catalog, const Condition& condition, const std::vector<double>& labs) {
  if (isatty(STDERR_FILENO)) fmt::print(stderr, "\r{:30}\r", "");  // the line of progress makes room
  const std::string who = describe(condition);
  const bool one_line = condition.name.size() + who.size() < 97;
  fmt::print("\n{}{}\n", condition.name, who.empty() ? "" : fmt::format("{}({})", one_line ? " " : "\n  ", who));
  if (labs.empty()) fmt::print("  no published labs in the data\n");
  for (std::size_t i = 0; i < labs.size(); ++i) {
    const Condition::Lab& lab = condition.labs[i];
    const hpg::Observable& observable = catalog.observable(lab.observable, {});
    const std::string model = shown(labs[i] * observable.us.factor);
    const std::string unit = observable.us.symbol == "1" ? "" : ", " + observable.us.symbol;
    print_row(observable.name + unit, model, published(lab, observable), lab.statistic);
  }
  std::fflush(stdout);
}

}  // namespace

void print_condition_labs(const Catalog& catalog) {
  const std::vector<Condition>& men = catalog.conditions;
  std::vector<std::promise<std::vector<double>>> promised(men.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < men.size(); i = next++) {
      try {
        promised[i].set_value(men[i].labs.empty() ? std::vector<double>{} : labs_of(catalog, men[i]));
      } catch (...) {
        promised[i].set_exception(std::current_exception());
      }
    }
  };
  std::vector<std::future<std::vector<double>>> ready;
  for (auto& each : promised) ready.push_back(each.get_future());
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < kThreads; ++i) threads.emplace_back(work);
  print_row("LAB", "MODEL", "PUBLISHED", "STATISTIC");
  try {
    for (std::size_t i = 0; i < men.size(); ++i) {
      show_progress(i, men.size());
      print_man(catalog, men[i], ready[i].get());
    }
  } catch (...) {
    next = men.size();  // the rest is not wanted any more
    throw;
  }
  show_progress(men.size(), men.size());
  fmt::print("\nModel: mean of 24 h, untreated. Sources and notes: hpgsim explain CONDITION. Names only: --names\n");
}
