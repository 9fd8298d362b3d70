// One list of the members of a plain struct, so that files, tables and tests can walk parameters and states by name.
#pragma once

#include <cstddef>

#define HPG_PARENS ()
#define HPG_EXPAND(...) HPG_EXPAND3(HPG_EXPAND3(HPG_EXPAND3(HPG_EXPAND3(__VA_ARGS__))))
#define HPG_EXPAND3(...) HPG_EXPAND2(HPG_EXPAND2(HPG_EXPAND2(HPG_EXPAND2(__VA_ARGS__))))
#define HPG_EXPAND2(...) HPG_EXPAND1(HPG_EXPAND1(HPG_EXPAND1(HPG_EXPAND1(__VA_ARGS__))))
#define HPG_EXPAND1(...) __VA_ARGS__
#define HPG_EACH(macro, ...) __VA_OPT__(HPG_EXPAND(HPG_EACH_STEP(macro, __VA_ARGS__)))
#define HPG_EACH_STEP(macro, first, ...) macro(first) __VA_OPT__(HPG_EACH_AGAIN HPG_PARENS(macro, __VA_ARGS__))
#define HPG_EACH_AGAIN() HPG_EACH_STEP

#define HPG_VISIT_ONE(name) visitor(#name, self.name);
#define HPG_COUNT_ONE(name) +1

/// Inside a struct whose members are all of one number type: lists them once, in order of declaration.
/// visit(self, f) calls f("member", reference) for each; forgetting one fails the size check of HPG_CHECK_FIELDS.
#define HPG_FIELDS(...)                                                              \
  static constexpr std::size_t field_count = 0 HPG_EACH(HPG_COUNT_ONE, __VA_ARGS__); \
  template <class Self, class Visitor>                                               \
  static void visit(Self& self, Visitor&& visitor) {                                 \
    HPG_EACH(HPG_VISIT_ONE, __VA_ARGS__)                                             \
  }

#define HPG_CHECK_FIELDS(Struct)                                                        \
  static_assert(sizeof(Struct<double>) == Struct<double>::field_count * sizeof(double), \
                #Struct ": HPG_FIELDS must list every member")
