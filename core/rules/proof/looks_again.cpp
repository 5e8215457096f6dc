// SPDX-License-Identifier: Apache-2.0
#include "rules/proof/looks_again.h"

#include "rules/proof/vignette_course.h"

namespace caseload::rules {
namespace {

// Each is asked about on some thousand days.
constexpr std::size_t kMostFollowed = 20;

}  // namespace

std::optional<std::string> WrongLooks(const Asked& asked, const Vignette& vignette,
                                      std::size_t& days) {
  const auto stretches = FollowVignette(vignette, asked.counting, asked.numbers, asked.ask);
  if (!stretches) return vignette.title + ": " + stretches.error().message;
  for (const auto& stretch : *stretches) {
    days += stretch.course.looks.size();
    if (stretch.course.lie) return vignette.title + ": " + InWords(*stretch.course.lie);
  }
  return std::nullopt;
}

std::optional<std::string> WrongLooks(const Asked& asked, std::span<const SubjectFacts> subjects,
                                      std::size_t& days) {
  const std::size_t step = std::max<std::size_t>(1, subjects.size() / kMostFollowed);
  for (std::size_t i = 0; i < subjects.size(); i += step) {
    const auto course = Follow(subjects[i], EdgesOf(subjects[i], asked.counting), asked.ask);
    if (!course) return course.error().message;
    days += course->looks.size();
    if (course->lie) return "of a made-up subject: " + InWords(*course->lie);
  }
  return std::nullopt;
}

}  // namespace caseload::rules
