// SPDX-License-Identifier: Apache-2.0
// Shades: the steps from light to dark that segments of a bar are drawn in, and the text that is
// legible on each.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace caseload::cli {

inline constexpr const char* kPlain = "\x1b[0m";

struct Shade {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  // Escape sequences of 24-bit colour.
  std::string Foreground() const;
  std::string Background() const;
  // Black or white, whichever stands out more.
  std::string Text() const;
  // The relative luminance of WCAG 2.2, 0 to 1.
  double Luminance() const;
};

// The shade of one of so many series; the only one of one is of the middle.
Shade ShadeOf(std::size_t index, std::size_t count);

}  // namespace caseload::cli
