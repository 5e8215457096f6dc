// SPDX-License-Identifier: Apache-2.0
// World: a small made-up caseload whose records are written, corrected and withdrawn at random,
// from a seed.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <vector>

#include "facts/facts.h"
#include "taxonomy/packs.h"

namespace caseload::mix {

inline const taxonomy::Packs& England() {
  static const auto kLoaded = taxonomy::Packs::Load(CASELOAD_PACKS_DIR "/england");
  if (!kLoaded.ok()) ADD_FAILURE() << kLoaded.error().message;
  return *kLoaded;
}

// A fact and the sequences between which it was believed.
struct Held {
  facts::Fact fact;
  std::uint64_t from = 0;
  std::uint64_t until = ~std::uint64_t{0};
};

class World {
 public:
  explicit World(std::uint32_t seed = 0) : random_(seed) {}

  // Writes one version of a record; `record` chooses which, a new one when it is beyond those there
  // are.
  std::size_t Write(const std::vector<facts::Fact>& stated, std::size_t record = ~std::size_t{0}) {
    const std::uint64_t sequence = facts_.sequence() + 1;
    std::uint64_t replaced = 0;
    if (record < current_.size()) {
      replaced = current_[record];
      for (Held& held : held_) {
        if (held.from == replaced && held.until == ~std::uint64_t{0}) held.until = sequence;
      }
    } else {
      record = current_.size();
      current_.push_back(0);
    }
    current_[record] = sequence;
    for (const facts::Fact& fact : stated) held_.push_back({fact, sequence});
    const std::string packed = stated.empty() ? std::string() : facts::Pack(stated);
    const facts::Change change{sequence, replaced, packed};
    EXPECT_TRUE(facts_.Advance({&change, 1}, sequence).ok());
    return record;
  }

  // A few dozen children with cases, histories, gaps and mistakes around `day`.
  void Populate(int children, std::int32_t day);
  // Leaves out so many case numbers.
  void Skip(std::uint32_t cases) { cases_ += cases; }
  // Corrects, withdraws or adds to records at random.
  void Disturb(int changes, std::int32_t day);

  const facts::Facts& facts() const { return facts_; }
  const std::vector<Held>& held() const { return held_; }
  std::uint32_t Upto(std::uint32_t below) { return static_cast<std::uint32_t>(random_() % below); }

