// The tables and the NetCDF file of a trial, read back.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <netcdf.h>

#include <map>
#include <set>
#include <sstream>
#include <string>

#include "io/cdisc_codes.hpp"
#include "io/cdisc_csv.hpp"
#include "io/netcdf.hpp"
#include "io/temporary_folder.hpp"
#include "io/trial_words.hpp"
#include "model/observe.hpp"
#include "trial/memory_trial.hpp"

using namespace hpg;
using namespace hpg::test;

namespace {

using Row = std::map<std::string, std::string>;

/// Fields of a line of RFC 4180, without line breaks inside fields.
std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        out.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (line[i] == ',' && !quoted) {
      out.emplace_back();
    } else if (line[i] != '\r') {
      out.back() += line[i];
    }
  }
  return out;
}

std::vector<Row> table(const std::filesystem::path& file) {
  std::istringstream in(content_of(file));
  std::string line;
  std::getline(in, line);
  const auto names = fields(line);
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    const auto values = fields(line);
    REQUIRE(values.size() == names.size());
    Row row;
    for (std::size_t i = 0; i < names.size(); ++i) row[names[i]] = values[i];
    rows.push_back(row);
  }
  return rows;
}

const Catalog& catalog() {
  static const Catalog data = Catalog::load(std::string(HPGSIM_SOURCE_DIR) + "/data");
  return data;
}

/// Two columns, two arms; a titrated man, one who left, one stopped.
MemoryTrial small_trial() {
  Trial trial = plain_trial(2, {0, 28, 84});
  trial.seed = 7;
  trial.columns = {{"total_testosterone", false}, {"hematocrit", true}};
  trial.population.ethnicity = {{"european", 1}, {"east asian", 1}};
  trial.arms[0].name = "Placebo, \"matched\"";
  trial.arms[1].name = "Testosterone";
  TrialDose line;
  line.label = "weekly";
  line.dose.drug = "testosterone cypionate";
  line.dose.route = "im";
  line.dose.amount = 1e5;
  line.dose.every = 168;
  line.dose.count = 12;
  trial.arms[1].doses = {line};
  trial.arms[1].stopping = {{"hematocrit", {-kNoBound, 54}, {}}};
  MemoryTrial data(trial);
  Subject& treated = data.add(1, {8, 43, 20, 47, 22, 49});
  treated.ethnicity = 2;
  treated.age = 40.0312345678901;
  treated.bmi = 27.3412345678901;
  treated.visit_time[1] += 48;
  treated.doses = {{0, 0, 0, 1e5, 0}, {30 * 24, 0, 0, 8e4, 1}};
  Subject& lost = data.add(0, {10, 44, kNone, kNone, kNone, kNone});
  lost.status = Status::dropped_out;
  lost.left_at = 20 * 24;
  Subject& stopped = data.add(1, {6, 45, 0, 55, 5, 50});
  stopped.status = Status::stopped;
  stopped.left_at = 28 * 24;
  stopped.doses = {{0, 0, 0, 1e5, 0}, {28 * 24, 0, 0, 0, 0}};
  return data;
}

}  // namespace

TEST_CASE("the table of subjects") {
  const TemporaryFolder folder;
  io::write_cdisc_csv(small_trial(), catalog(), UnitSystem::us, folder / "t");
  CHECK(folder.entries() == 3);
  auto rows = table(folder / "t-adsl.csv");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["USUBJID"] == "HPGSIM-7-000001");
  CHECK(rows[0]["ARM"] == "Testosterone");
  CHECK(rows[0]["TRT01PN"] == "2");
  CHECK(rows[0]["AGE"] == "40");
  CHECK(rows[0]["BMIBL"] == "27.3");
  CHECK(rows[0]["ETHNIC"] == "east asian");
  CHECK(rows[1]["ETHNIC"] == "");
  CHECK(rows[0]["EOSSTT"] == "COMPLETED");
  CHECK(rows[0]["EOSDY"] == "85");
  CHECK(rows[1]["ARM"] == "Placebo, \"matched\"");
  CHECK(rows[1]["EOSSTT"] == "DISCONTINUED");
  CHECK(rows[1]["DCSREAS"] == "LOST TO FOLLOW-UP");
  CHECK(rows[1]["EOSDY"] == "21");
  CHECK(rows[2]["EOSSTT"] == "COMPLETED");
  CHECK(rows[2]["EOTSTT"] == "DISCONTINUED");
  CHECK(rows[2]["DCTREAS"] == "Hematocrit above 54 %");
  CHECK(rows[2]["EOTDY"] == "29");
}

