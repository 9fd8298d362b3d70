// Rows of the CDISC-like tables, written as the men are read.
#include "io/cdisc_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <vector>

#include "io/cdisc_codes.hpp"
#include "io/csv.hpp"
#include "io/toml_reader.hpp"
#include "io/trial_words.hpp"

namespace hpg::io {
namespace {

constexpr std::size_t kBlock = 1 << 20;  // bytes gathered before they are written
constexpr double kMoment = 1e-6;         // h

/// A table on its way to disk.
class Table {
 public:
  Table(AtomicFile& file, const std::string& header) : file_(file) { add(header); }

  template <class... Values>
  void row(fmt::format_string<Values...> format, Values&&... values) {
    fmt::format_to(std::back_inserter(text_), format, std::forward<Values>(values)...);
    add("");
  }

  void finish() { file_.write(text_); }

 private:
  void add(const std::string& rest) {
    text_ += rest;
    text_ += "\r\n";
    if (text_.size() < kBlock) return;
    file_.write(text_);
    text_.clear();
  }

  AtomicFile& file_;
  std::string text_;
};

/// Nine digits, as in the other tables; nothing for what is missing.
std::string value_field(double value) {
  if (!std::isfinite(value)) return "";
  return fmt::format("{:.9g}", std::abs(value) < 1e-30 ? 0.0 : value);
}

/// As a form has it: one decimal. The exact number is in the ensemble (NetCDF).
double rounded(double value) { return std::round(10 * value) / 10; }

/// Fields that are the same in every row of a column.
struct ColumnFields {
  std::string parameter;  // PARAM,PARAMCD
  std::string unit;
  std::string range;  // ANRLO,ANRHI
  double factor = 1;
  std::optional<ReferenceRange> reference;

  ColumnFields(const Column& column, const Catalog& catalog, UnitSystem units) {
    const Observable observable = observable_or_made(catalog, column.observable);
    const DisplayUnit& shown = unit_of(observable, units);
    const std::string name = observable.name + (column.mean_24_h ? ", 24-h mean" : "");
    parameter = csv_field(shown.symbol == "1" ? name : name + " (" + shown.symbol + ")") + "," + param_code(column);
    unit = csv_field(shown.symbol);
    factor = shown.factor;
    reference = observable.range;
    range = reference ? value_field(reference->low * factor) + "," + value_field(reference->high * factor) : ",";
  }

  [[nodiscard]] const char* against(double value) const {
    if (!reference) return "";
    return value < reference->low ? "LOW" : value > reference->high ? "HIGH" : "NORMAL";
  }
};

/// What the rows of one trial have in common.
struct Writer {
  const Trial& trial;
  const Catalog& catalog;
  UnitSystem units;
  std::string study;
  std::vector<ColumnFields> columns;

  [[nodiscard]] std::string man_fields(const Subject& man) const {
    const std::string id = subject_id(trial, man);
    return fmt::format("{},{}", study, csv_field(study + "-" + id));
  }

  [[nodiscard]] std::string rule_words(const Subject& man) const {
    const auto& rules = trial.arms[arm_when_stopped(trial, man)].stopping;
    if (man.reason >= rules.size()) return "STOPPING RULE";
    const Observable observable = observable_or_made(catalog, rules[man.reason].observable);
    return observable.name + " " + outside_words(rules[man.reason].keep, unit_of(observable, units));
  }

  /// Place of the last visit at which something was measured.
  [[nodiscard]] std::size_t last_seen(const Subject& man) const {
    if (columns.empty()) return man.visit_time.size() - 1;
    for (std::size_t i = man.values.size(); i-- > 0;) {
      if (std::isfinite(man.values[i])) return i / columns.size();
    }
    return 0;
  }

