// hpgsim-mpi under mpirun, and what is left of processes that are killed.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include "io/run_program.hpp"

namespace {

std::string trial(int men, int weeks) {
  return "duration = \"" + std::to_string(weeks) + " wk\"\n[population]\nmen = " + std::to_string(men) +
         "\n[visits]\nevery = \"2 wk\"\n[[arm]]\nname = \"nothing\"\n";
}

std::string in_quotes(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

const std::string kProgram = "'" HPGSIM_PROGRAM "' --data '" HPGSIM_SOURCE_DIR "/data' ";
const std::string kRank = "'" HPGSIM_MPI_PROGRAM "' --data '" HPGSIM_SOURCE_DIR "/data' ";

/// More ranks than processors, and root in a container, are fine in a test.
const std::string kMpirun =
    "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 exec mpirun --quiet --oversubscribe --bind-to none ";

/// `command` in the folder, in a shell. Two minutes are a hang.
Ran shell(const TemporaryFolder& folder, const std::string& command) {
  const auto script = folder.write("command", "cd " + in_quotes(folder / "") + "\n" + command + "\n");
  const auto out = folder / "stdout", error = folder / "stderr";
  const int status =
      std::system(("timeout 120 bash " + in_quotes(script) + " >" + in_quotes(out) + " 2>" + in_quotes(error)).c_str());
  const Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : -1, content_of(out), content_of(error)};
  for (const auto& file : {script, out, error}) std::filesystem::remove(file);
  return ran;
}

bool no_ranks() {
  if (std::filesystem::exists(HPGSIM_MPI_PROGRAM) && std::system("command -v mpirun >/dev/null") == 0) return false;
  MESSAGE("no MPI here: ranks not tested");
  return true;
}

std::size_t count(const std::string& text, const std::string& piece) {
  std::size_t n = 0;
  for (std::size_t at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++n;
  return n;
}

/// Waits for a file of so many bytes; its head has 40.
std::string once_there_are(int bytes, const std::string& file) {
  return "until [ $(stat -c %s " + file + " 2>/dev/null || echo 0) -ge " + std::to_string(bytes) + " ]; do sleep 0.02; done\n";
}
constexpr int kHead = 40, kSomeMen = 200;

}  // namespace

TEST_CASE("wrong input ends all ranks with exit code 2 and is said once") {
  if (no_ranks()) return;
  const TemporaryFolder folder;
  folder.write("small.toml", trial(6, 2));
  folder.write("wrong.toml", trial(6, 2) + "[[arm]]\nname = 5\n");
  const auto refused = [&](const std::string& arguments, const std::string& message) {
    const Ran ran = shell(folder, kMpirun + "-n 2 " + kRank + arguments);
    INFO(arguments, " -> ", ran.error);
    CHECK(ran.code == 2);
    CHECK(count(ran.error, message) == 1);
    CHECK(ran.out.empty());
    CHECK(folder.entries() == 2);
  };
  refused("trial", "trial is required");
  refused("trial wrong.toml -o x.hpgt", "wrong.toml:9");
  refused("trial small.toml", "is needed: ranks meet in the folder of the output");
  refused("trial small.toml --shard 1/2 -o x.hpgt", "is for machines without MPI");
  refused("trial small.toml --resume -o x.hpgt", "nothing to resume");
  // Wrong on one rank only.
  refused("trial small.toml -q -o x.hpgt : -n 1 " + kRank + "trial wrong.toml -q -o x.hpgt", "rank 2: wrong.toml:9");
  refused("trial small.toml -q -o x.hpgt : -n 1 " + kRank + "trial small.toml -q -o no/folder/x.hpgt", "rank 2: no/folder");
}

TEST_CASE("ranks that mean different trials or folders hear of it before they work") {
  if (no_ranks()) return;
  const TemporaryFolder folder;
  folder.write("a/small.toml", trial(6, 2));
  folder.write("b/small.toml", trial(6, 2));
  folder.write("b/other.toml", trial(6, 4));
  const auto refused = [&](const std::string& second, const std::string& message) {
    const Ran ran =
        shell(folder, kMpirun + "-n 1 --wdir a " + kRank + "trial small.toml -q -o x.hpgt : -n 1 --wdir b " + kRank + second);
    INFO(ran.error);
    CHECK(ran.code == 2);
    CHECK(count(ran.error, message) == 1);
    CHECK_FALSE(std::filesystem::exists(folder / "a/x.hpgt.partial-0"));
  };
  refused("trial small.toml -q -o x.hpgt", "all ranks must write into one shared folder");
  refused("trial other.toml -q -o x.hpgt", "do not find the same trial file");
}

TEST_CASE("rank 0 alone does and says what is not shared") {
  if (no_ranks()) return;
  const TemporaryFolder folder;
  folder.write("small.toml", trial(2, 2));
  CHECK(count(shell(folder, kMpirun + "-n 2 " + kRank + "--version").out, "hpgsim") == 1);
  CHECK(count(shell(folder, kMpirun + "-n 2 " + kRank + "trial small.toml --man 2").out, "man 2 of") == 1);
  const Ran ran = shell(folder, kMpirun + "-n 2 " + kRank + "trial small.toml --threads 1 -o x.html");
  CHECK(ran.code == 0);
  CHECK(count(ran.out, "randomised 2") == 1);
  CHECK(count(ran.error, "100 %") <= 1);
  CHECK(folder.entries() == 2);
}

TEST_CASE("ranks that are interrupted or killed go on where they were") {
  if (no_ranks()) return;
  const TemporaryFolder folder;
  folder.write("long.toml", trial(420, 2));  // a thread follows 64 at once: some are finished while others wait
  REQUIRE(shell(folder, kProgram + "trial long.toml -q -o whole.hpgt").code == 0);
  const std::string ranks = kMpirun + "-n 2 " + kRank + "trial long.toml -q --threads 1 -o broken.hpgt ";
  const auto broken = [&](int bytes, const std::string& blow) {
    const Ran ran =
        shell(folder, "(" + ranks + ") & job=$!\n" + once_there_are(bytes, "broken.hpgt.partial-1") + blow + "\nwait $job");
    INFO(blow, " -> ", ran.code, " ", ran.error);
    CHECK(ran.code != 0);
    CHECK(ran.code != 124);  // that of timeout
    CHECK_FALSE(std::filesystem::exists(folder / "broken.hpgt"));
    const Ran again = shell(folder, ranks + "--resume");
    INFO(again.error);
    CHECK(again.code == 0);
    CHECK(content_of(folder / "broken.hpgt") == content_of(folder / "whole.hpgt"));
    CHECK(folder.entries() == 3);
    std::filesystem::remove(folder / "broken.hpgt");
    return ran.error;
  };
  CHECK(count(broken(kHead, "kill -INT $job"), "hpgt.partial-* hold ") <= 1);
  broken(kSomeMen, "kill -KILL $(pgrep -P $job | tail -1)");
}

TEST_CASE("a shard that is killed goes on where it was, and is not written by two") {
  const TemporaryFolder folder;
  folder.write("long.toml", trial(420, 2));  // a thread follows 64 at once: some are finished while others wait
  REQUIRE(shell(folder, kProgram + "trial long.toml -q -o whole.hpgt").code == 0);
  const auto shard = [](const std::string& which) {
    return kProgram + "trial long.toml -q --threads 1 --shard " + which + "/2 -o part" + which + ".hpgt ";
  };
  const std::string part = "part2.hpgt.partial";
  const Ran killed =
      shell(folder, shard("2") + "& job=$!\n" + once_there_are(kHead, part) + shard("2") + "; [ $? = 2 ] || exit 9\n" +
                        once_there_are(kSomeMen, part) + "kill -KILL $job; wait $job");
  INFO(killed.error);
  CHECK(killed.code == 137);
  CHECK(count(killed.error, "another process is writing it") == 1);
  CHECK(shell(folder, shard("2") + "--resume").code == 0);
  // Killed before the first byte.
  CHECK(shell(folder, ": >part1.hpgt.partial; " + shard("1") + "--resume").code == 0);
  CHECK(shell(folder, kProgram + "merge long.toml part1.hpgt part2.hpgt -q -o merged.hpgt").code == 0);
  CHECK(content_of(folder / "merged.hpgt") == content_of(folder / "whole.hpgt"));
}
