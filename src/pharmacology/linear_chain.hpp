// Linear compartments that feed forward, advanced exactly: between events every amount is a sum of exponentials.
#pragma once

#include <cstddef>
#include <vector>

#include "model/real.hpp"

namespace hpg::pharmacology {

/// Compartments x_i with x_i' = -k_i x_i + sum over j < i of c_ij x_j + u_i, u_i constant between restarts.
/// Then x_i(tau) = s_i + sum over m <= i of a_im exp(-k_m tau) with
///   s_i = (u_i + sum c_ij s_j) / k_i,  a_im = sum c_ij a_jm / (k_i - k_m) for m < i,  a_ii = x_i(0) - s_i - sum a_im.
/// Only arithmetic and exp, so it runs on any number type. Adding compartments allocates; nothing else does.
template <class Real>
class LinearChain {
 public:
  /// Adds a compartment with total exit rate k > 0 (1/h); returns its index. Forgets couplings: add all, then couple.
  std::size_t add(Real rate) {
    using model::select;
    // Equal rates would need a t exp(-kt) term. Rates are kept 3e-5 apart instead: one formula for all, the rate is changed
    // less than it is ever known, and the differences in the denominators still leave ten digits for two equal rates.
    for (const Compartment& other : compartments_) {
      const Real apart = rate / other.rate - Real(1);
      rate = select(apart * apart < Real(9e-10), other.rate * Real(1 + 3.1e-5), rate);
    }
    compartments_.push_back({rate});
    const std::size_t n = compartments_.size();
    coupling_.assign(n * n, Real(0));
    coefficient_.assign(n * n, Real(0));
    return n - 1;
  }

  /// Flow c_ij x_j from compartment j into i, j < i. Call after the last add.
  void couple(std::size_t from, std::size_t to, Real rate) { coupling_[to * size() + from] = rate; }

  [[nodiscard]] std::size_t size() const { return compartments_.size(); }
  [[nodiscard]] const Real& rate(std::size_t i) const { return compartments_[i].rate; }

  /// Amounts put in at the origin; call restart() after the last change at one moment.
  void deposit(std::size_t i, const Real& amount) { compartments_[i].start = compartments_[i].start + amount; }
  void change_input(std::size_t i, const Real& rate_change) { compartments_[i].input = compartments_[i].input + rate_change; }
  [[nodiscard]] const Real& input(std::size_t i) const { return compartments_[i].input; }

  /// Moves the origin by tau: what is there then becomes the new start.
  void move_origin(const Real& tau) {
    decay(tau);
    for (std::size_t i = 0; i < size(); ++i) compartments_[i].next = amount(i);
    for (Compartment& c : compartments_) c.start = c.next;
  }

  /// Recomputes the coefficients from the amounts and inputs at the origin.
  void restart() {
    const std::size_t n = size();
    for (std::size_t i = 0; i < n; ++i) {
      Compartment& c = compartments_[i];
      Real feed = c.input;
      for (std::size_t j = 0; j < i; ++j) feed = feed + coupling_[i * n + j] * compartments_[j].steady;
      c.steady = feed / c.rate;
      Real own = c.start - c.steady;
      for (std::size_t m = 0; m < i; ++m) {
        Real sum(0);
        for (std::size_t j = m; j < i; ++j) sum = sum + coupling_[i * n + j] * coefficient_[j * n + m];
        coefficient_[i * n + m] = sum / (c.rate - compartments_[m].rate);
        own = own - coefficient_[i * n + m];
      }
      coefficient_[i * n + i] = own;
    }
  }

  /// Prepares amount() at tau after the origin.
  void decay(const Real& tau) {
    using model::exp;
    for (Compartment& c : compartments_) c.decayed = exp(-c.rate * tau);
  }

  /// Amount in compartment i at the tau last given to decay().
  [[nodiscard]] Real amount(std::size_t i) const {
    Real x = compartments_[i].steady;
    for (std::size_t m = 0; m <= i; ++m) x = x + coefficient_[i * size() + m] * compartments_[m].decayed;
    return x;
  }

  /// Integral of amount i from the origin to tau, in closed form.
  [[nodiscard]] Real integral(std::size_t i, const Real& tau) const {
    using model::exp;
    Real sum = compartments_[i].steady * tau;
    for (std::size_t m = 0; m <= i; ++m) {
      const Real& k = compartments_[m].rate;
      sum = sum + coefficient_[i * size() + m] * (Real(1) - exp(-k * tau)) / k;
    }
    return sum;
  }

 private:
  struct Compartment {
    Real rate{};
    Real start{};
    Real input{};
    Real steady{};
    Real decayed{1};
    Real next{};
  };
  std::vector<Compartment> compartments_;
  std::vector<Real> coupling_;     // c_ij at i * n + j
  std::vector<Real> coefficient_;  // a_im at i * n + m
};

}  // namespace hpg::pharmacology
