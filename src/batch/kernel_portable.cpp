// The pool for any machine: 2 men in each pack.
#include "batch/kernels.hpp"
#include "batch/lane_pool.hpp"

namespace hpg::batch {

std::unique_ptr<Pool> make_pool_portable(std::size_t seats, const model::Parameters<double>& typical) {
  return std::make_unique<LanePool<2>>(seats, typical);
}

}  // namespace hpg::batch
