// SPDX-License-Identifier: Apache-2.0
#include "rules/subjects.h"

#include <stdlib.h>

#include <fstream>

namespace caseload::rules {
namespace {

v1::Case& AddCase(Subject& subject, const char* id, const char* referred, const char* closed) {
  auto& added = subject.cases.emplace_back();
  added.set_case_id(id);
  added.set_child_id("child");
  added.set_referred_on(referred);
  added.set_referral_source("1A");
  added.set_closed_on(closed);
  if (*closed != '\0') added.set_closure_reason("RC8");
  return added;
}

v1::Concern& AddConcern(v1::Case& to, const char* id, v1::ConcernBasis basis, const char* code,
                        const char* on) {
  auto& concern = *to.add_concerns();
  concern.set_concern_id(id);
  concern.set_basis(basis);
  concern.set_code(code);
  concern.set_asserted_on(on);
  return concern;
}

v1::Entry& AddEntry(Subject& subject, const char* id, const char* case_id, const char* on) {
  auto& entry = subject.entries.emplace_back();
  entry.set_entry_id(id);
  entry.add_case_ids(case_id);
  entry.set_occurred_on(on);
  entry.set_note("A narrative that no rule is ever shown");
  return entry;
}

}  // namespace

Date Day(const char* iso) { return *ParseDate(iso); }

Subject SampleSubject() {
  Subject subject;
  subject.child.set_person_id("child");
  subject.child.set_born_on("2015-02-28");
  subject.case_id = "case-now";
  subject.cases.reserve(2);  // references into it are kept below
  auto& now = AddCase(subject, "case-now", "2024-01-10", "");
  auto& then = AddCase(subject, "case-then", "2022-03-01", "2022-09-30");
  AddConcern(then, "concern-2", v1::CONCERN_BASIS_NEED, "N1", "2022-03-01")
      .set_ended_on("2022-09-30");
  AddConcern(now, "concern-1", v1::CONCERN_BASIS_FACTOR, "3B", "2024-02-01")
      .set_about_person_id("parent");
  AddConcern(now, "concern-3", v1::CONCERN_BASIS_WORKER, "HARM", "2024-02-02")
      .set_retracted_because("wrong child");
  auto& plan = AddEntry(subject, "plan", "case-then", "2022-05-01");
  plan.set_ended_on("2022-09-01");
  plan.mutable_protection_plan()->set_previous_plans(1);
  AddEntry(subject, "visit", "case-now", "2024-02-15").mutable_visit()->set_child_seen(false);
  AddEntry(subject, "supervision", "case-now", "2024-02-01").mutable_supervision();
  AddEntry(subject, "note", "case-now", "2024-02-01").mutable_file_note();
  auto& withdrawn = AddEntry(subject, "withdrawn", "case-now", "2024-02-03");
  withdrawn.mutable_core_group();
  withdrawn.set_withdrawn_because("entered twice");
  return subject;
}

CodeNumbers SampleNumbers() {
  const auto number = [](std::string_view set, std::string_view code) {
    return static_cast<std::uint16_t>(set.size() * 10 + code.size());
  };
  return {number, [number](std::string_view set, std::string_view code) {
            return static_cast<std::uint16_t>(number(set, code) + 1000);
          }};
}

Folder::Folder() {
  std::string name = (std::filesystem::temp_directory_path() / "caseload-rules-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) std::abort();
  path_ = name;
}

Folder::~Folder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

void Folder::Bring(const std::filesystem::path& file) const {
  std::filesystem::copy_file(file, path_ / file.filename());
}

void Folder::Write(const std::string& name, const std::string& bytes) const {
  std::ofstream(path_ / name, std::ios::binary) << bytes;
}

}  // namespace caseload::rules
