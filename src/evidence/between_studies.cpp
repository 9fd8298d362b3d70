// Reads the file.
#include "evidence/between_studies.hpp"

#include "io/toml_reader.hpp"

namespace hpg::evidence {

BetweenStudies read_between_studies(const std::filesystem::path& file) {
  io::TomlTable root = io::TomlTable::read(file);
  BetweenStudies spread;
  for (const auto& [key, value] :
       {std::pair{"fold", &spread.fold}, {"difference", &spread.difference}, {"fraction", &spread.fraction}}) {
    *value = root.number(key);
    if (!(*value >= 0)) throw InputError(root.where(key), "is a standard deviation, 0 or above");
  }
  root.finish();
  return spread;
}

}  // namespace hpg::evidence
