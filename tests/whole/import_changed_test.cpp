// SPDX-License-Identifier: Apache-2.0
// A later delivery that says something else: new versions beside the old ones, what is gone is
// retracted, and what people did by hand stays.
#include "whole/import_desk.h"

namespace caseload::whole {
namespace {

// What the census of one made-up child says.
struct Said {
  std::string need = "N1";
  std::string closure;
  std::vector<std::string> factors{"3B", "16A"};
  std::string authorised_on = "2024-03-01";
  std::string reference_on = "2024-03-31";
};

const Said kClosed{"N1",
                   "<CINclosureDate>2024-05-10</CINclosureDate>"
                   "<ReasonForClosure>RC7</ReasonForClosure>",
                   {"3B", "16A"},
                   "2024-03-01",
                   "2024-03-31"};

std::string Xml(const Said& said) {
  std::string factors;
  for (const auto& code : said.factors)
    factors += "<AssessmentFactors>" + code + "</AssessmentFactors>\n";
  return "<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2024</Year>"
         "<ReferenceDate>" +
         said.reference_on +
         "</ReferenceDate></CollectionDetails><Source>"
         "<SourceLevel>L</SourceLevel><LEA>999</LEA><SoftwareCode>Sample</SoftwareCode>"
         "<Release>1</Release><SerialNo>1</SerialNo><DateTime>2024-06-01T09:00:00</DateTime>"
         "</Source></Header><Children><Child><ChildIdentifiers><LAchildID>SAMPLE1</LAchildID>"
         "<UPNunknown>UN1</UPNunknown><PersonBirthDate>2015-05-01</PersonBirthDate>"
         "<GenderCurrent>2</GenderCurrent></ChildIdentifiers><ChildCharacteristics>"
         "<Ethnicity>WBRI</Ethnicity></ChildCharacteristics><CINdetails>"
         "<CINreferralDate>2024-01-10</CINreferralDate><ReferralSource>2A</ReferralSource>"
         "<PrimaryNeedCode>" +
         said.need + "</PrimaryNeedCode>" + said.closure +
         "<Assessments><AssessmentActualStartDate>2024-01-15</AssessmentActualStartDate>"
         "<AssessmentAuthorisationDate>" +
         said.authorised_on + "</AssessmentAuthorisationDate><FactorsIdentifiedAtAssessment>" +
         factors +
         "</FactorsIdentifiedAtAssessment></Assessments><ReferralNFA>0</ReferralNFA>"
         "</CINdetails></Child></Children></Message>\n";
}

struct ChangedDelivery : testing::Test {
  ServerProcess server;
  ImportDesk desk{server};
  TempFolder folder;
  int deliveries = 0;

  v1::Import Deliver(const Said& said) {
    const auto path = folder.path() / (std::to_string(++deliveries) + ".xml");
    return desk.Deliver(&exchange::OpenCin, WriteText(path, Xml(said)));
  }

  v1::Case OnlyCase() {
    const auto cases = desk.Cases();
    EXPECT_EQ(cases.size(), 1U);
    return cases.empty() ? v1::Case() : cases.begin()->second;
  }

  v1::Case KnownAt(const v1::Case& former) {
    v1::GetCaseRequest request;
    request.set_case_id(former.case_id());
    *request.mutable_moment()->mutable_known_at() = former.recorded_at();
    return Must(*desk.caller.cases, &v1::CaseService::Stub::GetCase, request).case_record();
  }

  static const v1::Concern& Find(const v1::Case& record, const std::string& code) {
    for (const auto& concern : record.concerns()) {
      if (concern.code() == code) return concern;
    }
    ADD_FAILURE() << "no concern " << code;
    return v1::Concern::default_instance();
  }

  // Codes of the concerns that hold.
  static std::set<std::string> Standing(const v1::Case& record) {
    std::set<std::string> codes;
    for (const auto& concern : record.concerns()) {
      if (concern.retracted_because().empty()) codes.insert(concern.code());
    }
    return codes;
  }

  v1::Case AssertByHand(const v1::Case& record, const std::string& code) {
    v1::AssertConcernRequest request;
    request.set_case_id(record.case_id());
    request.set_etag(record.etag());
    request.mutable_concern()->set_basis(v1::CONCERN_BASIS_WORKER);
    request.mutable_concern()->set_code(code);
    request.mutable_concern()->set_asserted_on("2024-02-20");
    return Must(*desk.caller.cases, &v1::CaseService::Stub::AssertConcern, request).case_record();
  }

