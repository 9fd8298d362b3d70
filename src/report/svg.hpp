// A few SVG elements as text: enough for our figures. Styling is by class, in style.css.
#pragma once

#include <string>
#include <string_view>

namespace hpg::report {

/// An inline drawing of width x height drawing units. `label` and `description` are plain text for screen readers.
class Svg {
 public:
  Svg(double width, double height, std::string_view css_class, std::string_view label, std::string_view description,
      std::string_view more_attributes = "");

  Svg& rect(std::string_view css_class, double x, double y, double width, double height);
  Svg& line(std::string_view css_class, double x1, double y1, double x2, double y2);
  Svg& path(std::string_view css_class, std::string_view d);
  /// anchor: "start", "middle" or "end"; text is plain.
  Svg& text(std::string_view css_class, double x, double y, std::string_view anchor, std::string_view text);
  Svg& open_group(std::string_view attributes);
  Svg& close_group();
  [[nodiscard]] std::string str() const { return body_ + "</svg>\n"; }

 private:
  std::string body_;
};

}  // namespace hpg::report
