// Line by line: comments, order and everything else stay as they are.
#include "io/write_parameters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>
#include <sstream>

#include "hpgsim/error.hpp"
#include "io/text_file.hpp"

namespace hpg::io {
namespace {

// Remarks at the end of a note; each says one thing, and is said anew when that changes again.
constexpr std::string_view kPrior = "; prior: ";
constexpr std::string_view kValue = "; calibrated: ";
constexpr std::string_view kSpread = "; spread calibrated: ";

/// The lines of one table of the file.
class Section {
 public:
  Section(std::string file, std::string name, std::size_t first_line)
      : file_(std::move(file)), name_(std::move(name)), first_line_(first_line) {}

  [[nodiscard]] const std::string& name() const { return name_; }
  void add(std::string line) { lines_.push_back(std::move(line)); }
  [[nodiscard]] std::string text() const {
    std::string all;
    for (const std::string& line : lines_) all += line + "\n";
    return all;
  }

  [[nodiscard]] bool has(std::string_view key) const { return place(key) < lines_.size(); }

  /// The first number of a line: `value = "0.13 1/h"`.
  void multiply(std::string_view key, double factor) {
    std::string& line = at(key);
    std::size_t begin = line.find_first_of("0123456789", line.find('='));
    if (begin == std::string::npos) wrong(key, "holds no number");
    begin -= line[begin - 1] == '-' ? 1 : 0;
    char* end = nullptr;
    const double value = std::strtod(line.c_str() + begin, &end);
    line = line.substr(0, begin) + fmt::format("{:.4g}", value * factor) + end;
  }

  /// What stands between the first and the last quote.
  [[nodiscard]] std::string quoted(std::string_view key) {
    const auto [open, close] = quotes(key);
    return at(key).substr(open + 1, close - open - 1);
  }
  void set_quoted(std::string_view key, std::string_view text) {
    const auto [open, close] = quotes(key);
    at(key).replace(open + 1, close - open - 1, text);
  }

  /// Ids of a list on one line.
  [[nodiscard]] std::vector<std::string> list(std::string_view key) {
    const std::string& line = at(key);
    if (line.find(']') == std::string::npos) wrong(key, "is not a list on one line");
    std::vector<std::string> all;
    for (std::size_t open = line.find('"'); open != std::string::npos;) {
      const std::size_t close = line.find('"', open + 1);
      if (close == std::string::npos) wrong(key, "holds a quote that is not closed");
      all.push_back(line.substr(open + 1, close - open - 1));
      open = line.find('"', close + 1);
    }
    return all;
  }
  void set_list(std::string_view key, const std::vector<std::string>& ids) {
    at(key) = ids.empty() ? fmt::format("{} = []", key) : fmt::format("{} = [\"{}\"]", key, fmt::join(ids, "\", \""));
  }

  /// Puts a remark at the end of the note, or in place of the one that begins with the same mark.
  void remark(std::string_view mark, const std::string& text) {
    if (!has("note")) lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(place("source")) + 1, "note = \"\"");
    // A remark that begins the note has no semicolon.
    std::string note = "; " + quoted("note");
    const std::size_t old = note.find(mark);
    if (old != std::string::npos) {
      std::size_t end = note.size();
      for (const std::string_view next : {kPrior, kValue, kSpread}) end = std::min(end, note.find(next, old + 1));
      note.erase(old, end - old);
    }
    if (note == "; ") note.clear();
    set_quoted("note", (note + std::string(mark) + text).substr(2));
  }

 private:
  [[nodiscard]] std::size_t place(std::string_view key) const {
    const std::string start = std::string(key) + " = ";
    return static_cast<std::size_t>(
        std::find_if(lines_.begin(), lines_.end(), [&](const std::string& line) { return line.starts_with(start); }) -
        lines_.begin());
  }
  std::string& at(std::string_view key) {
    if (!has(key)) wrong(key, "is not there to be changed");
    return lines_[place(key)];
  }
  [[nodiscard]] std::pair<std::size_t, std::size_t> quotes(std::string_view key) {
    const std::string& line = at(key);
    const std::size_t open = line.find('"'), close = line.rfind('"');
    if (close == std::string::npos || close == open || line.substr(open).starts_with("\"\"\""))
      wrong(key, "is not a text in double quotes on one line");
    return {open, close};
  }
  [[noreturn]] void wrong(std::string_view key, const std::string& message) const {
    const std::size_t line = has(key) ? first_line_ + place(key) : first_line_;
    throw InputError({file_, line, fmt::format("{}.{}", name_, key)}, message);
  }

  std::string file_, name_;
  std::size_t first_line_;
  std::vector<std::string> lines_;
};

void change(Section& section, const ChangedParameter& how) {
  section.multiply(how.spread ? "between_men" : "value", how.factor);
  if (!how.spread) {
    const std::vector<std::string> old = section.list("source");
    std::vector<std::string> now = old;
    for (const std::string& id : how.sources) {
      if (std::find(now.begin(), now.end(), id) == now.end()) now.push_back(id);
    }
    const std::string grade = section.quoted("grade");
    if (grade != "fitted" && !now.empty()) {
      section.set_quoted("grade", "fitted");
      section.remark(kPrior, old.empty() ? grade : fmt::format("{} ({})", grade, fmt::join(old, ", ")));
    }
    if (now != old) section.set_list("source", now);
  }
  if (!how.why.empty()) section.remark(how.spread ? kSpread : kValue, how.why);
}

}  // namespace

std::string with_changed_parameters(const std::filesystem::path& file,
                                    const std::multimap<std::string, ChangedParameter>& changes) {
  std::vector<Section> sections{{file.string(), "", 1}};
  std::istringstream in(read_text_file(file));
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with('[') && line.ends_with(']'))
      sections.emplace_back(file.string(), line.substr(1, line.size() - 2), number);
    sections.back().add(line);
  }
  for (const auto& [name, how] : changes) {
    const auto found =
        std::find_if(sections.begin(), sections.end(), [&, &name = name](const Section& s) { return s.name() == name; });
    if (found == sections.end()) throw InputError({file.string(), 0, name}, "is not there to be changed");
    change(*found, how);
  }
  std::string out;
  for (const Section& section : sections) out += section.text();
  return out;
}

}  // namespace hpg::io
