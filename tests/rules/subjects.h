// SPDX-License-Identifier: Apache-2.0
// Made-up children for the tests of the rules room.
#pragma once

#include <filesystem>
#include <string>

#include "rules/case_facts.h"

namespace caseload::rules {

Date Day(const char* iso);

// Asked about "case-now"; there are "case-then" (closed), a plan in it, a visit, a supervision and
// three concerns, of which one was retracted.
Subject SampleSubject();

// Numbers made of the length of set and code; core numbers are a thousand higher.
CodeNumbers SampleNumbers();

// An empty folder of its own, gone at the end.
class Folder {
 public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const std::filesystem::path& path() const { return path_; }
  // Copies a file here under its own name.
  void Bring(const std::filesystem::path& file) const;
  void Write(const std::string& name, const std::string& bytes) const;

 private:
  std::filesystem::path path_;
};

}  // namespace caseload::rules