TEST_CASE("whom a rule has stopped may leave as well") {
  const TemporaryFolder folder;
  MemoryTrial data = small_trial();
  Subject& gone = data.add(1, {6, 45, 0, 55, kNone, kNone});
  gone.status = Status::stopped;
  gone.left_at = 28 * 24;
  io::write_cdisc_csv(data, catalog(), UnitSystem::us, folder / "t");
  auto man = table(folder / "t-adsl.csv").back();
  CHECK(man["EOSSTT"] == "DISCONTINUED");
  CHECK(man["EOSDY"] == "29");
  CHECK(man["DCSREAS"] == "LOST TO FOLLOW-UP");
  CHECK(man["DCTREAS"] == "Hematocrit above 54 %");
}

TEST_CASE("the table of labs, in the reader's units, without rows for what was not seen") {
  const TemporaryFolder folder;
  io::write_cdisc_csv(small_trial(), catalog(), UnitSystem::us, folder / "t");
  auto rows = table(folder / "t-adlb.csv");
  REQUIRE(rows.size() == 14);
  CHECK(rows[0]["PARAMCD"] == "TESTOS");
  CHECK(rows[0]["AVISIT"] == "Baseline");
  CHECK(rows[0]["ABLFL"] == "Y");
  CHECK(rows[0]["CHG"].empty());
  CHECK(rows[0]["ANRIND"] == "LOW");
  CHECK(rows[1]["PARAMCD"] == "HCT24");
  CHECK(rows[2]["AVISIT"] == "Week 4");
  CHECK(rows[2]["AVISITN"] == "1");
  CHECK(rows[2]["ADY"] == "31");
  CHECK(rows[2]["AVALU"] == "ng/dL");
  CHECK(std::stod(rows[2]["AVAL"]) == doctest::Approx(20 * 28.84));
  CHECK(std::stod(rows[2]["BASE"]) == doctest::Approx(8 * 28.84));
  CHECK(std::stod(rows[2]["CHG"]) == doctest::Approx(12 * 28.84));
  CHECK(rows[2]["ANRIND"] == "NORMAL");
  CHECK(rows[6]["USUBJID"] == "HPGSIM-7-000002");
  CHECK(rows[10]["AVAL"] == "0");
  io::write_cdisc_csv(small_trial(), catalog(), UnitSystem::si, folder / "si");
  CHECK(table(folder / "si-adlb.csv")[2]["AVAL"] == "20");
}

TEST_CASE("the table of exposure: one row for each span of one amount") {
  const TemporaryFolder folder;
  io::write_cdisc_csv(small_trial(), catalog(), UnitSystem::us, folder / "t");
  auto rows = table(folder / "t-ex.csv");
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["EXTRT"] == "testosterone cypionate");
  CHECK(rows[0]["EXDOSE"] == "100");
  CHECK(rows[0]["EXDOSU"] == "mg");
  CHECK(rows[0]["EXDOSFRQ"] == "EVERY 7 DAYS");
  CHECK(rows[0]["EXSTDY"] == "1");
  CHECK(rows[0]["EXENDY"] == "29");  // the injection before the change on day 31
  CHECK(rows[1]["EXSEQ"] == "2");
  CHECK(rows[1]["EXDOSE"] == "80");
  CHECK(rows[1]["EXSTDY"] == "36");
  CHECK(rows[1]["EXENDY"] == "78");
  CHECK(rows[1]["EXRULE"] == "1");
  CHECK(rows[2]["EXENDY"] == "22");  // stopped on day 29, before that day's injection
}

TEST_CASE("a cross-over has a treatment for each period, and its days go on") {
  Trial trial = plain_trial(2, {0, 28}, Design::crossover);
  trial.washout = 14 * 24;
  MemoryTrial data(trial);
  data.add(1, {1, 2, 3, 4});
  const TemporaryFolder folder;
  io::write_cdisc_csv(data, catalog(), UnitSystem::si, folder / "x");
  auto subjects = table(folder / "x-adsl.csv");
  CHECK(subjects[0]["ARM"] == "B - A");
  CHECK(subjects[0]["ARMCD"] == "2-1");
  CHECK(subjects[0]["TRT01P"] == "B");
  CHECK(subjects[0]["TRT02P"] == "A");
  auto labs = table(folder / "x-adlb.csv");
  REQUIRE(labs.size() == 4);
  CHECK(labs[2]["APERIOD"] == "2");
  CHECK(labs[2]["TRTP"] == "A");
  CHECK(labs[2]["ADY"] == "43");
  CHECK(labs[3]["BASE"] == "3");
  CHECK(labs[3]["CHG"] == "1");
}

