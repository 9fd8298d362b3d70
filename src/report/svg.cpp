// SVG elements as text.
#include "report/svg.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/text.hpp"

namespace hpg::report {
namespace {

/// Hundredths are far below a pixel.
std::string at(double value) { return fmt::format("{:.6g}", std::round(value * 100) / 100 + 0.0); }

}  // namespace

Svg::Svg(double width, double height, std::string_view css_class, std::string_view label, std::string_view description,
         std::string_view more_attributes)
    : body_(fmt::format("<svg class=\"{}\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\"{}{}><desc>{}</desc>\n", css_class,
                        at(width), at(height), escape(label), more_attributes.empty() ? "" : " ", more_attributes,
                        escape(description))) {}

Svg& Svg::rect(std::string_view css_class, double x, double y, double width, double height) {
  body_ += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", css_class, at(x), at(y), at(width),
                       at(height));
  return *this;
}

Svg& Svg::line(std::string_view css_class, double x1, double y1, double x2, double y2) {
  body_ +=
      fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"/>\n", css_class, at(x1), at(y1), at(x2), at(y2));
  return *this;
}

Svg& Svg::path(std::string_view css_class, std::string_view d) {
  body_ += fmt::format("<path class=\"{}\" d=\"{}\"/>\n", css_class, d);
  return *this;
}

Svg& Svg::text(std::string_view css_class, double x, double y, std::string_view anchor, std::string_view text) {
  body_ += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\" text-anchor=\"{}\">{}</text>\n", css_class, at(x), at(y), anchor,
                       escape(text));
  return *this;
}

Svg& Svg::open_group(std::string_view attributes) {
  body_ += fmt::format("<g {}>\n", attributes);
  return *this;
}

Svg& Svg::close_group() {
  body_ += "</g>\n";
  return *this;
}

}  // namespace hpg::report
