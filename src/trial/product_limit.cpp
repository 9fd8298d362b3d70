// Kaplan EL, Meier P. Nonparametric estimation from incomplete observations. J Am Stat Assoc 1958;53:457-81.
#include "trial/product_limit.hpp"

#include <algorithm>

namespace hpg::trial {
namespace {

/// `free`: share without the event; `sum`: Greenwood's sum of d / (n (n - d)) (Greenwood M. The natural duration of cancer.
/// Reports on Public Health and Medical Subjects 33. HMSO 1926). The interval is symmetric in log(-log(share)), so that it stays
/// between 0 and 1 (Kalbfleisch JD, Prentice RL. The Statistical Analysis of Failure Time Data. Wiley 1980, 1.3).
Estimate reached_share(double free, double sum) {
  Estimate out{1 - free};
  if (free <= 0 || free >= 1) return out;
  const double spread = kNormal975 * std::sqrt(sum) / std::abs(std::log(free));
  out.low = 1 - std::pow(free, std::exp(-spread));
  out.high = 1 - std::pow(free, std::exp(spread));
  return out;
}

template <class Bound>
double first_time(const std::vector<ProductLimit::Step>& steps, Bound bound) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const auto& step) { return bound(step.share) >= 0.5 - 1e-12; });
  return found == steps.end() ? kMissing : found->time;
}

/// Its interval holds the times at which half lies within the interval of the share (Brookmeyer R, Crowley J. A confidence
/// interval for the median survival time. Biometrics 1982;38:29-41); open above when the data end before.
Estimate median_time(const std::vector<ProductLimit::Step>& steps) {
  return {first_time(steps, [](const Estimate& e) { return e.value; }),
          first_time(steps, [](const Estimate& e) { return std::isfinite(e.high) ? e.high : e.value; }),
          first_time(steps, [](const Estimate& e) { return std::isfinite(e.low) ? e.low : kMissing; })};
}

}  // namespace

ProductLimit product_limit(std::vector<Followed>& men) {
  ProductLimit out;
  out.men = men.size();
  std::sort(men.begin(), men.end(), [](const Followed& a, const Followed& b) { return a.time < b.time; });
  if (!men.empty()) out.last_seen = men.back().time;
  double free = 1;
  double greenwood = 0;
  for (std::size_t i = 0; i < men.size();) {
    // Who is last seen at the time of an event was still at risk of it.
    std::size_t events = 0;
    std::size_t next = i;
    for (; next < men.size() && men[next].time == men[i].time; ++next) events += men[next].reached ? 1 : 0;
    if (events > 0) {
      const auto at_risk = static_cast<double>(men.size() - i);
      const auto reached = static_cast<double>(events);
      free = events == men.size() - i ? 0 : free * (1 - reached / at_risk);
      if (free > 0) greenwood += reached / (at_risk * (at_risk - reached));
      out.steps.push_back({men[i].time, men.size() - i, events, reached_share(free, greenwood)});
      out.events += events;
    }
    i = next;
  }
  out.median = median_time(out.steps);
  return out;
}

Estimate ProductLimit::share_at(double time) const {
  if (men == 0) return {};
  const auto after = std::upper_bound(steps.begin(), steps.end(), time, [](double t, const Step& step) { return t < step.time; });
  // When all have reached it nobody need be followed longer.
  const bool all = !steps.empty() && steps.back().share.value >= 1;
  if (time > last_seen && !all) return {};
  return after == steps.begin() ? Estimate{0} : std::prev(after)->share;
}

}  // namespace hpg::trial
