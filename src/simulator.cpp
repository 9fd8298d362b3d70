// The public API on top of the parts.
#include <sstream>

#include "hpgsim/hpgsim.hpp"
#include "io/catalog.hpp"
#include "io/csv.hpp"
#include "io/read_protocol.hpp"
#include "report/report.hpp"
#include "trial/simulate.hpp"

namespace hpg {

struct Simulator::Inside {
  Catalog catalog;
};

std::string_view version() { return HPGSIM_VERSION; }

Simulator::Simulator(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;
Simulator::~Simulator() = default;

Simulator Simulator::load(const std::filesystem::path& data) {
  return Simulator(std::make_unique<Inside>(Inside{Catalog::load(data)}));
}

const std::vector<Observable>& Simulator::observables() const { return inside_->catalog.observables; }

Protocol Simulator::read_protocol(const std::filesystem::path& file) const { return io::read_protocol(file, inside_->catalog); }

Result Simulator::run(const Protocol& protocol, const RunOptions& options) const {
  return trial::simulate(inside_->catalog, protocol, options);
}

std::string Simulator::csv(const Result& result, UnitSystem units) const { return io::csv_text(result, inside_->catalog, units); }

std::string Simulator::report(const Result& result, UnitSystem units) const {
  std::ostringstream page;
  report::write_report(result, inside_->catalog, units, page);
  return page.str();
}

void Simulator::write_csv(const Result& result, UnitSystem units, const std::filesystem::path& file) const {
  io::write_csv(result, inside_->catalog, units, file);
}

void Simulator::write_report(const Result& result, UnitSystem units, const std::filesystem::path& file) const {
  report::write_report(result, inside_->catalog, units, file);
}

}  // namespace hpg
