// Processes of an MPI job.
#include <fmt/format.h>
#include <mpi.h>

#include <chrono>
#include <cstdio>
#include <thread>

#include "ranks.hpp"

namespace {

constexpr std::chrono::milliseconds kPause{10};
constexpr std::chrono::seconds kPatience{5};

/// The smallest of all. Asleep while others are at work: MPI would wait with all its might. `failed`: this rank cannot wait for
/// long.
int smallest(int mine, const Outcome& failed) {
  int least = mine;
  MPI_Request request;
  MPI_Iallreduce(&mine, &least, 1, MPI_INT, MPI_MIN, MPI_COMM_WORLD, &request);
  const auto start = std::chrono::steady_clock::now();
  for (int arrived = 0; MPI_Test(&request, &arrived, MPI_STATUS_IGNORE), !arrived;) {
    if (failed.code != 0 && std::chrono::steady_clock::now() - start > kPatience) {
      fmt::print(stderr, "rank {}: {}\n", Ranks::rank(), failed.message);
      MPI_Abort(MPI_COMM_WORLD, failed.code);
    }
    std::this_thread::sleep_for(kPause);
  }
  return least;
}

}  // namespace

Ranks::Ranks(int& argc, char**& argv) {
  // Only the main thread speaks to the others.
  int provided = 0;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
}

Ranks::~Ranks() { MPI_Finalize(); }

int Ranks::rank() {
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

int Ranks::size() {
  int size = 1;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

Outcome Ranks::agree(const Outcome& mine) {
  if (size() == 1) return mine;
  const int first = smallest(mine.code == 0 ? size() : rank(), mine);
  if (first == size()) return {};
  Outcome theirs = mine;
  auto length = static_cast<int>(theirs.message.size());
  MPI_Bcast(&theirs.code, 1, MPI_INT, first, MPI_COMM_WORLD);
  MPI_Bcast(&length, 1, MPI_INT, first, MPI_COMM_WORLD);
  theirs.message.resize(static_cast<std::size_t>(length));
  MPI_Bcast(theirs.message.data(), length, MPI_CHAR, first, MPI_COMM_WORLD);
  // What the first rank met, all may have met.
  if (first > 0) theirs.message = fmt::format("rank {}: {}", first, theirs.message);
  return theirs;
}

void Ranks::go_on_together() {
  if (const Outcome all = agree({}); all.code != 0) throw FailedTogether{all};
}

bool Ranks::any(bool mine) {
  int vote = mine ? 1 : 0;
  MPI_Allreduce(MPI_IN_PLACE, &vote, 1, MPI_INT, MPI_LOR, MPI_COMM_WORLD);
  return vote != 0;
}

bool Ranks::same(std::uint64_t mine) {
  std::uint64_t least = mine, most = mine;
  MPI_Allreduce(MPI_IN_PLACE, &least, 1, MPI_UINT64_T, MPI_MIN, MPI_COMM_WORLD);
  MPI_Allreduce(MPI_IN_PLACE, &most, 1, MPI_UINT64_T, MPI_MAX, MPI_COMM_WORLD);
  return least == most;
}
