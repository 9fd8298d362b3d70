// The real program fed with bad input: exit code 2, one line on stderr, outputs untouched.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>

#include "io/error_of.hpp"
#include "io/run_program.hpp"
#include "io/temporary_folder.hpp"

namespace {

/// Exit code 2 and one line that holds `part`.
void check_refused(const Ran& ran, const std::string& part) {
  CAPTURE(ran.error);
  CHECK(ran.code == 2);
  CHECK(std::count(ran.error.begin(), ran.error.end(), '\n') == 1);
  CHECK(contains(ran.error, part));
  CHECK(ran.out.empty());
}

const char* const kProtocol = "title = \"t\"\nduration = \"2 d\"\n[[arm]]\nname = \"a\"\n";

}  // namespace

TEST_CASE("bad protocols are refused and an existing output stays as it was") {
  const TemporaryFolder folder;
  const auto output = folder.write("x.csv", "precious");
  const std::string to = " -o '" + output.string() + "'";
  const auto simulate = [&](const std::string& file) { return run(folder, "simulate '" + (folder / file).string() + "'" + to); };
  folder.write("empty.toml", "");
  folder.write("binary.toml", std::string("\x7f"
                                          "ELF\x02\x01\x01\0\0\0\xff\xfe",
                                          12));
  folder.write("large.toml", std::string(10 << 20, '#'));
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "a.";
  folder.write("deep.toml", deep + "a = 1\n");
  folder.write("wrong.toml", std::string(kProtocol) + "colour = \"red\"\n");
  check_refused(simulate("none.toml"), "none.toml: no such file");
  check_refused(simulate(""), "is a folder");
  check_refused(simulate("empty.toml"), "is empty");
  check_refused(simulate("binary.toml"), "not UTF-8");
  check_refused(simulate("large.toml"), "larger than 4 MB");
  check_refused(simulate("wrong.toml"), "wrong.toml:5: arm[1].colour: unknown key");
  check_refused(simulate("deep.toml"), "deep.toml:1: a key of more than 32 parts");
  CHECK(content_of(output) == "precious");
  CHECK(folder.entries() == 6);
}

TEST_CASE("bad outputs are refused before the run") {
  const TemporaryFolder folder;
  folder.write("p.toml", kProtocol);
  std::filesystem::create_directory(folder / "folder.csv");
  const auto simulate = [&](const std::string& output) {
    return run(folder, "simulate '" + (folder / "p.toml").string() + "' -o '" + output + "'");
  };
  check_refused(simulate((folder / "none/x.csv").string()), "there is no folder");
  check_refused(simulate((folder / "folder.csv").string()), "is a folder");
  check_refused(simulate("/proc/x.csv"), "cannot be written");
  std::filesystem::create_symlink("loop.csv", folder / "loop.csv");
  check_refused(simulate((folder / "loop.csv").string()), "cannot be written");
  std::filesystem::remove(folder / "loop.csv");
  check_refused(simulate((folder / (std::string(300, 'x') + ".csv")).string()), "cannot be written");
  check_refused(simulate((folder / "x.xlsx").string()), "accepted: names ending in .csv or .html");
  CHECK(folder.entries() == 2);
}

TEST_CASE("the protocol is never an output") {
  const TemporaryFolder folder;
  folder.write("p.csv", kProtocol);
  const std::string path = (folder / "p.csv").string();
  check_refused(run(folder, "simulate '" + path + "' -o '" + path + "'"), "is the input itself");
  CHECK(content_of(folder / "p.csv") == kProtocol);
}

TEST_CASE("bad command lines are refused") {
  const TemporaryFolder folder;
  folder.write("p.toml", kProtocol);
  const std::string protocol = "simulate '" + (folder / "p.toml").string() + "' ";
  check_refused(run(folder, ""), "subcommand");
  check_refused(run(folder, "fly"), "fly: no such command");
  check_refused(run(folder, "simulate"), "protocol");
  check_refused(run(folder, protocol + "--units metric"), "--units");
  check_refused(run(folder, protocol + "--tolerance 0"), "--tolerance");
  check_refused(run(folder, protocol + "--tolerance nan"), "--tolerance");
  check_refused(run(folder, protocol + "--threads -1"), "--threads");
  check_refused(run(folder, "list planets"), "planets");
  check_refused(run(folder, "list drugs --names"), "--names");
  check_refused(run(folder, "list sources --markdown"), "--markdown");
  check_refused(run(folder, "explain enclomifene"), "did you mean \"enclomiphene\"?");
  check_refused(run(folder, "explain 'testosterone half-life'"), "half_life\"");
  check_refused(run(folder, "--data /no/such/place list drugs"), "--data");
}

