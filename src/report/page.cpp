// Head and foot of a page.
#include "report/page.hpp"

#include <fmt/format.h>

#include "report/text.hpp"
#include "report/view.hpp"

namespace hpg::report {
namespace {

/// The policy makes the browser itself refuse any load from the network.
constexpr const char* kPolicy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

}  // namespace

std::string document_head(const std::string& title, std::string_view style, std::string_view basis) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"light dark\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"generator\" content=\"hpgsim {}\">\n<title>{}</title>\n<style>\n{}</style>\n"
      "<script>{}</script>\n</head>\n<body data-basis=\"{}\">\n",
      kPolicy, HPGSIM_VERSION, escape(title), style,
      // Before the first paint, so that a chosen theme does not flash.
      "document.documentElement.classList.add('js')", basis);
}

std::string page_head(const std::string& title, const std::string& lead) {
  return fmt::format(
      "<header class=\"page-head\">\n<div class=\"brand\"><span>hpgsim</span>"
      "<button type=\"button\" class=\"script-only quiet\" id=\"theme\" aria-label=\"Switch between light and dark\">"
      "<span aria-hidden=\"true\">&#9680;</span> Theme</button></div>\n<h1>{}</h1>\n{}"
      "<p class=\"disclaimer\">For research and teaching. Not a medical device; not advice for any one person.</p>\n</header>\n",
      escape(title), lead);
}

std::string page_footer() {
  return fmt::format("<footer>hpgsim {} &middot; for research and teaching, not a medical device.</footer>\n", HPGSIM_VERSION);
}

std::string arm_chip(std::size_t arm, const std::string& name) {
  return fmt::format(
      "<button type=\"button\" class=\"chip {0}\" data-arm=\"{1}\" aria-pressed=\"false\">{2}<svg class=\"sample-line\" "
      "viewBox=\"0 0 26 8\" aria-hidden=\"true\"><path class=\"line\" d=\"M0 4h26\"/></svg>{3}</button>",
      arm_class(arm), arm, arm_badge(arm), escape(name));
}

std::string note_of(ObservableGroup group) {
  switch (group) {
    case ObservableGroup::symptoms:
      return "Scores are assumed, not measured: 75 is the typical healthy man, 15 a man without sex steroids, no questionnaire. "
             "Read their "
             "direction and time course, not their size.";
    case ObservableGroup::safety:
    case ObservableGroup::body:
      return "Axes fit the values and need not start at zero.";
    case ObservableGroup::hormones:
    case ObservableGroup::fertility:
      break;
  }
  return "";
}

}  // namespace hpg::report
