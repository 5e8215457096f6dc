// SPDX-License-Identifier: Apache-2.0
// One CINdetails of the census as a case with its concerns and its chronology.
#pragma once

#include <caseload/v1/import.pb.h>

#include <string>
#include <string_view>

#include "exchange/xml_group.h"
#include "exchange/xml_keys.h"

namespace caseload::exchange {

class CinEpisodes {
 public:
  // All must outlive this; `child_key` is the source key of the person.
  CinEpisodes(v1::ImportUnit& unit, xml::Faults& faults, xml::Keys& keys, std::string child_key)
      : unit_(unit), faults_(faults), keys_(keys), child_key_(std::move(child_key)) {}

  void Read(const xml::Element& details, const std::string& path);

 private:
  void ReadConference(xml::Group& details, v1::Case& episode);
  void ReadAssessment(const xml::Element& element, const std::string& path, v1::Case& episode);
  void ReadFactors(xml::Group& assessment, v1::Entry& entry, v1::Case& episode);
  void ReadCinPlan(const xml::Element& element, const std::string& path, v1::Case& episode);
  void ReadSection47(const xml::Element& element, const std::string& path, v1::Case& episode);
  void ReadProtectionPlan(const xml::Element& element, const std::string& path, v1::Case& episode);
  void ReadReviews(xml::Group& plan, v1::Entry& entry, v1::Case& episode);
  void ReadPreProceedings(const xml::Element& element, const std::string& path, v1::Case& episode);
  v1::Entry& AddEntry(const v1::Case& episode, const xml::Place& place);
  // Once its day is known.
  void SetKey(v1::Entry& entry, const v1::Case& episode, std::string_view kind);

  v1::ImportUnit& unit_;
  xml::Faults& faults_;
  xml::Keys& keys_;
  std::string child_key_;
};

}  // namespace caseload::exchange
