// SPDX-License-Identifier: Apache-2.0
// A person's word in a delivered record stands until the source says something new.
#include "record/corrections.h"

#include <gtest/gtest.h>

#include "caseload/v1/case.pb.h"
#include "caseload/v1/person.pb.h"

namespace caseload::record {
namespace {

v1::Person Delivered(const std::string& born_on, const std::string& postcode) {
  v1::Person person;
  person.set_person_id("p");
  person.set_born_on(born_on);
  person.add_addresses()->set_postcode(postcode);
  person.mutable_source()->set_form("ssd");
  return person;
}

// As the verbs do: the version before, and what a person made of it.
template <class Change>
v1::Person Corrected(v1::Person person, Change change) {
  const v1::Person before = person;
  change(person);
  NoteCorrections(before, person);
  return person;
}

TEST(Corrections, AreMarkedByFieldAndOnlyOnce) {
  auto kept = Corrected(Delivered("2015-05-01", "ZZ99 3VZ"),
                        [](v1::Person& person) { person.set_born_on("2015-05-02"); });
  kept = Corrected(kept, [](v1::Person& person) { person.set_born_on("2015-05-03"); });
  ASSERT_EQ(kept.source().corrections_size(), 1);
  EXPECT_EQ(kept.source().corrections(0).field(), "born_on");
  auto same = Delivered("2015-05-01", "ZZ99 3VZ");
  EXPECT_TRUE(KeepCorrections(kept, same).empty()) << "what the source said lies before the first";
  EXPECT_EQ(same.born_on(), "2015-05-03");
}

TEST(Corrections, StandWhenTheSourceIsSilent) {
  auto kept = Corrected(Delivered("2015-05-01", "ZZ99 3VZ"),
                        [](v1::Person& person) { person.clear_born_on(); });
  auto silent = Delivered("", "ZZ99 3VZ");
  EXPECT_TRUE(KeepCorrections(kept, silent).empty());
  auto repeated = Delivered("2015-05-01", "ZZ99 3VZ");
  EXPECT_TRUE(KeepCorrections(kept, repeated).empty());
  EXPECT_EQ(repeated.born_on(), "") << "what a person cleared stays empty";
}

TEST(Corrections, EndWhereTheSourceSaysSomethingNew) {
  auto kept = Corrected(Delivered("2015-05-01", "ZZ99 3VZ"),
                        [](v1::Person& person) { person.set_born_on("2015-05-02"); });
  auto newer = Delivered("2015-06-01", "ZZ99 3VZ");
  const auto found = KeepCorrections(kept, newer);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].field, "born_on");
  EXPECT_TRUE(found[0].source_wins);
  EXPECT_EQ(newer.born_on(), "2015-06-01");
  EXPECT_EQ(kept.source().corrections_size(), 0);
}

TEST(Corrections, OfAnAddressSayNothingOfItAndStandAgainstAll) {
  auto kept = Corrected(Delivered("2015-05-01", "ZZ99 3VZ"), [](v1::Person& person) {
    person.mutable_addresses(0)->set_postcode("ZZ99 3WZ");
  });
  ASSERT_EQ(kept.source().corrections_size(), 1);
  EXPECT_EQ(kept.source().corrections(0).said(), "");
  auto newer = Delivered("2015-05-01", "ZZ99 3CZ");
  const auto found = KeepCorrections(kept, newer);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].source_wins);
  EXPECT_EQ(newer.addresses(0).postcode(), "ZZ99 3WZ");
}

TEST(Corrections, StandAgainstAnotherFormThatMayAlwaysHaveSaidSo) {
  auto kept = Corrected(Delivered("2015-05-01", "ZZ99 3VZ"),
                        [](v1::Person& person) { person.set_born_on("2015-05-02"); });
  auto census = Delivered("2015-05-03", "ZZ99 3VZ");
  census.mutable_source()->set_form("cin");
  const auto found = KeepCorrections(kept, census);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_FALSE(found[0].source_wins);
  EXPECT_EQ(census.born_on(), "2015-05-02");
  EXPECT_EQ(kept.source().corrections_size(), 1) << "still marked for the form that was corrected";
}

TEST(Corrections, AreNotMarkedWhereNoSourceSpoke) {
  v1::Case opened;
  v1::Case closed;
  closed.set_closed_on("2024-05-20");
  NoteCorrections(opened, closed);
  EXPECT_FALSE(closed.has_source());
}

TEST(Corrections, OfAClosureGoWhenTheSourceOpensTheCase) {
  v1::Case delivered;
  delivered.set_closed_on("2024-05-10");
  delivered.mutable_source()->set_form("cin");
  v1::Case kept = delivered;
  kept.set_closed_on("2024-05-11");
  NoteCorrections(delivered, kept);
  v1::Case open;
  open.mutable_source()->set_form("cin");
  const auto found = KeepCorrections(kept, open);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].source_wins) << "of a closure, silence says that there is none";
  EXPECT_EQ(open.closed_on(), "");
}

}  // namespace
}  // namespace caseload::record
