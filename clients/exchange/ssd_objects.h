// SPDX-License-Identifier: Apache-2.0
// The objects of the Standard Safeguarding Dataset that are read, with their columns (specification
// of July 2026).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace caseload::exchange {

enum class SsdObject : std::uint8_t {
  kDepartment,
  kProfessionals,
  kPerson,
  kAddress,
  kDisability,
  kLinkedIdentifiers,
  kCinEpisodes,
  kCinAssessments,
  kAssessmentFactors,
  kCinPlans,
  kCinVisits,
  kS47Enquiry,
  kInitialCpConference,
  kCpPlans,
  kCpVisits,
  kCpReviews,
  kClaEpisodes,
  kMissing,
  kContacts,
  kInvolvements,
  kFamily,
  kMother,
};
inline constexpr std::size_t kSsdObjects = 22;

struct SsdShape {
  SsdObject object;
  std::string_view name;  // of the file, without "ssd_" and ".csv"
  std::span<const std::string_view> columns;
  // By which rows are put together; a file without these columns cannot be read.
  std::string_view key;
  std::string_view second_key;  // empty: none
};

const std::array<SsdShape, kSsdObjects>& SsdShapes();
// The dataset's other objects, which are not read.
std::span<const std::string_view> SsdOtherObjects();

}  // namespace caseload::exchange
