// What every page of hpgsim begins and ends with.
#pragma once

#include <string>
#include <string_view>

#include "hpgsim/observable.hpp"

namespace hpg::report {

/// Doctype, <head> and the opening of <body>. `style` is the text of the style sheets; `basis` what values the page opens with.
[[nodiscard]] std::string document_head(const std::string& title, std::string_view style, std::string_view basis);

/// Name of the program, title, `lead` as HTML, and the line that says what the page is not.
[[nodiscard]] std::string page_head(const std::string& title, const std::string& lead);

[[nodiscard]] std::string page_footer();

/// A button that names an arm by letter, colour and dash; with script it brings the arm forward.
[[nodiscard]] std::string arm_chip(std::size_t arm, const std::string& name);

/// What a reader must know of the panels of a section, as HTML; empty for most.
[[nodiscard]] std::string note_of(ObservableGroup group);

}  // namespace hpg::report
