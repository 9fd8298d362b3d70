// Wrong input: one exception that says where, what was found and what is accepted. The command line turns it into exit code 2.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace hpg {

/// Place in a file. line 0 = the file as a whole; key may be empty.
struct Where {
  std::string file;
  std::size_t line = 0;
  std::string key;
};

/// Thrown for anything the user can mend. what() is one line: "file:line: key: message".
class InputError : public std::runtime_error {
 public:
  InputError(const Where& where, const std::string& message);
};

/// ", did you mean "x"?" for the nearest of `known` to `found`, or "" when none is near.
[[nodiscard]] std::string did_you_mean(const std::string& found, const std::vector<std::string>& known);

}  // namespace hpg