TEST_CASE("list and explain show what is known") {
  const TemporaryFolder folder;
  CHECK(run(folder, "--version").out.starts_with("hpgsim "));
  for (const char* kind :
       {"drugs", "observables", "conditions", "ancestries", "parameters", "correlations", "sources", "studies"}) {
    const Ran ran = run(folder, std::string("list ") + kind + (std::string(kind) == "conditions" ? " --names" : ""));
    CHECK(ran.code == 0);
    CHECK(std::count(ran.out.begin(), ran.out.end(), '\n') > 1);
  }
  for (const char* name :
       {"enclomiphene half-life", "'enclomiphene half-life'", "enclomiphene.disposition.half_life", "Androxal half_life"}) {
    const Ran ran = run(folder, std::string("explain ") + name);
    CAPTURE(name);
    CHECK(ran.code == 0);
    CHECK(ran.out.starts_with("enclomiphene.disposition.half_life\n"));
    for (const char* part : {"value", "unit", "grade", "source"}) CHECK(contains(ran.out, part));
  }
  CHECK(contains(run(folder, "explain leydig.cell_number").out, "leydig.cell_number"));
  CHECK(contains(run(folder, "explain 'cell number'").out, "sertoli.cell_number"));
  CHECK(contains(run(folder, "explain total_testosterone").out, "264 to 916 ng/dL"));
  CHECK(contains(run(folder, "explain klinefelter").out, "(condition)"));
  CHECK(contains(run(folder, "explain clomiphene").out, "(drug)"));
}

TEST_CASE("a good protocol gives CSV, report and summary") {
  const TemporaryFolder folder;
  folder.write("p.toml", kProtocol);
  const std::string csv = (folder / "x.csv").string(), html = (folder / "x.html").string();
  const Ran ran = run(folder, "simulate '" + (folder / "p.toml").string() + "' --units si -o '" + csv + "' -o '" + html + "'");
  CAPTURE(ran.error);
  CHECK(ran.code == 0);
  CHECK(ran.error.empty());
  CHECK(contains(content_of(csv), "\r\na,1,0,total_testosterone,"));
  CHECK(contains(content_of(csv), ",nmol/L\r\n"));
  CHECK(contains(content_of(html), "<html"));
  CHECK(folder.entries() == 3);
  CHECK(contains(run(folder, "simulate '" + (folder / "p.toml").string() + "'").out, "Total testosterone, ng/dL"));
}

TEST_CASE("a study is echoed number by number, and is never an output") {
  const TemporaryFolder folder;
  const std::string study =
      "id = \"mine\"\ncitation = \"Somebody\"\nduration = \"4 wk\"\n[population]\nmen = 4\n[[arm]]\nname = \"none\"\n"
      "[[arm.observed]]\nobservable = \"total testosterone\"\nat = \"4 wk\"\nvalue = \"15 nmol/L\"\nwhere = \"table 1\"\n";
  folder.write("mine.toml", study);
  const std::string file = (folder / "mine.toml").string();
  const Ran ran = run(folder, "validate --check '" + file + "'");
  CHECK(ran.code == 0);
  CHECK(contains(ran.out, "1 study, 1 arm, 1 published number, from " + file + "\n"));
  CHECK(contains(ran.out, "mean total testosterone at 4 wk"));
  CHECK(contains(ran.out, "15 nmol/L"));
  CHECK(contains(ran.out, "433 ng/dL"));
  CHECK(contains(run(folder, "calibrate --dry-run '" + file + "'").out, "1 study, 1 arm, 1 published number, from "));

  check_refused(run(folder, "calibrate '" + file + "' -o '" + file + "'"), "is one of the inputs");
  std::filesystem::create_symlink(file, folder / "link.json");
  check_refused(run(folder, "validate '" + file + "' -o '" + (folder / "link.json").string() + "'"), "is the input itself");
  std::filesystem::remove(folder / "link.json");
  CHECK(content_of(folder / "mine.toml") == study);

  SUBCASE("a fit that fails leaves nothing behind") {
    std::string impossible = study;
    impossible.insert(impossible.find("[[arm]]"), "labs = [{ observable = \"LH\", mean = \"900 IU/L\", sd = \"1 IU/L\" }]\n");
    folder.write("mine.toml", impossible);
    const Ran fit =
        run(folder, "calibrate '" + file + "' --parameter pituitary.lh_synthesis -q -o '" + (folder / "x.toml").string() + "'");
    CHECK(fit.code == 2);
    CHECK(contains(fit.error, "too rare"));
    CHECK(folder.entries() == 1);
  }
  SUBCASE("JSON says in which unit") {
    const Ran scored = run(folder, "validate -q --json --men 10 '" + file + "'");
    CHECK(scored.code == 0);
    CHECK(contains(scored.out, "\"unit\": \"ng/dL\", \"observed\": 432.6"));
  }
}
