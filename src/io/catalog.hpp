// Everything read from data/: parameters, drugs, conditions, observables, assays, sources.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "hpgsim/assay.hpp"
#include "hpgsim/error.hpp"
#include "hpgsim/number.hpp"
#include "hpgsim/observable.hpp"
#include "hpgsim/protocol.hpp"
#include "model/axis.hpp"
#include "pharmacology/drug.hpp"
#include "population/copula.hpp"
#include "population/covariates.hpp"

namespace hpg {

/// How one parameter differs from typical.
struct ParameterChange {
  std::string parameter;   // "leydig.cell_number"
  bool is_factor = false;  // multiply instead of replace
  double value = 1;
};

/// Where a man's forebears lived, as far as it changes his physiology: factors on parameters (data/ancestries.toml).
struct Ancestry {
  std::string id;    // "east_asian"
  std::string name;  // "east asian"
  std::vector<std::string> aliases;
  std::string about;
  std::vector<ParameterChange> changes;
  std::vector<Number> numbers;  // the same with provenance
};

/// Two parameters of a man deviate together from those of the median man.
struct Correlation {
  std::string first;  // "leydig.cell_number"
  std::string second;
  Number rho;  // of the logarithms
};

/// A kind of man: which parameters differ from typical, as factor or as value.
struct Condition {
  std::string id;    // "secondary_hypogonadism"
  std::string name;  // "secondary hypogonadism"
  std::vector<std::string> aliases;
  std::string about;
  std::vector<ParameterChange> changes;
  std::vector<Number> numbers;  // the same with provenance
  std::optional<double> age;    // of the men it is met in, years; default of a protocol that names none
  std::optional<double> bmi;    // kg/m2
  std::vector<Dose> history;    // what they took before the baseline

  /// A published lab of such men, in canonical units; low = high for a single number.
  struct Lab {
    std::string observable;
    double low = 0;
    double high = 0;
    std::string statistic;  // "mean", "median", "range", "case"
    std::vector<std::string> sources;
    std::string note;
  };
  std::vector<Lab> labs;
};

struct Catalog {
  model::Parameters<double> typical{};
  population::CovariateParameters<double> covariates{};  // [covariates] in parameters.toml
  std::vector<Number> parameters;                        // one for each number of `typical`, then of `covariates`
  std::vector<Correlation> correlations;                 // between the men's deviations, with provenance
  population::Copula copula;                             // of `correlations`
  std::vector<Observable> observables;
  std::map<std::string, Assay> assays;  // by id of the observable; one without an entry is read off exactly
  std::vector<pharmacology::Drug> drugs;
  std::vector<Condition> conditions;
  std::vector<Ancestry> ancestries;
  std::map<std::string, Source> sources;

  /// Reads the folder data/. Throws InputError on anything missing, unknown or ill-formed.
  static Catalog load(const std::filesystem::path& data);

  /// By id, name or alias, ignoring case and the difference between space, dash and underscore. Throws InputError with the
  /// nearest known name.
  [[nodiscard]] const pharmacology::Drug& drug(const std::string& name, const Where& where) const;
  [[nodiscard]] const Condition& condition(const std::string& name, const Where& where) const;
  [[nodiscard]] const Ancestry& ancestry(const std::string& name, const Where& where) const;
  /// The man a condition describes: its age, weight and history, else those of the typical man.
  [[nodiscard]] Man man(const std::string& condition, const Where& where) const;
  [[nodiscard]] const Observable& observable(const std::string& name, const Where& where) const;
};

}  // namespace hpg
