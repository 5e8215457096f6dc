// SPDX-License-Identifier: Apache-2.0
// Mixes shades between five steps that keep their order also for those who see no colours.
#include "cli/shades.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace caseload::cli {
namespace {

constexpr std::array<Shade, 5> kSteps = {{
    {0xcf, 0xe3, 0xe7},
    {0x8f, 0xbf, 0xc8},
    {0x4f, 0x93, 0xa3},
    {0x24, 0x69, 0x7d},
    {0x0f, 0x3d, 0x57},
}};

std::uint8_t Between(std::uint8_t from, std::uint8_t to, double part) {
  return static_cast<std::uint8_t>(std::lround(from + (to - from) * part));
}

std::string Sequence(int kind, const Shade& shade) {
  return "\x1b[" + std::to_string(kind) + ";2;" + std::to_string(shade.red) + ";" +
         std::to_string(shade.green) + ";" + std::to_string(shade.blue) + "m";
}

double Linear(std::uint8_t channel) {
  const double part = channel / 255.0;
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

}  // namespace

std::string Shade::Foreground() const { return Sequence(38, *this); }
std::string Shade::Background() const { return Sequence(48, *this); }

double Shade::Luminance() const {
  return 0.2126 * Linear(red) + 0.7152 * Linear(green) + 0.0722 * Linear(blue);
}

std::string Shade::Text() const {
  // Contrast with white falls below contrast with black at this luminance.
  constexpr double kEven = 0.179;
  return Luminance() > kEven ? Shade{0, 0, 0}.Foreground() : Shade{255, 255, 255}.Foreground();
}

Shade ShadeOf(std::size_t index, std::size_t count) {
  if (count < 2) return kSteps[2];
  const double place =
      static_cast<double>(index) * (kSteps.size() - 1) / static_cast<double>(count - 1);
  const auto step = std::min(static_cast<std::size_t>(place), kSteps.size() - 2);
  const double part = place - static_cast<double>(step);
  const Shade& from = kSteps[step];
  const Shade& to = kSteps[step + 1];
  return {Between(from.red, to.red, part), Between(from.green, to.green, part),
          Between(from.blue, to.blue, part)};
}

}  // namespace caseload::cli
