// SPDX-License-Identifier: Apache-2.0
// Writes the made-up authority as a folder in the shape of the Standard Safeguarding Dataset.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "exchange/authority_pen.h"
#include "exchange/authority_staff.h"
#include "exchange/csv_writer.h"
#include "exchange/ssd_objects.h"

namespace caseload::exchange {

class AuthoritySsd {
 public:
  static Expected<AuthoritySsd> Create(const std::filesystem::path& folder);
  void Write(const FamilyLife& family, const AuthorityStaff& staff, Spoiler& spoiler);
  // Teams and workers; ends the files.
  std::optional<Failure> Close(const AuthorityStaff& staff);

 private:
  struct OfEpisode;
  CsvWriter& to(SsdObject object) { return files_[static_cast<std::size_t>(object)]; }
  void WriteChild(const FamilyLife& family, const ChildLife& child, Spoiler& spoiler);
  void WriteEpisode(const OfEpisode& of, Spoiler& spoiler);
  void WriteAssessments(const OfEpisode& of);
  void WriteEnquiries(const OfEpisode& of);
  void WritePlans(const OfEpisode& of);
  void WriteVisits(const OfEpisode& of, Spoiler& spoiler);
  void WriteSpans(const ChildLife& child, const std::string& id);
  void WriteAllocations(const ChildLife& child, const std::string& id, const AuthorityStaff& staff);

  std::vector<CsvWriter> files_;
  std::uint64_t rows_ = 0;  // numbers the rows that need a number of their own
};

}  // namespace caseload::exchange
