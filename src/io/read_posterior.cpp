// CSV of values: names, then numbers.
#include "io/read_posterior.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "io/names.hpp"
#include "io/read_csv.hpp"
#include "io/scale_parameter.hpp"
#include "io/toml_reader.hpp"

namespace hpg::io {
namespace {

void read_header(const CsvFields& fields, const Catalog& catalog, const Where& where, Posterior& posterior) {
  const std::vector<std::string> known = scalable_names(catalog);
  for (const std::string& name : fields) {
    if (std::find(known.begin(), known.end(), name) == known.end())
      throw InputError(where, fmt::format("no parameter {}{}", in_quotes(name), did_you_mean(name, known)));
    if (std::find(posterior.parameters.begin(), posterior.parameters.end(), name) != posterior.parameters.end())
      throw InputError(where, fmt::format("has two columns {}", in_quotes(name)));
    if (value_of(catalog, name) == 0) throw InputError(where, fmt::format("{} is 0 in parameters.toml", in_quotes(name)));
    posterior.parameters.push_back(name);
  }
}

void read_draw(const CsvFields& fields, const Catalog& catalog, Where where, Posterior& posterior) {
  const std::vector<std::string>& names = posterior.parameters;
  std::vector<double> values;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    where.key = names[i];
    const std::string& text = fields[i];
    if (text.empty()) throw InputError(where, "is missing");
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size())
      throw InputError(where, in_quotes(text) + " is not a number, wanted a value");
    const bool above = value_of(catalog, names[i]) > 0;
    if (!(above ? value > 0 : value < 0) || !std::isfinite(value))
      throw InputError(where, fmt::format("{} is not a value {} 0", in_quotes(text), above ? "above" : "below"));
    const Number& number = parameter_of(catalog, names[i]);
    if (number.at_most && !ScalableName(names[i]).spread && value >= *number.at_most)
      throw InputError(where,
                       fmt::format("{} is not below the most that it can be, {}", in_quotes(text), shortest(*number.at_most)));
    values.push_back(value);
  }
  posterior.values.push_back(std::move(values));
}

}  // namespace

std::filesystem::path posterior_file(const std::filesystem::path& folder) { return folder / "posterior.csv"; }

Posterior read_posterior(const std::filesystem::path& folder, const Catalog& catalog, std::size_t draws) {
  const std::filesystem::path file = posterior_file(folder);
  const Where where{file.string(), 0, ""};
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored))
    throw InputError(where, "is not there: it holds what is not known of the parameters, as hpgsim calibrate -o writes it");
  Posterior posterior;
  read_csv(
      file, [&](const CsvFields& fields, const Where& line) { read_header(fields, catalog, line, posterior); },
      [&](const CsvFields& fields, const Where& line) { read_draw(fields, catalog, line, posterior); });
  if (posterior.values.empty())
    throw InputError(where, "holds no draws: wanted a line of parameters and one of values for each draw");
  if (posterior.values.size() < draws)
    throw InputError(where, fmt::format("has {} draws, {} are wanted", posterior.values.size(), draws));
  return posterior;
}

Catalog under_draw(const Catalog& catalog, const Posterior& posterior, std::size_t draw) {
  Catalog other = catalog;
  const std::vector<double>& values = posterior.values.at(draw);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::string& name = posterior.parameters[i];
    set_parameter(other, name, values[i]);
  }
  return other;
}

}  // namespace hpg::io
