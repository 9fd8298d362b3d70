// Chooses the build of the pool that the machine can run.
#include "batch/pool.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include "batch/kernels.hpp"

namespace hpg::batch {

std::optional<std::size_t> area_of(std::string_view observable) {
  for (const auto& [id, area] : {std::pair{"total_testosterone", Area::testosterone},
                                 {"free_testosterone", Area::free_testosterone},
                                 {"estradiol", Area::estradiol},
                                 {"lh", Area::lh},
                                 {"fsh", Area::fsh}}) {
    if (observable == id) return static_cast<std::size_t>(area);
  }
  return std::nullopt;
}

namespace {

bool available(Instructions instructions) {
#ifdef HPGSIM_X86_KERNELS
  switch (instructions) {
    case Instructions::avx512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
             __builtin_cpu_supports("avx512bw");
    case Instructions::avx2:
      return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2");
    case Instructions::portable:
      return true;
  }
#endif
  return instructions == Instructions::portable;
}

}  // namespace

Instructions widest_instructions() {
  for (const Instructions wide : {Instructions::avx512, Instructions::avx2}) {
    if (available(wide)) return wide;
  }
  return Instructions::portable;
}

const char* name_of(Instructions instructions) {
  switch (instructions) {
    case Instructions::avx512:
      return "avx512";
    case Instructions::avx2:
      return "avx2";
    case Instructions::portable:
      break;
  }
  return "portable";
}

std::unique_ptr<Pool> make_pool(Instructions instructions, std::size_t seats, const model::Parameters<double>& typical) {
  if (!available(instructions)) throw std::invalid_argument(std::string("this machine has no ") + name_of(instructions));
#ifdef HPGSIM_X86_KERNELS
  if (instructions == Instructions::avx512) return make_pool_avx512(seats, typical);
  if (instructions == Instructions::avx2) return make_pool_avx2(seats, typical);
#endif
  return make_pool_portable(seats, typical);
}

}  // namespace hpg::batch
