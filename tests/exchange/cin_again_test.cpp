// SPDX-License-Identifier: Apache-2.0
// Two children with one LAchildID: the first is the child, and nothing of the second is lost.
#include <gmock/gmock.h>

#include "exchange/cin_message.h"
#include "exchange/xml_sample.h"

namespace caseload::exchange {
namespace {

TEST(CinChildAgain, HasEveryDifferingValueListedAndOnlyItsEpisodesSent) {
  const std::string one = "<UPN>A1</UPN><PersonBirthDate>2015-03-27</PersonBirthDate><Sex>F</Sex>";
  const std::string other =
      "<UPN>A2</UPN>\n<PersonBirthDate>2016-03-27</PersonBirthDate><Sex>M</Sex>"
      "<PersonDeathDate>bad</PersonDeathDate>";
  std::string second = Child("CH1", other, Episode("2024-01-01", ""));
  second.replace(second.find("WBRI"), 4, "AIND");
  const Delivery delivery = ReadText(&OpenCin, Census(Child("CH1", one) + "\n" + second));
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  ASSERT_EQ(delivery.units.size(), 2U);
  const v1::Person& person = delivery.units[1].people(0);
  EXPECT_EQ(person.source().key(), "child/CH1");
  EXPECT_EQ(person.born_on() + person.sex() + person.ethnicity() + person.died_on(), "");
  EXPECT_EQ(person.identifiers_size(), 1);
  EXPECT_EQ(person.disabilities_size(), 0);
  EXPECT_EQ(person.source().values_size(), 0);
  EXPECT_EQ(delivery.units[0].people(0).born_on(), "2015-03-27");
  ASSERT_EQ(delivery.units[1].cases_size(), 1);
  EXPECT_EQ(delivery.units[1].cases(0).source().key(), "child/CH1/episode/2024-01-01");
  EXPECT_EQ(delivery.units[1].cases(0).child_id(), "key:child/CH1");

  std::vector<std::string> listed;
  for (const auto& fault : FaultsOf(delivery, "DUPLICATE_ID")) {
    listed.push_back(fault.name() + "=" + fault.value());
    if (fault.name() == "LAchildID") continue;
    EXPECT_TRUE(fault.value_only_here());
    EXPECT_EQ(fault.line(), fault.name() == "UPN" ? 2U : 3U);
    EXPECT_THAT(fault.path(), testing::StartsWith("/Message/Children/Child[2]/Child"));
    EXPECT_THAT(fault.path(), testing::EndsWith("/" + fault.name()));
  }
  EXPECT_THAT(listed, testing::ElementsAre("LAchildID=CH1", "UPN=A2", "PersonBirthDate=2016-03-27",
                                           "Sex=M", "PersonDeathDate=bad", "Ethnicity=AIND"));
}

TEST(CinChildAgain, SayingTheSameIsListedOnce) {
  const std::string child = Child("CH1", "<Sex>F</Sex>");
  const Delivery delivery = ReadText(&OpenCin, Census(child + child));
  EXPECT_EQ(FaultsOf(delivery, "DUPLICATE_ID").size(), 1U);
}

}  // namespace
}  // namespace caseload::exchange
