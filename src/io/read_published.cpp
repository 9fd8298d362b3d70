// Readings, statistics and comparisons as docs/adding-a-study.md describes them.
#include "io/read_published.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "io/load.hpp"
#include "io/names.hpp"
#include "io/read_parts.hpp"
#include "io/trial_values.hpp"

namespace hpg::io {
namespace {

using Take = Reading::Kind;
using Statistic = ArmStatistic::Kind;

template <class Kind>
struct Word {
  std::string_view word;
  Kind kind;
};

constexpr std::array<Word<Take>, 9> kTakes{{{"mean", Take::mean},
                                            {"highest", Take::highest},
                                            {"lowest", Take::lowest},
                                            {"time of highest", Take::time_of_highest},
                                            {"pulses per day", Take::pulses_per_day},
                                            {"interpulse interval", Take::interpulse_interval},
                                            {"pulse amplitude", Take::pulse_amplitude},
                                            {"first time", Take::first_time},
                                            {"within bounds", Take::within}}};

constexpr std::array<Word<Statistic>, 7> kStatistics{{{"mean", Statistic::mean},
                                                      {"geometric mean", Statistic::geometric_mean},
                                                      {"median", Statistic::median},
                                                      {"sd", Statistic::sd},
                                                      {"cv", Statistic::cv},
                                                      {"centile", Statistic::centile},
                                                      {"fraction", Statistic::fraction}}};

constexpr std::array<Word<PublishedNumber::Mark>, 2> kMarks{
    {{"secondary", PublishedNumber::Mark::secondary}, {"clamped", PublishedNumber::Mark::clamped}}};

template <class Kind, std::size_t N>
Kind read_word(TomlTable& table, std::string_view key, const std::array<Word<Kind>, N>& words) {
  const std::string written = table.text(key);
  std::vector<std::string> known;
  for (const auto& [word, kind] : words) {
    if (plain_name(written) == plain_name(word)) return kind;
    known.emplace_back(word);
  }
  throw InputError(table.where(key),
                   fmt::format("unknown {} {}{}", key, in_quotes(written), did_you_mean_or_list(written, known, known)));
}

constexpr double kTenMinutes = 1.0 / 6;                                  // h
constexpr double kAboutADay = 26, kTwoMonths = 60 * 24, kWeek = 7 * 24;  // h
constexpr std::size_t kMostSamples = 2000;

/// How often a stretch is sampled when nothing is said.
double usual_interval(double length) { return length <= kAboutADay ? kTenMinutes : length <= kTwoMonths ? kHoursPerDay : kWeek; }

class PublishedReader {
 public:
  PublishedReader(TomlTable& table, const StudyFrame& frame, const Catalog& catalog)
      : table_(table), frame_(frame), observable_(read_sample(table, catalog)) {}

  PublishedNumber read() {
    for (const char* key : {"at", "from", "to", "every", "take", "statistic", "share", "below", "above", "at_least", "at_most",
                            "relative_to", "difference", "value", "sd", "sem", "men", "where", "mark"}) {
      (void)table_.has(key);
    }
    table_.finish();
    number_.where = table_.where();
    number_.source = table_.text("where");
    number_.men = table_.find_count("men").value_or(frame_.men);
    if (table_.has("mark")) number_.mark = read_word(table_, "mark", kMarks);
    read_reading();
    read_statistic();
    if (table_.has("relative_to")) read_comparison();
    if (table_.has("difference") && !number_.comparison) wrong("difference", "goes with \"relative_to\"");
    read_value();
    return number_;
  }

 private:
  [[noreturn]] void wrong(std::string_view key, const std::string& message) const {
    throw InputError(table_.where(key), message);
  }

  double read_time(TomlTable& table, std::string_view key) const {
    const double time = table.quantity(key, kTime);
    if (time < 0) throw InputError(table.where(key), "is before the first dose: let the doses start later instead");
    if (time > frame_.duration + 1e-6) throw InputError(table.where(key), "is after the end of the study");
    return time;
  }

