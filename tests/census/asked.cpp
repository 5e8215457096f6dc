// SPDX-License-Identifier: Apache-2.0
#include "census/asked.h"

#include <cstdlib>
#include <stdexcept>

#include "rules/reference_facts.h"
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
    loaded_.self = caseload_rule_v1.create(values.data(), values.size(), why, sizeof why);
    if (loaded_.self == nullptr) throw std::runtime_error(why);
  }
  Made(const Made&) = delete;
  Made& operator=(const Made&) = delete;
  ~Made() { caseload_rule_v1.destroy(loaded_.self); }
  const LoadedRule& loaded() const { return loaded_; }

 private:
  LoadedRule loaded_;
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
  const Reference reference(Words().reference);
  const RuleAnswer answer = Evaluate(made.loaded(), facts.rows, reference);
  if (answer.status != CASELOAD_OK || answer.flooded) throw std::runtime_error("the rule failed");
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
