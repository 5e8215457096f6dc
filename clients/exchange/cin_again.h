// SPDX-License-Identifier: Apache-2.0
// Children whose LAchildID stands at more than one Child of a census: what the first of them said
// of the person, and where a later one says something else.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "exchange/xml_group.h"
#include "exchange/xml_keys.h"

namespace caseload::exchange {

class RepeatedChild {
 public:
  explicit RepeatedChild(const xml::Unit& first);
  // Lists every value about the person that the first did not give. It is kept nowhere else: which
  // of two birth days is the true one is for the authority to say.
  void ListDiffering(const xml::Unit& later, xml::Faults& faults) const;
  // One numbering for all episodes of the child.
  xml::Keys& keys() { return keys_; }

 private:
  void Remember(const xml::Element& element);
  void List(const xml::Element& element, const std::string& path, xml::Faults& faults) const;

  std::set<std::string, std::less<>> said_;
  xml::Keys keys_;
};

// What the child is called; empty when the census does not say. Takes nothing.
std::string_view LookLaChildId(const xml::Unit& unit);

}  // namespace caseload::exchange
