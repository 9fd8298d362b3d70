// Random numbers and virtual men: keyed, not drawn in turn; distributed as stated.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "clinic.hpp"
#include "population/virtual_man.hpp"

using namespace hpg;
using population::Draws;

TEST_CASE("a number depends on seed, man, purpose and index, and on nothing else") {
  const Draws man(7, 42);
  const double first = man.normal("leydig.cell_number");
  (void)man.uniform("steroids.shbg_production", 3);
  CHECK(man.normal("leydig.cell_number") == first);
  CHECK(Draws(7, 42).normal("leydig.cell_number") == first);
  std::set<double> all;
  for (std::uint64_t seed : {0, 1}) {
    for (std::uint64_t who : {0, 1, 1000000}) {
      for (const char* purpose : {"a", "b", "ab"}) {
        for (std::uint64_t index : {0, 1}) all.insert(Draws(seed, who).uniform(purpose, index));
      }
    }
  }
  CHECK(all.size() == 2 * 3 * 3 * 2);
}

TEST_CASE("uniform numbers fill the interval evenly and neighbours are independent") {
  constexpr int n = 200'000;
  std::array<int, 100> bins{};
  double product = 0;
  for (int i = 0; i < n; ++i) {
    const double u = Draws(1, static_cast<std::uint64_t>(i)).uniform("x");
    REQUIRE((u > 0 && u < 1));
    ++bins[static_cast<std::size_t>(100 * u)];
    product += (u - 0.5) * (Draws(1, static_cast<std::uint64_t>(i) + 1).uniform("x") - 0.5);
  }
  double chi2 = 0;
  for (int b : bins) chi2 += (b - n / 100.0) * (b - n / 100.0) / (n / 100.0);
  CHECK_WITHIN(chi2, 60, 149);  // 99 degrees of freedom, one in a thousand on either side
  CHECK(std::abs(product / n) < 4 / 12.0 / std::sqrt(n));
}