TEST_CASE("a trial of nobody has headers; a folder that is not there is an error") {
  const TemporaryFolder folder;
  const MemoryTrial nobody(plain_trial(1, {0, 28}));
  io::write_cdisc_csv(nobody, catalog(), UnitSystem::us, folder / "none");
  CHECK(table(folder / "none-adlb.csv").empty());
  CHECK_THROWS_AS(io::write_cdisc_csv(nobody, catalog(), UnitSystem::us, folder / "missing/none"), InputError);
  io::write_netcdf(nobody, catalog(), UnitSystem::us, folder / "none.nc");
  CHECK(std::filesystem::file_size(folder / "none.nc") > 0);
  CHECK_THROWS_AS(io::write_netcdf(nobody, catalog(), UnitSystem::us, folder / "missing/none.nc"), InputError);
  CHECK(folder.entries() == 4);
}

TEST_CASE("a writer that fails leaves nothing behind") {
  class Failing : public MemoryTrial {
   public:
    using MemoryTrial::MemoryTrial;
    void each(const std::function<void(const Subject&)>& visitor) const override {
      MemoryTrial::each(visitor);
      throw std::runtime_error("the disk is gone");
    }
  };
  Failing data(plain_trial(1, {0, 28}));
  data.add(0, {1, 2});
  const TemporaryFolder folder;
  CHECK_THROWS_AS(io::write_cdisc_csv(data, catalog(), UnitSystem::us, folder / "t"), std::runtime_error);
  CHECK_THROWS_AS(io::write_netcdf(data, catalog(), UnitSystem::us, folder / "t.nc"), std::runtime_error);
  CHECK(folder.entries() == 0);
}

TEST_CASE("parameter codes are short and differ, for every observable there is") {
  std::set<std::string> seen;
  for (const std::string_view id : model::kObservableIds) {
    for (const bool mean : {false, true}) {
      const std::string code = io::param_code({std::string(id), mean});
      INFO(code);
      CHECK(code.size() <= 8);
      CHECK(seen.insert(code).second);
    }
  }
  CHECK(io::param_code({"some_new_thing", true}) == "SOMENE24");
}

TEST_CASE("words of days, visits and frequencies") {
  CHECK(io::study_day(0) == 1);
  CHECK(io::study_day(23.9) == 1);
  CHECK(io::study_day(24) == 2);
  CHECK(io::study_day(3 * (8.0 / 3) * 3) == 2);
  CHECK(io::study_day(-1) == -1);
  CHECK(io::study_day(-24) == -1);
  CHECK(io::visit_name(0) == "Baseline");
  CHECK(io::visit_name(12 * 168) == "Week 12");
  CHECK(io::visit_name(6 * 730.5) == "Month 6");
  CHECK(io::visit_name(10 * 24) == "Day 10");
  Dose dose;
  dose.every = 12;
  dose.count = 5;
  CHECK(io::frequency_words(dose) == "EVERY 12 HOURS");
  dose.every = 24;
  CHECK(io::frequency_words(dose) == "EVERY DAY");
  dose.every = 0;
  CHECK(io::frequency_words(dose) == "ONCE");
  const DisplayUnit unit{"ng/dL", 10};
  CHECK(io::within_words({1, kNoBound}, unit) == "at least 10 ng/dL");
  CHECK(io::within_words({1, 2}, unit) == "10 to 20 ng/dL");
  CHECK(io::within_words({-kNoBound, 2}, unit) == "at most 20 ng/dL");
  CHECK(io::within_words({-kNoBound, 2, false, true}, unit) == "below 20 ng/dL");
  CHECK(io::within_words({1, 2, true, false}, unit) == "above 10 and at most 20 ng/dL");
  CHECK(io::outside_words({1, 2}, unit) == "below 10 or above 20 ng/dL");
}

