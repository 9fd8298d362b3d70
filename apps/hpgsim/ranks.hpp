// Processes that share one trial. The plain program is alone; hpgsim-mpi is started many times by mpirun or srun.
#pragma once

#include <cstdint>
#include <string>

/// How a rank came through: an exit code, and one line when it is not 0.
struct Outcome {
  int code = 0;
  std::string message;
};

/// What went wrong on some rank, thrown on all of them together.
struct FailedTogether {
  Outcome outcome;
};

/// Lives as long as the program; constructed before anything else.
class Ranks {
 public:
  Ranks(int& argc, char**& argv);
  ~Ranks();
  Ranks(const Ranks&) = delete;
  Ranks& operator=(const Ranks&) = delete;

  [[nodiscard]] static int rank();
  [[nodiscard]] static int size();

  /// Waits for all; the outcome of the first rank that failed. A rank that failed may come here from anywhere: the others meet it
  /// at their next agree(), and all end. If they are at work and do not come soon, it ends them with its code.
  [[nodiscard]] static Outcome agree(const Outcome& mine);
  /// agree() of a rank that is well. Throws FailedTogether.
  static void go_on_together();

  // Only right after going on together.
  [[nodiscard]] static bool any(bool mine);
  [[nodiscard]] static bool same(std::uint64_t mine);
};
