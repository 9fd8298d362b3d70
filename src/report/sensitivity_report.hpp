// The self-contained HTML report of a sensitivity analysis: no network, no script needed to read it.
#pragma once

#include <string>

#include "hpgsim/observable.hpp"
#include "io/catalog.hpp"
#include "sensitivity/run.hpp"

namespace hpg::report {

/// The page as UTF-8 HTML. The same analysis gives the same bytes.
[[nodiscard]] std::string sensitivity_page(const sensitivity::Analysis& analysis, const Catalog& catalog, UnitSystem units);

}  // namespace hpg::report