TEST_CASE("NetCDF holds every man, with units, compressed") {
  const TemporaryFolder folder;
  MemoryTrial data = small_trial();
  io::write_netcdf(data, catalog(), UnitSystem::us, folder / "t.nc");
  CHECK(folder.entries() == 1);
  int file = 0;
  REQUIRE(nc_open((folder / "t.nc").c_str(), NC_NOWRITE, &file) == NC_NOERR);
  const auto variable = [&](const char* name) {
    int id = -1;
    CHECK(nc_inq_varid(file, name, &id) == NC_NOERR);
    return id;
  };
  const auto size = [&](const char* name) {
    int id = -1;
    std::size_t length = 0;
    CHECK(nc_inq_dimid(file, name, &id) == NC_NOERR);
    CHECK(nc_inq_dimlen(file, id, &length) == NC_NOERR);
    return length;
  };
  CHECK(size("subject") == 3);
  CHECK(size("period") == 1);
  CHECK(size("visit") == 3);
  CHECK(size("column") == 2);
  CHECK(size("dose_change") == 4);

  const int testosterone = variable("total_testosterone");
  char units[32] = {};
  CHECK(nc_get_att_text(file, testosterone, "units", units) == NC_NOERR);
  CHECK(std::string(units) == "ng/dL");
  std::vector<float> values(9);
  CHECK(nc_get_var_float(file, testosterone, values.data()) == NC_NOERR);
  CHECK(values[1] == doctest::Approx(20 * 28.84));
  CHECK(std::isnan(values[4]));
  CHECK(values[7] == 0);
  int shuffle = 0, deflate = 0, level = 0;
  CHECK(nc_inq_var_deflate(file, testosterone, &shuffle, &deflate, &level) == NC_NOERR);
  CHECK(deflate == 1);
  CHECK(nc_get_var_float(file, variable("hematocrit_24h_mean"), values.data()) == NC_NOERR);
  CHECK(values[8] == doctest::Approx(50));

  std::vector<double> times(9);
  CHECK(nc_get_var_double(file, variable("visit_time"), times.data()) == NC_NOERR);
  CHECK(times[1] == 30 * 24);
  std::vector<signed char> status(3);
  CHECK(nc_get_var_schar(file, variable("status"), status.data()) == NC_NOERR);
  CHECK(status == std::vector<signed char>{0, 1, 2});
  std::vector<signed char> ethnicity(3);
  CHECK(nc_get_var_schar(file, variable("ethnicity"), ethnicity.data()) == NC_NOERR);
  CHECK(ethnicity == std::vector<signed char>{2, 0, 0});
  char meanings[64] = {};
  CHECK(nc_get_att_text(file, variable("ethnicity"), "flag_meanings", meanings) == NC_NOERR);
  CHECK(std::string(meanings) == "not_stated european east_asian");
  std::vector<double> amounts(4);
  CHECK(nc_get_var_double(file, variable("dose_amount"), amounts.data()) == NC_NOERR);
  CHECK(amounts == std::vector<double>{1e5, 8e4, 1e5, 0});
  std::vector<int> owners(4);
  CHECK(nc_get_var_int(file, variable("dose_subject"), owners.data()) == NC_NOERR);
  CHECK(owners == std::vector<int>{0, 0, 2, 2});
  char* names[2] = {};
  CHECK(nc_get_var_string(file, variable("column_name"), names) == NC_NOERR);
  CHECK(std::string(names[1]) == "hematocrit_24h_mean");
  CHECK(nc_free_string(2, names) == NC_NOERR);
  nc_close(file);
}

TEST_CASE("NetCDF of more men than fit in one block") {
  const TemporaryFolder folder;
  MemoryTrial data(plain_trial(1, {0, 28}));
  for (int i = 0; i < 2500; ++i) data.add(0, {1.0 * i, 2.0 * i});
  io::write_netcdf(data, catalog(), UnitSystem::si, folder / "many.nc");
  int file = 0;
  REQUIRE(nc_open((folder / "many.nc").c_str(), NC_NOWRITE, &file) == NC_NOERR);
  int id = 0;
  CHECK(nc_inq_varid(file, "total_testosterone", &id) == NC_NOERR);
  std::vector<float> values(5000);
  CHECK(nc_get_var_float(file, id, values.data()) == NC_NOERR);
  CHECK(values[2 * 1023] == 1023);
  CHECK(values[2 * 1024 + 1] == 2048);
  CHECK(values[4999] == 4998);
  std::vector<unsigned long long> men(2500);
  CHECK(nc_inq_varid(file, "man", &id) == NC_NOERR);
  CHECK(nc_get_var_ulonglong(file, id, men.data()) == NC_NOERR);
  CHECK(men.back() == 2500);
  nc_close(file);
}
