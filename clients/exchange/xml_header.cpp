// SPDX-License-Identifier: Apache-2.0
// The header is the same in all returns the DfE collects as XML.
#include "exchange/xml_header.h"

#include "exchange/xml_group.h"
#include "exchange/xml_values.h"

namespace caseload::exchange::xml {

namespace {

class Outside {
 public:
  Outside(v1::Import& header, v1::ImportUnit& unit) : header_(header), faults_(unit) {}

  void Walk(const Element& element, const std::string& path, std::string_view parent) {
    const Place place{path, element.line};
    if (element.taken_as_another()) {
      faults_.Add(
          "NAME_TAKEN_AS", place, element.name, "",
          "The form does not know this name; it was taken as " + std::string(element.as) + ".");
    }
    for (const Attribute& attribute : element.attributes) {
      faults_.AddOnlyHere("UNKNOWN_ATTRIBUTE", place, element.name + "/@" + attribute.name,
                          attribute.value, "The form has no attributes.");
    }
    const bool value = !element.text().empty() && Take(element, place, parent);
    for (const Run& run : element.runs) {
      if (!value) List(element, {path, run.line}, run.text);
    }
    for (const Element& child : element.children) {
      Walk(child, path + "/" + child.label, element.as);
    }
  }

  void CheckComplete(const Place& root) {
    Require("Collection", collection_, root);
    Require("Year", !header_.edition().empty() || spoilt_year_, root);
    Require("ReferenceDate", !header_.reference_on().empty() || spoilt_day_, root);
    Require("LEA", !header_.authority().empty() || spoilt_authority_, root);
  }

 private:
  void Require(std::string_view name, bool there, const Place& root) {
    if (there) return;
    faults_.Add("MISSING_ELEMENT", root, name, "",
                "The form requires this element in the header; it is absent or empty.");
  }

  // Whether the value has found a field, or was listed for what is wrong with it.
  bool Take(const Element& element, const Place& place, std::string_view parent) {
    const std::string text(element.text());
    if (parent == "CollectionDetails") {
      if (element.as == "Collection" && !collection_) return collection_ = true;
      if (element.as == "Year") return TakeYear(element, place, text);
      if (element.as == "ReferenceDate") return TakeDay(element, place, text);
    }
    if (parent == "Source" && element.as == "LEA") return TakeAuthority(element, place, text);
    return false;
  }

  bool TakeYear(const Element& element, const Place& place, const std::string& text) {
    if (!header_.edition().empty() || spoilt_year_) return false;
    constexpr std::size_t kLength = 4;
    if (text.size() == kLength && ParseCount(text)) {
      header_.set_edition(text);
      return true;
    }
    faults_.AddOnlyHere("BAD_VALUE", place, element.name, text, "A year is expected.");
    return spoilt_year_ = true;
  }

  bool TakeDay(const Element& element, const Place& place, const std::string& text) {
    if (!header_.reference_on().empty() || spoilt_day_) return false;
    if (ParseDay(text)) {
      header_.set_reference_on(text);
      return true;
    }
    faults_.AddOnlyHere("BAD_DATE", place, element.name, text,
                        "A day between 1900 and 2199, as YYYY-MM-DD, is expected.");
    return spoilt_day_ = true;
  }

  bool TakeAuthority(const Element& element, const Place& place, const std::string& text) {
    if (!header_.authority().empty() || spoilt_authority_) return false;
    constexpr std::size_t kLength = 3;
    if (text.size() == kLength && ParseCount(text)) {
      header_.set_authority(text);
      return true;
    }
    faults_.AddOnlyHere("BAD_VALUE", place, element.name, text,
                        "The three digits of a local authority are expected.");
    return spoilt_authority_ = true;
  }

  void List(const Element& element, const Place& place, const std::string& text) {
    if (element.group) {
      faults_.AddOnlyHere("STRAY_TEXT", place, element.name, text,
                          "Text stands between the elements.");
    } else if (element.as.empty()) {
      faults_.AddOnlyHere("UNKNOWN_ELEMENT", place, element.name, text,
                          "The form does not know this element.");
    } else {
      faults_.AddOnlyHere("NOT_HELD", place, element.name, text,
                          "No record has a place for this value; it is kept here.");
    }
  }

  v1::Import& header_;
  Faults faults_;
  bool collection_ = false;
  bool spoilt_year_ = false;
  bool spoilt_day_ = false;
  bool spoilt_authority_ = false;
};

}  // namespace

void ReadOutside(const Element& root, v1::Import& header, v1::ImportUnit& unit) {
  Outside outside(header, unit);
  const std::string path = "/" + root.label;
  outside.Walk(root, path, {});
  outside.CheckComplete({path, root.line});
}

}  // namespace caseload::exchange::xml
