// One run of a sensitivity analysis: a man with his parameters, under one arm, up to the moment his outcomes are read.
#pragma once

#include <functional>

#include "batch/journey.hpp"
#include "io/catalog.hpp"

namespace hpg::sensitivity {

/// What is read off a man.
struct Outcome {
  std::string observable;           // id
  std::size_t index = 0;            // in model::kObservableIds
  std::optional<std::size_t> area;  // batch::Area: its mean of 24 h; without, the sample

  /// "lh_24h_mean", "hematocrit", as in the table of `simulate`.
  [[nodiscard]] std::string id() const { return observable + (area ? "_24h_mean" : ""); }
};

/// What all runs share.
struct Setting {
  const Catalog& catalog;
  const Protocol& protocol;
  double at;  // h: when outcomes are read
  std::vector<Outcome> outcomes;
};

class VariedMan final : public batch::Journey {
 public:
  /// Takes the outcomes, or nothing when he could not be integrated beyond `time`.
  using Done = std::function<void(std::vector<double> outcomes, double time)>;

  VariedMan(const Setting& setting, std::size_t arm, const model::Parameters<double>& man, Done done);

  [[nodiscard]] const model::Parameters<double>& parameters() const override { return man_; }
  [[nodiscard]] const model::Constants<double>& constants() const override { return constants_; }
  [[nodiscard]] model::AxisState<double> start_state() const override;
  [[nodiscard]] double start_time() const override { return start_; }
  [[nodiscard]] double clock_at_zero() const override { return setting_.protocol.clock_at_start; }
  [[nodiscard]] pharmacology::Course& course() override { return course_; }
  [[nodiscard]] model::Pace<double> pace() const override;
  [[nodiscard]] double next_stop() const override { return stops_[next_]; }
  [[nodiscard]] batch::Next arrive(double time, const model::AxisState<double>& state, const batch::Areas& areas) override;
  void fail(double time) override;

 private:
  const Setting& setting_;
  model::Parameters<double> man_;
  model::Constants<double> constants_;
  Done done_;
  std::vector<Dose> doses_;
  pharmacology::Course course_;
  double start_;
  std::vector<double> stops_;  // ends of the run-in's stages, a day before the reading, the reading
  std::size_t next_ = 0;
  batch::Areas day_before_{};
};

}  // namespace hpg::sensitivity
