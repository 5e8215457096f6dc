// SPDX-License-Identifier: Apache-2.0
// Requests that are well formed and wrong: each is refused for the published reason, and changes
// nothing.
#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "whole/caller.h"

namespace caseload::whole {
namespace {

using grpc::StatusCode;
using Cases = v1::CaseService::Stub;
using People = v1::PeopleService::Stub;

constexpr char kNobody[] = "0000000000000";

struct Hostile : testing::Test {
  ServerProcess server;
  Caller caller{server};
  v1::Person child = caller.AChild();
  v1::Case record = caller.ACase(child.person_id());

  v1::CloseCaseRequest Close(const std::string& etag) {
    v1::CloseCaseRequest request;
    request.set_case_id(record.case_id());
    request.set_etag(etag);
    request.set_closed_on("2024-06-03");
    request.set_closure_reason("RC7");
    return request;
  }

  template <class Response>
  static void ExpectRefused(const Answer<Response>& answer, StatusCode code,
                            const std::string& reason) {
    EXPECT_EQ(answer.status.error_code(), code) << answer.status.error_message();
    EXPECT_EQ(ReasonOf(answer.status), reason) << answer.status.error_message();
  }
};

TEST_F(Hostile, AnEtagThatIsNoLongerCurrentChangesNothing) {
  const auto first = Must(*caller.cases, &Cases::CloseCase, Close(record.etag()));
  v1::ReopenCaseRequest reopen;
  reopen.set_case_id(record.case_id());
  reopen.set_etag(record.etag());
  reopen.set_because("Closed by mistake.");
  ExpectRefused(Ask(*caller.cases, &Cases::ReopenCase, reopen), StatusCode::ABORTED, "ETAG_STALE");
  v1::GetCaseRequest get;
  get.set_case_id(record.case_id());
  EXPECT_EQ(Must(*caller.cases, &Cases::GetCase, get).case_record().etag(),
            first.case_record().etag());
}

TEST_F(Hostile, AChangeWithoutAnEtagIsRefused) {
  ExpectRefused(Ask(*caller.cases, &Cases::CloseCase, Close("")), StatusCode::INVALID_ARGUMENT,
                "FIELDS_INVALID");
}

TEST_F(Hostile, ARequestIdUsedAgainWithAnotherBodyOrAnotherMethodIsRefused) {
  auto visit = Caller::Visit({record.case_id()}, "2024-04-02", "one-and-the-same");
  Must(*caller.cases, &Cases::RecordEntry, visit);
  visit.mutable_entry()->set_occurred_on("2024-04-03");
  ExpectRefused(Ask(*caller.cases, &Cases::RecordEntry, visit), StatusCode::ALREADY_EXISTS,
                "REQUEST_ID_REUSED");
  auto close = Close(record.etag());
  close.set_request_id("one-and-the-same");
  ExpectRefused(Ask(*caller.cases, &Cases::CloseCase, close), StatusCode::ALREADY_EXISTS,
                "REQUEST_ID_REUSED");
}

TEST_F(Hostile, ARequestIdIsKnownAfterTheServerWasKilled) {
  const auto visit = Caller::Visit({record.case_id()}, "2024-04-02", "one-and-the-same");
  const auto first = Must(*caller.cases, &Cases::RecordEntry, visit);
  server.Kill();
  server.Start();
  caller = Caller(server);
  EXPECT_EQ(Must(*caller.cases, &Cases::RecordEntry, visit).SerializeAsString(),
            first.SerializeAsString());
}

TEST_F(Hostile, ARequestIdThatIsNoneIsRefused) {
  for (const std::string& id : {std::string("short"), std::string(65, 'x')}) {
    const auto visit = Caller::Visit({record.case_id()}, "2024-04-02", id);
    ExpectRefused(Ask(*caller.cases, &Cases::RecordEntry, visit), StatusCode::INVALID_ARGUMENT,
                  "FIELDS_INVALID");
  }
}

TEST_F(Hostile, APageTokenOpensOnlyForTheQueryThatHandedItOut) {
  caller.AVisit(record.case_id(), "2024-04-02");
  caller.AVisit(record.case_id(), "2024-04-03");
  v1::ListEntriesRequest entries;
  entries.set_case_id(record.case_id());
  entries.set_page_size(1);
  const auto page = Must(*caller.cases, &Cases::ListEntries, entries);
  ASSERT_NE(page.next_page_token(), "");
  entries.set_page_token(page.next_page_token());

  auto of_another_case = entries;
  of_another_case.set_case_id(caller.ACase(child.person_id(), "2024-05-01").case_id());
  ExpectRefused(Ask(*caller.cases, &Cases::ListEntries, of_another_case),
                StatusCode::INVALID_ARGUMENT, "PAGE_TOKEN_INVALID");
  v1::ListCaseHistoryRequest history;
  history.set_case_id(record.case_id());
  history.set_page_token(page.next_page_token());
  ExpectRefused(Ask(*caller.cases, &Cases::ListCaseHistory, history), StatusCode::INVALID_ARGUMENT,
                "PAGE_TOKEN_INVALID");
  auto altered = entries;
  altered.mutable_page_token()->back() ^= 1;
  ExpectRefused(Ask(*caller.cases, &Cases::ListEntries, altered), StatusCode::INVALID_ARGUMENT,
                "PAGE_TOKEN_INVALID");

  // Its own query still gets the rest, from a server that was started anew as well.
  server.Kill();
  server.Start();
  caller = Caller(server);
  const auto rest = Must(*caller.cases, &Cases::ListEntries, entries);
  ASSERT_EQ(rest.entries_size(), 1);
  EXPECT_EQ(rest.entries(0).occurred_on(), "2024-04-03");
}

TEST_F(Hostile, AnEnumValueNobodyPublishedIsNamed) {
  v1::ListCasesRequest list;
  list.set_state(static_cast<v1::CaseState>(77));
  const auto refused = Ask(*caller.cases, &Cases::ListCases, list);
  ExpectRefused(refused, StatusCode::INVALID_ARGUMENT, "FIELDS_INVALID");
  EXPECT_NE(refused.status.error_message().find("state"), std::string::npos);
  v1::OpenCaseRequest open;
  *open.mutable_case_record() = record;
  open.mutable_case_record()->mutable_concerns(0)->set_basis(static_cast<v1::ConcernBasis>(-5));
  ExpectRefused(Ask(*caller.cases, &Cases::OpenCase, open), StatusCode::INVALID_ARGUMENT,
                "FIELDS_INVALID");
}

TEST_F(Hostile, DaysOutsideTheCalendarAreRefusedByEveryQuestionAboutADay) {
  for (const char* day :
       {"0000-01-01", "9999-12-31", "1899-12-31", "2200-01-01", "2024-02-30", "today"}) {
    SCOPED_TRACE(day);
    v1::Moment moment;
    moment.set_as_of_on(day);
    const auto refused = [&](auto& stub, auto method, auto request) {
      *request.mutable_moment() = moment;
      ExpectRefused(Ask(stub, method, request), StatusCode::INVALID_ARGUMENT, "FIELDS_INVALID");
    };
    v1::GetCaseRequest get;
    get.set_case_id(record.case_id());
    refused(*caller.cases, &Cases::GetCase, get);
    v1::ListEntriesRequest list;
    list.set_case_id(record.case_id());
    refused(*caller.cases, &Cases::ListEntries, list);
    v1::GetPersonRequest person;
    person.set_person_id(child.person_id());
    refused(*caller.people, &People::GetPerson, person);
    v1::GetMixRequest mix;
    mix.set_basis(v1::MIX_BASIS_NEED);
    mix.set_unit(v1::MIX_UNIT_CASES);
    refused(*caller.caseload, &v1::CaseloadService::Stub::GetMix, mix);
    v1::EvaluateCaseRequest evaluate;
    evaluate.set_case_id(record.case_id());
    refused(*caller.rules, &v1::RuleService::Stub::EvaluateCase, evaluate);
  }
}

TEST_F(Hostile, InstantsOutsideTimeAreRefusedAndThoseBeforeTheRecordKnowNothing) {
  v1::GetCaseRequest request;
  request.set_case_id(record.case_id());
  auto& known = *request.mutable_moment()->mutable_known_at();
  for (const auto seconds :
       {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    known.set_seconds(seconds);
    ExpectRefused(Ask(*caller.cases, &Cases::GetCase, request), StatusCode::INVALID_ARGUMENT,
                  "FIELDS_INVALID");
  }
  known.set_seconds(0);
  known.set_nanos(-1);
  ExpectRefused(Ask(*caller.cases, &Cases::GetCase, request), StatusCode::INVALID_ARGUMENT,
                "FIELDS_INVALID");
  known.set_nanos(0);
  ExpectRefused(Ask(*caller.cases, &Cases::GetCase, request), StatusCode::NOT_FOUND,
                "NOT_KNOWN_THEN");
  known.set_seconds(253'402'300'799);  // the last second of the year 9999: everything known by then
  EXPECT_EQ(Must(*caller.cases, &Cases::GetCase, request).case_record().case_id(),
            record.case_id());
}

TEST_F(Hostile, WhatIsNoIdOrNobodysOrOfAnotherKindLooksTheSame) {
  std::set<std::string> messages;
  for (const std::string& id :
       {std::string(), std::string("1"), std::string("../../etc/passwd"), std::string(kNobody),
        child.person_id(), std::string(100'000, 'A')}) {
    v1::GetCaseRequest request;
    request.set_case_id(id);
    const auto answer = Ask(*caller.cases, &Cases::GetCase, request);
    ExpectRefused(answer, StatusCode::NOT_FOUND, "NOT_FOUND");
    messages.insert(answer.status.error_message());
  }
  EXPECT_EQ(messages.size(), 1U);
}

TEST_F(Hostile, AnEntryForACaseThatIsNotThereIsKeptForNobody) {
  const auto visit = Caller::Visit({record.case_id(), kNobody}, "2024-04-02");
  ExpectRefused(Ask(*caller.cases, &Cases::RecordEntry, visit), StatusCode::NOT_FOUND, "NOT_FOUND");
  v1::ListEntriesRequest list;
  list.set_case_id(record.case_id());
  EXPECT_EQ(Must(*caller.cases, &Cases::ListEntries, list).entries_size(), 0);
}

TEST_F(Hostile, AnEntryThatNamesOneCaseTwiceIsKeptForNobody) {
  const auto visit = Caller::Visit({record.case_id(), record.case_id()}, "2024-04-02");
  ExpectRefused(Ask(*caller.cases, &Cases::RecordEntry, visit), StatusCode::INVALID_ARGUMENT,
                "FIELDS_INVALID");
  v1::ListEntriesRequest list;
  list.set_case_id(record.case_id());
  EXPECT_EQ(Must(*caller.cases, &Cases::ListEntries, list).entries_size(), 0);
}

TEST_F(Hostile, MorePagesAtOnceThanAllowedAreCutToTheMost) {
  v1::ListCodesRequest request;
  request.set_code_set("assessment_factor");
  request.set_page_size(std::numeric_limits<std::int32_t>::max());
  EXPECT_LE(Must(*caller.reference, &v1::ReferenceService::Stub::ListCodes, request).codes_size(),
            500);
  request.set_page_size(-1);
  ExpectRefused(Ask(*caller.reference, &v1::ReferenceService::Stub::ListCodes, request),
                StatusCode::INVALID_ARGUMENT, "FIELDS_INVALID");
}

TEST_F(Hostile, UnitsOfAnImportOutOfOrderAreRefused) {
  grpc::ClientContext context;
  context.set_deadline(Patience());
  v1::StartImportRequest start;
  start.mutable_import_record()->set_form("cin");
  start.mutable_import_record()->set_digest(std::string(64, 'a'));
  const auto started = Must(*caller.imports, &v1::ImportService::Stub::StartImport, start);
  auto units = caller.imports->SendUnits(&context);
  v1::SendUnitsRequest request;
  request.set_import_id(started.import_record().import_id());
  request.add_units()->set_position(2);
  units->Write(request);
  v1::SendUnitsResponse kept;
  EXPECT_FALSE(units->Read(&kept));
  const auto status = units->Finish();
  EXPECT_EQ(status.error_code(), StatusCode::ABORTED);
  EXPECT_EQ(ReasonOf(status), "IMPORT_POSITION");
}

}  // namespace
}  // namespace caseload::whole
