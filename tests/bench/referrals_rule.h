// SPDX-License-Identifier: Apache-2.0
// Referrals: a rule like those that are shipped, small enough that what surrounds it shows:
// referrals within a year, concerns that are open together, contacts.
#pragma once

#include <caseload/rule.hpp>

// There are copies under other names.
#ifndef CASELOAD_BENCH_RULE_ID
#define CASELOAD_BENCH_RULE_ID "bench.referrals"
#endif

namespace caseload::bench {

class Referrals {
 public:
  static constexpr rule::About kAbout{.id = CASELOAD_BENCH_RULE_ID,
                                      .version = "1.0.0",
                                      .title = "Referrals and concerns together",
                                      .basis = "Made up for a measure"};
  static constexpr std::array kTexts{
      rule::Text("REFERRALS", CASELOAD_KIND_PROMPT, "Referred {measure} times in {threshold} days",
                 "days"),
      rule::Text("CONCERNS", CASELOAD_KIND_PROMPT, "Concerns that are open together: {measure}",
                 "concerns"),
      rule::Text("CONTACTS", CASELOAD_KIND_PROMPT, "Contacts without a referral: {measure}",
                 "contacts")};

  void evaluate(const rule::Case& facts, rule::Findings& out) const { Look(facts, out); }

  // The same for whoever takes findings.
  template <class Out>
  void Look(const rule::Case& facts, Out& out) const {
    constexpr int kYear = 365;
    constexpr int kMany = 3;
    const caseload_day since = facts.as_of() - kYear;
    rule::Finding again{.text = 0, .measure = 0, .threshold = kYear};
    for (const auto& row : facts.cases()) {
      if (row.referred > since) again.evidence.push_back(rule::Referral(row));
    }
    std::uint32_t open = 0;
    for (const auto& row : facts.concerns()) {
      if (row.end == CASELOAD_DAY_NONE && row.code < 32) open |= 1u << row.code;
    }
    int contacts = 0;
    for (const auto& row : facts.events()) {
      if (row.kind == CASELOAD_EVENT_CONTACT && row.day > since) ++contacts;
    }
    if (again.evidence.size() >= kMany) {
      again.measure = static_cast<std::int64_t>(again.evidence.size());
      out.Add(std::move(again));
    }
    constexpr std::uint32_t kTogether = 0b111;
    if ((open & kTogether) == kTogether) {
      out.Add({.text = 1, .measure = 3, .evidence = {rule::Referral(facts.own())}});
    }
    if (contacts >= 2 * kMany) {
      out.Add({.text = 2, .measure = contacts, .evidence = {rule::Referral(facts.own())}});
    }
  }
};

}  // namespace caseload::bench
