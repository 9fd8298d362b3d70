// Line by line: comments, order and everything else stay as they are.
#include "io/write_parameters.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <set>
#include <sstream>

#include "hpgsim/error.hpp"
#include "io/text_file.hpp"

namespace hpg::io {
namespace {

/// What stands between the first number of a line and the rest: `value = "0.13 1/h"`.
std::string multiplied(const std::string& line, double factor) {
  std::size_t begin = line.find_first_of("0123456789", line.find('='));
  const std::size_t sign = begin > 0 && line[begin - 1] == '-' ? 1 : 0;
  begin -= sign;
  char* end = nullptr;
  const double value = std::strtod(line.c_str() + begin, &end);
  return line.substr(0, begin) + fmt::format("{:.4g}", value * factor) + end;
}

/// A note may have been extended by an earlier calibration: the last one counts.
std::string with_remark(const std::string& line, const std::string& remark) {
  constexpr std::string_view kMark = "; calibrated: ";
  const std::size_t close = line.rfind('"');
  const std::size_t old = line.find(kMark);
  return line.substr(0, old == std::string::npos ? close : old) + std::string(kMark) + remark + "\"";
}

}  // namespace

std::string with_changed_parameters(const std::filesystem::path& file,
                                    const std::multimap<std::string, ChangedParameter>& changes) {
  std::istringstream in(read_text_file(file));
  std::string out, section;
  std::set<std::string> done;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('[') && line.ends_with(']')) section = line.substr(1, line.size() - 2);
    const auto [first, last] = changes.equal_range(section);
    for (auto change = first; change != last; ++change) {
      const ChangedParameter& how = change->second;
      if (line.starts_with(how.spread ? "between_men = " : "value = ")) {
        line = multiplied(line, how.factor);
        done.insert(section + (how.spread ? ".between_men" : ""));
      }
      if (line.starts_with("note = ") && !how.why.empty()) line = with_remark(line, how.why);
    }
    out += line + "\n";
  }
  for (const auto& [name, how] : changes) {
    if (!done.contains(name + (how.spread ? ".between_men" : "")))
      throw InputError({file.string(), 0, name}, "is not there to be changed");
  }
  return out;
}

}  // namespace hpg::io
