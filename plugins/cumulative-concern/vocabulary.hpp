// SPDX-License-Identifier: Apache-2.0
// Numbers of the core set of concerns (vocabulary 1) that this rule compares. A child's or a
// parent's disability, where a child comes from and how poor a family is are no concerns here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace cumulative {

struct Range {
  std::uint16_t first;
  std::uint16_t last;
  std::uint16_t told_as;  // 0: each as itself
};

inline constexpr std::array kCompared{
    Range{601, 606, 601},  // HARM.NEGLECT and below
    Range{607, 607, 607},  // HARM.EMOTIONAL
    Range{608, 610, 608},  // HARM.PHYSICAL and below
    Range{611, 613, 611},  // HARM.SEXUAL and below
    Range{614, 617, 614},  // HARM.DOMESTIC and below
    Range{618, 624, 618},  // HARM.EXPLOIT and below
    Range{625, 628, 625},  // HARM.PRACTICE and below
    Range{630, 631, 0},    // CHILD.ALCOHOL, CHILD.DRUGS
    Range{635, 637, 0},    // CHILD.SELFHARM, CHILD.MISSING, CHILD.BEHAVIOUR
    Range{640, 642, 0},    // PARENT.ALCOHOL, PARENT.DRUGS, PARENT.MENTAL
    Range{645, 645, 0},    // PARENT.ABSENT
    Range{647, 649, 0},    // HOUSE.ALCOHOL, HOUSE.DRUGS, HOUSE.MENTAL
    Range{653, 654, 0},    // FAMILY.STRESS, FAMILY.DYSFUNCTION
};

// What a core concern is compared as; nothing for one that is not compared.
constexpr std::optional<std::uint16_t> GroupOf(std::uint16_t core) {
  for (const auto& range : kCompared) {
    if (core >= range.first && core <= range.last) return range.told_as == 0 ? core : range.told_as;
  }
  return std::nullopt;
}

// Domestic abuse, a parent's mental health, a parent's use of alcohol or drugs.
constexpr std::optional<std::size_t> WhichOfThree(std::uint16_t core) {
  if (core >= 614 && core <= 617) return 0;
  if (core == 642) return 1;
  if (core == 640 || core == 641) return 2;
  return std::nullopt;
}

}  // namespace cumulative
