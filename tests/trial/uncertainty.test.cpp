// Trials under draws of what is not known: who is followed under which, and what of the spread comes from where.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <atomic>
#include <cmath>

#include "hpgsim/run.hpp"
#include "io/read_trial.hpp"
#include "io/temporary_folder.hpp"
#include "trial/analysis.hpp"
#include "trial/memory_trial.hpp"
#include "trial/run_trial.hpp"
#include "trial/trial_file.hpp"

using namespace hpg;
using namespace hpg::test;
using trial::Moments;
using trial::TrialFile;
using trial::TrialOptions;
using trial::VarianceComponents;

namespace {

const Catalog& catalog() {
  static const Catalog all = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  return all;
}

Moments moments(std::initializer_list<double> values) {
  Moments out;
  for (const double value : values) out.add(value);
  return out;
}

/// Enough enanthate to silence the axis, so that clearance rules testosterone; against nothing.
Trial read(const TemporaryFolder& folder, const std::string& population, std::size_t draws) {
  Trial trial = io::read_trial(folder.write("trial.toml", "duration = \"2 wk\"\nseed = 5\n[population]\n" + population + R"(
[visits]
every = "1 wk"
[labs]
observables = ["total testosterone", "24-h mean total testosterone"]
[[arm]]
name = "enanthate"
[[arm.dose]]
drug = "testosterone enanthate"
route = "im"
amount = "250 mg"
every = "7 d"
[[arm]]
name = "nothing"
)"),
                               catalog());
  trial.draws = draws;
  return trial;
}

/// Factors on the clearance.
io::Posterior clearance(std::vector<double> factors) {
  io::Posterior out;
  out.parameters = {"steroids.testosterone_clearance"};
  for (const double factor : factors) out.values.push_back({factor * catalog().typical.steroids.testosterone_clearance});
  return out;
}

std::string run(const Trial& trial, const std::filesystem::path& file, TrialOptions options) {
  if (options.last == 0) options.last = trial.population.men;
  trial::run_trial(catalog(), trial, 1, options, file);
  return content_of(file);
}

constexpr const char* kCohort = "\nlabs = [{ observable = \"total testosterone\", mean = \"480 ng/dL\", sd = \"120 ng/dL\" }]";

}  // namespace

TEST_CASE("blocks of nearly equal size, in the order of the men") {
  for (const std::uint64_t men : {7U, 20U, 64U, 500U}) {
    for (const std::size_t draws : {2U, 3U, 7U}) {
      std::vector<std::size_t> size(draws);
      std::size_t last = 0;
      for (std::uint64_t place = 0; place < men; ++place) {
        const std::size_t draw = trial::draw_of(place, men, draws);
        REQUIRE(draw < draws);
        CHECK(draw >= last);
        CHECK(place >= trial::first_of_draw(draw, men, draws));
        CHECK(place < trial::first_of_draw(draw + 1, men, draws));
        ++size[last = draw];
      }
      const auto [least, most] = std::minmax_element(size.begin(), size.end());
      CHECK(*most - *least <= 1);
    }
  }
}

