// Reading and writing files: what is refused, and that a write is whole or not at all.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <charconv>
#include <cmath>

#include "hpgsim/result.hpp"
#include "io/atomic_file.hpp"
#include "io/csv.hpp"
#include "io/error_of.hpp"
#include "io/temporary_folder.hpp"
#include "io/text_file.hpp"
#include "io/toml_reader.hpp"

using namespace hpg;

TEST_CASE("what is no TOML file is refused by name") {
  const TemporaryFolder folder;
  const auto message = [](const std::filesystem::path& file) { return error_of([&] { (void)io::TomlTable::read(file); }); };
  CHECK(message(folder / "none.toml") == (folder / "none.toml").string() + ": no such file");
  CHECK(contains(message(folder / ""), "is a folder"));
  CHECK(contains(message(folder.write("empty.toml", "")), "is empty"));
  CHECK(contains(message(folder.write("comments.toml", "# nothing\n\n  \t\n# here\n")), "is empty"));
  CHECK(contains(message(folder.write("large.toml", std::string(io::kLargestTextFile + 1, '#'))), "larger than 4 MB"));
  CHECK(contains(message(folder.write("nul.toml", std::string("a = 1\nb = \"\0\"", 13))), "nul.toml:2: is not UTF-8 text"));
  CHECK(contains(message(folder.write("latin.toml", "a = \"\xE9\"\n")), "latin.toml:1: is not UTF-8 text"));
  CHECK(contains(message(folder.write("overlong.toml", "a = \"\xC0\xAF\"\n")), "is not UTF-8 text"));
  CHECK(contains(message(folder.write("cut.toml", "a = \"\xE2\x82")), "is not UTF-8 text"));
  CHECK(contains(message(folder.write("twice.toml", "a = 1\na = 2\n")), "twice.toml:2: "));
  CHECK(contains(message(folder.write("syntax.toml", "\n\na = = 2\n")), "syntax.toml:3: "));
  CHECK(contains(message("/dev/zero"), "larger than 4 MB"));
}

TEST_CASE("keys have lines, and unknown ones are named") {
  const TemporaryFolder folder;
  const auto file = folder.write("a.toml", "x = \"1 d\"\n[man]\nagee = 3\n[[arm]]\nname = 5\n");
  io::TomlTable root = io::TomlTable::read(file);
  CHECK(root.quantity("x", io::kTime) == 24);
  CHECK(root.where("x").line == 1);
  io::TomlTable man = root.table("man");
  CHECK(!man.find_number("age"));
  CHECK(error_of([&] { man.finish(); }) == file.string() + ":3: man.agee: unknown key, did you mean \"age\"?");
  auto arms = root.tables("arm");
  REQUIRE(arms.size() == 1);
  CHECK(contains(error_of([&] { (void)arms[0].text("name"); }), "a.toml:5: arm[1].name: 5 is a number, wanted a text in quotes"));
  CHECK(contains(error_of([&] { (void)arms[0].quantity("amount", io::kMass); }),
                 "amount: is missing, wanted a mass such as \"100 mg\""));
  CHECK(contains(error_of([&] { (void)arms[0].text("drug"); }), "a.toml:4: arm[1].drug: is missing"));
}

TEST_CASE("a file appears whole or not at all") {
  const TemporaryFolder folder;
  const auto target = folder.write("x.csv", "old");
  {
    io::AtomicFile file(target);
    file.write("new");
    CHECK(content_of(target) == "old");
    CHECK(folder.entries() == 2);
  }
  CHECK(content_of(target) == "old");
  CHECK(folder.entries() == 1);
  io::write_atomically(target, "new");
  CHECK(content_of(target) == "new");
  CHECK(folder.entries() == 1);
}

