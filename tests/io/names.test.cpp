// Names: sameness, nearness, and messages that stay one line.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include "io/names.hpp"

#include <doctest/doctest.h>

#include "hpgsim/error.hpp"

using namespace hpg;

TEST_CASE("case, spaces, dashes and underscores do not matter") {
  for (const char* name :
       {"testosterone cypionate", "Testosterone-Cypionate", "TESTOSTERONE_CYPIONATE", " testosterone  cypionate "}) {
    CHECK(io::plain_name(name) == "testosterone_cypionate");
  }
}

TEST_CASE("the nearest name is suggested, and only a near one") {
  const std::vector<std::string> known{"clomiphene", "enclomiphene", "testosterone cypionate", "hCG", "im", "sc"};
  CHECK(did_you_mean("clomifene", known) == ", did you mean \"clomiphene\"?");
  CHECK(did_you_mean("Enclomifene", known) == ", did you mean \"enclomiphene\"?");
  CHECK(did_you_mean("cypionate", known) == ", did you mean \"testosterone cypionate\"?");
  CHECK(did_you_mean("hgc", known) == ", did you mean \"hCG\"?");
  CHECK(did_you_mean("aspirin", known) == "");
  CHECK(did_you_mean("po", known) == "");
  CHECK(did_you_mean("", known) == "");
  CHECK(did_you_mean(std::string(1000000, 'x'), known) == "");
}

TEST_CASE("an error is one line") {
  const InputError error({"a\nb.toml", 7, "arm.name"}, "found \"x\r\ny\"");
  CHECK(std::string(error.what()) == "a b.toml:7: arm.name: found \"x  y\"");
  CHECK(std::string(InputError({"", 0, ""}, "plain").what()) == "plain");
  CHECK(std::string(InputError({"f", 0, ""}, "whole file").what()) == "f: whole file");
}

TEST_CASE("long finds are clipped without breaking a character") {
  std::string text(79, 'a');
  text += "\xC2\xB5\xC2\xB5";
  const std::string shown = io::in_quotes(text);
  CHECK(shown == "\"" + std::string(79, 'a') + "...\"");
}