TEST_CASE("variance between men and between draws, worked out by hand") {
  // Three of three: within 1 each, means 2, 5, 8: MSW 1, MSB 3 * 9 = 27, n0 3.
  const VarianceComponents even = trial::variance_components({moments({1, 2, 3}), moments({4, 5, 6}), moments({7, 8, 9})});
  CHECK(even.men == 9);
  CHECK(even.draws == 3);
  CHECK(even.mean == doctest::Approx(5));
  CHECK(even.between_men == doctest::Approx(1));
  CHECK(even.not_known == doctest::Approx(26.0 / 3));
  // t of 2 degrees at 95 %: 2.919986; variance 26/3 + 1/9.
  CHECK(even.mean_90.low == doctest::Approx(5 - 2.919986 * std::sqrt(79.0 / 9)).epsilon(1e-6));
  CHECK(even.mean_90.high == doctest::Approx(5 + 2.919986 * std::sqrt(79.0 / 9)).epsilon(1e-6));

  // Unequal, one draw without men: {0, 2}, {4, 6, 8, 10}: mean 5, SSW 2 + 20 of 4, SSB 2 * 16 + 4 * 4 = 48 of 1,
  // n0 = 6 - 20/6 = 8/3.
  const VarianceComponents uneven = trial::variance_components({moments({0, 2}), moments({}), moments({4, 6, 8, 10})});
  CHECK(uneven.draws == 2);
  CHECK(uneven.mean == doctest::Approx(5));
  CHECK(uneven.between_men == doctest::Approx(5.5));
  CHECK(uneven.not_known == doctest::Approx((48 - 5.5) / (8.0 / 3)));

  // Means nearer than chance would have them: nothing is not known.
  const VarianceComponents none = trial::variance_components({moments({1, 5}), moments({2, 4})});
  CHECK(none.not_known == 0);
  CHECK(none.between_men == doctest::Approx(5));

  CHECK(std::isnan(trial::variance_components({}).mean));
  const VarianceComponents one = trial::variance_components({moments({1, 2}), moments({})});
  CHECK(one.mean == doctest::Approx(1.5));
  CHECK(std::isnan(one.not_known));
  CHECK_FALSE(one.mean_90.has_interval());
  CHECK(std::isnan(trial::variance_components({moments({1}), moments({2})}).between_men));
}

TEST_CASE("the analysis groups the men of each arm by their draw") {
  Trial plan = plain_trial(2, {0, 28});
  plan.population.men = 9;
  MemoryTrial without(plan);
  plan.draws = 3;
  MemoryTrial data(plan);
  for (int i = 0; i < 9; ++i) {
    data.add(0, {i + 1.0, i == 8 ? kNone : 10.0});
    without.add(0, {i + 1.0, 10.0});
  }
  const trial::Analysis found = trial::analyse(data);
  CHECK(found.columns[0].not_known[0][0].not_known == doctest::Approx(26.0 / 3));
  CHECK(found.columns[0].not_known[0][1].men == 8);
  CHECK(found.columns[0].not_known[0][1].not_known == 0);
  CHECK(found.columns[0].not_known[1][0].men == 0);
  CHECK(trial::analyse(without).columns[0].not_known.empty());
}

TEST_CASE("with all factors 1 the men are those of the trial without draws") {
  const TemporaryFolder folder;
  for (const std::string& population : {std::string("men = 12"), std::string("men = 8") + kCohort}) {
    const std::string plain = run(read(folder, population, 0), folder / "plain", {.check = 5});
    CHECK(run(read(folder, population, 2), folder / "drawn", {.check = 5, .posterior = clearance({1, 1})}) == plain);
  }
}

TEST_CASE("each draw is followed under its own parameters, its cohort chosen under them") {
  const TemporaryFolder folder;
  const std::string population = std::string("men = 8") + kCohort;
  const Trial plain = read(folder, population, 0);
  const Trial drawn = read(folder, population, 2);
  const std::vector<double> factors{1.2, 0.85};
  run(drawn, folder / "drawn", {.check = 0, .posterior = clearance(factors)});
  std::vector<std::vector<double>> men;
  TrialFile(folder / "drawn", drawn, 1).each([&](const Subject& man) { men.push_back(man.values); });
  REQUIRE(men.size() == 8);
  for (std::size_t draw = 0; draw < 2; ++draw) {
    const Catalog his = io::under_draw(catalog(), clearance(factors), draw);
    trial::run_trial(his, plain, 1, {.last = 8, .check = 0}, folder / "alone");
    std::size_t place = 0;
    TrialFile(folder / "alone", plain, 1).each([&](const Subject& man) {
      if (trial::draw_of(place, 8, 2) == draw) {
        // The size below which an error does not matter is that of the catalogue as it is: steps may end elsewhere.
        for (std::size_t v = 0; v < man.values.size(); ++v) CHECK(men[place][v] == doctest::Approx(man.values[v]).epsilon(0.02));
      }
      ++place;
    });
  }
  const Trial rare =
      read(folder, "men = 8\nlabs = [{ observable = \"total testosterone\", mean = \"480 ng/dL\", sd = \"60 ng/dL\" }]", 2);
  CHECK_THROWS_WITH_AS(run(rare, folder / "rare", {.posterior = clearance({1, 40})}), doctest::Contains("under draw 2"),
                       InputError);
}

