// SPDX-License-Identifier: Apache-2.0
// The census and the dataset of one made-up authority tell of the same children: in whichever order
// they come, they meet in the same records.
#include "exchange/authority.h"
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

using Text = std::map<std::string, std::string>;

struct BothDeliveries : testing::Test {
  TempFolder folder;
  exchange::AuthoritySummary made;

  void SetUp() override {
    exchange::AuthorityPlan plan;
    plan.open_children = 60;
    plan.seed = 7;
    auto written = exchange::MakeAuthority(plan, folder.path());
    ASSERT_TRUE(written) << written.failure().message;
    made = *written;
  }

  // What matters of a case, by key, however the sources are mixed in it.
  static std::string Essence(const v1::Case& record, const std::string& child_key) {
    std::multiset<std::string> concerns;
    for (const auto& concern : record.concerns()) {
      concerns.insert(std::to_string(concern.basis()) + " " + concern.code() + " " +
                      concern.asserted_on() + ".." + concern.ended_on() +
                      concern.retracted_because());
    }
    std::string text = child_key + " " + record.referred_on() + ".." + record.closed_on() + " " +
                       record.closure_reason() + " " + record.referral_source();
    for (const auto& concern : concerns) text += "; " + concern;
    return text;
  }

  static Text Cases(const ImportDesk& desk) {
    Text cases;
    for (const auto& [key, record] : desk.Cases())
      cases[key] = Essence(record, desk.Person(record.child_id()).source().key());
    return cases;
  }

  static Text People(const ImportDesk& desk) {
    Text people;
    for (const auto& [key, record] : desk.Cases()) {
      const v1::Person person = desk.Person(record.child_id());
      std::multiset<std::string> disabilities(person.disabilities().begin(),
                                              person.disabilities().end());
      std::string text =
          person.born_on() + person.expected_on() + " " + person.sex() + " " + person.ethnicity();
      for (const auto& code : disabilities) text += " " + code;
      people[person.source().key()] = text;
    }
    return people;
  }

  static Text Entries(const ImportDesk& desk) {
    Text entries;
    for (const auto& [key, record] : desk.Cases()) {
      for (const auto& entry : desk.Entries(record.case_id())) {
        entries[entry.source().key()] = std::to_string(entry.what_case()) + " " +
                                        entry.occurred_on() + ".." + entry.ended_on() + " of " +
                                        key;
      }
    }
    return entries;
  }

  static void ExpectResolved(const ImportDesk& desk, const v1::Import& record) {
    for (const auto& fault : desk.Faults(record.import_id()))
      EXPECT_FALSE(fault.starts_with("UNRESOLVED_REFERENCE")) << fault;
  }
};

TEST_F(BothDeliveries, MeetInTheSameRecordsInEitherOrder) {
  const ServerProcess one;
  const ServerProcess other;
  const ImportDesk census_first(one);
  const ImportDesk dataset_first(other);
  const v1::Import census = census_first.Deliver(&exchange::OpenCin, made.cin);
  const v1::Import dataset_later = census_first.Deliver(&exchange::OpenSsd, made.ssd);
  const v1::Import dataset = dataset_first.Deliver(&exchange::OpenSsd, made.ssd);
  const v1::Import census_later = dataset_first.Deliver(&exchange::OpenCin, made.cin);

  // The dataset tells of every record that the census tells of.
  EXPECT_EQ(dataset_later.counts().changed() + dataset_later.counts().unchanged(),
            census.counts().created());
  EXPECT_EQ(census_later.counts().created(), 0U);
  EXPECT_EQ(dataset.counts().created(),
            census.counts().created() + dataset_later.counts().created());
  ExpectResolved(census_first, census);
  ExpectResolved(census_first, dataset_later);
  ExpectResolved(dataset_first, dataset);
  ExpectResolved(dataset_first, census_later);

  EXPECT_EQ(census_first.Cases().size(), made.episodes);
  EXPECT_EQ(Cases(census_first), Cases(dataset_first));
  EXPECT_EQ(People(census_first), People(dataset_first));
  EXPECT_EQ(Entries(census_first), Entries(dataset_first));
}

TEST_F(BothDeliveries, ComeAgainInEitherOrderWithoutAChange) {
  const ServerProcess server;
  const ImportDesk desk(server);
  desk.Deliver(&exchange::OpenCin, made.cin);
  desk.Deliver(&exchange::OpenSsd, made.ssd);
  desk.Deliver(&exchange::OpenCsww, made.csww);
  const std::uint64_t sequence = desk.Sequence();
  desk.Deliver(&exchange::OpenSsd, made.ssd);
  desk.Deliver(&exchange::OpenCin, made.cin);
  desk.Deliver(&exchange::OpenCsww, made.csww);
  EXPECT_EQ(desk.Sequence(), sequence);
}

// Other bytes of the same content: what two forms say of one record is not argued about for ever.
TEST_F(BothDeliveries, InOtherWhiteSpaceChangeNoRecord) {
  const ServerProcess server;
  const ImportDesk desk(server);
  desk.Deliver(&exchange::OpenCin, made.cin);
  desk.Deliver(&exchange::OpenSsd, made.ssd);
  const auto before = Cases(desk);
  const auto text = ReadText(made.cin);
  const auto other = WriteText(folder.path() / "again.xml", text + "\n");
  const v1::Import again = desk.Deliver(&exchange::OpenCin, other);
  EXPECT_EQ(again.counts().created(), 0U);
  EXPECT_EQ(Cases(desk), before);
  const std::uint64_t sequence = desk.Sequence();
  const auto third = WriteText(folder.path() / "third.xml", text + "\n\n");
  const v1::Import last = desk.Deliver(&exchange::OpenCin, third);
  EXPECT_EQ(last.counts().changed(), 0U);
  auto changes = desk.ChangesAfter(sequence);
  changes.erase("import");
  changes.erase("import_fault");
  EXPECT_TRUE(changes.empty());
}

}  // namespace
}  // namespace caseload::whole
