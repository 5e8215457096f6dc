// SPDX-License-Identifier: Apache-2.0
// Card: what a rule may say of itself, and the sentences made from its catalogue. Asked by the
// worker, so that it can refuse aloud, and again by the host, which does not believe the worker.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/wire.h"

namespace caseload::rules {

// As published of a finding's summary: characters, not bytes.
inline constexpr std::size_t kSummaryCharacters = 140;
inline constexpr std::size_t kTextsPerCard = 256;
// A title or a basis is a line, not a page.
inline constexpr std::size_t kLineCharacters = 200;
// What a number may be, so that the longest summary is known before the rule is ever asked.
inline constexpr std::int64_t kNumberMost = 1'000'000'000;
inline constexpr std::size_t kNumberCharacters = 11;
// What a day or a concern takes in a sentence.
inline constexpr std::size_t kDayCharacters = 10;
inline constexpr std::size_t kConcernCharacters = 40;

// Small letters, digits and - with dots between.
bool IsRuleId(std::string_view id);
// Why the card is not one, in words for the rule's author; nothing when it is.
std::optional<std::string> WrongWith(const RuleCard& card);
// Whether a string is what a finding's or a card's line may hold: printable, valid UTF-8, not too
// long.
bool PrintableLine(std::string_view text, std::size_t most_characters);
// At most so many characters of the text, with everything unprintable as a question mark: for words
// of a stranger.
std::string Legible(std::string_view text, std::size_t most_characters);

// What is filled into a sentence, as text.
struct Filling {
  std::optional<std::int64_t> measure;
  std::optional<std::int64_t> threshold;
  std::vector<std::string> values;  // {1}, {2}, …
};

// The sentence with all filled in; nothing when it names something that was not given.
std::optional<std::string> Sentence(const CardText& text, const Filling& filling);
// Whether there is one, without making it.
bool HasASentence(const CardText& text, const Filling& filling);

}  // namespace caseload::rules
