// Name comparison, the wording of errors, and InputError itself.
#include "io/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "hpgsim/error.hpp"

namespace hpg::io {
namespace {

/// A name this long is not a slip of the keyboard, and comparing it with everything would take long.
constexpr std::size_t kLongestComparable = 80;

/// Edits between two words, a swap of neighbours counting as one (optimal string alignment).
std::size_t edits(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

/// Control characters would break the promise of one line.
std::string one_line(const std::string& text) {
  std::string line = text;
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
  return line;
}

std::string located(const Where& where, const std::string& message) {
  std::string text = where.file;
  if (where.line > 0) text += fmt::format(":{}", where.line);
  if (!text.empty()) text += ": ";
  if (!where.key.empty()) text += where.key + ": ";
  return one_line(text + message);
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    const bool gap = c == ' ' || c == '-' || c == '_';
    if (gap && (plain.empty() || plain.back() == '_')) continue;
    plain += gap ? '_' : (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  }
  while (!plain.empty() && plain.back() == '_') plain.pop_back();
  return plain;
}

std::string in_quotes(std::string_view text) {
  if (text.size() <= kLongestComparable) return fmt::format("\"{}\"", text);
  std::size_t cut = kLongestComparable;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;  // never inside a UTF-8 character
  return fmt::format("\"{}...\"", text.substr(0, cut));
}

std::string one_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += fmt::format("\"{}\"", names[i]);
  }
  return text;
}

std::string did_you_mean_or_list(const std::string& found, const std::vector<std::string>& suggestions,
                                 const std::vector<std::string>& accepted) {
  const std::string near = did_you_mean(found, suggestions);
  if (!near.empty()) return near;
  return accepted.empty() ? "" : "; accepted: " + one_of(accepted);
}

}  // namespace hpg::io

namespace hpg {

InputError::InputError(const Where& where, const std::string& message) : std::runtime_error(io::located(where, message)) {}

std::string did_you_mean(const std::string& found, const std::vector<std::string>& known) {
  const std::string wanted = io::plain_name(found);
  if (wanted.empty() || wanted.size() > io::kLongestComparable) return "";
  const std::string* nearest = nullptr;
  const std::size_t most = std::max<std::size_t>(1, wanted.size() / 3);
  std::size_t best = 2 * (most + 1);
  for (const std::string& name : known) {
    const std::string plain = io::plain_name(name);
    // A word and its near-namesake must share something: two-letter names are all "near" each other.
    const std::size_t cost = io::edits(wanted, plain);
    if (cost > most || cost >= std::max(wanted.size(), plain.size())) continue;
    // The first letter is rarely the wrong one: of two equally near names, the one that begins alike.
    const std::size_t score = 2 * cost + (wanted.front() == plain.front() ? 0 : 1);
    if (score < best) {
      best = score;
      nearest = &name;
    }
  }
  if (!nearest && wanted.size() >= 3) {  // "cypionate" for "testosterone cypionate"
    const auto holds = std::find_if(known.begin(), known.end(), [&](const std::string& name) {
      return io::plain_name(name).find(wanted) != std::string::npos;
    });
    if (holds != known.end()) nearest = &*holds;
  }
  return nearest ? fmt::format(", did you mean \"{}\"?", *nearest) : "";
}

}  // namespace hpg
