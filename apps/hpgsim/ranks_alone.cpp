// One process.
#include "ranks.hpp"

Ranks::Ranks(int&, char**&) {}
Ranks::~Ranks() = default;
int Ranks::rank() { return 0; }
int Ranks::size() { return 1; }
Outcome Ranks::agree(const Outcome& mine) { return mine; }
void Ranks::go_on_together() {}
bool Ranks::any(bool mine) { return mine; }
bool Ranks::same(std::uint64_t) { return true; }
