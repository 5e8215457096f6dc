// SPDX-License-Identifier: Apache-2.0
// Codes: which fields of a record hold codes, of which set, and on which day they were used. A code
// that is unknown or out of its years is kept as it came, and remarked on.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "caseload/v1/case.pb.h"
#include "caseload/v1/chronology.pb.h"
#include "caseload/v1/person.pb.h"
#include "caseload/v1/workforce.pb.h"
#include "record/quality.h"
#include "taxonomy/packs.h"

namespace caseload::app {

struct UsedCode {
  std::string field;
  std::string_view set;
  std::string code;
  std::string used_on;           // empty: not known, its validity is not asked
  std::string_view or_set = {};  // a set of earlier years that may hold it instead
};
using TakeCode = std::function<void(const UsedCode&)>;

void EachCode(const v1::Person& person, const TakeCode& take);
void EachCode(const v1::Case& record, const TakeCode& take);
void EachCode(const v1::Entry& entry, const TakeCode& take);
void EachCode(const v1::Worker& worker, const TakeCode& take);
void EachCode(const v1::Allocation& allocation, const TakeCode& take);
void EachCode(const v1::Absence& absence, const TakeCode& take);

// Nothing when all is well; else "UNKNOWN_CODE" or "CODE_OUT_OF_VALIDITY" with its sentence.
struct CodeRemark {
  const char* code;
  const char* summary;
};
std::optional<CodeRemark> Remark(const taxonomy::Packs& packs, const UsedCode& used);

template <class Message>
void AddCodeFindings(const taxonomy::Packs& packs, const Message& message,
                     record::Findings& findings) {
  EachCode(message, [&](const UsedCode& used) {
    if (const auto remark = Remark(packs, used))
      record::Add(findings, remark->code, used.field, remark->summary);
  });
}

}  // namespace caseload::app
