// SPDX-License-Identifier: Apache-2.0
// Writes the made-up authority's census returns: children in need, and the social work workforce.
#pragma once

#include <filesystem>
#include <memory>

#include "exchange/authority.h"
#include "exchange/authority_pen.h"
#include "exchange/authority_staff.h"
#include "exchange/authority_xml.h"

namespace caseload::exchange {

class AuthorityCin {
 public:
  AuthorityCin(const std::filesystem::path& file, const AuthorityPlan& plan);
  // Those of the family's children with an episode open at any point in the year.
  void Write(const FamilyLife& family, Spoiler& spoiler);
  std::optional<Failure> Close();
  std::uint64_t children() const { return children_; }

 private:
  bool InYear(const SpanLife& span) const;
  void WriteChild(const ChildLife& child, Spoiler& spoiler);
  void WriteEpisode(const EpisodeLife& episode, Spoiler& spoiler);
  void WriteProtection(const ProtectionLife& plan);

  XmlPen pen_;
  Day first_;  // of the census year
  Day last_;
  std::uint64_t children_ = 0;
};

std::optional<Failure> WriteCsww(const std::filesystem::path& file, const AuthorityStaff& staff,
                                 int year);

}  // namespace caseload::exchange
