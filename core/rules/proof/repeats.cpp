// SPDX-License-Identifier: Apache-2.0
// The same of the same facts: a finding that depends on anything else cannot be replayed, and
// nobody can answer for it.
#include <algorithm>
#include <optional>
#include <random>

#include "rules/layout.h"
#include "rules/proof/checks.h"
#include "rules/sanitized.h"

namespace caseload::rules {
namespace {

using Facts = std::span<const SubjectFacts>;
using Said = std::vector<std::string>;

class Repeats {
 public:
  // What it said the first time, all at once.
  Repeats(const Candidate& candidate, Facts subjects, Said said)
      : candidate_(candidate), subjects_(subjects), said_(std::move(said)) {}

  // State that is kept from one to the next shows in another order.
  v1::RuleCheck InAnotherOrder() const {
    std::vector<std::size_t> order(subjects_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::shuffle(order, std::mt19937_64(7));
    const auto wrong = Wrong(candidate_, order, order.size());
    if (wrong) return Failed("repeatable", "in another process and another order " + *wrong);
    return Passed("repeatable", "it says the same of " + std::to_string(subjects_.size()) +
                                    " made-up subjects in two processes and in two orders");
  }

  v1::RuleCheck InBatches() const {
    constexpr char kName[] = "batch sizes";
    // As many as can be asked about at a time: some of them more than once.
    std::vector<std::size_t> full(std::max(subjects_.size(), kSubjectsPerAsk));
    for (std::size_t i = 0; i < full.size(); ++i) full[i] = i % subjects_.size();
    const std::span<const std::size_t> once(full.data(), subjects_.size());
    constexpr std::size_t kSome = 64;
    if (const auto wrong = Wrong(candidate_, once, 1, Lost::kIsWrong))
      return Failed(kName, "asked about one subject at a time " + *wrong);
    if (const auto wrong = Wrong(candidate_, once, kSome, Lost::kIsWrong))
      return Failed(kName, "asked about " + std::to_string(kSome) + " at a time " + *wrong);
    if (const auto wrong = Wrong(candidate_, full, kSubjectsPerAsk, Lost::kIsWrong)) {
      return Failed(kName,
                    "asked about " + std::to_string(kSubjectsPerAsk) + " at a time " + *wrong);
    }
    return Passed(kName, "it says the same when it is asked about 1, " + std::to_string(kSome) +
                             " or " + std::to_string(kSubjectsPerAsk) + " at a time");
  }

  // What is read before it was written is otherwise nought on most days. With no cache in between,
  // every allocation is filled.
  v1::RuleCheck WithOtherMemory() const {
    constexpr char kName[] = "unset memory";
    if (kSanitized) return Passed(kName, "not looked at: a sanitizer fills memory itself");
    for (const char* filling : {"85", "170"}) {
      const Candidate filled(candidate_.court(),
                             {std::string("GLIBC_TUNABLES=glibc.malloc.tcache_count=0:"
                                          "glibc.malloc.perturb=") +
                              filling});
      if (const auto wrong = Wrong(filled, InOrder(), subjects_.size())) {
        return Failed(kName, "when fresh memory holds something else " + *wrong +
                                 ": it reads what it never wrote");
      }
    }
    return Passed(kName, "it says the same whatever fresh memory holds");
  }

  v1::RuleCheck InOtherSurroundings() const {
    constexpr char kName[] = "surroundings";
    const Candidate elsewhere(
        candidate_.court(), {"TZ=EAST-14", "LC_ALL=tr_TR.UTF-8", "LANG=tr_TR.UTF-8", "LANGUAGE=tr",
                             "HOME=/nowhere", "PATH=/nowhere", "USER=nobody"});
    if (const auto wrong = Wrong(elsewhere, InOrder(), subjects_.size())) {
      return Failed(kName, "in another time zone, language and environment " + *wrong);
    }
    return Passed(kName, "it says the same in another time zone, language and environment");
  }

 private:
  std::vector<std::size_t> InOrder() const {
    std::vector<std::size_t> places(subjects_.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
    return places;
  }

  // A worker that was lost though each subject was answered in the end: told once, by the check
  // that is about it.
  enum class Lost { kIsNotLookedAt, kIsWrong };

  // What is wrong with its answers about the subjects of these places, in a new process.
  std::optional<std::string> Wrong(const Candidate& candidate, std::span<const std::size_t> places,
                                   std::size_t at_a_time, Lost lost = Lost::kIsNotLookedAt) const {
    std::vector<SubjectFacts> subjects;
    for (const std::size_t place : places) subjects.push_back(subjects_[place]);
    const auto set = candidate.Started();
    if (const auto refusal = Candidate::Refusal(*set); !refusal.empty())
      return "it does not start: " + refusal;
    const auto again = candidate.Answers(*set, subjects, at_a_time);
    if (!again) return "it fails: " + again.error().message;
    for (std::size_t i = 0; i < places.size(); ++i) {
      if ((*again)[i] != said_[places[i]]) return "it says something else of the same facts";
    }
    const auto why = lost == Lost::kIsWrong ? Candidate::LostInABatch(*set) : std::string();
    if (!why.empty()) return "it fails, though it bears each of them alone: " + why;
    return std::nullopt;
  }

  const Candidate& candidate_;
  const Facts subjects_;
  const Said said_;
};

}  // namespace

std::vector<v1::RuleCheck> CheckRepeats(const Candidate& candidate, Facts subjects) {
  // Not held while the others are asked: they would be asked in the same process.
  auto said = candidate.Answers(*candidate.Started(), subjects, subjects.size());
  if (!said) return {Failed("repeatable", said.error())};
  const Repeats repeats(candidate, subjects, *std::move(said));
  return {repeats.InAnotherOrder(), repeats.InBatches(), repeats.WithOtherMemory(),
          repeats.InOtherSurroundings()};
}

}  // namespace caseload::rules
