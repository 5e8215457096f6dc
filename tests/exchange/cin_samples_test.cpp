// SPDX-License-Identifier: Apache-2.0
// Censuses written by others, read whole: what is in them is counted without the reader.
#include <fstream>
#include <iterator>

#include "exchange/xml_account.h"
#include "exchange/xml_sample.h"

namespace caseload::exchange {
namespace {

std::string Load(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

struct Sums {
  int people = 0;
  int cases = 0;
  int disabilities = 0;
  int concerns = 0;
  int entries = 0;
  std::map<std::string, int> faults;
};

Sums Add(const Delivery& delivery) {
  Sums sums;
  for (const auto& unit : delivery.units) {
    sums.people += unit.people_size();
    sums.cases += unit.cases_size();
    sums.entries += unit.entries_size();
    for (const auto& person : unit.people()) sums.disabilities += person.disabilities_size();
    for (const auto& episode : unit.cases()) sums.concerns += episode.concerns_size();
    for (const auto& fault : unit.faults()) ++sums.faults[fault.code()];
  }
  return sums;
}

void Print(const std::string& name, const Sums& sums) {
  std::cout << name << ": " << sums.people << " people, " << sums.cases << " cases, "
            << sums.disabilities << " disabilities, " << sums.concerns << " concerns, "
            << sums.entries << " entries; faults:";
  for (const auto& [code, count] : sums.faults) std::cout << " " << code << "=" << count;
  std::cout << "\n";
}

class CinSamples : public testing::TestWithParam<const char*> {
 protected:
  std::filesystem::path path_;
  void SetUp() override {
    path_ = Shared(std::string("data/cin_census/samples/") + GetParam());
    if (!std::filesystem::exists(path_)) {
      GTEST_SKIP() << "THE SAMPLE " << GetParam() << " IS NOT HERE: NOTHING WAS TESTED";
    }
  }
};

TEST_P(CinSamples, LosesNoTextOfAnyChild) {
  const Delivery delivery = ReadAll(&OpenCin, path_, {.accept_unknown_names = true});
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  Print(GetParam(), Add(delivery));
  const std::string xml = Load(path_);
  const auto children = Elements(xml, "Child");
  ASSERT_FALSE(children.empty());
  ASSERT_EQ(delivery.units.size(), children.size() + 1);
  for (std::size_t i = 0; i < children.size(); ++i) {
    EXPECT_EQ(Unaccounted(children[i], delivery.units[i + 1]), Texts{}) << "child " << i + 1;
  }
}

TEST_P(CinSamples, LosesNoTextOfTheHeader) {
  const Delivery delivery = ReadAll(&OpenCin, path_, {.accept_unknown_names = true});
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  const std::string xml = Load(path_);
  v1::ImportUnit outside = delivery.units.front();
  EXPECT_EQ(outside.people_size(), 0);
  // The header's own fields, and the form, which is what Collection says.
  for (const std::string& value : {delivery.header.authority(), delivery.header.edition(),
                                   delivery.header.reference_on(), std::string("CIN")}) {
    outside.add_faults()->set_value(value);
  }
  for (const auto header : Elements(xml, "Header")) {
    EXPECT_EQ(Unaccounted(header, outside), Texts{});
  }
}

TEST_P(CinSamples, GivesEveryRecordAKeyOfItsOwnAndAPlace) {
  const Delivery delivery = ReadAll(&OpenCin, path_, {.accept_unknown_names = true});
  std::map<std::string, int> keys;
  std::uint64_t position = 0;
  for (const auto& unit : delivery.units) {
    EXPECT_EQ(unit.position(), ++position);
    const auto note = [&](const v1::Source& source) {
      ++keys[source.key()];
      EXPECT_EQ(source.form(), "cin");
      EXPECT_GT(source.line(), 0U);
      EXPECT_TRUE(source.path().starts_with("/"));
    };
    for (const auto& record : unit.people()) note(record.source());
    for (const auto& record : unit.cases()) note(record.source());
    for (const auto& record : unit.entries()) note(record.source());
  }
  for (const auto& [key, count] : keys) EXPECT_EQ(count, 1) << key;
}

INSTANTIATE_TEST_SUITE_P(Published, CinSamples,
                         testing::Values("CIN_Census_2021.xml", "CIN_Census_2024.xml",
                                         "CIN_Census_2026.xml", "fake_CIN_data.xml",
                                         "near_miss_500.xml"),
                         [](const auto& sample) {
                           std::string name = sample.param;
                           return name.substr(0, name.find('.'));
                         });

TEST(CinSample, OfThreeHundredChildrenIsReadInFull) {
  const auto path = Shared("data/cin_census/samples/fake_CIN_data.xml");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "THE SAMPLE IS NOT HERE: NOTHING WAS TESTED";
  const Delivery delivery = ReadAll(&OpenCin, path);
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  const Sums sums = Add(delivery);
  EXPECT_EQ(sums.people, 332);
  EXPECT_EQ(sums.cases, 402);
  EXPECT_EQ(sums.disabilities, 117);
  EXPECT_EQ(sums.concerns, 402);
  EXPECT_EQ(sums.entries, 350);
  EXPECT_EQ(delivery.header.authority(), "975");
  EXPECT_EQ(delivery.header.reference_on(), "2022-07-21");
}

TEST(CinSample, WithForeignNamesIsRefusedWithAllOfThem) {
  const auto path = Shared("data/cin_census/samples/near_miss_500.xml");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "THE SAMPLE IS NOT HERE: NOTHING WAS TESTED";
  const Failure failure = ReadAll(&OpenCin, path).failure;
  EXPECT_EQ(failure.code, "NAMES_UNKNOWN");
  for (const std::string expected :
       {"CINdetailsCollection: 1 times, first on line 2; known as Message",
        "CINClosureDate: 223 times", "DateofInitialICPC: 103 times", "UPNUnknownType: 102 times",
        "ICPCRequired: 305 times, first on line 33; known as the opposite of ICPCnotRequired"}) {
    EXPECT_NE(failure.message.find(expected), std::string::npos) << failure.message;
  }
}

TEST(CinSample, WithForeignNamesIsReadInFullWhenThatIsAsked) {
  const auto path = Shared("data/cin_census/samples/near_miss_500.xml");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "THE SAMPLE IS NOT HERE: NOTHING WAS TESTED";
  const Delivery delivery = ReadAll(&OpenCin, path, {.accept_unknown_names = true});
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  const Sums sums = Add(delivery);
  EXPECT_EQ(sums.people, 500);
  EXPECT_EQ(sums.cases, 603);
  EXPECT_EQ(sums.disabilities, 259);
  EXPECT_EQ(sums.concerns, 603 + 619 + 250 + 250);
  // 675 assessments, 490 plans, 305 enquiries, 250 protection plans, 188 reviews and the
  // conferences of 111 episodes.
  EXPECT_EQ(sums.entries, 675 + 490 + 305 + 250 + 188 + 103);
  EXPECT_EQ(sums.faults.at("NAME_TAKEN_AS"), 1 + 223 + 103 + 102 + 305);
}

}  // namespace
}  // namespace caseload::exchange
