// The only file that knows the NetCDF library.
#include "io/netcdf.hpp"

#include <fmt/format.h>
#include <netcdf.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "io/names.hpp"
#include "io/trial_words.hpp"

namespace hpg::io {
namespace {

constexpr std::size_t kBlock = 1024;  // men gathered before they are written

/// Units as UDUNITS spells them, for those of ours that it does not know.
std::string cf_units(const std::string& symbol) {
  static constexpr std::array<std::pair<const char*, const char*>, 7> known{{{"M/mL", "1e6 mL-1"},
                                                                             {"M", "1e6"},
                                                                             {"kg/m2", "kg m-2"},
                                                                             {"%/a", "percent year-1"},
                                                                             {"%", "percent"},
                                                                             {"points", "1"},
                                                                             {"", "1"}}};
  for (const auto& [ours, theirs] : known) {
    if (symbol == ours) return theirs;
  }
  return symbol;
}

/// An open file that closes itself.
class File {
 public:
  explicit File(std::filesystem::path path, const std::filesystem::path& shown) : shown_(shown.string()) {
    check(nc_create(path.c_str(), NC_CLOBBER | NC_NETCDF4, &id_));
  }
  ~File() {
    if (id_ >= 0) (void)nc_close(id_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;

  void close() {
    const int id = std::exchange(id_, -1);
    check(nc_close(id));
  }

  int dimension(const char* name, std::size_t size) {
    int dim = 0;
    // A length of 0 would mean "unlimited"; that has no harm, it stays 0 long.
    check(nc_def_dim(id_, name, size, &dim));
    return dim;
  }

  int variable(const std::string& name, nc_type type, std::initializer_list<int> dimensions, const std::string& long_name,
               const std::string& units = "") {
    int variable = 0;
    check(nc_def_var(id_, name.c_str(), type, static_cast<int>(dimensions.size()), dimensions.begin(), &variable));
    text(variable, "long_name", long_name);
    if (!units.empty()) text(variable, "units", units);
    return variable;
  }

  void text(int variable, const char* name, const std::string& value) {
    check(nc_put_att_text(id_, variable, name, value.size(), value.c_str()));
  }

  void flags(int variable, const std::vector<signed char>& values, const std::string& meanings) {
    check(nc_put_att_schar(id_, variable, "flag_values", NC_BYTE, values.size(), values.data()));
    text(variable, "flag_meanings", meanings);
  }

  /// Chunks of whole men, so that a few of them can be read without the rest; compressed, bytes of like weight together.
  void store(int variable, float missing, std::array<std::size_t, 3> chunk) {
    check(nc_def_var_fill(id_, variable, NC_FILL, &missing));
    check(nc_def_var_chunking(id_, variable, NC_CHUNKED, chunk.data()));
    check(nc_def_var_deflate(id_, variable, 1, 1, 2));
  }

  void end_definitions() { check(nc_enddef(id_)); }

  void strings(int variable, const std::vector<std::string>& values) {
    std::vector<const char*> pointers;
    for (const std::string& value : values) pointers.push_back(value.c_str());
    if (!pointers.empty()) check(nc_put_var_string(id_, variable, pointers.data()));
  }

  template <class Value>
  void put(int variable, std::vector<std::size_t> start, std::vector<std::size_t> count, const std::vector<Value>& values) {
    if (values.empty()) return;
    check(put_values(variable, start.data(), count.data(), values.data()));
  }

 private:
  int put_values(int v, const std::size_t* s, const std::size_t* c, const float* x) { return nc_put_vara_float(id_, v, s, c, x); }
  int put_values(int v, const std::size_t* s, const std::size_t* c, const double* x) {
    return nc_put_vara_double(id_, v, s, c, x);
  }
  int put_values(int v, const std::size_t* s, const std::size_t* c, const int* x) { return nc_put_vara_int(id_, v, s, c, x); }
  int put_values(int v, const std::size_t* s, const std::size_t* c, const signed char* x) {
    return nc_put_vara_schar(id_, v, s, c, x);
  }
  int put_values(int v, const std::size_t* s, const std::size_t* c, const unsigned long long* x) {
    return nc_put_vara_ulonglong(id_, v, s, c, x);
  }

  void check(int status) const {
    if (status != NC_NOERR) throw std::runtime_error(shown_ + ": writing failed: " + nc_strerror(status));
  }

  std::string shown_;
  int id_ = -1;
};

/// Per-man values of a block, in file order.
struct Block {
  std::size_t first = 0;  // subject
  std::vector<unsigned long long> man;
  std::vector<int> arm;
  std::vector<signed char> status;
  std::vector<signed char> ill_conditioned, ethnicity;
  std::vector<double> left_at, age, bmi;
  std::vector<int> reason;
  std::vector<double> visit_time;
  std::vector<std::vector<float>> columns;

  std::size_t first_change = 0;
  std::vector<int> change_subject, change_period, change_line, change_rule;
  std::vector<double> change_time, change_amount;
};

/// The variables of the file.
class Ensemble {
 public:
  Ensemble(File& file, const TrialData& data, const Catalog& catalog, UnitSystem units);
  void add(const Subject& man);
  void flush();

 private:
  void define_columns(const Catalog& catalog, UnitSystem units, std::initializer_list<int> shape, std::size_t men);

  File& file_;
  const Trial& trial_;
  std::size_t seen_ = 0;
  std::size_t changes_ = 0;
  int man_, arm_, status_, ill_conditioned_, left_at_, reason_, age_, bmi_, ethnicity_, visit_time_;
  int change_subject_, change_period_, change_line_, change_rule_, change_time_, change_amount_;
  std::vector<int> columns_;
  std::vector<double> factors_;
  std::vector<std::string> names_, units_;
  Block block_;
};

std::size_t count_changes(const TrialData& data) {
  std::size_t count = 0;
  data.each([&](const Subject& man) { count += man.doses.size(); });
  return count;
}

Ensemble::Ensemble(File& file, const TrialData& data, const Catalog& catalog, UnitSystem units)
    : file_(file), trial_(data.trial()) {
  const int subject = file.dimension("subject", data.size());
  const int period = file.dimension("period", trial_.periods());
  const int visit = file.dimension("visit", trial_.visits.size());
  const int column = file.dimension("column", trial_.columns.size());
  const int arm = file.dimension("arm", trial_.arms.size());
  const int change = file.dimension("dose_change", count_changes(data));

  file.text(NC_GLOBAL, "Conventions", "CF-1.11");
  file.text(NC_GLOBAL, "title", trial_.title);
  file.text(NC_GLOBAL, "source", fmt::format("hpgsim {}", HPGSIM_VERSION));
  file.text(NC_GLOBAL, "comment", "Simulated men. For research and teaching, not a medical device.");
  file.text(NC_GLOBAL, "seed", std::to_string(trial_.seed));
  file.text(NC_GLOBAL, "design", trial_.design == Design::crossover ? "crossover" : "parallel");

  man_ = file.variable("man", NC_UINT64, {subject}, "number in the virtual population; with the seed he can be drawn again");
  file.text(man_, "cf_role", "timeseries_id");
  arm_ = file.variable("arm", NC_INT, {subject, period}, "index of the arm he is in");
  status_ = file.variable("status", NC_BYTE, {subject}, "how the trial ended for him");
  file.flags(status_, {0, 1, 2, 3}, "completed dropped_out stopped failed");
  ill_conditioned_ =
      file.variable("ill_conditioned", NC_BYTE, {subject}, "small errors grow: his own course is not to be trusted");
  file.flags(ill_conditioned_, {0, 1}, "no yes");
  left_at_ =
      file.variable("left_at", NC_DOUBLE, {subject}, "when he left, was stopped or failed, from the first baseline", "hours");
  reason_ = file.variable("reason", NC_INT, {subject}, "stopped: index of the stopping rule of his arm, else -1");
  age_ = file.variable("age", NC_DOUBLE, {subject}, "age at baseline", "years");
  bmi_ = file.variable("bmi", NC_DOUBLE, {subject}, "body mass index at baseline", "kg m-2");
  ethnicity_ = file.variable("ethnicity", NC_BYTE, {subject}, "ancestry he was drawn with");
  std::vector<signed char> ethnicities{0};
  std::string meanings = "not_stated";
  for (const EthnicShare& each : trial_.population.ethnicity) {
    ethnicities.push_back(static_cast<signed char>(ethnicities.size()));
    meanings += " " + plain_name(each.ethnicity);
  }
  file.flags(ethnicity_, ethnicities, meanings);
  visit_time_ =
      file.variable("visit_time", NC_DOUBLE, {subject, period, visit}, "time of the visit from the start of the period", "hours");
  const int planned =
      file.variable("planned_time", NC_DOUBLE, {visit}, "planned time of the visit from the start of the period", "hours");
  const int start = file.variable("period_start", NC_DOUBLE, {period}, "start of the period from the first baseline", "hours");
  const int arm_name = file.variable("arm_name", NC_STRING, {arm}, "name of the arm");
  const int column_name =
      file.variable("column_name", NC_STRING, {column}, "variables of the labs, in the order of the protocol");
  const int column_units = file.variable("column_units", NC_STRING, {column}, "unit of each, as reports show it");
  define_columns(catalog, units, {subject, period, visit}, data.size());

  change_subject_ = file.variable("dose_subject", NC_INT, {change}, "index of the man whose dose is set or changed");
  file.text(change_subject_, "instance_dimension", "subject");
  change_period_ = file.variable("dose_period", NC_INT, {change}, "index of the period");
  change_line_ = file.variable("dose_line", NC_INT, {change}, "index of the dose line in the arm");
  change_time_ = file.variable("dose_time", NC_DOUBLE, {change}, "from when, from the start of the period", "hours");
  change_amount_ =
      file.variable("dose_amount", NC_DOUBLE, {change},
                    "amount of each administration from then on: ug, or IU for drugs dosed by activity; 0 = stopped");
  change_rule_ =
      file.variable("dose_rule", NC_INT, {change}, "1 + index of the titration rule that asked for it; 0 = start or stop");
  file.end_definitions();

  std::vector<double> times;
  for (const Visit& each : trial_.visits) times.push_back(each.time);
  file.put(planned, {0}, {times.size()}, times);
  std::vector<double> starts;
  for (std::size_t p = 0; p < trial_.periods(); ++p)
    starts.push_back(static_cast<double>(p) * (trial_.duration + trial_.washout));
  file.put(start, {0}, {starts.size()}, starts);
  std::vector<std::string> arms;
  for (const TrialArm& each : trial_.arms) arms.push_back(each.name);
  file.strings(arm_name, arms);
  file.strings(column_name, names_);
  file.strings(column_units, units_);
}

void Ensemble::define_columns(const Catalog& catalog, UnitSystem units, std::initializer_list<int> shape, std::size_t men) {
  const std::size_t chunk = std::clamp<std::size_t>(men, 1, kBlock);
  for (const Column& column : trial_.columns) {
    const Observable observable = observable_or_made(catalog, column.observable);
    const DisplayUnit& unit = unit_of(observable, units);
    names_.push_back(column.observable + (column.mean_24_h ? "_24h_mean" : ""));
    units_.push_back(unit.symbol);
    factors_.push_back(unit.factor);
    // Single precision keeps seven digits, far more than an assay gives, in half the space.
    const int variable =
        file_.variable(names_.back(), NC_FLOAT, shape,
                       observable.name + (column.mean_24_h ? ", mean of the 24 h before the visit" : ""), cf_units(unit.symbol));
    file_.text(variable, "coordinates", "visit_time");
    file_.text(variable, "comment", "missing: not seen; 0: below the limit of the assay");
    file_.store(variable, std::numeric_limits<float>::quiet_NaN(), {chunk, trial_.periods(), trial_.visits.size()});
    columns_.push_back(variable);
  }
  block_.columns.resize(columns_.size());
}

void Ensemble::add(const Subject& man) {
  block_.man.push_back(man.man + 1);  // as --man counts
  for (std::size_t period = 0; period < trial_.periods(); ++period) {
    block_.arm.push_back(static_cast<int>(man.arm_in(period, trial_.arms.size())));
  }
  block_.status.push_back(static_cast<signed char>(man.status));
  block_.ill_conditioned.push_back(man.ill_conditioned ? 1 : 0);
  block_.left_at.push_back(man.status == Status::completed ? std::numeric_limits<double>::quiet_NaN() : man.left_at);
  block_.reason.push_back(man.status == Status::stopped ? static_cast<int>(man.reason) : -1);
  block_.age.push_back(man.age);
  block_.bmi.push_back(man.bmi);
  block_.ethnicity.push_back(static_cast<signed char>(man.ethnicity));
  block_.visit_time.insert(block_.visit_time.end(), man.visit_time.begin(), man.visit_time.end());
  const std::size_t visits = trial_.periods() * trial_.visits.size();
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    for (std::size_t visit = 0; visit < visits; ++visit) {
      block_.columns[column].push_back(static_cast<float>(man.values[visit * columns_.size() + column] * factors_[column]));
    }
  }
  for (const DoseChange& change : man.doses) {
    block_.change_subject.push_back(static_cast<int>(seen_));
    block_.change_period.push_back(static_cast<int>(change.period));
    block_.change_line.push_back(static_cast<int>(change.dose));
    block_.change_rule.push_back(static_cast<int>(change.rule));
    block_.change_time.push_back(change.time);
    block_.change_amount.push_back(change.amount);
  }
  ++seen_;
  changes_ += man.doses.size();
  if (block_.man.size() >= kBlock) flush();
}

void Ensemble::flush() {
  const std::size_t men = block_.man.size();
  const std::size_t periods = trial_.periods();
  const std::size_t visits = trial_.visits.size();
  const std::vector<std::size_t> at{block_.first};
  file_.put(man_, at, {men}, block_.man);
  file_.put(arm_, {block_.first, 0}, {men, periods}, block_.arm);
  file_.put(status_, at, {men}, block_.status);
  file_.put(ill_conditioned_, at, {men}, block_.ill_conditioned);
  file_.put(left_at_, at, {men}, block_.left_at);
  file_.put(reason_, at, {men}, block_.reason);
  file_.put(age_, at, {men}, block_.age);
  file_.put(bmi_, at, {men}, block_.bmi);
  file_.put(ethnicity_, at, {men}, block_.ethnicity);
  file_.put(visit_time_, {block_.first, 0, 0}, {men, periods, visits}, block_.visit_time);
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    file_.put(columns_[column], {block_.first, 0, 0}, {men, periods, visits}, block_.columns[column]);
  }
  const std::vector<std::size_t> from{block_.first_change};
  const std::vector<std::size_t> count{block_.change_subject.size()};
  file_.put(change_subject_, from, count, block_.change_subject);
  file_.put(change_period_, from, count, block_.change_period);
  file_.put(change_line_, from, count, block_.change_line);
  file_.put(change_rule_, from, count, block_.change_rule);
  file_.put(change_time_, from, count, block_.change_time);
  file_.put(change_amount_, from, count, block_.change_amount);
  block_ = Block{};
  block_.first = seen_;
  block_.first_change = changes_;
  block_.columns.resize(columns_.size());
}

}  // namespace

void write_netcdf(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file) {
  AtomicFiles files;
  write_netcdf(data, catalog, units, file, files);
  files.commit();
}

void write_netcdf(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& file,
                  AtomicFiles& files) {
  File out(files.add(file).temporary(), file);
  Ensemble ensemble(out, data, catalog, units);
  data.each([&](const Subject& man) { ensemble.add(man); });
  ensemble.flush();
  out.close();
}

}  // namespace hpg::io
