// SPDX-License-Identifier: Apache-2.0
#include "app/case_subject.h"

namespace caseload::app {

Result<rules::Subject> ReadCaseSubject(const Desk& desk, const std::string& case_id,
                                       const AskedAt& at, Wanted wanted) {
  auto asked = ReadMessage<v1::Case>(desk, case_id, at.then, "case_id");
  if (!asked) return asked.error();
  const auto& child_id = asked->child_id();
  rules::Subject subject;
  subject.case_id = case_id;
  auto child = ReadMessage<v1::Person>(desk, child_id, at.then, "child_id");
  if (!child) return child.error();
  subject.child = *std::move(child);
  if (wanted.shared) {
    auto shared = ReadSharedNumbers(desk, subject.child, at.then);
    if (!shared) return shared.error();
    subject.shared = *shared;
  }
  auto of = ReadCasesOf(desk, child_id, at.then, at.as_of);
  if (!of) return of.error();
  subject.cases = std::move(of->cases);
  subject.entries = std::move(of->entries);
  if (wanted.allocations) {
    auto allocations = ReadAllocations(desk, child_id, subject.cases, at.then);
    if (!allocations) return allocations.error();
    subject.allocations = *std::move(allocations);
  }
  if (!wanted.links) return subject;
  auto links = ReadLinks(desk, child_id, at.then, at.as_of);
  if (!links) return links.error();
  subject.links = *std::move(links);
  return subject;
}

}  // namespace caseload::app
