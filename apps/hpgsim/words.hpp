// Words for what the catalogue holds, shared by list and explain.
#pragma once

#include <string>

#include "hpgsim/number.hpp"

[[nodiscard]] inline std::string grade_word(hpg::Grade grade) {
  switch (grade) {
    case hpg::Grade::measured:
      return "measured";
    case hpg::Grade::fitted:
      return "fitted";
    case hpg::Grade::assumed:
      return "assumed";
  }
  return "";
}
