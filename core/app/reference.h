// SPDX-License-Identifier: Apache-2.0
// Reference: what codes mean, which days are worked, what falls due when. Answers from the packs
// alone.
#pragma once

#include "app/paging.h"
#include "caseload/v1/reference_service.pb.h"
#include "taxonomy/packs.h"

namespace caseload::app {

class Reference {
 public:
  Reference(const taxonomy::Packs& packs, const Pager& pager) : packs_(packs), pager_(pager) {}

  Result<v1::ListCodeSetsResponse> ListCodeSets(const v1::ListCodeSetsRequest& request) const;
  Result<v1::ListCodesResponse> ListCodes(const v1::ListCodesRequest& request) const;
  Result<v1::MapCodeResponse> MapCode(const v1::MapCodeRequest& request) const;
  Result<v1::GetCalendarResponse> GetCalendar(const v1::GetCalendarRequest& request) const;
  Result<v1::AddWorkingDaysResponse> AddWorkingDays(const v1::AddWorkingDaysRequest& request) const;
  Result<v1::ListClocksResponse> ListClocks(const v1::ListClocksRequest& request) const;

 private:
  const taxonomy::Packs& packs_;
  const Pager& pager_;
};

// One page of a list that is all in memory: from where, how many, and the token of what follows.
struct Slice {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string next_page_token;
};
Result<Slice> SliceOf(const Pager& pager, const google::protobuf::Message& request,
                      std::size_t size);

}  // namespace caseload::app
