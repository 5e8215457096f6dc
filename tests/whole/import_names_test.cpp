// SPDX-License-Identifier: Apache-2.0
// A census in almost the right words is refused with every wrong one, and read only when asked to;
// a workforce census arrives with its people and their absences.
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

TEST(ImportOfForeignNames, IsRefusedWithEachOfThem) {
  const auto sample = Census("near_miss_500");
  if (!std::filesystem::exists(sample))
    GTEST_SKIP() << "THE SAMPLE near_miss_500.xml IS NOT HERE: NOTHING WAS TESTED";
  const ServerProcess server;
  const Ended refused = RunClient(server, {"import", "cin", sample.string()});
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(refused.out, "");
  for (const char* word : {"NAMES_UNKNOWN", "CINdetailsCollection", "CINClosureDate",
                           "DateofInitialICPC", "UPNUnknownType", "ICPCRequired"}) {
    EXPECT_NE(refused.err.find(word), std::string::npos) << word << ": " << refused.err;
  }
  const ImportDesk desk(server);
  EXPECT_EQ(desk.Sequence(), 0U);
}

TEST(ImportOfForeignNames, IsTakenWholeWhenAskedToAndListsEachAsAFault) {
  const auto sample = Census("near_miss_500");
  if (!std::filesystem::exists(sample))
    GTEST_SKIP() << "THE SAMPLE near_miss_500.xml IS NOT HERE: NOTHING WAS TESTED";
  const ServerProcess server;
  const Ended taken =
      RunClient(server, {"import", "cin", "--accept-unknown-names", sample.string()});
  EXPECT_EQ(taken.code, 0) << taken.err;
  EXPECT_NE(taken.out.find("NAME_TAKEN_AS"), std::string::npos) << taken.out;
  const ImportDesk desk(server);
  const auto imports =
      Must(*desk.caller.imports, &v1::ImportService::Stub::ListImports, v1::ListImportsRequest());
  ASSERT_EQ(imports.imports_size(), 1);
  const v1::Import& record = imports.imports(0);
  EXPECT_EQ(record.counts().people(), 500U);
  EXPECT_EQ(record.counts().cases(), 603U);
  EXPECT_EQ(desk.Cases().size(), 603U);
  const auto faults = desk.Faults(record.import_id());
  EXPECT_EQ(faults.size(), record.counts().faults());
  std::map<std::string, int> names;
  for (const auto& fault : faults) {
    if (fault.starts_with("NAME_TAKEN_AS ")) ++names[fault.substr(14, fault.find('=') - 14)];
  }
  EXPECT_EQ(names, (std::map<std::string, int>{{"CINdetailsCollection", 1},
                                               {"CINClosureDate", 223},
                                               {"DateofInitialICPC", 103},
                                               {"UPNUnknownType", 102},
                                               {"ICPCRequired", 305}}));
}

TEST(ImportOfTheWorkforce, ArrivesWithItsPeopleAndTheirAbsences) {
  const auto sample = SharedFile("csww/social_work_workforce_2022.xml");
  if (!std::filesystem::exists(sample))
    GTEST_SKIP() << "THE SAMPLE OF THE WORKFORCE IS NOT HERE: NOTHING WAS TESTED";
  const ServerProcess server;
  const Ended taken = RunClient(server, {"import", "csww", sample.string()});
  EXPECT_EQ(taken.code, 0) << taken.err;
  const ImportDesk desk(server);
  auto workers =
      client::Collect<v1::ListWorkersResponse>(desk.connection, v1::ListWorkersRequest(), 1000);
  ASSERT_TRUE(workers.ok());
  EXPECT_EQ(workers->workers_size(), 30);
  int absences = 0;
  for (const auto& worker : workers->workers()) {
    v1::ListAbsencesRequest request;
    request.set_worker_id(worker.worker_id());
    auto listed = client::Collect<v1::ListAbsencesResponse>(desk.connection, request, 100);
    ASSERT_TRUE(listed.ok());
    absences += listed->absences_size();
  }
  EXPECT_EQ(absences, 3);
  const std::string xml = ReadText(sample);
  std::multiset<std::string> cases;
  for (const auto& worker : workers->workers()) {
    if (worker.has_reported_cases())
      cases.insert("<Cases30>" + std::to_string(worker.reported_cases()) + "<");
  }
  EXPECT_GT(cases.size(), 0U);
  for (const auto& text : cases) EXPECT_NE(xml.find(text), std::string::npos) << text;
}

}  // namespace
}  // namespace caseload::whole