TEST_CASE("files of one command appear together or not at all") {
  const TemporaryFolder folder;
  const auto first = folder.write("first.csv", "old"), records = folder.write("records", "kept");
  {
    io::AtomicFiles files;
    files.add(first).write("new");
    CHECK_THROWS_AS(files.add(folder / "none/second.csv"), InputError);
    files.add(folder / "third.hpgt").take(records);
  }
  CHECK(content_of(first) == "old");
  CHECK(folder.entries() == 2);
  io::AtomicFiles files;
  files.add(first).write("new");
  files.add(folder / "third.hpgt").take(records);
  CHECK(content_of(first) == "old");
  files.commit();
  CHECK(content_of(first) == "new");
  CHECK(content_of(folder / "third.hpgt") == "kept");
  CHECK(content_of(records) == "kept");
  CHECK(folder.entries() == 3);
  // A second name of the same file.
  io::AtomicFiles again;
  again.add(folder / "third.hpgt").take(records);
  again.commit();
  CHECK(content_of(folder / "third.hpgt") == "kept");
  CHECK(folder.entries() == 3);
  // Another file system, as a rule.
  if (std::filesystem::is_directory("/dev/shm")) {
    const auto there = std::filesystem::path("/dev/shm") / folder.write("x", "").parent_path().filename();
    io::AtomicFiles across;
    across.add(there).take(records);
    across.commit();
    CHECK(content_of(there) == "kept");
    std::filesystem::remove(there);
  }
}

TEST_CASE("a symbolic link keeps pointing at the file that is replaced") {
  const TemporaryFolder folder;
  const auto target = folder.write("real.csv", "old");
  std::filesystem::create_symlink(target, folder / "link.csv");
  io::write_atomically(folder / "link.csv", "new");
  CHECK(std::filesystem::is_symlink(folder / "link.csv"));
  CHECK(content_of(target) == "new");
}

TEST_CASE("targets that cannot be written are refused and nothing stays behind") {
  const TemporaryFolder folder;
  const auto message = [](const std::filesystem::path& file) { return error_of([&] { io::write_atomically(file, "x"); }); };
  CHECK(contains(message(folder / "none/x.csv"), "there is no folder"));
  CHECK(contains(message(folder / "/"), "is a folder"));
  CHECK(contains(message("/proc/x.csv"), "/proc/x.csv: cannot be written"));
  CHECK(contains(message("/dev/null"), "not an ordinary file"));
  CHECK(folder.entries() == 0);
}

TEST_CASE("CSV is tidy, quoted and reads back exactly") {
  const Catalog catalog = Catalog::load(HPGSIM_SOURCE_DIR "/data");
  Result result;
  result.observables = {"total_testosterone"};
  PulseProfile profile;
  profile.time = {48, 48 + 1.0 / 6};
  profile.pulses = {1, 1.0, 0, 2.5, {48}};
  result.arms.push_back(
      {"100 mg, \"weekly\"", {{0, 24}, {{1.0 / 3, 20}}, {{15, NAN}}}, {{"hcg", "IU/L", {0, 3}, {0, 2.5}}}, {profile}});
  const std::string si = io::csv_text(result, catalog, UnitSystem::si);
  const std::string arm = "\"100 mg, \"\"weekly\"\"\",1,";
  CHECK(si == "arm,man,time_d,observable,value,unit\r\n" + arm + "0,total_testosterone,0.333333333,nmol/L\r\n" + arm +
                  "0,total_testosterone_24h_mean,15,nmol/L\r\n" + arm + "1,total_testosterone,20,nmol/L\r\n" + arm +
                  "1,total_testosterone_24h_mean,,nmol/L\r\n" + arm + "0,hcg_concentration,0,IU/L\r\n" + arm +
                  "0,hcg_concentration_24h_mean,0,IU/L\r\n" + arm + "1,hcg_concentration,3,IU/L\r\n" + arm +
                  "1,hcg_concentration_24h_mean,2.5,IU/L\r\n" + arm + "2,lh_pulses_24h,1,1/24 h\r\n" + arm +
                  "2,lh_interpulse_interval,,min\r\n" + arm + "2,lh_pulse_amplitude,2.5,IU/L\r\n");
  CHECK(contains(io::csv_text(result, catalog, UnitSystem::us), "1,total_testosterone,576.8,ng/dL\r\n"));
}
