// One process.
#include "ranks.hpp"

Ranks::Ranks(int&, char**&) {}
Ranks::~Ranks() = default;
int Ranks::rank() { return 0; }
int Ranks::size() { return 1; }
bool Ranks::all(bool mine) { return mine; }
