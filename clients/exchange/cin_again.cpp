// SPDX-License-Identifier: Apache-2.0
// Compares by name and text: codes and days are written in one way only.
#include "exchange/cin_again.h"

namespace caseload::exchange {

namespace {

constexpr std::string_view kSaid =
    "An earlier child with this LAchildID does not say this; the earlier one was taken, and this "
    "value is kept only here.";

bool AboutThePerson(const xml::Element& element) {
  return element.as == "ChildIdentifiers" || element.as == "ChildCharacteristics";
}

std::string Statement(const xml::Element& element, std::string_view attribute,
                      std::string_view value) {
  std::string statement(element.as.empty() ? std::string_view(element.name) : element.as);
  statement.append("\n").append(attribute).append("\n").append(value);
  return statement;
}

}  // namespace

RepeatedChild::RepeatedChild(const xml::Unit& first) {
  for (const xml::Element& part : first.element.children) {
    if (AboutThePerson(part)) Remember(part);
  }
}

void RepeatedChild::Remember(const xml::Element& element) {
  for (const auto& attribute : element.attributes) {
    said_.insert(Statement(element, attribute.name, attribute.value));
  }
  for (const auto& run : element.runs) said_.insert(Statement(element, "", run.text));
  for (const auto& child : element.children) Remember(child);
}

void RepeatedChild::List(const xml::Element& element, const std::string& path,
                         xml::Faults& faults) const {
  const auto list = [&](std::uint32_t line, std::string_view attribute, std::string_view value) {
    if (said_.contains(Statement(element, attribute, value))) return;
    std::string name = element.name;
    if (!attribute.empty()) name.append("/@").append(attribute);
    faults.AddOnlyHere("DUPLICATE_ID", {path, line}, name, value, kSaid);
  };
  for (const auto& attribute : element.attributes) {
    list(element.line, attribute.name, attribute.value);
  }
  for (const auto& run : element.runs) list(run.line, "", run.text);
  for (const auto& child : element.children) List(child, path + "/" + child.label, faults);
}

void RepeatedChild::ListDiffering(const xml::Unit& later, xml::Faults& faults) const {
  for (const xml::Element& part : later.element.children) {
    if (AboutThePerson(part)) List(part, later.path + "/" + part.label, faults);
  }
}

std::string_view LookLaChildId(const xml::Unit& unit) {
  for (const xml::Element& part : unit.element.children) {
    if (part.as != "ChildIdentifiers") continue;
    for (const xml::Element& value : part.children) {
      if (value.as == "LAchildID") return value.text();
    }
    return {};
  }
  return {};
}

}  // namespace caseload::exchange
