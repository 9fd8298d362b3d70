// CSV of men, one a line.
#include "io/read_men.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

#include "io/names.hpp"
#include "io/read_csv.hpp"
#include "io/read_parts.hpp"

namespace hpg::io {
namespace {

class MenReader {
 public:
  void read_header(const CsvFields& fields, const Where& where) {
    where_ = where;
    const std::vector<std::string> known(kNames.begin(), kNames.end());
    std::array<bool, kNames.size()> found{};
    for (std::size_t i = 0; i < fields.size(); ++i) {
      const auto name = std::find(kNames.begin(), kNames.end(), plain_name(fields[i]));
      if (name == kNames.end()) {
        throw InputError(where_,
                         fmt::format("unknown column {}{}", in_quotes(fields[i]), did_you_mean_or_list(fields[i], known, known)));
      }
      const auto which = static_cast<std::size_t>(name - kNames.begin());
      if (found[which]) throw InputError(where_, fmt::format("has two columns \"{}\"", *name));
      found[which] = true;
      place_[which] = i;
    }
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      if (!found[i]) throw InputError(where_, fmt::format("has no column \"{}\"; wanted {}", kNames[i], one_of(known)));
    }
  }

  void read_man(const CsvFields& fields, const Where& where) {
    where_ = where;
    ListedMan man;
    man.id = fields[place_[0]];
    man.age = number(fields, 1, kYoungest, kOldest, "a");
    man.bmi = number(fields, 2, kLeanest, kHeaviest, "kg/m2");
    where_.key = "id";
    if (man.id.empty()) throw InputError(where_, "is empty");
    if (!ids_.insert(man.id).second) throw InputError(where_, in_quotes(man.id) + " is the id of two men");
    men_.push_back(std::move(man));
  }

  [[nodiscard]] std::vector<ListedMan> take() { return std::move(men_); }

 private:
  double number(const CsvFields& fields, std::size_t column, double low, double high, std::string_view unit) {
    where_.key = kNames[column];
    const std::string& text = fields[place_[column]];
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
      throw InputError(where_, fmt::format("{} is not a number, wanted {} without unit", in_quotes(text), unit));
    }
    if (!(value >= low && value <= high)) {
      throw InputError(where_, fmt::format("{} is outside {} to {} {}", in_quotes(text), low, high, unit));
    }
    return value;
  }

  static constexpr std::array<std::string_view, 3> kNames{"id", "age", "bmi"};

  Where where_;
  std::array<std::size_t, kNames.size()> place_{};
  std::set<std::string> ids_;
  std::vector<ListedMan> men_;
};

}  // namespace

std::vector<ListedMan> read_men(const std::filesystem::path& file, const Where& asked) {
  std::error_code error;
  if (!std::filesystem::exists(file, error)) throw InputError(asked, fmt::format("no such file {}", in_quotes(file.string())));
  MenReader reader;
  read_csv(
      file, [&](const CsvFields& fields, const Where& where) { reader.read_header(fields, where); },
      [&](const CsvFields& fields, const Where& where) { reader.read_man(fields, where); });
  std::vector<ListedMan> men = reader.take();
  if (men.empty()) throw InputError({file.string(), 0, ""}, "lists no men: wanted a line \"id,age,bmi\" and one for each man");
  return men;
}

}  // namespace hpg::io
