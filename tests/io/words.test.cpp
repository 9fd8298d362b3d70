// Data in words: explain, the labs of the conditions, and the documents that are made from data or make it.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "hpgsim/hpgsim.hpp"
#include "io/catalog.hpp"
#include "io/error_of.hpp"
#include "io/run_program.hpp"

namespace {

/// One line, so that phrases are found whatever the width of the terminal text.
std::string unwrapped(const std::string& text) {
  std::istringstream words(text);
  std::string line;
  for (std::string word; words >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

void check_says(const std::string& name, const std::vector<std::string>& phrases) {
  const TemporaryFolder folder;
  const Ran ran = run(folder, "explain '" + name + "'");
  CAPTURE(name);
  CHECK(ran.code == 0);
  const std::string said = unwrapped(ran.out);
  for (const std::string& phrase : phrases) {
    CAPTURE(phrase);
    CHECK(contains(said, phrase));
  }
}

/// Characters, not bytes, of the longest line.
std::size_t widest(const std::string& text) {
  std::istringstream lines(text);
  std::size_t width = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto count = std::count_if(line.begin(), line.end(), [](unsigned char c) { return (c & 0xC0) != 0x80; });
    width = std::max(width, static_cast<std::size_t>(count));
  }
  return width;
}

/// The code block of a document whose first line is "# title".
std::string block_of(const std::string& document, const std::string& title) {
  const std::string start = "```toml\n# " + title + "\n";
  const auto at = document.find(start);
  REQUIRE(at != std::string::npos);
  const auto from = at + start.size();
  return document.substr(from, document.find("```", from) - from);
}

}  // namespace

TEST_CASE("explain tells a drug in sentences, with its numbers and its sources in full") {
  check_says("enclomiphene", {"By mouth: half of it reaches blood in 1 h.", "Leaves blood with a half-life of 10 h",
                              "reaches its site over", "Blocks the estrogen receptor in hypothalamus, pituitary and breast",
                              "is a partial agonist (70 %) at the estrogen receptor in liver", "usual dose 12.5-25 mg", "limits",
                              "disposition.half_life 10 h measured [wiehle_14day]", "[helo2017] Helo S et al."});
}

TEST_CASE("explain tells products, depots, body substances and loads of life") {
  check_says("clomiphene", {"Acts through enclomiphene (62 % of the dose) and zuclomiphene (38 % of the dose)",
                            "zuclomiphene: 68 % of the dose", "hpgsim explain zuclomiphene.NAME", "[clomid_isomers]"});
  check_says("tamoxifen", {"endoxifen: By mouth:", "4-hydroxytamoxifen: By mouth:"});
  check_says("testosterone pellets",
             {"Under the skin: reaches blood, in parts:", "evenly over 280 d", "Enters blood as testosterone"});
  check_says("AndroGel", {"On the skin:", "as DHT (half in"});
  check_says("degarelix", {"Leaves blood in two phases", "Blocks the GnRH receptor of the pituitary"});
  check_says("gonadorelin", {"Acts as GnRH on the pituitary"});
  check_says("anastrozole", {"Inhibits aromatase in fat and testis"});
  check_says("fasting", {"A load of life", "largest dose 100 %"});
  check_says("diet", {"Takes off body weight", "largest dose 100 kg"});
}

TEST_CASE("explain tells a condition with its man, its changes and its published labs") {
  check_says("secondary hypogonadism", {"default man 31 kg/m2", "instead of 1",
                                        "Total testosterone: 303 ng/dL (mean) [pelusi2017]", "[pelusi2017] Pelusi C et al."});
  check_says("post-TRT hypogonadism", {"before the baseline testosterone cypionate 100 mg im every 7 d for 2 a, ended 1 mo ago"});
}

TEST_CASE("conditions are listed with the labs of the model beside the published ones") {
  const TemporaryFolder folder;
  const Ran ran = run(folder, "list conditions");
  CHECK(ran.code == 0);
  CHECK(ran.error.empty());
  CHECK(contains(ran.out, "LAB "));
  CHECK(widest(ran.out) <= 100);
  const hpg::Catalog catalog = hpg::Catalog::load(HPGSIM_SOURCE_DIR "/data");
  for (const hpg::Condition& condition : catalog.conditions) CHECK(contains(ran.out, "\n" + condition.name));
  const Ran names = run(folder, "list conditions --names");
  CHECK(contains(names.out, "CONDITION"));
  CHECK(!contains(names.out, "ng/dL"));
}

TEST_CASE("docs/drugs.md is what the program writes") {
  const TemporaryFolder folder;
  const Ran ran = run(folder, "list drugs --markdown");
  CHECK(ran.code == 0);
  INFO("the drugs have changed; run: build/hpgsim list drugs --markdown > docs/drugs.md");
  const bool same = ran.out == content_of(HPGSIM_SOURCE_DIR "/docs/drugs.md");
  CHECK(same);
}

TEST_CASE("the drug of docs/adding-a-drug.md works as it stands there") {
  const std::string document = content_of(HPGSIM_SOURCE_DIR "/docs/adding-a-drug.md");
  const TemporaryFolder folder;
  const auto data = folder / "data";
  std::filesystem::copy(HPGSIM_SOURCE_DIR "/data", data, std::filesystem::copy_options::recursive);
  // Somebody may have followed the page in this very tree.
  const std::string sources = content_of(data / "sources.toml");
  const std::string added = block_of(document, "data/sources.toml");
  if (!contains(sources, added.substr(0, added.find(']')))) folder.write("data/sources.toml", sources + "\n" + added);
  folder.write("data/drugs/exemestane.toml", block_of(document, "data/drugs/exemestane.toml"));
  const auto protocol = folder.write("exemestane.toml", block_of(document, "exemestane.toml"));
  CHECK(contains(unwrapped(run(folder, "explain exemestane", data.string()).out), "Inhibits aromatase in fat and testis"));

  const hpg::Simulator simulator = hpg::Simulator::load(data);
  hpg::RunOptions options;
  options.tolerance = 1e-4;
  const hpg::Result result = simulator.run(simulator.read_protocol(protocol), options);
  REQUIRE(result.observables == std::vector<std::string>{"estradiol", "total_testosterone", "lh"});
  const hpg::Series& series = result.arms.at(0).series;
  const auto after = static_cast<std::size_t>(
      std::find_if(series.time.begin(), series.time.end(), [](double t) { return t >= 240; }) - series.time.begin());
  const auto ratio = [&](std::size_t o) { return series.at_visit[o][after] / series.at_visit[o][0]; };
  CHECK(ratio(0) > 0.45);  // estradiol: 0.62 in the men of the study
  CHECK(ratio(0) < 0.80);
  CHECK(ratio(1) > 1.1);  // testosterone: 1.6
  const auto last = series.time.size() - 1;
  CHECK(series.at_visit[0][last] > 0.85 * series.at_visit[0][0]);  // and back after ten days without it
}
