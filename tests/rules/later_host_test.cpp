// SPDX-License-Identifier: Apache-2.0
// A rule of today asked by a host of tomorrow, whose facts are longer: what is new lies at the end
// of each, and the next subject is as much further on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "rules/plugins/guest.h"

extern "C" const caseload_rule* caseload_c_rule();

namespace caseload::rules {
namespace {

using ::testing::ElementsAre;

struct LaterFacts {
  caseload_facts known;
  const void* invented = nullptr;
  std::uint64_t invented_count = 7;
};

// Three subjects, and what a rule names as evidence of each.
class LaterHost {
 public:
  LaterHost() {
    std::uint32_t case_id = 10;
    for (auto& one : facts_) {
      one.known = {};
      one.known.struct_size = sizeof one;
      one.known.subject_kind = CASELOAD_SUBJECT_CHILD;
      one.known.case_id = ++case_id;
    }
  }
  std::vector<std::uint32_t> CasesNamedBy(const caseload_rule& rule) {
    named_.clear();
    const caseload_sink sink{sizeof sink, 0, this, &Emit, &LookAgainOn, nullptr};
    std::uint64_t progress = 0;
    void* self = rule.create(nullptr, 0, nullptr, 0);
    const auto status =
        rule.evaluate_batch(self, &facts_[0].known, facts_.size(), &sink, &progress);
    rule.destroy(self);
    EXPECT_EQ(status, CASELOAD_OK);
    return named_;
  }

 private:
  static caseload_status Emit(void* context, std::uint64_t, const caseload_finding* finding) {
    static_cast<LaterHost*>(context)->named_.push_back(finding->evidence[0].row);
    return CASELOAD_OK;
  }
  static void LookAgainOn(void*, std::uint64_t, caseload_day) {}

  std::array<LaterFacts, 3> facts_;
  std::vector<std::uint32_t> named_;
};

// As an author writes one.
class NamesTheCase {
 public:
  static constexpr caseload::rule::About kAbout{
      .id = "test.names-the-case", .version = "1", .title = "Names the case", .basis = "None"};
  static constexpr std::array kTexts{
      caseload::rule::Text("SEEN", CASELOAD_KIND_INFO, "The case was seen", "")};
  void evaluate(const caseload::rule::Case& facts, caseload::rule::Findings& out) const {
    out.Add({.evidence = {{CASELOAD_EVIDENCE_CASE, facts.case_asked()}}});
  }
};

TEST(LaterHost, IsUnderstoodByARuleInPlainC) {
  EXPECT_THAT(LaterHost().CasesNamedBy(*caseload_c_rule()), ElementsAre(11, 12, 13));
}

TEST(LaterHost, IsUnderstoodByARuleThatIsAClass) {
  constexpr auto kRule = caseload::rule::Describe<NamesTheCase>();
  EXPECT_THAT(LaterHost().CasesNamedBy(kRule), ElementsAre(11, 12, 13));
}

TEST(LaterHost, IsUnderstoodByTheGuestsOfTheseTests) {
  EXPECT_THAT(LaterHost().CasesNamedBy(guest::Rule("test.good")), ElementsAre(11, 12, 13));
}

}  // namespace
}  // namespace caseload::rules