  void adsl(Table& table, const Subject& man) const;
  void adlb(Table& table, const Subject& man) const;
  void ex(Table& table, const Subject& man) const;
};

std::string adsl_header(const Trial& trial) {
  std::string treatments;
  for (std::size_t period = 1; period <= trial.periods(); ++period) treatments += fmt::format(",TRT{0:02}P,TRT{0:02}PN", period);
  return "STUDYID,USUBJID,SUBJID,ARM,ARMCD" + treatments +
         ",AGE,AGEU,SEX,ETHNIC,BMIBL,RANDFL,EOSSTT,EOSDY,DCSREAS,EOTSTT,EOTDY,DCTREAS,ILLCNDFL";
}

void Writer::adsl(Table& table, const Subject& man) const {
  std::string arm;
  std::string code;
  std::string treatments;
  for (std::size_t period = 0; period < trial.periods(); ++period) {
    const std::uint32_t given = man.arm_in(period, trial.arms.size());
    arm += (period > 0 ? " - " : "") + trial.arms[given].name;
    code += fmt::format("{}{}", period > 0 ? "-" : "", given + 1);
    treatments += fmt::format(",{},{}", csv_field(trial.arms[given].name), given + 1);
  }
  const double last = trial.period_start(trial.periods() - 1) + man.visit_time.back();
  // Whom a rule has stopped goes on being seen, until the end or until he leaves as well.
  const std::size_t seen = last_seen(man);
  const bool lost = man.status == Status::dropped_out || (man.status == Status::stopped && seen + 1 < man.visit_time.size());
  const bool left = lost || man.status == Status::failed;
  const double left_at =
      man.status == Status::stopped ? trial.period_start(seen / trial.visits.size()) + man.visit_time[seen] : man.left_at;
  const bool treated_to_end = man.status == Status::completed;
  const std::string reason = lost ? "LOST TO FOLLOW-UP" : left ? "EQUATIONS NOT SOLVED" : "";
  const std::string stopped = man.status == Status::stopped ? rule_words(man) : reason;
  table.row("{},{},{},{}{},{},YEARS,M,{},{},Y,{},{},{},{},{},{},{}", man_fields(man), csv_field(subject_id(trial, man)),
            csv_field(arm), code, treatments, shortest(rounded(man.age)), csv_field(ethnicity_of(trial, man)),
            shortest(rounded(man.bmi)), left ? "DISCONTINUED" : "COMPLETED", study_day(left ? left_at : last), reason,
            treated_to_end ? "COMPLETED" : "DISCONTINUED", study_day(treated_to_end ? last : man.left_at), csv_field(stopped),
            man.ill_conditioned ? "Y" : "N");
}

constexpr const char* kAdlbHeader =
    "STUDYID,USUBJID,TRTP,TRTPN,APERIOD,AVISIT,AVISITN,ADY,PARAM,PARAMCD,AVAL,AVALU,BASE,CHG,ABLFL,ANL01FL,ANRLO,ANRHI,ANRIND";

void Writer::adlb(Table& table, const Subject& man) const {
  const std::string start = man_fields(man);
  const std::size_t visits = trial.visits.size();
  for (std::size_t period = 0; period < trial.periods(); ++period) {
    const std::uint32_t arm = man.arm_in(period, trial.arms.size());
    const std::string treatment = fmt::format("{},{},{},{}", start, csv_field(trial.arms[arm].name), arm + 1, period + 1);
    const double* const baseline = man.values.data() + period * visits * columns.size();
    for (std::size_t visit = 0; visit < visits; ++visit) {
      const long day = study_day(trial.period_start(period) + man.visit_time[period * visits + visit]);
      const std::string when = fmt::format("{},{},{},{}", treatment, visit_name(trial.visits[visit].time), visit, day);
      const double* const values = baseline + visit * columns.size();
      for (std::size_t c = 0; c < columns.size(); ++c) {
        if (!std::isfinite(values[c])) continue;
        const ColumnFields& column = columns[c];
        const double change = visit > 0 ? values[c] - baseline[c] : NAN;
        table.row("{},{},{},{},{},{},{},Y,{},{}", when, column.parameter, value_field(values[c] * column.factor), column.unit,
                  value_field(baseline[c] * column.factor), value_field(change * column.factor), visit == 0 ? "Y" : "",
                  column.range, column.against(values[c]));
      }
    }
  }
}

/// First and last administration, h from the start of the period.
struct Given {
  double first = 0;
  double last = 0;
};

/// Administrations of a line at or after `from` and before `until`; none when there is none.
std::optional<Given> given_between(const Dose& dose, double from, double until) {
  if (dose.count == 0) return std::nullopt;
  const bool once = dose.every <= 0 || dose.count == 1;
  const auto index = [&](double time) {
    return once ? (dose.first >= time ? 0 : 1) : std::ceil((time - dose.first) / dose.every);
  };
  const double first = std::max(index(from - kMoment), 0.0);
  const double end = std::min(index(until - kMoment), once ? 1.0 : static_cast<double>(dose.count));
  if (!(first < end)) return std::nullopt;
  const double step = once ? 0 : dose.every;
  return Given{dose.first + first * step, std::min(dose.first + (end - 1) * step + dose.over, until)};
}

constexpr const char* kExHeader = "STUDYID,USUBJID,EXSEQ,EXTRT,EXDOSE,EXDOSU,EXROUTE,EXDOSFRQ,EXSTDY,EXENDY,APERIOD,EXLBL,EXRULE";

void Writer::ex(Table& table, const Subject& man) const {
  const std::string start = man_fields(man);
  const bool left = man.status == Status::dropped_out || man.status == Status::failed;
  std::size_t sequence = 0;
  for (std::size_t i = 0; i < man.doses.size(); ++i) {
    const DoseChange& change = man.doses[i];
    const auto& lines = trial.arms[man.arm_in(change.period, trial.arms.size())].doses;
    if (change.dose >= lines.size() || !(change.amount > 0)) continue;
    const TrialDose& line = lines[change.dose];
    const double begin = trial.period_start(change.period);
    double until = trial.duration;
    if (left) until = std::min(until, man.left_at - begin);
    const auto next = std::find_if(man.doses.begin() + static_cast<std::ptrdiff_t>(i) + 1, man.doses.end(),
                                   [&](const auto& other) { return other.period == change.period && other.dose == change.dose; });
    if (next != man.doses.end()) until = std::min(until, next->time);
    const auto given = given_between(line.dose, change.time, until);
    if (!given) continue;
    const DisplayUnit unit = dose_unit(line.dose, catalog);
    table.row("{},{},{},{},{},{},{},{},{},{},{},{}", start, ++sequence, csv_field(line.dose.drug),
              value_field(change.amount * unit.factor), unit.symbol, csv_field(line.dose.route), frequency_words(line.dose),
              study_day(begin + given->first), study_day(begin + given->last), change.period + 1, csv_field(line.label),
              change.rule);
  }
}

}  // namespace

std::vector<std::filesystem::path> cdisc_files(const std::filesystem::path& stem) {
  std::vector<std::filesystem::path> files;
  for (const char* name : {"adsl", "adlb", "ex"}) files.push_back(stem.string() + "-" + name + ".csv");
  return files;
}

void write_cdisc_csv(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& stem) {
  AtomicFiles files;
  write_cdisc_csv(data, catalog, units, stem, files);
  files.commit();
}

void write_cdisc_csv(const TrialData& data, const Catalog& catalog, UnitSystem units, const std::filesystem::path& stem,
                     AtomicFiles& files) {
  const Trial& trial = data.trial();
  Writer writer{trial, catalog, units, fmt::format("HPGSIM-{}", trial.seed), {}};
  for (const Column& column : trial.columns) writer.columns.emplace_back(column, catalog, units);
  const std::vector<std::filesystem::path> names = cdisc_files(stem);
  Table adsl(files.add(names[0]), adsl_header(trial));
  Table adlb(files.add(names[1]), kAdlbHeader);
  Table ex(files.add(names[2]), kExHeader);
  data.each([&](const Subject& man) {
    writer.adsl(adsl, man);
    writer.adlb(adlb, man);
    writer.ex(ex, man);
  });
  adsl.finish();
  adlb.finish();
  ex.finish();
}

}  // namespace hpg::io
