// CSV of factors: names, then numbers.
#include "io/read_posterior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "io/names.hpp"
#include "io/scale_parameter.hpp"
#include "io/text_file.hpp"

namespace hpg::io {
namespace {

std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields;
  for (;;) {
    const auto comma = line.find(',');
    std::string_view field = line.substr(0, comma);
    const auto first = field.find_first_not_of(" \t");
    field = first == std::string_view::npos ? "" : field.substr(first, field.find_last_not_of(" \t") - first + 1);
    fields.emplace_back(field);
    if (comma == std::string_view::npos) return fields;
    line.remove_prefix(comma + 1);
  }
}

/// All that scale_parameter knows.
std::vector<std::string> names_in(const Catalog& catalog) {
  std::vector<std::string> names;
  for (const Number& number : catalog.parameters) {
    names.push_back(number.name);
    if (number.between_men) names.push_back(number.name + kBetweenMen);
  }
  return names;
}

void read_header(const std::vector<std::string>& fields, const Catalog& catalog, const Where& where, Posterior& posterior) {
  const std::vector<std::string> known = names_in(catalog);
  for (const std::string& name : fields) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw InputError(where, fmt::format("no parameter {}{}", in_quotes(name), did_you_mean(name, known)));
    if (std::find(posterior.parameters.begin(), posterior.parameters.end(), name) != posterior.parameters.end())
      throw InputError(where, fmt::format("has two columns {}", in_quotes(name)));
    posterior.parameters.push_back(name);
  }
}

void read_draw(const std::vector<std::string>& fields, Where where, Posterior& posterior) {
  const std::vector<std::string>& names = posterior.parameters;
  if (fields.size() != names.size())
    throw InputError(where, fmt::format("has {} fields, the first line {}", fields.size(), names.size()));
  std::vector<double> factors;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    where.key = names[i];
    const std::string& text = fields[i];
    if (text.empty()) throw InputError(where, "is missing");
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      throw InputError(where, in_quotes(text) + " is not a number, wanted a factor");
    if (!(value > 0) || !std::isfinite(value)) throw InputError(where, in_quotes(text) + " is not a factor above 0");
    factors.push_back(value);
  }
  posterior.factors.push_back(std::move(factors));
}

}  // namespace

std::filesystem::path posterior_file(const std::filesystem::path& folder) { return folder / "posterior.csv"; }

Posterior read_posterior(const std::filesystem::path& folder, const Catalog& catalog) {
  const std::filesystem::path file = posterior_file(folder);
  Where where{file.string(), 0, ""};
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    throw InputError(where, "is not there: it holds what is not known of the parameters, as hpgsim calibrate -o writes it");
  const std::string text = read_text_file(file);
  Posterior posterior;
  for (std::string_view rest = text; !rest.empty();) {
    const auto end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    ++where.line;
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (posterior.parameters.empty()) {
      read_header(fields_of(line), catalog, where, posterior);
    } else {
      read_draw(fields_of(line), where, posterior);
    }
  }
  if (posterior.factors.empty())
    throw InputError({file.string(), 0, ""}, "holds no draws: wanted a line of parameters and one of factors for each draw");
  return posterior;
}

Catalog under_draw(const Catalog& catalog, const Posterior& posterior, std::size_t draw) {
  Catalog other = catalog;
  const std::vector<double>& factors = posterior.factors.at(draw);
  for (std::size_t i = 0; i < factors.size(); ++i) scale_parameter(other, posterior.parameters[i], factors[i]);
  return other;
}

}  // namespace hpg::io
