// SPDX-License-Identifier: Apache-2.0
// Guard: whether a set of rules keeps the promises of stories, before it comes into force.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "caseload/v1/vignette.pb.h"
#include "rules/package.h"
#include "rules/rule_book.h"
#include "rules/vignettes/vignette.h"

namespace caseload::rules {

// One file of stories under the name it is kept by.
struct StoryFile {
  std::string name;
  std::vector<Vignette> stories;
};

// A story is asked on every day of it, of every rule it names.
inline constexpr int kStoryDaysOfAFile = 3'660;

// The stories of a text, each about a child, with promises for every day, and without settings of
// its own: it is held against the values in force. FIELDS_INVALID with the line and why; the text
// itself is not repeated.
Result<std::vector<Vignette>> ReadStories(const std::string& text, const std::string& field,
                                          const CodeNumbers& numbers);

// The stories with promises among the files of a package, but for those that name settings.
std::vector<StoryFile> OwnStories(const Package& package);

// The promises that the rules of the set break; of a rule that gives no answer, or could not be
// started, all of its. What is promised of a rule that is not in the set is not broken by it.
// Blocks, for every day of every story.
std::vector<v1::VignettePromise> BrokenBy(const RuleSet& set, std::span<const StoryFile> files,
                                          const CodeNumbers& numbers);
// The same, asked of a set that is started for it and ended: nobody waits for a rule at work, and
// what a story does to one is done to none at work. A story happened in the past, and its promises
// are for the children of today and tomorrow: it is held against the values that hold today, and
// against those of each later day on which one changes. Of the first of these days on which
// promises are broken, these.
std::vector<v1::VignettePromise> BrokenInATrial(const RuleBook& like,
                                                std::span<const RuleMember> members,
                                                std::span<const StoryFile> files, Date today);

// What must be said and, by no rule of these names, can be.
std::vector<v1::VignettePromise> OpenWithout(std::span<const std::string> rule_ids,
                                             std::span<const StoryFile> files);
// What must be said by this rule.
std::vector<v1::VignettePromise> DemandedOf(const std::string& rule_id,
                                            std::span<const StoryFile> files);

// RULE_VIGNETTE_BROKEN, naming each.
Error BrokenError(std::span<const v1::VignettePromise> broken);

}  // namespace caseload::rules
