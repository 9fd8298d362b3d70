// Processes of an MPI job.
#include <mpi.h>

#include "ranks.hpp"

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

bool Ranks::all(bool mine) {
  int vote = mine ? 1 : 0;
  MPI_Allreduce(MPI_IN_PLACE, &vote, 1, MPI_INT, MPI_LAND, MPI_COMM_WORLD);
  return vote != 0;
}
