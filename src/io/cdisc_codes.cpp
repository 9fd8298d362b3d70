// Codes and words of the CDISC-like tables.
#include "io/cdisc_codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <utility>

#include "io/toml_reader.hpp"
#include "io/units.hpp"

namespace hpg::io {
namespace {

/// At most 6 characters, so that "24" for the 24-h mean fits.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kCodes{{
    {"total_testosterone", "TESTOS"},
    {"free_testosterone", "TESTFR"},
    {"free_testosterone_percent", "TESTFP"},
    {"bioavailable_testosterone", "TESTBA"},
    {"lh", "LH"},
    {"fsh", "FSH"},
    {"estradiol", "ESTRAD"},
    {"dht", "DHT"},
    {"shbg", "SHBG"},
    {"inhibin_b", "INHIBB"},
    {"intratesticular_testosterone", "TESTIT"},
    {"sperm_concentration", "SPERMC"},
    {"total_sperm_count", "SPERMT"},
    {"testis_volume", "TESVOL"},
    {"hemoglobin", "HGB"},
    {"hematocrit", "HCT"},
    {"psa", "PSA"},
    {"prostate_volume", "PROVOL"},
    {"bone_density", "BMD"},
    {"bone_resorption", "BONRES"},
    {"hdl_cholesterol", "HDL"},
    {"ldl_cholesterol", "LDL"},
    {"systolic_pressure", "SYSBP"},
    {"body_weight", "WEIGHT"},
    {"body_mass_index", "BMI"},
    {"fat_mass", "FATMAS"},
    {"lean_mass", "LEANMS"},
    {"insulin_resistance", "HOMAIR"},
    {"leptin", "LEPTIN"},
    {"prolactin", "PROLCT"},
    {"growth_hormone", "GH"},
    {"igf1", "IGF1"},
    {"testosterone_to_estradiol", "TE2R"},
    {"gynecomastia_risk", "GYNECO"},
    {"libido", "LIBIDO"},
    {"erectile_function", "ERECTF"},
    {"energy", "ENERGY"},
    {"mood", "MOOD"},
    {"fluid_retention", "FLUID"},
    {"visual_symptom_risk", "VISUAL"},
}};

std::string code_of(const std::string& id) {
  const auto known = std::find_if(kCodes.begin(), kCodes.end(), [&](const auto& entry) { return entry.first == id; });
  if (known != kCodes.end()) return std::string(known->second);
  std::string made;
  for (const char c : id) {
    if (c != '_' && made.size() < 6) made += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return made;
}

bool is_whole(double value) { return std::abs(value - std::round(value)) < 1e-6; }

}  // namespace

std::string param_code(const Column& column) { return code_of(column.observable) + (column.mean_24_h ? "24" : ""); }

std::string visit_name(double time) {
  if (time == 0) return "Baseline";
  if (is_whole(time / (7 * kHoursPerDay))) return fmt::format("Week {:.0f}", time / (7 * kHoursPerDay));
  if (is_whole(time / kHoursPerMonth)) return fmt::format("Month {:.0f}", time / kHoursPerMonth);
  return "Day " + shortest(std::round(time / kHoursPerDay * 1000) / 1000);
}

std::string frequency_words(const Dose& dose) {
  if (dose.every <= 0 || dose.count <= 1) return "ONCE";
  const double days = dose.every / kHoursPerDay;
  if (is_whole(days)) return days < 1.5 ? "EVERY DAY" : fmt::format("EVERY {:.0f} DAYS", days);
  return fmt::format("EVERY {:.6g} HOURS", dose.every);
}

long study_day(double time) {
  // A visit planned whole days after the baseline must not fall on the day before by rounding.
  const auto day = static_cast<long>(std::floor(time / kHoursPerDay + 1e-9));
  return day < 0 ? day : day + 1;
}

std::string subject_id(const Trial& trial, const Subject& man) {
  const auto& listed = trial.population.listed;
  if (man.man < listed.size() && !listed[man.man].id.empty()) return listed[man.man].id;
  return fmt::format("{:06}", man.man + 1);  // as --man counts
}

}  // namespace hpg::io
