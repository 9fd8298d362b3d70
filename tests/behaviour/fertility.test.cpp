// Sperm without, with and by gonadotropins: selective replacement, combinations with testosterone, induction, recovery.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "clinic.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

/// `count` administrations every `every` days over `days`.
Dose over(const std::string& drug, const std::string& route, double amount, double every, double days, double from = 0) {
  return dose(drug, route, amount, every, static_cast<std::size_t>(days / every), from);
}

}  // namespace

TEST_CASE("selective replacement on enanthate 200 mg weekly (Bremner 1981, Matsumoto 1983)") {
  constexpr double suppressed = 182, restored = 364;
  const auto enanthate = over("testosterone enanthate", "im", 200 * mg, 7, restored);
  const auto hcg = over("hCG", "im", 5000, 7.0 / 3, restored - suppressed, suppressed);
  const auto fsh = over("FSH", "sc", 100, 1, restored - suppressed, suppressed);
  const Followed with_hcg(man(), {enanthate, hcg}, restored);
  const Followed with_fsh(man(), {enanthate, fsh}, restored);
  const Followed with_both(man(), {enanthate, hcg, fsh}, restored);
  CHECK(with_hcg.relative("sperm_concentration", suppressed) < 0.02);
  CHECK_WITHIN(with_hcg.relative("sperm_concentration", restored), 0.2, 0.65);  // about 40 % of his own
  CHECK_WITHIN(with_fsh.relative("sperm_concentration", restored), 0.1, 0.75);  // a part
  CHECK(with_both.relative("sperm_concentration", restored) > 0.75);            // most
  CHECK(with_both.relative("sperm_concentration", restored) > with_hcg.relative("sperm_concentration", restored));
}

TEST_CASE("hCG 500 IU every 2 d keeps sperm on testosterone; twice-weekly gonadorelin does not") {
  constexpr double days = 182;
  const auto cypionate = over("testosterone cypionate", "im", 100 * mg, 7, days);
  const auto condition = "secondary hypogonadism";
  const Followed alone(man(condition), {cypionate}, days);
  const Followed with_hcg(man(condition), {cypionate, over("hCG", "im", 500, 2, days)}, days);
  const Followed with_gonadorelin(man(condition), {cypionate, over("gonadorelin", "sc", 100, 3.5, days)}, days);
  CHECK(alone.mean("sperm_concentration", days) < 3);
  CHECK(with_hcg.relative("intratesticular_testosterone", days, 3) > 0.7);
  // No man became azoospermic, and mean counts stayed as they were (Hsieh 2013): the model meets the first, not the second.
  CHECK(with_hcg.mean("sperm_concentration", days) > 10);
  // No study in men was found: each dose releases a little LH for some hours, and the testis notices next to nothing.
  CHECK(with_gonadorelin.mean("lh", days, 7) < 0.6);
  CHECK(with_gonadorelin.mean("sperm_concentration", days) < 5);
}

TEST_CASE("congenital hypogonadotropic hypogonadism: hCG alone, hCG + FSH, FSH first") {
  const auto chh = man("congenital hypogonadotropic hypogonadism");
  constexpr double days = 540;
  const Followed hcg_alone(chh, {over("hCG", "sc", 1500, 3.5, days)}, days);
  const Followed both(chh, {over("hCG", "sc", 1500, 3.5, days), over("FSH", "sc", 150, 7.0 / 3, days)}, days);
  const Followed fsh_first(chh, {over("FSH", "sc", 150, 7.0 / 3, days + 120), over("hCG", "sc", 1500, 3.5, days, 120)},
                           days + 120);
  CHECK(both.mean("total_testosterone", days, 7) * kNgPerDl > 350);
  CHECK(hcg_alone.mean("sperm_concentration", days) < 5);
  CHECK(both.mean("sperm_concentration", days) > 5);
  CHECK(both.mean("testis_volume", days) > 1.5 * hcg_alone.mean("testis_volume", days));
  // FSH alone grows the testes before there is testosterone (1.1 to 2.2 mL in 4 months, Dwyer 2013).
  CHECK(fsh_first.relative("testis_volume", 120) > 1.3);
  CHECK(fsh_first.mean("total_testosterone", 120) * kNgPerDl < 100);
  CHECK(fsh_first.mean("sperm_concentration", days + 120) > 5);
}

TEST_CASE("recovery takes longer after longer exposure, longer depots and at higher age") {
  const auto months_back = [](const Man& who, std::vector<Dose> doses, double stop) {
    const Followed m(who, std::move(doses), stop + 500);
    const auto day = m.first_above("sperm_concentration", 0.5 * m.mean("sperm_concentration", 0), stop);
    return day ? (*day - stop) / 30.44 : 1e3;
  };
  const auto weekly = [](double days) { return std::vector{over("testosterone enanthate", "im", 100 * mg, 7, days)}; };
  const double young_short = months_back(man(), weekly(84), 84);
  const double young_long = months_back(man(), weekly(364), 364);
  const double old_long = months_back(man("healthy", 65, 27), weekly(364), 364);
  // Counted from the last dose, as a man asks: the depot itself takes months to empty.
  const double long_depot = 70 / 30.44 + months_back(man(),
                                                     {dose("testosterone undecanoate", "im", 1000 * mg, 42, 2),
                                                      dose("testosterone undecanoate", "im", 1000 * mg, 84, 3, 126)},
                                                     364);
  CHECK(young_short < young_long);
  CHECK(young_long < long_depot);
  CHECK(young_long <= old_long);
  CHECK(old_long < 24);
  CHECK(young_short > 0.5);
  CHECK(long_depot < 18);
}

TEST_CASE("a man after testosterone recovers by himself, a restart hastens him") {
  const Followed nothing(man("post-TRT hypogonadism"), {}, 120);
  const Followed restart(man("post-TRT hypogonadism"), {dose("clomiphene", "oral", 50 * mg, 1, 90)}, 120);
  CHECK(nothing.mean("total_testosterone", 0) * kNgPerDl < 330);
  CHECK(nothing.mean("sperm_concentration", 0) < 10);
  CHECK(nothing.mean("total_testosterone", 120, 3) > 1.4 * nothing.mean("total_testosterone", 0));
  CHECK(restart.mean("total_testosterone", 45, 5) > nothing.mean("total_testosterone", 45, 5));
  CHECK(restart.mean("sperm_concentration", 120) >= nothing.mean("sperm_concentration", 120));
}