  std::map<std::string, std::uint64_t> MixByNeed(const v1::Case* known_at) {
    v1::GetMixRequest request;
    request.set_basis(v1::MIX_BASIS_NEED);
    request.set_unit(v1::MIX_UNIT_CASES);
    request.add_by(v1::MIX_DIMENSION_CONCERN);
    request.set_unsuppressed(true);
    request.mutable_moment()->set_as_of_on("2024-06-01");
    if (known_at != nullptr)
      *request.mutable_moment()->mutable_known_at() = known_at->recorded_at();
    const auto answer = Must(*desk.caller.caseload, &v1::CaseloadService::Stub::GetMix, request);
    std::map<std::string, std::uint64_t> counts;
    for (const auto& row : answer.rows()) counts[row.keys(0).value()] = row.count().number();
    return counts;
  }
};

TEST_F(ChangedDelivery, MakesANewVersionAndRetractsWhatIsGone) {
  Deliver(kClosed);
  const v1::Case before = OnlyCase();
  EXPECT_EQ(Standing(before), (std::set<std::string>{"N1", "3B", "16A"}));
  const v1::Import later = Deliver({"N4", "", {"3B"}, "2024-03-01", "2024-03-31"});
  EXPECT_EQ(later.counts().changed(), 1U);
  EXPECT_EQ(later.counts().created(), 0U);

  const v1::Case now = OnlyCase();
  EXPECT_EQ(now.case_id(), before.case_id());
  EXPECT_EQ(now.closed_on(), "");
  ASSERT_EQ(now.former_closures_size(), 1);
  EXPECT_EQ(now.former_closures(0).closed_on(), "2024-05-10");
  EXPECT_EQ(now.former_closures(0).closure_reason(), "RC7");
  EXPECT_EQ(Standing(now), (std::set<std::string>{"N4", "3B"}));
  // What is gone is still there to be read, with the reason.
  EXPECT_NE(Find(now, "16A").retracted_because(), "");
  EXPECT_NE(Find(now, "N1").retracted_because(), "");
  EXPECT_EQ(Find(now, "3B").concern_id(), Find(before, "3B").concern_id());
}

TEST_F(ChangedDelivery, KeepsWhatWasKnownBefore) {
  Deliver(kClosed);
  const v1::Case before = OnlyCase();
  Deliver({"N4", "", {"3B"}, "2024-03-01", "2024-03-31"});
  EXPECT_EQ(KnownAt(before).SerializeAsString(), before.SerializeAsString());
  v1::ListCaseHistoryRequest request;
  request.set_case_id(before.case_id());
  const auto history = Must(*desk.caller.cases, &v1::CaseService::Stub::ListCaseHistory, request);
  std::vector<std::uint64_t> versions;
  for (const auto& change : history.changes()) {
    if (change.record_kind() == "case") versions.push_back(change.version());
    EXPECT_EQ(change.action(), "imports.send");
  }
  EXPECT_EQ(versions, (std::vector<std::uint64_t>{1, 2}));
}

TEST_F(ChangedDelivery, IsCountedAsItIsKnownNowAndAsItWasKnownThen) {
  Deliver(kClosed);
  const v1::Case before = OnlyCase();
  Deliver({"N4", "", {"3B"}, "2024-03-01", "2024-03-31"});
  EXPECT_EQ(MixByNeed(&before), (std::map<std::string, std::uint64_t>{}));
  EXPECT_EQ(MixByNeed(nullptr), (std::map<std::string, std::uint64_t>{{"N4", 1}}));
}

TEST_F(ChangedDelivery, CorrectsADayInTheChronologyAndKeepsTheOldVersion) {
  Deliver({});
  const auto before = desk.Entries(OnlyCase().case_id());
  ASSERT_EQ(before.size(), 1U);
  Said corrected;
  corrected.authorised_on = "2024-02-26";
  Deliver(corrected);
  const auto now = desk.Entries(OnlyCase().case_id());
  ASSERT_EQ(now.size(), 1U);
  EXPECT_EQ(now[0].entry_id(), before[0].entry_id());
  EXPECT_EQ(now[0].ended_on(), "2024-02-26");
  v1::GetEntryRequest request;
  request.set_entry_id(before[0].entry_id());
  *request.mutable_moment()->mutable_known_at() = before[0].recorded_at();
  const auto then = Must(*desk.caller.cases, &v1::CaseService::Stub::GetEntry, request);
  EXPECT_EQ(then.entry().ended_on(), "2024-03-01");
}

TEST_F(ChangedDelivery, LeavesWhatAWorkerAddedByHand) {
  Deliver(kClosed);
  const v1::Case asserted = AssertByHand(OnlyCase(), "HARM.NEGLECT");
  const v1::Entry visit = desk.caller.AVisit(asserted.case_id(), "2024-02-20");
  Deliver({"N4", "", {}, "2024-03-01", "2024-03-31"});
  const v1::Case now = OnlyCase();
  EXPECT_EQ(Standing(now), (std::set<std::string>{"N4", "HARM.NEGLECT"}));
  const auto entries = desk.Entries(now.case_id());
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[1].SerializeAsString(), visit.SerializeAsString());
}

TEST_F(ChangedDelivery, DoesNotAssertAgainWhatAWorkerRetracted) {
  Deliver({});
  const v1::Case before = OnlyCase();
  v1::RetractConcernRequest request;
  request.set_case_id(before.case_id());
  request.set_etag(before.etag());
  request.set_concern_id(Find(before, "3B").concern_id());
  request.set_because("it was another child");
  Must(*desk.caller.cases, &v1::CaseService::Stub::RetractConcern, request);
  Deliver({"N4", "", {"3B", "16A"}, "2024-03-01", "2024-03-31"});
  EXPECT_EQ(Find(OnlyCase(), "3B").retracted_because(), "it was another child");
}

TEST_F(ChangedDelivery, DoesNotGoOnWithWhatAWorkerEnded) {
  Deliver({});
  const v1::Case before = OnlyCase();
  v1::EndConcernRequest request;
  request.set_case_id(before.case_id());
  request.set_etag(before.etag());
  request.set_concern_id(Find(before, "3B").concern_id());
  request.set_ended_on("2024-04-15");
  Must(*desk.caller.cases, &v1::CaseService::Stub::EndConcern, request);
  Deliver({"N4", "", {"3B", "16A"}, "2024-03-01", "2024-03-31"});
  EXPECT_EQ(Find(OnlyCase(), "3B").ended_on(), "2024-04-15");
}

// The source never said that the case was closed, so its silence does not open it again.
TEST_F(ChangedDelivery, DoesNotOpenAgainWhatAWorkerClosed) {
  Deliver({});
  const v1::Case before = OnlyCase();
  v1::CloseCaseRequest request;
  request.set_case_id(before.case_id());
  request.set_etag(before.etag());
  request.set_closed_on("2024-05-20");
  request.set_closure_reason("RC7");
  Must(*desk.caller.cases, &v1::CaseService::Stub::CloseCase, request);
  Deliver({"N1", "", {"3B"}, "2024-03-01", "2024-03-31"});
  EXPECT_EQ(OnlyCase().closed_on(), "2024-05-20");
}

TEST_F(ChangedDelivery, DoesNotCloseAgainWhatAWorkerReopened) {
  Deliver(kClosed);
  const v1::Case before = OnlyCase();
  v1::ReopenCaseRequest request;
  request.set_case_id(before.case_id());
  request.set_etag(before.etag());
  request.set_because("closed by mistake");
  Must(*desk.caller.cases, &v1::CaseService::Stub::ReopenCase, request);
  // Twice: what a person said must outlive the delivery that comes after it.
  for (const char* need : {"N4", "N1"}) {
    Said again = kClosed;
    again.need = need;
    Deliver(again);
    EXPECT_EQ(OnlyCase().closed_on(), "") << need;
  }
}

TEST_F(ChangedDelivery, LeavesADayThatAWorkerCorrectedUntilTheSourceSaysSomethingNew) {
  Deliver({});
  v1::CorrectEntryRequest correct;
  *correct.mutable_entry() = desk.Entries(OnlyCase().case_id()).front();
  correct.mutable_entry()->set_ended_on("2024-02-28");
  correct.set_because("signed off on the day before the leap day");
  Must(*desk.caller.cases, &v1::CaseService::Stub::CorrectEntry, correct);
  const auto ended_on = [&] { return desk.Entries(OnlyCase().case_id()).front().ended_on(); };

  const std::string kReplaced = "CORRECTION_REPLACED ended_on=";
  Said same;
  for (const char* need : {"N4", "N3"}) {
    same.need = need;
    const v1::Import later = Deliver(same);
    EXPECT_EQ(ended_on(), "2024-02-28") << need;
    EXPECT_EQ(desk.Faults(later.import_id()).count(kReplaced), 0U);
  }
  Said changed = same;
  changed.authorised_on = "2024-02-26";
  const v1::Import last = Deliver(changed);
  EXPECT_EQ(ended_on(), "2024-02-26");
  EXPECT_EQ(desk.Faults(last.import_id()).count(kReplaced), 1U);
}

// A return of an earlier year that comes late knows less than the one that is here.
TEST_F(ChangedDelivery, OfAnEarlierReferenceDayUndoesNothing) {
  Deliver(kClosed);
  const v1::Case before = OnlyCase();
  Deliver({"N1", "", {"3B"}, "2024-03-01", "2023-03-31"});
  EXPECT_EQ(OnlyCase().SerializeAsString(), before.SerializeAsString());
}

// What one delivery no longer says, the next may say again.
TEST_F(ChangedDelivery, AssertsAgainWhatComesBack) {
  Deliver({});
  const std::string concern_id = Find(OnlyCase(), "16A").concern_id();
  Deliver({"N1", "", {"3B"}, "2024-03-01", "2024-03-31"});
  EXPECT_NE(Find(OnlyCase(), "16A").retracted_because(), "");
  Deliver({"N1", "", {"16A", "3B"}, "2024-03-01", "2024-03-31"});
  EXPECT_EQ(Find(OnlyCase(), "16A").retracted_because(), "");
  EXPECT_EQ(Find(OnlyCase(), "16A").concern_id(), concern_id);
}

}  // namespace
}  // namespace caseload::whole