  /// `at`, or `from` and `to`.
  void read_times(TomlTable& table, Reading& reading) const {
    if (table.has("at")) {
      if (table.has("from") || table.has("to")) throw InputError(table.where("at"), "does not go with \"from\" and \"to\"");
      reading.from = reading.to = read_time(table, "at");
      reading.kind = Take::sample;
      return;
    }
    if (!table.has("from") || !table.has("to"))
      throw InputError(table.where("at"), "is missing: when the sample was drawn, or \"from\" and \"to\"");
    reading.from = read_time(table, "from");
    reading.to = read_time(table, "to");
    if (!(reading.from < reading.to)) throw InputError(table.where("to"), "is not after \"from\"");
  }

  [[nodiscard]] static bool of_pulses(Take kind) {
    return kind == Take::pulses_per_day || kind == Take::interpulse_interval || kind == Take::pulse_amplitude;
  }

  void read_reading() {
    Reading& reading = number_.reading;
    reading.observable = observable_.id;
    read_times(table_, reading);
    if (table_.has("at")) {
      for (const char* key : {"take", "every"}) {
        if (table_.has(key)) wrong(key, "goes with \"from\" and \"to\"");
      }
      return;
    }
    reading.kind = table_.has("take") ? read_word(table_, "take", kTakes) : Take::mean;
    const double length = reading.to - reading.from;
    reading.every = table_.find_quantity("every", kTime).value_or(usual_interval(length));
    if (!(reading.every > 0) || length / reading.every > kMostSamples) wrong("every", "is too short");
    if (of_pulses(reading.kind) && observable_.id != "lh") wrong("take", "pulses are those of LH");
    if (of_pulses(reading.kind) && reading.every > 0.5) wrong("every", "is too long to find pulses: 30 min at most");
    if (reading.kind == Take::first_time || reading.kind == Take::within) reading.bounds = read_fit(table_, observable_);
  }

  void read_statistic() {
    const bool within = number_.reading.kind == Take::within;
    ArmStatistic& statistic = number_.statistic;
    if (within) statistic = {Statistic::fraction, 0.5, {1, kNoBound}};
    if (table_.has("statistic")) {
      statistic.kind = read_word(table_, "statistic", kStatistics);
      if (within && statistic.kind != Statistic::fraction) wrong("statistic", "of \"within bounds\" is \"fraction\"");
    }
    if ((statistic.kind == Statistic::sd || statistic.kind == Statistic::cv) && number_.men < 2)
      wrong("statistic", "wants at least two men");
    if ((statistic.kind == Statistic::centile) != table_.has("share")) wrong("share", "goes with statistic = \"centile\"");
    if (statistic.kind == Statistic::centile) {
      statistic.share = table_.quantity("share", kDimensionless);
      if (!(statistic.share > 0 && statistic.share < 1)) wrong("share", "is not between 0 and 100 %");
    }
    const bool bounded = within || number_.reading.kind == Take::first_time;
    if (statistic.kind == Statistic::fraction && !bounded) statistic.bounds = read_fit(table_, observable_);
    if (statistic.kind == Statistic::fraction && number_.reading.kind == Take::first_time)
      wrong("statistic", "of a first time is no fraction: take = \"within bounds\"");
    if (statistic.kind != Statistic::fraction && !bounded) {
      for (const char* key : {"below", "above", "at_least", "at_most"}) {
        if (table_.has(key)) wrong(key, "goes with statistic = \"fraction\" or take = \"first time\"");
      }
    }
  }

