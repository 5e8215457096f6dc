// SPDX-License-Identifier: Apache-2.0
// A page token opens only for the query that handed it out, and says nothing to whoever holds it.
#include <gtest/gtest.h>

#include "app/paging.h"
#include "base/seal.h"
#include "caseload/v1/case_service.pb.h"

namespace caseload::app {
namespace {

struct PageToken : testing::Test {
  Pager pager{NewSealKey()};
  v1::ListEntriesRequest query;

  void SetUp() override { query.set_case_id("the case"); }
  v1::ErrorReason ReasonToRefuse(const google::protobuf::Message& request) {
    const auto opened = pager.Open(request);
    return opened ? v1::ERROR_REASON_UNSPECIFIED : opened.error().reason;
  }
};

TEST_F(PageToken, OpensForItsOwnQueryWhateverThePageSize) {
  query.set_page_token(pager.Seal(query, "where it ended"));
  query.set_page_size(7);
  const auto opened = pager.Open(query);
  ASSERT_TRUE(opened);
  EXPECT_EQ(*opened, "where it ended");
}

TEST_F(PageToken, IsRefusedByTheSameMethodAskedAboutSomethingElse) {
  query.set_page_token(pager.Seal(query, "where it ended"));
  query.set_case_id("another case");
  EXPECT_EQ(ReasonToRefuse(query), v1::ERROR_REASON_PAGE_TOKEN_INVALID);
}

TEST_F(PageToken, IsRefusedByAnotherMethodAskedAboutTheSame) {
  v1::ListCaseHistoryRequest other;
  other.set_case_id(query.case_id());
  other.set_page_token(pager.Seal(query, "where it ended"));
  EXPECT_EQ(ReasonToRefuse(other), v1::ERROR_REASON_PAGE_TOKEN_INVALID);
}

TEST_F(PageToken, IsRefusedWhenItWasMadeUpAlteredOrCutShort) {
  const std::string token = pager.Seal(query, "where it ended");
  std::string altered = token;
  altered[altered.size() / 2] = altered[altered.size() / 2] == 'A' ? 'B' : 'A';
  for (const auto& wrong :
       {std::string("made up"), altered, token.substr(0, token.size() - 4), token + token}) {
    query.set_page_token(wrong);
    EXPECT_EQ(ReasonToRefuse(query), v1::ERROR_REASON_PAGE_TOKEN_INVALID) << wrong;
  }
}

TEST_F(PageToken, IsRefusedByAStoreWithAnotherKey) {
  query.set_page_token(Pager(NewSealKey()).Seal(query, "where it ended"));
  EXPECT_EQ(ReasonToRefuse(query), v1::ERROR_REASON_PAGE_TOKEN_INVALID);
}

TEST_F(PageToken, DoesNotShowWhereThePageEnded) {
  EXPECT_EQ(pager.Seal(query, "where it ended").find("where"), std::string::npos);
}

}  // namespace
}  // namespace caseload::app
