// The public API on top of the parts.
#include <sstream>

#include "hpgsim/hpgsim.hpp"
#include "io/catalog.hpp"
#include "io/cdisc_csv.hpp"
#include "io/csv.hpp"
#include "io/read_posterior.hpp"
#include "io/read_protocol.hpp"
#include "io/read_trial.hpp"
#include "report/report.hpp"
#include "report/trial_report.hpp"
#include "trial/run_trial.hpp"
#include "trial/simulate.hpp"
#include "trial/trial_file.hpp"

namespace hpg {

struct Simulator::Inside {
  Catalog catalog;
  std::filesystem::path data;
};

namespace {

/// A trial with the file that holds its men.
class FollowedTrial final : public TrialData {
 public:
  FollowedTrial(Trial trial, const std::filesystem::path& records, std::uint64_t fingerprint)
      : trial_(std::move(trial)), men_(records, trial_, fingerprint) {}
  [[nodiscard]] const Trial& trial() const override { return trial_; }
  [[nodiscard]] const Screening& screening() const override { return men_.screening(); }
  [[nodiscard]] std::size_t size() const override { return men_.size(); }
  void each(const std::function<void(const Subject&)>& visitor) const override { men_.each(visitor); }

 private:
  Trial trial_;
  trial::TrialFile men_;  // refers to trial_
};

}  // namespace

std::string_view version() { return HPGSIM_VERSION; }

Simulator::Simulator(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;
Simulator::~Simulator() = default;

Simulator Simulator::load(const std::filesystem::path& data) {
  return Simulator(std::make_unique<Inside>(Inside{Catalog::load(data), data}));
}

const std::vector<Observable>& Simulator::observables() const { return inside_->catalog.observables; }

Protocol Simulator::read_protocol(const std::filesystem::path& file) const { return io::read_protocol(file, inside_->catalog); }

Result Simulator::run(const Protocol& protocol, const RunOptions& options) const {
  return trial::simulate(inside_->catalog, protocol, options);
}

Trial Simulator::read_trial(const std::filesystem::path& file) const { return io::read_trial(file, inside_->catalog); }

std::unique_ptr<TrialData> Simulator::run(const Trial& trial, const std::filesystem::path& records,
                                          const TrialRunOptions& options) const {
  const std::uint64_t fingerprint = trial::fingerprint_of(trial, inside_->data);
  trial::TrialOptions inner;
  inner.threads = options.threads;
  inner.last = trial.population.men;
  inner.resume = options.resume;
  inner.progress = options.progress;
  inner.stop = options.stop;
  if (trial.draws > 0) inner.posterior = io::read_posterior(inside_->data, inside_->catalog, trial.draws);
  trial::run_trial(inside_->catalog, trial, fingerprint, inner, records);
  return std::make_unique<FollowedTrial>(trial, records, fingerprint);
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

void Simulator::write_report(const TrialData& result, UnitSystem units, const std::filesystem::path& file) const {
  report::write_trial_report(trial::analyse(result), inside_->catalog, units, file);
}

void Simulator::write_tables(const TrialData& result, UnitSystem units, const std::filesystem::path& stem) const {
  io::write_cdisc_csv(result, inside_->catalog, units, stem);
}

}  // namespace hpg
