// hpgsim trial and merge as a user meets them: outputs, interruption, ranks.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "io/run_program.hpp"

namespace {

std::string trial(int men, int weeks) {
  return "title = \"Small\"\nduration = \"" + std::to_string(weeks) + " wk\"\n[population]\nmen = " + std::to_string(men) +
         "\n[visits]\nevery = \"2 wk\"\n[[arm]]\nname = \"gel\"\n[[arm.dose]]\ndrug = \"testosterone gel\"\namount = \"50 "
         "mg\"\nevery "
         "= \"1 d\"\n[[arm]]\nname = \"nothing\"\n";
}

std::string in_quotes(const std::filesystem::path& path) { return "'" + path.string() + "'"; }

}  // namespace

TEST_CASE("a trial gives a report, tables, an ensemble and a summary, and leaves nothing else") {
  const TemporaryFolder folder;
  const auto file = folder.write("small.toml", trial(6, 4));
  const Ran ran =
      run(folder, "trial " + in_quotes(file) + " -o " + in_quotes(folder / "r.html") + " -o " + in_quotes(folder / "t.csv") +
                      " -o " + in_quotes(folder / "n.nc") + " -o " + in_quotes(folder / "m.hpgt"));
  INFO(ran.error);
  CHECK(ran.code == 0);
  CHECK(ran.out.find("randomised 6") != std::string::npos);
  CHECK(ran.error.find("0 of 6") == std::string::npos);
  CHECK(std::count(ran.error.begin(), ran.error.end(), '\n') <= 1);  // of a run of seconds a log says nothing
  CHECK(folder.entries() == 7);
  CHECK(content_of(folder / "r.html").find("medical device") != std::string::npos);
  CHECK(content_of(folder / "t-adsl.csv").find("USUBJID") != std::string::npos);

  const Ran one = run(folder, "trial " + in_quotes(file) + " --man 3");
  CHECK(one.code == 0);
  CHECK(one.out.find("man 3 of Small") != std::string::npos);
}

TEST_CASE("what is wrong with a command is said, with exit code 2") {
  const TemporaryFolder folder;
  const auto file = folder.write("small.toml", trial(6, 4));
  const auto refused = [&](const std::string& arguments, const std::string& message) {
    const Ran ran = run(folder, "trial " + in_quotes(file) + " " + arguments);
    INFO(arguments, " -> ", ran.error);
    CHECK(ran.code == 2);
    CHECK(ran.error.find(message) != std::string::npos);
    CHECK(folder.entries() == 1);
  };
  refused("-o x.pdf", "accepted: names ending in");
  refused("-o " + in_quotes(folder / "none/t.csv"), "there is no folder");
  refused("-o " + in_quotes(folder / ""), "is a folder, wanted the name of a file");
  refused("--man 7", "the trial has 6 men");
  refused("--shard 3/2 -o " + in_quotes(folder / "x.hpgt"), "is not a part");
  refused("--shard 1/2 -o " + in_quotes(folder / "x.html"), "wants one output");
  refused("--shard 1/9 -o " + in_quotes(folder / "x.hpgt"), "more parts than");
  refused("--resume -o " + in_quotes(folder / "x.html"), "nothing to resume");
  refused("--resume", "wants the -o");
  refused("--simd sse9", "sse9");
}

TEST_CASE("the names checked are those of the files that will be written") {
  const TemporaryFolder folder;
  const auto file = folder.write("small.toml", trial(6, 4));
  std::filesystem::create_directories(folder / "t-adlb.csv");
  std::filesystem::create_directories(folder / "u.csv");
  const Ran ran = run(folder, "trial " + in_quotes(file) + " -o " + in_quotes(folder / "t.csv"));
  INFO(ran.error);
  CHECK(ran.code == 2);
  CHECK(ran.error.find("t-adlb.csv: cannot be written: is a folder") != std::string::npos);
  CHECK(run(folder, "trial " + in_quotes(file) + " -q -o " + in_quotes(folder / "u.csv")).code == 0);
  // The list of men would be written over.
  std::string listed = trial(2, 2);
  listed.replace(listed.find("men = 2"), 7, "file = \"v-adsl.csv\"");
  const auto list = folder.write("v-adsl.csv", "id,age,bmi\na,40,25\nb,50,30\n");
  const Ran over = run(folder, "trial " + in_quotes(folder.write("listed.toml", listed)) + " -o " + in_quotes(folder / "v.csv"));
  INFO(over.error);
  CHECK(over.code == 2);
  CHECK(over.error.find("is one of the inputs") != std::string::npos);
  CHECK(content_of(list).starts_with("id,age"));
}

