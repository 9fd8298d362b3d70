// Processes that share one trial. The plain program is alone; hpgsim-mpi is started many times by mpirun or srun.
#pragma once

/// Lives as long as the program; constructed before anything else.
class Ranks {
 public:
  Ranks(int& argc, char**& argv);
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  [[nodiscard]] static int rank();
  [[nodiscard]] static int size();
  /// Waits for all; true when all say true.
  [[nodiscard]] static bool all(bool mine);
};
