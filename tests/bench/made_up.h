// SPDX-License-Identifier: Apache-2.0
// MadeUp: children, cases and visits that nobody ever had, of the size and the mixture of real
// ones.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "bench/dice.h"
#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/import.pb.h"
#include "caseload/v1/person.pb.h"
#include "taxonomy/packs.h"

namespace caseload::bench {

// What a stored case weighs: a referral with 2.4 concerns and a page of notes.
inline constexpr std::size_t kCaseBytes = 1'400;

class MadeUp {
 public:
  explicit MadeUp(const taxonomy::Packs& packs);

  v1::Person Child(Dice& dice, Date day) const;
  // Referred on the day; three in ten are closed some months later, if that lies before `today`.
  v1::Case Case(Dice& dice, const std::string& child_id, Date referred, Date today) const;
  // What followed the referral, if anything: an assessment, an enquiry, a plan, a period of being
  // looked after.
  std::vector<v1::Entry> Course(Dice& dice, const std::string& case_id,
                                const v1::Case& record) const;
  v1::Entry Visit(Dice& dice, const std::string& case_id, Date day, std::size_t bytes) const;
  // A delivered child with one case, its concerns, an assessment and a visit. `number` makes the
  // source keys its own.
  v1::ImportUnit Unit(Dice& dice, std::uint64_t number, Date referred, Date today) const;

 private:
  const std::string& Pick(Dice& dice, const std::vector<std::string>& codes) const {
    return codes[dice.Of(codes.size())];
  }
  void AddConcerns(Dice& dice, v1::Case& record) const;

  std::vector<std::string> needs_;
  std::vector<std::string> factors_;
  std::vector<std::string> sources_;
  std::vector<std::string> closures_;
};

// Text of so many bytes.
std::string Narrative(std::size_t bytes);

}  // namespace caseload::bench