TEST_CASE("a trial that is interrupted goes on where it was, to the same file, also with other outputs") {
  const TemporaryFolder folder;
  const auto file = folder.write("long.toml", trial(200, 2));
  const std::string whole = in_quotes(folder / "whole.hpgt"), broken = in_quotes(folder / "broken.hpgt");
  CHECK(run(folder, "trial " + in_quotes(file) + " -q -o " + whole).code == 0);
  const std::string partial = in_quotes(folder / "r.hpgt.partial");
  // The signal comes when men are in the file.
  const std::string command = "'" HPGSIM_PROGRAM "' --data '" HPGSIM_SOURCE_DIR "/data' trial " + in_quotes(file) +
                              " --threads 1 -o " + in_quotes(folder / "r.html") + " -o " + broken + " >/dev/null 2>" +
                              in_quotes(folder / "err") + " & p=$!; while kill -0 $p 2>/dev/null && [ $(stat -c %s " + partial +
                              " 2>/dev/null || echo 0) -lt 200 ]; do sleep 0.02; done; kill -INT $p; wait $p";
  const int status = std::system(command.c_str());
  const std::string error = content_of(folder / "err");
  INFO(error);
  if (WEXITSTATUS(status) == 130) {
    const std::size_t at = error.find("holds the ");
    REQUIRE(at != std::string::npos);
    const int kept = std::stoi(error.substr(at + 10));
    CHECK(kept > 0);
    CHECK(error.find("of 200; the same command with --resume goes on with the other " + std::to_string(200 - kept)) !=
          std::string::npos);
    CHECK(std::filesystem::exists(folder / "r.hpgt.partial"));
    CHECK_FALSE(std::filesystem::exists(folder / "broken.hpgt"));
    CHECK(run(folder, "trial " + in_quotes(file) + " --resume -o " + in_quotes(folder / "x.html"))
              .error.find("nothing to resume; -o wants the first output") != std::string::npos);
    const Ran again = run(folder, "trial " + in_quotes(file) + " --resume -o " + broken + " -o " + in_quotes(folder / "t.csv") +
                                      " -o " + in_quotes(folder / "r.html"));
    CHECK(again.code == 0);
    CHECK(again.error.find(std::to_string(kept) + " of 200 men taken over\n") != std::string::npos);
    CHECK(std::filesystem::exists(folder / "t-adsl.csv"));
    CHECK_FALSE(std::filesystem::exists(folder / "r.hpgt.partial"));
  } else {
    // A very fast machine was done before the signal.
    CHECK(WEXITSTATUS(status) == 0);
  }
  CHECK(content_of(folder / "broken.hpgt") == content_of(folder / "whole.hpgt"));
}

TEST_CASE("outputs appear together: when the second cannot be written the first stays as it was") {
  const TemporaryFolder folder;
  const auto file = folder.write("small.toml", trial(6, 4));
  folder.write("t-adsl.csv", "precious");
  const std::string command = "trial " + in_quotes(file) + " -q -o " + in_quotes(folder / "t.csv") + " -o " +
                              in_quotes(folder / "r.html") + " -o " + in_quotes(folder / "m.hpgt");
  // Files of 40 kB at most: room for the tables and for the men, not for the report.
  const int status = std::system(("trap '' XFSZ; ulimit -f 80; '" HPGSIM_PROGRAM "' --data '" HPGSIM_SOURCE_DIR "/data' " +
                                  command + " >/dev/null 2>" + in_quotes(folder / "err"))
                                     .c_str());
  INFO(content_of(folder / "err"));
  CHECK(WEXITSTATUS(status) == 1);
  CHECK(content_of(folder / "err").find("r.html: writing failed") != std::string::npos);
  std::filesystem::remove(folder / "err");
  CHECK(content_of(folder / "t-adsl.csv") == "precious");
  CHECK(folder.entries() == 3);  // with the men, so that the work is not lost
  CHECK(run(folder, command + " --resume").code == 0);
  CHECK(content_of(folder / "t-adsl.csv").starts_with("STUDYID"));
  CHECK(folder.entries() == 6);
}

TEST_CASE("a merge that is interrupted leaves everything as it was") {
  const TemporaryFolder folder;
  const auto file = folder.write("small.toml", trial(2, 2));
  CHECK(run(folder, "trial " + in_quotes(file) + " -q --shard 1/1 -o " + in_quotes(folder / "part.hpgt")).code == 0);
  // Later and later, until the signal finds it at work: not before it listens, not after its end.
  int code = 0;
  for (int hundredths = 1; code != 130 && hundredths < 40; ++hundredths) {
    folder.write("r.html", "precious");
    const int status = std::system(("'" HPGSIM_PROGRAM "' --data '" HPGSIM_SOURCE_DIR "/data' merge " + in_quotes(file) + " " +
                                    in_quotes(folder / "part.hpgt") + " -q -o " + in_quotes(folder / "r.html") + " -o " +
                                    in_quotes(folder / "m.hpgt") + " 2>" + in_quotes(folder / "err") + " & p=$!; sleep " +
                                    fmt::format("{:.2f}", hundredths / 100.0) + "; kill -INT $p; wait $p")
                                       .c_str());
    code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == 0) std::filesystem::remove(folder / "m.hpgt");
  }
  CHECK(code == 130);
  CHECK(content_of(folder / "err") == "interrupted: nothing was written\n");
  std::filesystem::remove(folder / "err");
  CHECK(content_of(folder / "r.html") == "precious");
  CHECK(folder.entries() == 3);
}

