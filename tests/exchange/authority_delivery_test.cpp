// SPDX-License-Identifier: Apache-2.0
// The made-up authority's deliveries: the same each time, free of faults, and of one mind.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <sstream>

#include "exchange/authority.h"

namespace caseload::exchange {
namespace {

class AuthorityDelivery : public testing::Test {
 protected:
  ~AuthorityDelivery() override { std::filesystem::remove_all(folder_); }

  AuthoritySummary Make(const AuthorityPlan& plan, const std::string& name) {
    auto made = MakeAuthority(plan, folder_ / name);
    if (!made) {
      ADD_FAILURE() << made.failure().code << ": " << made.failure().message;
      return {};
    }
    return *made;
  }

  static std::map<std::string, std::string> Files(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& at : std::filesystem::recursive_directory_iterator(folder)) {
      if (!at.is_regular_file()) continue;
      std::ostringstream bytes;
      bytes << std::ifstream(at.path(), std::ios::binary).rdbuf();
      files[std::filesystem::relative(at.path(), folder).string()] = bytes.str();
    }
    return files;
  }

  template <class Take>
  static void EachUnit(Expected<std::unique_ptr<UnitReader>> reader, Take take) {
    ASSERT_TRUE(reader) << reader.failure().code << ": " << reader.failure().message;
    for (;;) {
      auto unit = (*reader)->Next();
      ASSERT_TRUE(unit) << unit.failure().code;
      if (!*unit) return;
      take(**unit);
    }
  }

  static std::vector<std::string> Faults(const v1::ImportUnit& unit) {
    std::vector<std::string> faults;
    for (const auto& fault : unit.faults()) {
      // Neither is anything wrong: a file the delivery does without, a header value no record has a
      // field for.
      if (fault.code() == "MISSING_FILE" || fault.code() == "NOT_HELD") continue;
      faults.push_back(fault.code() + " " + fault.path() + " " + fault.name() + " " +
                       fault.value());
    }
    return faults;
  }

  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("authority_delivery_" + std::to_string(::getpid()));
};

AuthorityPlan Small() {
  AuthorityPlan plan;
  plan.open_children = 300;
  return plan;
}

TEST_F(AuthorityDelivery, IsTheSameByteForByteForTheSameSeedAndAnotherForAnother) {
  AuthorityPlan other = Small();
  other.seed = 2;
  Make(Small(), "a");
  Make(Small(), "b");
  Make(other, "c");
  const auto first = Files(folder_ / "a");
  EXPECT_EQ(first.size(), 24U);
  EXPECT_EQ(first, Files(folder_ / "b"));
  EXPECT_NE(first.at("ssd/person.csv"), Files(folder_ / "c").at("ssd/person.csv"));
}

TEST_F(AuthorityDelivery, IsReadWithoutAFault) {
  const AuthoritySummary made = Make(Small(), "a");
  EXPECT_EQ(made.open_children, 300U);
  EXPECT_EQ(made.faults, 0U);
  std::vector<std::string> faults;
  const auto note = [&](const v1::ImportUnit& unit) {
    for (std::string& fault : Faults(unit)) faults.push_back(std::move(fault));
  };
  EachUnit(OpenSsd(made.ssd, {}), note);
  EachUnit(OpenCin(made.cin, {}), note);
  EachUnit(OpenCsww(made.csww, {}), note);
  EXPECT_THAT(faults, testing::IsEmpty());
}

TEST_F(AuthorityDelivery, SpeaksOfTheSameRecordsInTheCensusAndTheDataset) {
  const AuthoritySummary made = Make(Small(), "a");
  std::set<std::string> dataset;
  std::uint64_t open = 0;
  EachUnit(OpenSsd(made.ssd, {}), [&](const v1::ImportUnit& unit) {
    for (const auto& person : unit.people()) dataset.insert(person.source().key());
    for (const auto& worker : unit.workers()) dataset.insert(worker.source().key());
    for (const auto& entry : unit.entries()) dataset.insert(entry.source().key());
    for (const auto& record : unit.cases()) {
      dataset.insert(record.source().key());
      open += record.closed_on().empty() ? 1 : 0;
    }
  });
  EXPECT_EQ(open, 300U);
  std::uint64_t census_open = 0;
  std::uint64_t children = 0;
  std::vector<std::string> only_census;
  const auto known = [&](const std::string& key) {
    if (dataset.count(key) == 0) only_census.push_back(key);
  };
  EachUnit(OpenCin(made.cin, {}), [&](const v1::ImportUnit& unit) {
    for (const auto& person : unit.people()) known(person.source().key());
    for (const auto& entry : unit.entries()) known(entry.source().key());
    for (const auto& record : unit.cases()) {
      known(record.source().key());
      census_open += record.closed_on().empty() ? 1 : 0;
    }
    children += static_cast<std::uint64_t>(unit.people_size());
  });
  EachUnit(OpenCsww(made.csww, {}), [&](const v1::ImportUnit& unit) {
    for (const auto& worker : unit.workers()) known(worker.source().key());
  });
  EXPECT_EQ(census_open, 300U);
  EXPECT_EQ(children, made.census_children);
  EXPECT_THAT(only_census, testing::IsEmpty());
}

TEST_F(AuthorityDelivery, HoldsNoEventAfterTheReferenceDayOrAfterAClosure) {
  const AuthoritySummary made = Make(Small(), "a");
  std::vector<std::string> late;
  EachUnit(OpenSsd(made.ssd, {}), [&](const v1::ImportUnit& unit) {
    std::map<std::string, const v1::Case*> cases;
    for (const auto& record : unit.cases()) cases["key:" + record.source().key()] = &record;
    for (const auto& entry : unit.entries()) {
      if (entry.occurred_on() > "2026-03-31" || entry.ended_on() > "2026-03-31" ||
          (!entry.ended_on().empty() && entry.ended_on() < entry.occurred_on())) {
        late.push_back(entry.source().key());
      }
      for (const auto& id : entry.case_ids()) {
        const v1::Case& record = *cases.at(id);
        if (entry.occurred_on() < record.referred_on() ||
            (!record.closed_on().empty() &&
             std::max(entry.occurred_on(), entry.ended_on()) > record.closed_on())) {
          late.push_back(entry.source().key());
        }
      }
    }
  });
  EXPECT_THAT(late, testing::IsEmpty());
}

TEST_F(AuthorityDelivery, SpoilsAsManyRecordsAsItIsToldTo) {
  AuthorityPlan plan = Small();
  plan.fault_rate = 0.05;
  const AuthoritySummary made = Make(plan, "a");
  EXPECT_GT(made.faults, 500U);
  std::uint64_t bad_dates = 0;
  EachUnit(OpenSsd(made.ssd, {}), [&](const v1::ImportUnit& unit) {
    for (const auto& fault : unit.faults()) bad_dates += fault.code() == "BAD_DATE" ? 1 : 0;
  });
  EXPECT_GT(bad_dates, 100U);
}

TEST_F(AuthorityDelivery, IsRefusedWhenThePlanCannotBe) {
  AuthorityPlan plan;
  plan.reference_on = std::chrono::year{2026} / std::chrono::June / 1;
  const auto refused = MakeAuthority(plan, folder_);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.failure().code, "PLAN_REFUSED");
}

}  // namespace
}  // namespace caseload::exchange
