// SPDX-License-Identifier: Apache-2.0
#include "census/asked.h"

#include <cstdlib>
#include <stdexcept>

#include "rules/host/answers.h"
#include "rules/host/facts_image.h"
#include "rules/reference_facts.h"
#include "rules/slab.h"
#include "rules/worker/evaluation.h"
#include "taxonomy/packs.h"

extern "C" const caseload_rule caseload_rule_v1;

namespace caseload::rules {
namespace {

// A rule made with settings, gone at the end.
class Made {
 public:
  explicit Made(const CensusSettings& settings) {
    const auto values = settings.values();
    char why[200] = {};
    loaded_.rule = &caseload_rule_v1;
    loaded_.made = {caseload_rule_v1.create(values.data(), values.size(), why, sizeof why)};
    if (loaded_.made.front() == nullptr) throw std::runtime_error(why);
  }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() { caseload_rule_v1.destroy(loaded_.made.front()); }
  const LoadedRule& loaded() const { return loaded_; }

 private:
  LoadedRule loaded_;
};

std::uint64_t AddressOf(std::span<std::byte> memory) {
  return reinterpret_cast<std::uint64_t>(memory.data());
}

// The two memories that host and worker share, with both of them at this end.
class Memories {
 public:
  Memories() {
    if (!facts_ || !answers_ || !image_.SetReference(Words().reference))
      throw std::runtime_error("there is no memory to ask in");
  }

  RuleAnswer Ask(const LoadedRule& rule, const SubjectFacts& facts) {
    const SubjectFacts* one = &facts;
    if (ImageBytes(facts.rows, CASELOAD_GROUP_ALL) > image_.Room())
      throw std::runtime_error("the facts are too large");
    AskHead head;
    head.sequence = ++sequence_;
    head.count = 1;
    image_.Write({&one, 1}, CASELOAD_GROUP_ALL, head);
    const auto& asked = *reinterpret_cast<const AskHead*>(facts_->bytes().data());
    AnswerWriter writer(answers_->bytes());
    Evaluate(rule, asked, writer);
    auto answers = CopyAnswers(answers_->bytes(), asked);
    if (!answers || answers->status != CASELOAD_OK || answers->by_subject[0].flooded ||
        answers->by_subject[0].broken)
      throw std::runtime_error("the rule failed");
    return std::move(answers->by_subject[0]);
  }

 private:
  std::optional<Slab> facts_ = Slab::Make(kFactsBytes, Slab::Others::kRead);
  std::optional<Slab> answers_ = Slab::Make(kAnswerBytes, Slab::Others::kWrite);
  FactsImage image_{facts_.value().bytes(), AddressOf(facts_.value().bytes())};
  std::uint64_t sequence_ = 0;
};

}  // namespace

const RuleWords& Words() {
  static const auto packs = taxonomy::Packs::Load(CASELOAD_PACKS_DIR "/england");
  if (!packs) std::abort();
  static const RuleWords words{NumbersOf(*packs), ReferenceOf(*packs)};
  return words;
}

std::vector<CensusSaid> AskCensus(const SubjectFacts& facts, const CensusSettings& settings) {
  const Made made(settings);
  static Memories memories;
  const RuleAnswer answer = memories.Ask(made.loaded(), facts);
  constexpr std::size_t kPrefix = std::string_view("CENSUS_").size();
  std::vector<CensusSaid> found;
  for (const auto& said : answer.said) {
    const auto& code = caseload_rule_v1.findings[said.text].code;
    auto& one = found.emplace_back();
    one.rule = std::string(code.ptr + kPrefix, code.len - kPrefix);
    for (const auto& row : said.evidence) {
      const auto* origin = facts.Find(row);
      if (origin == nullptr) throw std::runtime_error(one.rule + " rests on no row");
      one.records.insert(origin->id);
    }
  }
  return found;
}

}  // namespace caseload::rules