TEST_CASE("a trial under draws of what is not known") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "o");
  const std::string data = (folder / "data").string();
  std::filesystem::copy(HPGSIM_SOURCE_DIR "/data", data, std::filesystem::copy_options::recursive);
  std::filesystem::remove(folder / "data/posterior.csv");
  const std::string toml = in_quotes(folder.write("small.toml", trial(8, 2)));
  const auto refused = [&](const std::string& arguments, const std::string& message) {
    const Ran ran = run(folder, arguments, data);
    INFO(arguments, " -> ", ran.error);
    CHECK(ran.code == 2);
    CHECK(ran.error.find(message) != std::string::npos);
  };
  refused("trial " + toml + " --uncertainty 2", "posterior.csv: is not there");
  folder.write("data/posterior.csv",
               "steroids.testosterone_clearance,leydig.cell_number.between_men\n30,0.3\n22,0.33\n25,0.24\n25,0.3\n20,0.3\n");
  refused("trial " + toml + " --uncertainty 1", "--uncertainty");
  refused("trial " + toml + " --uncertainty 6", "has 5 draws");
  refused("trial " + toml + " --uncertainty 5", "two men in each draw");

  const std::string drawn = " --uncertainty 3 ";
  const Ran whole = run(folder,
                        "trial " + toml + drawn + "-o " + in_quotes(folder / "o/r.html") + " -o " +
                            in_quotes(folder / "o/t.csv") + " -o " + in_quotes(folder / "o/whole.hpgt"),
                        data);
  INFO(whole.error);
  CHECK(whole.code == 0);
  CHECK(whole.out.find("what is not known (3 draws)") != std::string::npos);
  CHECK(content_of(folder / "o/r.html").find("Between men, and what is not known") != std::string::npos);
  CHECK(content_of(folder / "o/t-uncertainty.csv").starts_with("arm,time_d,observable"));
  CHECK(std::distance(std::filesystem::directory_iterator(folder / "o"), {}) == 6);
  CHECK(run(folder, "trial " + toml + drawn + "--man 4", data).out.find("under draw 2 of 3") != std::string::npos);

  std::string parts;
  for (const std::string part : {"1", "2"}) {
    const std::string file = in_quotes(folder / ("p" + part + ".hpgt"));
    CHECK(run(folder, "trial " + toml + drawn + "-q --shard " + part + "/2 -o " + file, data).code == 0);
    parts += " " + file;
  }
  CHECK(run(folder, "merge " + toml + parts + drawn + "-q -o " + in_quotes(folder / "o/merged.hpgt"), data).code == 0);
  CHECK(content_of(folder / "o/merged.hpgt") == content_of(folder / "o/whole.hpgt"));
  refused("merge " + toml + parts + " -q -o " + in_quotes(folder / "o/x.hpgt"), "--uncertainty");
  refused("merge " + toml + parts + " --uncertainty 2 -q -o " + in_quotes(folder / "o/x.hpgt"), "--uncertainty");
}

TEST_CASE("shards merged, and ranks of an MPI job, give the file of one process") {
  const TemporaryFolder folder;
  const auto file = folder.write("small.toml", trial(10, 2));
  const std::string toml = in_quotes(file);
  CHECK(run(folder, "trial " + toml + " -q -o " + in_quotes(folder / "whole.hpgt")).code == 0);
  const std::string whole = content_of(folder / "whole.hpgt");
  std::string parts;
  for (int i = 1; i <= 4; ++i) {
    const std::string part = in_quotes(folder / ("part" + std::to_string(i) + ".hpgt"));
    CHECK(run(folder, "trial " + toml + " -q --shard " + std::to_string(i) + "/4 -o " + part).code == 0);
    parts += " " + part;
  }
  CHECK(run(folder, "merge " + toml + parts + " -q -o " + in_quotes(folder / "merged.hpgt")).code == 0);
  CHECK(content_of(folder / "merged.hpgt") == whole);
  CHECK(run(folder, "merge " + toml + " " + in_quotes(folder / "part1.hpgt") + " -o " + in_quotes(folder / "x.hpgt")).code == 2);

  const std::filesystem::path mpi = std::filesystem::path(HPGSIM_PROGRAM).parent_path() / "hpgsim-mpi";
  if (!std::filesystem::exists(mpi) || std::system("command -v mpirun >/dev/null") != 0) {
    MESSAGE("no MPI here: ranks not tested");
    return;
  }
  for (const int ranks : {1, 2}) {
    const std::string out = "ranks" + std::to_string(ranks) + ".hpgt";
    const std::string command = "OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 mpirun --oversubscribe -n " +
                                std::to_string(ranks) + " '" + mpi.string() + "' --data '" HPGSIM_SOURCE_DIR "/data' trial " +
                                toml + " -q --threads 1 -o " + in_quotes(folder / out) + " >/dev/null 2>" +
                                in_quotes(folder / "err");
    const int status = std::system(command.c_str());
    INFO(content_of(folder / "err"));
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(content_of(folder / out) == whole);
  }
}
