// SPDX-License-Identifier: Apache-2.0
// What the workforce census says of a worker, and what of it no record holds.
#include <fstream>
#include <iterator>

#include "exchange/xml_account.h"
#include "exchange/xml_sample.h"

namespace caseload::exchange {
namespace {

std::string Workforce(const std::string& workers) {
  return "<Message><Header><CollectionDetails><Collection>CSWW</Collection><Year>2025</Year>"
         "<ReferenceDate>2025-09-30</ReferenceDate></CollectionDetails><Source><LEA>999</LEA>"
         "</Source></Header>" +
         workers + "</Message>";
}

TEST(CswwWorker, BecomesAWorkerWithTheCensusFigures) {
  const Delivery delivery = ReadText(&OpenCsww, Workforce(R"(<CSWWWorker>
      <AgencyWorker>1</AgencyWorker><SWENo>SW1234567890</SWENo><FTE>0.521371</FTE>
      <PersonBirthDate>1967-01-04</PersonBirthDate><OrgRole>5</OrgRole><RoleStartDate>2018-04-07</RoleStartDate>
      <RoleEndDate>2025-05-06</RoleEndDate><ReasonLeave>10</ReasonLeave><Cases30>17</Cases30>
      <WorkingDaysLost>15.31</WorkingDaysLost><ContractWeeks>28.7</ContractWeeks><CFKSSstatus>1</CFKSSstatus>
      <QualInst>One</QualInst><QualInst>Two</QualInst></CSWWWorker>)"));
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  ASSERT_EQ(delivery.units.size(), 1U);
  EXPECT_EQ(delivery.units[0].faults_size(), 0);
  const v1::Worker& worker = delivery.units[0].workers(0);
  EXPECT_EQ(worker.worker_id(), "key:worker/SW1234567890");
  EXPECT_EQ(worker.source().path(), "/Message/CSWWWorker[1]");
  EXPECT_EQ(worker.identifiers(0).scheme(), "swe");
  EXPECT_TRUE(worker.agency());
  EXPECT_DOUBLE_EQ(worker.full_time_equivalent(), 0.521371);
  EXPECT_EQ(worker.born_on(), "1967-01-04");
  EXPECT_EQ(worker.role(), "5");
  EXPECT_EQ(worker.role_started_on(), "2018-04-07");
  EXPECT_EQ(worker.role_ended_on(), "2025-05-06");
  EXPECT_EQ(worker.leaving_reason(), "10");
  EXPECT_EQ(worker.reported_cases(), 17U);
  EXPECT_DOUBLE_EQ(worker.working_days_lost(), 15.31);
  EXPECT_DOUBLE_EQ(worker.contract_weeks(), 28.7);
  EXPECT_TRUE(worker.newly_qualified());
  EXPECT_EQ(worker.source().values_size(), 3);
}

TEST(CswwWorker, AbsentOnThirtiethOfSeptemberHasAnAbsenceOnThatDay) {
  const Delivery delivery =
      ReadText(&OpenCsww, Workforce("<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW1</SWENo>"
                                    "<Absat30Sept>1</Absat30Sept><ReasonAbsence>SIC</ReasonAbsence>"
                                    "</CSWWWorker>"));
  const v1::ImportUnit& unit = delivery.units.at(0);
  ASSERT_EQ(unit.absences_size(), 1);
  EXPECT_EQ(unit.absences(0).absent_on(), "2025-09-30");
  EXPECT_EQ(unit.absences(0).from_on(), "");
  EXPECT_EQ(unit.absences(0).reason(), "SIC");
  EXPECT_EQ(unit.absences(0).worker_id(), "key:worker/SW1");
  EXPECT_EQ(unit.absences(0).source().key(), "worker/SW1/absence/2025-09-30");
}

TEST(CswwWorker, NotAbsentKeepsAReasonAsTheSourcesOwn) {
  const Delivery delivery =
      ReadText(&OpenCsww, Workforce("<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW1</SWENo>"
                                    "<Absat30Sept>0</Absat30Sept><ReasonAbsence>TRN</ReasonAbsence>"
                                    "</CSWWWorker>"));
  EXPECT_EQ(delivery.units.at(0).absences_size(), 0);
  EXPECT_EQ(delivery.units[0].workers(0).source().values(1).value(), "TRN");
}

TEST(CswwWorker, SaysNothingWhereTheCensusSaysNothing) {
  const Delivery delivery =
      ReadText(&OpenCsww, Workforce("<CSWWWorker><SWENo>SW1</SWENo></CSWWWorker>"));
  const v1::Worker& worker = delivery.units.at(0).workers(0);
  EXPECT_FALSE(worker.has_agency());
  EXPECT_FALSE(worker.has_newly_qualified());
  EXPECT_FALSE(worker.has_full_time_equivalent());
  EXPECT_FALSE(worker.has_reported_cases());
  EXPECT_EQ(FaultsOf(delivery, "MISSING_ELEMENT").at(0).name(), "AgencyWorker");
}

TEST(CswwWorker, ThatComesTwiceOverwritesNothing) {
  const std::string worker =
      "<CSWWWorker><AgencyWorker>0</AgencyWorker><SWENo>SW1</SWENo></CSWWWorker>";
  const Delivery delivery = ReadText(&OpenCsww, Workforce(worker + worker));
  EXPECT_EQ(delivery.units.at(1).workers(0).source().key(), "worker/SW1#2");
  EXPECT_EQ(FaultsOf(delivery, "DUPLICATE_ID").size(), 1U);
}

TEST(CswwWorkforce, ListsVacanciesSinceNoRecordHoldsThem) {
  const Delivery delivery =
      ReadText(&OpenCsww, Workforce("<LALevelVacancies><NumberOfVacancies>79.68</NumberOfVacancies>"
                                    "</LALevelVacancies><CSWWWorker><AgencyWorker>0</AgencyWorker>"
                                    "<SWENo>SW1</SWENo></CSWWWorker>"));
  const auto faults = FaultsOf(delivery, "NOT_HELD");
  ASSERT_EQ(faults.size(), 1U);
  EXPECT_EQ(faults[0].path(), "/Message/LALevelVacancies/NumberOfVacancies");
  EXPECT_EQ(faults[0].value(), "79.68");
  EXPECT_TRUE(faults[0].value_only_here());
}

TEST(CswwSample, IsReadInFull) {
  const auto path = Shared("data/csww/social_work_workforce_2022.xml");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "THE SAMPLE IS NOT HERE: NOTHING WAS TESTED";
  const Delivery delivery = ReadAll(&OpenCsww, path);
  ASSERT_EQ(delivery.failure.code, "") << delivery.failure.message;
  EXPECT_EQ(delivery.header.edition(), "2022");
  std::ifstream stream(path, std::ios::binary);
  const std::string xml{std::istreambuf_iterator<char>(stream), {}};
  const auto workers = Elements(xml, "CSWWWorker");
  ASSERT_EQ(workers.size(), 30U);
  ASSERT_EQ(delivery.units.size(), 31U);
  int absences = 0;
  for (std::size_t i = 0; i < workers.size(); ++i) {
    v1::ImportUnit unit = delivery.units[i + 1];
    absences += unit.absences_size();
    // Absat30Sept 1 has become an absence, which says so by being there.
    if (unit.absences_size() > 0) unit.add_faults()->set_value("1");
    EXPECT_EQ(Unaccounted(workers[i], unit), Texts{}) << "worker " << i + 1;
  }
  EXPECT_EQ(absences, 3);
  EXPECT_EQ(Unaccounted(Elements(xml, "LALevelVacancies").at(0), delivery.units[0]), Texts{});
}

TEST(CswwSample, IsNotTakenForAChildrenInNeedCensus) {
  const auto path = Shared("data/csww/social_work_workforce_2022.xml");
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "THE SAMPLE IS NOT HERE: NOTHING WAS TESTED";
  EXPECT_EQ(ReadAll(&OpenCin, path).failure.code, "FORM_UNKNOWN");
}

}  // namespace
}  // namespace caseload::exchange
