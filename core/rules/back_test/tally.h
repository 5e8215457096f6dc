// SPDX-License-Identifier: Apache-2.0
// Tally: keeps, of all that the sides of a back-test answer, what a report needs: counts, and of
// each case the first day on which each thing was said. It grows with the cases, not with the days.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "caseload/v1/finding.pb.h"

namespace caseload::rules {

// What one side answered to the questions of one batch.
struct Heard {
  struct Failure {
    std::size_t question = 0;
    std::string why;
  };
  std::vector<std::uint32_t> ends;  // of each question's part of `said`
  std::vector<std::uint16_t> said;  // places in the tally's list of codes, one a finding
  std::vector<Failure> failures;    // in the order of questions

  // What is heard of the next question.
  void End() { ends.push_back(static_cast<std::uint32_t>(said.size())); }
  void Fail(std::string why) {
    failures.push_back({ends.size(), std::move(why)});
    End();
  }
};

// By the number of a case: 0, or one more than the place of the first day.
class FirstDays {
 public:
  std::uint8_t operator[](std::uint32_t number) const {
    return number < days_.size() ? days_[number] : std::uint8_t{0};
  }
  // Whether it is the first.
  bool Note(std::uint32_t number, std::uint8_t day);
  std::size_t Count() const { return count_; }

 private:
  std::vector<std::uint8_t> days_;
  std::size_t count_ = 0;
};
// More days than a place can name.
inline constexpr std::size_t kTallyDays = 254;

struct TallyOfCode {
  std::uint64_t findings = 0;
  std::uint64_t questions = 0;
  FirstDays first;
};

struct TallyOfSide {
  std::uint64_t questions = 0;
  std::uint64_t questions_spoken_of = 0;
  std::uint64_t questions_failed = 0;
  FirstDays spoken;
  FirstDays failed;
  std::map<std::uint32_t, std::string> why;  // of some that failed
  std::vector<TallyOfCode> codes;            // in the order of the tally's
};

class Tally {
 public:
  struct Code {
    std::string code;
    v1::FindingKind kind = v1::FINDING_KIND_UNSPECIFIED;
  };
  // All that either side can say, each once. Of so many failures the reason is kept.
  Tally(std::vector<Code> codes, std::size_t sides, std::size_t reasons_kept);

  // Questions of one day, by the numbers of their cases, and what each side answered to all of
  // them.
  void Take(std::size_t day, std::span<const std::uint32_t> cases, std::span<const Heard> by_side);

  const std::vector<Code>& codes() const { return codes_; }
  const std::vector<TallyOfSide>& sides() const { return sides_; }
  const FirstDays& asked() const { return asked_; }
  // One more than the place of the last day on which the case was asked about.
  std::uint8_t LastAsked(std::uint32_t number) const { return last_asked_[number]; }
  // One more than the highest number of a case.
  std::uint32_t Numbers() const { return static_cast<std::uint32_t>(last_asked_.size()); }

 private:
  void TakeSide(std::uint8_t day, std::span<const std::uint32_t> cases, const Heard& heard,
                TallyOfSide& side) const;

  const std::vector<Code> codes_;
  const std::size_t reasons_kept_;
  std::vector<TallyOfSide> sides_;
  FirstDays asked_;
  std::vector<std::uint8_t> last_asked_;
};

}  // namespace caseload::rules
