// SPDX-License-Identifier: Apache-2.0
// A rule of this tree, asked where the test runs: a question takes a microsecond, so that it can be
// asked of every day of many made-up years.
#pragma once

#include <string>
#include <vector>

#include "rules/subject_facts.h"

namespace caseload::rules {

// What a rule said of one subject on one day.
struct Spoken {
  std::string code;
  std::string unit = {};
  std::int64_t measure = CASELOAD_NO_NUMBER;
  std::int64_t threshold = CASELOAD_NO_NUMBER;
  std::vector<std::int64_t> values = {};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> evidence = {};
  friend bool operator==(const Spoken&, const Spoken&) = default;
};
std::string InWords(const std::vector<Spoken>& spoken);

struct Heard {
  caseload_status status = CASELOAD_OK;
  caseload_day look_again_on = CASELOAD_DAY_NONE;
  std::vector<Spoken> said = {};
  std::vector<Spoken> nearly = {};
  std::vector<std::string> broken = {};  // promises of the contract that were not kept
};

// The calendar and the clocks of the packs, in the form a rule is shown.
class ShownReference {
 public:
  explicit ShownReference(ReferenceRows rows);
  ShownReference(const ShownReference&) = delete;
  ShownReference& operator=(const ShownReference&) = delete;
  const caseload_reference* shown() const { return &shown_; }

 private:
  const ReferenceRows rows_;
  std::vector<caseload_clock_row> clocks_;
  caseload_reference shown_{};
};

class RuleUnderTest {
 public:
  // With what is set when nobody sets anything.
  explicit RuleUnderTest(const std::string& name);
  ~RuleUnderTest();
  RuleUnderTest(const RuleUnderTest&) = delete;
  RuleUnderTest& operator=(const RuleUnderTest&) = delete;

  const caseload_rule& card() const { return *card_; }
  // Within their ranges, one for each parameter.
  void Set(const std::vector<std::int64_t>& values);
  Heard Ask(const SubjectFacts& facts, const ShownReference& reference) const;

 private:
  const caseload_rule* card_ = nullptr;
  void* self_ = nullptr;
};

// Of every rule of this tree.
std::vector<std::string> RuleNames();

}  // namespace caseload::rules
