// data/assays.toml.
#include <fmt/format.h>

#include <algorithm>

#include "io/load.hpp"
#include "io/names.hpp"

namespace hpg::io {
namespace {

constexpr double kLargestCv = 2;

class AssayReader {
 public:
  AssayReader(TomlTable entry, const Observable& observable, const Catalog& catalog)
      : entry_(std::move(entry)), observable_(observable), catalog_(catalog), sources_(catalog.sources) {}

  Assay read() {
    for (const char* key : {"cv", "limit", "within_man", "moves_with"}) (void)entry_.has(key);
    entry_.finish();
    if (entry_.has("cv")) assay_.cv = read_cv("cv");
    if (entry_.has("within_man")) assay_.within_man = read_cv("within_man");
    if (entry_.has("moves_with"))
      assay_.moves_with = catalog_.observable(entry_.text("moves_with"), entry_.where("moves_with")).id;
    if (entry_.has("limit")) assay_.limit = read_limit();
    if (assay_.numbers.empty()) throw InputError(entry_.where(), "wants \"cv\", \"limit\" or \"within_man\"");
    return assay_;
  }

 private:
  double read_cv(const std::string& key) {
    TomlTable table = entry_.table(key);
    const ReadNumber read = read_number(table, name(key), sources_);
    const double value = expect({read.number.value, read.dimension}, kDimensionless, read.number.written, table.where("value"));
    if (!(value >= 0 && value <= kLargestCv)) {
      throw InputError(table.where("value"), in_quotes(read.number.written) + " is not a coefficient of variation up to 200 %");
    }
    table.finish();
    assay_.numbers.push_back(read.number);
    return value;
  }

  double read_limit() {
    TomlTable table = entry_.table("limit");
    Number number = read_number(table, name("limit"), sources_).number;
    number.value = read_in_display_unit(table, "value", observable_);
    if (!(number.value > 0)) throw InputError(table.where("value"), in_quotes(number.written) + " must be above 0");
    table.finish();
    assay_.numbers.push_back(number);
    return number.value;
  }

  [[nodiscard]] std::string name(const std::string& key) const { return observable_.id + ".assay." + key; }

  TomlTable entry_;
  const Observable& observable_;
  const Catalog& catalog_;
  const Sources& sources_;
  Assay assay_;
};

}  // namespace

void load_assays(const std::filesystem::path& file, Catalog& catalog) {
  TomlTable root = TomlTable::read(file);
  // Only what the file names is measured with error; by id, as everywhere in data/.
  for (const Observable& observable : catalog.observables) (void)root.has(observable.id);
  root.finish();
  for (const Observable& observable : catalog.observables) {
    if (!root.has(observable.id)) continue;
    catalog.assays.emplace(observable.id, AssayReader(root.table(observable.id), observable, catalog).read());
  }
}

}  // namespace hpg::io
