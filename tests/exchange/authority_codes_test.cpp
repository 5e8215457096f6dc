// SPDX-License-Identifier: Apache-2.0
// The made-up authority uses no code on a day on which its code set does not hold it.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "exchange/authority.h"

namespace caseload::exchange {
namespace {

// The days of the codes in the pack, by "set/code"; empty: without an end.
struct Validity {
  std::string from, until;
};

std::map<std::string, Validity> ReadPack() {
  std::map<std::string, Validity> codes;
  std::ifstream pack(std::filesystem::path(CASELOAD_PACKS_DIR) / "england" / "codes.csv");
  for (std::string line; std::getline(pack, line);) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (const char letter : line) {
      if (letter == '"') {
        quoted = !quoted;
      } else if (letter == ',' && !quoted) {
        cells.emplace_back();
      } else {
        cells.back() += letter;
      }
    }
    if (cells.size() > 6) codes[cells[1] + "/" + cells[2]] = {cells[4], cells[5]};
  }
  return codes;
}

class AuthorityCodes : public testing::Test {
 protected:
  ~AuthorityCodes() override { std::filesystem::remove_all(folder_); }

  void Use(const std::string& set, const std::string& code, const std::string& day) {
    if (code.empty()) return;
    const auto known = pack_.find(set + "/" + code);
    const bool wrong = known == pack_.end() ||
                       (!known->second.from.empty() && day < known->second.from) ||
                       (!known->second.until.empty() && day > known->second.until);
    if (wrong) wrong_.insert(set + "/" + code + " on " + day);
    used_.insert(set + "/" + code);
  }

  void Use(const v1::ImportUnit& unit, const std::string& reference) {
    for (const auto& person : unit.people()) {
      if (unit.people(0).source().form() != "cin") continue;
      Use(reference < "2024-04-01" ? "gender_current" : "sex", person.sex(), reference);
    }
    for (const auto& record : unit.cases()) {
      Use("referral_source", record.referral_source(), record.referred_on());
      Use("closure_reason", record.closure_reason(), record.closed_on());
      for (const auto& concern : record.concerns()) {
        const bool factor = concern.basis() == v1::CONCERN_BASIS_FACTOR;
        const bool need = concern.basis() == v1::CONCERN_BASIS_NEED;
        Use(factor ? "assessment_factor"
            : need ? "primary_need"
                   : "category_of_abuse",
            concern.code(), concern.asserted_on());
      }
    }
    for (const auto& entry : unit.entries()) {
      Use("referral_source", entry.contact().source_code(), entry.occurred_on());
    }
  }

  void Read(const AuthorityPlan& plan) {
    const auto made = MakeAuthority(plan, folder_);
    ASSERT_TRUE(made) << made.failure().message;
    const std::string reference =
        std::to_string(static_cast<int>(plan.reference_on.year())) + "-03-31";
    for (const bool census : {false, true}) {
      auto reader = census ? OpenCin(made->cin, {}) : OpenSsd(made->ssd, {});
      ASSERT_TRUE(reader) << reader.failure().message;
      for (;;) {
        const auto unit = (*reader)->Next();
        ASSERT_TRUE(unit);
        if (!*unit) break;
        Use(**unit, reference);
      }
    }
  }

  const std::map<std::string, Validity> pack_ = ReadPack();
  std::set<std::string> wrong_, used_;
  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("authority_codes_" + std::to_string(::getpid()));
};

TEST_F(AuthorityCodes, AreInUseOnTheirDay) {
  ASSERT_EQ(pack_.at("referral_source/5D").from, "2022-04-01");
  AuthorityPlan plan;
  plan.open_children = 300;
  plan.visits = false;
  for (plan.seed = 1; plan.seed <= 5; ++plan.seed) Read(plan);
  EXPECT_THAT(wrong_, testing::IsEmpty());
  for (const char* code : {"referral_source/5D", "closure_reason/RC9", "assessment_factor/18B",
                           "assessment_factor/24A", "sex/F"}) {
    EXPECT_THAT(used_, testing::Contains(code));
  }
}

TEST_F(AuthorityCodes, AreInUseOnTheirDayInEarlierYearsToo) {
  AuthorityPlan plan;
  plan.open_children = 300;
  plan.visits = false;
  plan.years = 10;
  for (const int year : {2022, 2024, 2025}) {
    plan.reference_on = std::chrono::year(year) / std::chrono::March / 31;
    Read(plan);
  }
  EXPECT_THAT(wrong_, testing::IsEmpty());
  EXPECT_THAT(used_, testing::Contains("gender_current/2"));
}

}  // namespace
}  // namespace caseload::exchange
