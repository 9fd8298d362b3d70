// The pool for AVX-512: 8 men in each pack.
#include "batch/kernels.hpp"
#include "batch/lane_pool.hpp"

namespace hpg::batch {

std::unique_ptr<Pool> make_pool_avx512(std::size_t seats, const model::Parameters<double>& typical) {
  return std::make_unique<LanePool<8>>(seats, typical);
}

}  // namespace hpg::batch
