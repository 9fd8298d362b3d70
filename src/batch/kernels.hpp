// The builds of the pool, one for each instruction set; make_pool() chooses.
#pragma once

#include "batch/pool.hpp"

namespace hpg::batch {

std::unique_ptr<Pool> make_pool_portable(std::size_t seats, const model::Parameters<double>& typical);
std::unique_ptr<Pool> make_pool_avx2(std::size_t seats, const model::Parameters<double>& typical);
std::unique_ptr<Pool> make_pool_avx512(std::size_t seats, const model::Parameters<double>& typical);

}  // namespace hpg::batch
