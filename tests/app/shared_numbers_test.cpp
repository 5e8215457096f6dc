// SPDX-License-Identifier: Apache-2.0
// Two children under one number: nobody can record that by hand, but deliveries bring it, and the
// census rejects it.
#include <gtest/gtest.h>

#include <set>

#include "fakes/desk_world.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

struct SharedNumbers : testing::Test {
  SharedNumbers() { world.BringIntoForce("census-quality"); }
  DeskWorld world;

  // A child of a delivery, with a case, by its key; known under the number.
  static v1::ImportUnit Unit(std::uint64_t position, const std::string& key,
                             const std::string& scheme, const std::string& number) {
    v1::ImportUnit unit;
    unit.set_position(position);
    auto& person = *unit.add_people();
    person.mutable_source()->set_form("ssd");
    person.mutable_source()->set_key("child/" + key);
    auto& identifier = *person.add_identifiers();
    identifier.set_scheme(scheme);
    identifier.set_value(number);
    auto& record = *unit.add_cases();
    record.mutable_source()->set_form("ssd");
    record.mutable_source()->set_key("case/" + key);
    record.set_child_id("key:child/" + key);
    record.set_referred_on("2024-01-10");
    return unit;
  }

  void Deliver(char letter, const v1::ImportUnit& unit) {
    v1::StartImportRequest start;
    start.mutable_import_record()->set_form("ssd");
    start.mutable_import_record()->set_digest(std::string(64, letter));
    const auto started = DeskWorld::Wait<v1::StartImportResponse>(
        [&](Done done) { world.backend->imports().Start(world.asking, start, std::move(done)); });
    ASSERT_TRUE(started);
    v1::SendUnitsRequest request;
    request.set_import_id(started->import_record().import_id());
    *request.add_units() = unit;
    auto sent = SentUnits::From([&](v1::SendUnitsRequest& read) -> Outcome {
      read = request;
      return Nothing{};
    });
    ASSERT_TRUE(sent);
    ASSERT_TRUE(DeskWorld::Wait<v1::SendUnitsResponse>([&](Done done) {
      world.backend->imports().Send(world.asking.actor, *sent, std::move(done));
    }));
    v1::FinishImportRequest finish;
    finish.set_import_id(started->import_record().import_id());
    finish.set_unit_count(1);
    ASSERT_TRUE(DeskWorld::Wait<v1::FinishImportResponse>([&](Done done) {
      world.backend->imports().Finish(world.asking, finish, std::move(done));
    }));
  }

  // What the census rules say of numbers that are shared, over all cases; each case is asked.
  std::multiset<std::string> Said(const std::string& known_at = "") {
    auto bytes = world.backend->cases().List(v1::ListCasesRequest());
    v1::ListCasesResponse listed;
    EXPECT_TRUE(bytes && listed.ParseFromString(*bytes));
    std::multiset<std::string> said;
    for (const auto& one : listed.cases()) {
      v1::EvaluateCaseRequest request;
      request.set_case_id(one.case_id());
      request.add_rule_ids("caseload.census-quality");
      DeskWorld::SetMoment(*request.mutable_moment(), "2024-03-01", known_at);
      const auto answer = world.backend->rules().Evaluate(request);
      if (!answer) {
        EXPECT_EQ(answer.error().reason, v1::ERROR_REASON_NOT_KNOWN_THEN);
        continue;
      }
      EXPECT_GT(answer->findings_size(), 0);  // these records lack much
      for (const auto& finding : answer->findings()) {
        if (finding.code() == "CENSUS_1520" || finding.code() == "CENSUS_8510")
          said.insert(finding.code());
      }
    }
    return said;
  }
};

using Codes = std::multiset<std::string>;

TEST_F(SharedNumbers, OfTwoChildrenAreSaidOfBoth) {
  Deliver('a', Unit(1, "one", "la_child_id", "AB12"));
  EXPECT_EQ(Said(), Codes());
  Deliver('b', Unit(1, "two", "la_child_id", "AB12"));
  EXPECT_EQ(Said(), (Codes{"CENSUS_8510", "CENSUS_8510"}));
}

TEST_F(SharedNumbers, OfPupilsAreSaidAsWell) {
  Deliver('a', Unit(1, "one", "upn", "H801200001001"));
  Deliver('b', Unit(1, "two", "upn", "H801200001001"));
  EXPECT_EQ(Said(), (Codes{"CENSUS_1520", "CENSUS_1520"}));
}

TEST_F(SharedNumbers, AreNotThoseOfTwoSchemes) {
  Deliver('a', Unit(1, "one", "upn", "12345"));
  Deliver('b', Unit(1, "two", "la_child_id", "12345"));
  EXPECT_EQ(Said(), Codes());
}

TEST_F(SharedNumbers, AreNotSharedBeforeTheSecondChildWasKnown) {
  Deliver('a', Unit(1, "one", "la_child_id", "AB12"));
  world.clock.Set("2024-06-05T09:00:00Z");
  Deliver('b', Unit(1, "two", "la_child_id", "AB12"));
  EXPECT_EQ(Said("2024-06-04T09:00:00Z"), Codes());
}

}  // namespace
}  // namespace caseload::app