TEST_CASE("the normal quantile inverts the distribution") {
  for (const double z : {-8.0, -5.0, -3.0, -1.0, -0.1, 0.0, 0.5, 2.0, 4.0}) {
    const double p = 0.5 * std::erfc(-z / std::sqrt(2.0));
    CHECK(population::normal_quantile(p) == doctest::Approx(z).epsilon(1e-9));
  }
  // Known values (Wichura 1988).
  CHECK(population::normal_quantile(0.25) == doctest::Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(population::normal_quantile(0.001) == doctest::Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(population::normal_quantile(1e-20) == doctest::Approx(-9.262340089798408).epsilon(1e-15));
}

namespace {

/// Deviations of many men from the median man, on the log scale and in units of sigma, by parameter.
std::map<std::string, std::vector<double>> deviations(const Catalog& catalog, const population::Copula& copula, int men) {
  std::map<std::string, std::vector<double>> all;
  for (int i = 0; i < men; ++i) {
    model::Parameters<double> man = catalog.typical;
    population::vary(catalog.parameters, copula, Draws(5, static_cast<std::uint64_t>(i)), man);
    std::size_t k = 0;
    model::visit_numbers(man, [&](const std::string& name, double& x) {
      const Number& number = catalog.parameters[k++];
      if (!number.between_men || number.value == 0) return;
      all[name].push_back(std::log(x / number.value) / std::sqrt(std::log1p(*number.between_men * *number.between_men)));
    });
  }
  return all;
}

double correlation(const std::vector<double>& x, const std::vector<double>& y) {
  double xy = 0, xx = 0, yy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xy += x[i] * y[i];
    xx += x[i] * x[i];
    yy += y[i] * y[i];
  }
  return xy / std::sqrt(xx * yy);
}

std::size_t place_of(const Catalog& catalog, const std::string& name) {
  const auto found =
      std::find_if(catalog.parameters.begin(), catalog.parameters.end(), [&](const Number& n) { return n.name == name; });
  return static_cast<std::size_t>(found - catalog.parameters.begin());
}

}  // namespace

TEST_CASE("parameters deviate together as stated, the others as without it, and the order of the pairs does not matter") {
  const Catalog& catalog = test::catalog();
  const std::size_t leydig = place_of(catalog, "leydig.cell_number"), sertoli = place_of(catalog, "sertoli.cell_number"),
                    output = place_of(catalog, "spermatogenesis.sperm_output");
  const auto copula = population::Copula::of({{leydig, output, 0.5}, {sertoli, output, 0.6}, {leydig, sertoli, -0.2}});
  const auto turned = population::Copula::of({{sertoli, leydig, -0.2}, {output, sertoli, 0.6}, {output, leydig, 0.5}});
  REQUIRE((copula && turned));
  constexpr int kMen = 2000;
  const auto free = deviations(catalog, {}, kMen);
  const auto bound = deviations(catalog, *copula, kMen);
  CHECK(bound == deviations(catalog, *turned, kMen));
  const auto r = [&](const char* a, const char* b) { return correlation(bound.at(a), bound.at(b)); };
  const double three_errors = 3 / std::sqrt(kMen);
  CHECK(std::abs(r("leydig.cell_number", "spermatogenesis.sperm_output") - 0.5) < three_errors);
  CHECK(std::abs(r("sertoli.cell_number", "spermatogenesis.sperm_output") - 0.6) < three_errors);
  CHECK(std::abs(r("leydig.cell_number", "sertoli.cell_number") + 0.2) < three_errors);
  CHECK(std::abs(r("leydig.cell_number", "steroids.shbg_production")) < three_errors);
  for (const auto& [name, values] : free) {
    INFO(name);
    // The first of a group keeps his own deviation, the others mix it with theirs.
    if (name == "sertoli.cell_number" || name == "spermatogenesis.sperm_output") {
      CHECK(bound.at(name) != values);
      CHECK(correlation(bound.at(name), bound.at(name)) == doctest::Approx(1));
      double square = 0;
      for (const double z : bound.at(name)) square += z * z / kMen;
      CHECK(square == doctest::Approx(1).epsilon(0.1));
    } else {
      CHECK(bound.at(name) == values);
    }
  }
}

TEST_CASE("correlations that exclude each other are refused") {
  using population::Copula;
  CHECK(Copula::of({}));
  CHECK(Copula::of({{0, 1, 0.99}}));
  CHECK_FALSE(Copula::of({{0, 1, 0.9}, {1, 2, 0.9}, {0, 2, -0.9}}));
  CHECK_FALSE(Copula::of({{0, 1, 0.9}, {1, 2, 0.9}}));  // 0 and 2 would have to go together
  CHECK(Copula::of({{0, 1, 0.6}, {1, 2, 0.6}}));
  CHECK_FALSE(Copula::of({{0, 1, 1.0}}));
}

TEST_CASE("virtual men vary as the file says, about the median man") {
  const Catalog& catalog = test::catalog();
  std::map<std::string, std::vector<double>> logs;
  constexpr int n = 4000;
  for (int i = 0; i < n; ++i) {
    model::Parameters<double> man = catalog.typical;
    population::vary(catalog.parameters, catalog.copula, Draws(3, static_cast<std::uint64_t>(i)), man);
    auto typical = catalog.typical;
    std::vector<double> medians;
    model::visit_numbers(typical, [&](const std::string&, double& x) { medians.push_back(x); });
    std::size_t k = 0;
    model::visit_numbers(man, [&](const std::string& name, double& x) {
      if (catalog.parameters[k].between_men) {
        logs[name].push_back(std::log(x / medians[k]));
      } else {
        CHECK(x == medians[k]);
      }
      ++k;
    });
  }
  CHECK(logs.size() > 20);
  for (const Number& number : catalog.parameters) {
    if (!number.between_men || number.name.starts_with("covariates.")) continue;
    INFO(number.name);
    const auto& x = logs.at(number.name);
    const double sigma = std::sqrt(std::log1p(*number.between_men * *number.between_men));
    double mean = 0, square = 0;
    for (double v : x) {
      mean += v / n;
      square += v * v / n;
    }
    CHECK(std::abs(mean) < 4.5 * sigma / std::sqrt(n));
    CHECK(std::sqrt(square - mean * mean) == doctest::Approx(sigma).epsilon(0.06));
  }
}