 private:
  std::vector<facts::Fact> CaseFacts(std::uint32_t number, std::uint32_t child, std::int32_t day);
  std::vector<facts::Fact> EntryFacts(std::uint32_t number, std::int32_t day);
  std::vector<facts::Fact> PersonFacts(std::uint32_t child, std::int32_t day);
  std::uint16_t CodeOf(std::string_view set);
  std::int32_t Around(std::int32_t day) {
    return Upto(20) == 0 ? kDayUnknown : day - 900 + static_cast<std::int32_t>(Upto(1000));
  }
  std::int32_t EndAfter(std::int32_t start) {
    if (Upto(2) == 0) return kDayOpen;
    return (start == kDayUnknown ? 19'000 : start) + static_cast<std::int32_t>(Upto(500));
  }

  std::mt19937 random_;
  facts::Facts facts_;
  std::vector<Held> held_;
  std::vector<std::uint64_t> current_;  // by record: the sequence of its version
  struct Subject {
    enum { kCase, kEntry, kPerson } what;
    std::uint32_t number;
    std::uint32_t child;
  };
  std::vector<Subject> subjects_;  // by record
  std::uint32_t cases_ = 0;
};

inline std::uint16_t World::CodeOf(std::string_view set) {
  const std::uint32_t chance = Upto(20);
  if (chance == 0) return facts::kCodeUnknown;
  if (chance == 1) return facts::kCodeNotRecorded;
  const auto codes = England().CodesOf(set);
  // Few codes, so that groups fill up and meet.
  return codes[Upto(std::min<std::uint32_t>(6, static_cast<std::uint32_t>(codes.size())))]->number;
}

inline std::vector<facts::Fact> World::CaseFacts(std::uint32_t number, std::uint32_t child,
                                                 std::int32_t day) {
  using facts::Fact;
  using facts::FactKind;
  const std::int32_t start = Around(day);
  const std::int32_t end = EndAfter(start);
  std::vector<Fact> stated = {{number, FactKind::kEpisode, 0, CodeOf("referral_source"), start, end,
                               static_cast<std::int32_t>(child)}};
  if (end != kDayOpen && Upto(8) != 0) {
    stated.push_back({number, FactKind::kClosure, 0, CodeOf("closure_reason"), end, kDayOpen, 0});
  }
  for (std::uint32_t left = Upto(5); left != 0; --left) {
    const auto basis = static_cast<std::uint8_t>(1 + Upto(5));
    const std::int32_t asserted = Around(day);
    stated.push_back({number, FactKind::kConcern, basis,
                      CodeOf(taxonomy::SetOfBasis(static_cast<v1::ConcernBasis>(basis))), asserted,
                      EndAfter(asserted), 0});
  }
  return stated;
}

inline std::vector<facts::Fact> World::EntryFacts(std::uint32_t number, std::int32_t day) {
  using facts::FactKind;
  constexpr FactKind kKinds[] = {
      FactKind::kAssessment,  FactKind::kSection47, FactKind::kCinPlan,   FactKind::kProtectionPlan,
      FactKind::kLookedAfter, FactKind::kTeam,      FactKind::kAllocation};
  const FactKind kind = kKinds[Upto(7)];
  const std::int32_t start = Around(day);
  return {{number, kind, 0, 0, start, EndAfter(start), static_cast<std::int32_t>(1 + Upto(4))}};
}

inline std::vector<facts::Fact> World::PersonFacts(std::uint32_t child, std::int32_t day) {
  using facts::FactKind;
  std::vector<facts::Fact> stated;
  const std::uint32_t chance = Upto(10);
  if (chance == 0) {
    stated.push_back({child, FactKind::kBirth, 1, 0, day + 60, kDayOpen, 0});
  } else if (chance > 1) {
    const auto born = day + 30 - static_cast<std::int32_t>(Upto(19 * 365));
    stated.push_back({child, FactKind::kBirth, 0, 0, born, kDayOpen, 0});
  }
  for (std::uint32_t left = Upto(3); left != 0; --left) {
    const std::int32_t start = Upto(2) == 0 ? kDayUnknown : Around(day);
    stated.push_back({child, FactKind::kFamily, 0, 0, start, EndAfter(start),
                      static_cast<std::int32_t>(1 + Upto(12))});
  }
  return stated;
}

inline void World::Populate(int children, std::int32_t day) {
  for (std::uint32_t child = 1; child <= static_cast<std::uint32_t>(children); ++child) {
    Write(PersonFacts(child, day));
    subjects_.push_back({Subject::kPerson, 0, child});
    for (std::uint32_t left = 1 + Upto(3); left != 0; --left) {
      const std::uint32_t number = ++cases_;
      Write(CaseFacts(number, child, day));
      subjects_.push_back({Subject::kCase, number, child});
      for (std::uint32_t entries = Upto(5); entries != 0; --entries) {
        Write(EntryFacts(number, day));
        subjects_.push_back({Subject::kEntry, number, child});
      }
    }
  }
}

inline void World::Disturb(int changes, std::int32_t day) {
  for (; changes > 0; --changes) {
    const std::uint32_t chance = Upto(10);
    if (chance == 0) {
      const std::uint32_t number = ++cases_;
      const std::uint32_t child = 1 + Upto(cases_ / 2);
      Write(CaseFacts(number, child, day));
      subjects_.push_back({Subject::kCase, number, child});
      continue;
    }
    const std::size_t record = Upto(static_cast<std::uint32_t>(subjects_.size()));
    const Subject subject = subjects_[record];
    std::vector<facts::Fact> stated;
    if (chance > 1) {
      stated = subject.what == Subject::kPerson ? PersonFacts(subject.child, day)
               : subject.what == Subject::kCase ? CaseFacts(subject.number, subject.child, day)
                                                : EntryFacts(subject.number, day);
    }
    Write(stated, record);
  }
}

}  // namespace caseload::mix
