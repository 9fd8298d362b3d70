// The message of the InputError that a call throws; "" when it throws none.
#pragma once

#include <string>

#include "hpgsim/error.hpp"

template <class Call>
std::string error_of(Call&& call) {
  try {
    call();
  } catch (const hpg::InputError& error) {
    return error.what();
  }
  return "";
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