  void read_comparison() {
    Comparison other{table_.find_boolean("difference").value_or(false), frame_.arm, number_.reading};
    if (table_.is("relative_to", TomlNode::Kind::text)) {
      if (plain_name(table_.text("relative_to")) != "baseline") wrong("relative_to", "is \"baseline\" or a table");
      other.reading.kind = Take::sample;
      other.reading.from = other.reading.to = 0;
    } else {
      TomlTable table = table_.table("relative_to");
      for (const char* key : {"arm", "at", "from", "to"}) (void)table.has(key);
      table.finish();
      if (table.has("arm")) other.arm = find_arm(table);
      if (table.has("at") || table.has("from") || table.has("to")) {
        read_times(table, other.reading);
        if (!table.has("at") && other.reading.kind == Take::sample) other.reading.kind = Take::mean;
      }
      const double length = other.reading.to - other.reading.from;
      if (other.reading.kind != Take::sample && (other.reading.every == 0 || length / other.reading.every > kMostSamples))
        other.reading.every = usual_interval(length);
    }
    const Reading& own = number_.reading;
    if (of_pulses(own.kind) && other.reading.kind != own.kind)
      wrong("relative_to", "wants { from, to }: there are no pulses in one sample");
    if (of_pulses(own.kind) && other.reading.every > 0.5)
      wrong("relative_to", "is too long a stretch to find pulses in, sampled every 30 min at most");
    const bool plain = !of_pulses(own.kind) && own.kind != Take::time_of_highest && own.kind != Take::first_time;
    if (!plain && other.difference) wrong("difference", "goes with values of the observable only; give the ratio");
    if ((own.kind == Take::time_of_highest || own.kind == Take::first_time) && other.reading.kind != own.kind)
      wrong("relative_to", "wants { from, to }: a time compares with a time");
    if (number_.statistic.kind == Statistic::cv && other.difference) wrong("difference", "does not go with \"cv\"");
    if (other.arm == frame_.arm && other.reading.kind == own.kind && other.reading.from == own.from && other.reading.to == own.to)
      wrong("relative_to", "is the same reading");
    if (number_.statistic.kind == Statistic::fraction) wrong("relative_to", "does not go with a fraction");
    number_.comparison = other;
  }

  std::size_t find_arm(TomlTable& table) const {
    const std::string written = table.text("arm");
    for (std::size_t i = 0; i < frame_.arm_names.size(); ++i) {
      if (plain_name(frame_.arm_names[i]) == plain_name(written)) return i;
    }
    throw InputError(table.where("arm"), fmt::format("no arm is named {}{}", in_quotes(written),
                                                     did_you_mean_or_list(written, frame_.arm_names, frame_.arm_names)));
  }

  double read_scaled(std::string_view key) {
    switch (number_.scale()) {
      case PublishedNumber::Scale::level:
      case PublishedNumber::Scale::difference:
        return read_in_display_unit(table_, key, observable_);
      case PublishedNumber::Scale::time:
        return table_.quantity(key, kTime);
      default:
        return table_.quantity(key, kDimensionless);
    }
  }

  /// What a value that is missing would look like.
  [[nodiscard]] std::string example() const {
    switch (number_.scale()) {
      case PublishedNumber::Scale::level:
      case PublishedNumber::Scale::difference:
        return observable_.us.symbol == "1" ? "a number" : fmt::format("a quantity such as \"5 {}\"", observable_.us.symbol);
      case PublishedNumber::Scale::ratio:
        return "a ratio such as 0.93 or \"93 %\"";
      case PublishedNumber::Scale::fraction:
        return "a fraction such as 0.8 or \"80 %\"";
      case PublishedNumber::Scale::time:
        return "a time such as \"12 d\"";
      case PublishedNumber::Scale::count:
        break;
    }
    return "a number";
  }

  void read_value() {
    if (!table_.has("value")) wrong("value", "is missing: what was published, " + example());
    number_.value = read_scaled("value");
    number_.written = table_.is("value", TomlNode::Kind::text) ? table_.text("value") : shortest(table_.number("value"));
    const bool difference = number_.scale() == PublishedNumber::Scale::difference;
    if (!std::isfinite(number_.value) || (number_.value < 0 && !difference)) wrong("value", "must not be below 0");
    if (difference && number_.value == 0) wrong("value", "of a difference must not be 0: it could not be scored as a ratio");
    if (number_.scale() == PublishedNumber::Scale::fraction && number_.value > 1)
      wrong("value", "of a fraction is at most 100 %");
    if (table_.has("sd") && table_.has("sem")) wrong("sem", "does not go with \"sd\"");
    for (const char* key : {"sd", "sem"}) {
      if (!table_.has(key)) continue;
      const double spread = read_scaled(key);
      if (!(spread > 0)) wrong(key, "must be above 0");
      number_.sem = std::string_view(key) == "sd" ? spread / std::sqrt(static_cast<double>(number_.men)) : spread;
    }
  }

  TomlTable& table_;
  const StudyFrame& frame_;
  const Observable& observable_;
  PublishedNumber number_;
};

}  // namespace

PublishedNumber read_published(TomlTable& table, const StudyFrame& frame, const Catalog& catalog) {
  return PublishedReader(table, frame, catalog).read();
}

}  // namespace hpg::io