TEST_CASE("threads, one man alone and a resumed run give the same men") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, "men = 21", 4);
  const io::Posterior posterior = clearance({1.2, 0.9, 1.1, 0.8});
  const std::string bytes = run(trial, folder / "whole", {.threads = 1, .check = 5, .posterior = posterior});
  CHECK(run(trial, folder / "three", {.threads = 3, .check = 5, .posterior = posterior}) == bytes);
  CHECK(run(trial, folder / "portable", {.instructions = batch::Instructions::portable, .check = 5, .posterior = posterior}) ==
        bytes);

  run(trial, folder / "alone", {.first = 13, .last = 14, .check = 5, .posterior = posterior});
  std::vector<double> alone;
  TrialFile(folder / "alone", trial, 1).each([&](const Subject& man) { alone = man.values; });
  TrialFile(folder / "whole", trial, 1).each([&](const Subject& man) {
    if (man.man == 13) CHECK(alone == man.values);
  });

  std::ofstream(folder / "cut", std::ios::binary) << bytes.substr(0, bytes.size() / 2);
  CHECK(run(trial, folder / "cut", {.resume = true, .check = 5, .posterior = posterior}) == bytes);
}

TEST_CASE("shards that cut through draws merge to the same file, effective size included") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, std::string("men = 9") + kCohort, 2);
  const io::Posterior posterior = clearance({1.3, 0.8});
  const std::string bytes = run(trial, folder / "whole", {.check = 0, .posterior = posterior});
  std::vector<std::filesystem::path> parts;
  for (std::uint64_t i = 0; i < 3; ++i) {
    parts.push_back(folder / ("part" + std::to_string(i)));
    run(trial, parts.back(), {.first = 3 * i, .last = 3 * i + 3, .check = 0, .posterior = posterior});
  }
  trial::merge(parts, 1, folder / "merged");
  CHECK(content_of(folder / "merged") == bytes);
  CHECK(TrialFile(parts[0], trial, 1).head().effective_share != TrialFile(parts[2], trial, 1).head().effective_share);
}

TEST_CASE("what is not known shows when a parameter is spread, and not when none is") {
  const TemporaryFolder folder;
  const Trial trial = read(folder, "men = 96", 8);
  const auto treated = [&](const std::vector<double>& factors) {
    run(trial, folder / "t", {.check = 0, .posterior = clearance(factors)});
    return trial::analyse(TrialFile(folder / "t", trial, 1)).columns[1].not_known[0].back();
  };
  const VarianceComponents none = treated({1, 1, 1, 1, 1, 1, 1, 1});
  const VarianceComponents spread = treated({0.7, 1.4, 0.8, 1.25, 0.75, 1.35, 0.9, 1.1});
  INFO(none.mean, " ", none.between_men, " ", none.not_known, " ", spread.between_men, " ", spread.not_known);
  // By chance alone the variance of the means of 6 men is a sixth of that between men.
  CHECK(none.not_known < none.between_men / 6);
  CHECK(spread.not_known > 2 * none.between_men / 6);
  CHECK(spread.not_known > 4 * none.not_known);
  CHECK(spread.mean_90.high - spread.mean_90.low > 1.5 * (none.mean_90.high - none.mean_90.low));
}

TEST_CASE("files know the number of draws and the posterior") {
  const TemporaryFolder folder;
  const Trial plain = read(folder, "men = 12", 0), three = read(folder, "men = 12", 3), two = read(folder, "men = 12", 2);
  folder.write("data/parameters.toml", "x");
  const auto data = folder.write("data/posterior.csv", "steroids.testosterone_clearance\n1\n1\n1\n").parent_path();
  const std::uint64_t none = trial::fingerprint_of(plain, data), drawn = trial::fingerprint_of(three, data);
  CHECK(none != drawn);
  CHECK(trial::fingerprint_of(two, data) != drawn);
  folder.write("data/posterior.csv", "steroids.testosterone_clearance\n1\n1\n2\n");
  CHECK(trial::fingerprint_of(three, data) != drawn);
  CHECK(trial::fingerprint_of(plain, data) == none);
}
