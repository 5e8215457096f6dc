// SPDX-License-Identifier: Apache-2.0
// Prompts to look at a case that has been open for a long time. Change it into the rule you need.
#include <caseload/rule.hpp>

namespace {

using namespace caseload::rule;

class LongOpenRule {
 public:
  static constexpr About kAbout{.id = "example.long-open",
                                .version = "1.0.0",
                                .title = "Open for a long time",
                                .basis = "Local practice: a case is looked at afresh after a year"};
  enum TextOf : std::uint32_t { kLongOpen, kReferralDayMissing };
  static constexpr std::array kTexts{
      Text("LONG_OPEN", CASELOAD_KIND_PROMPT,
           "Open for {threshold} months or longer: worth a fresh look", "months"),
      Text("REFERRAL_DAY_MISSING", CASELOAD_KIND_DATA_GAP,
           "The day of the referral is not recorded, so it cannot be said how long the case has "
           "been open",
           "")};

  enum ParameterOf : std::uint32_t { kMonths };
  static constexpr std::array kParameters{
      Parameter({.name = "months",
                 .title = "How long a case is open before it is looked at afresh",
                 .unit = "months",
                 .basis = "Local practice"},
                12, 1, 120)};

  explicit LongOpenRule(const Settings& set) : months_(set.Int(kMonths)) {}

  void evaluate(const Case& facts, Findings& out) const {
    const auto& own = facts.own();
    if (!IsRecorded(own.referred)) {
      out.Add({.text = kReferralDayMissing, .evidence = {Referral(own)}});
      return;
    }
    if (!OpenOn(own.referred, own.closed, facts.as_of())) return;
    // A sentence that counted the days would be another one tomorrow; this one holds until somebody
    // records something.
    Finding found{.text = kLongOpen, .threshold = months_, .evidence = {Referral(own)}};
    const Day limit = AddMonths(own.referred, months_);
    if (facts.as_of() >= limit) {
      out.Add(std::move(found));
      return;
    }
    out.Near(std::move(found));
    out.LookAgainOn(limit);
  }

 private:
  int months_;
};

}  // namespace

CASELOAD_RULE(LongOpenRule);
