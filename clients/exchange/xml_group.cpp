// SPDX-License-Identifier: Apache-2.0
// Taking values, and listing what remains.
#include "exchange/xml_group.h"

#include "exchange/xml_values.h"

namespace caseload::exchange::xml {

namespace {

constexpr std::size_t kFaultValueBytes = 256;
v1::ImportFault Fault(std::string_view code, const Place& place, std::string_view name,
                      std::string_view summary) {
  v1::ImportFault fault;
  fault.set_code(std::string(code));
  fault.set_path(place.path);
  fault.set_line(place.line);
  fault.set_name(std::string(name));
  fault.set_summary(std::string(summary));
  return fault;
}

}  // namespace

void Faults::Add(std::string_view code, const Place& place, std::string_view name,
                 std::string_view value, std::string_view summary) {
  v1::ImportFault fault = Fault(code, place, name, summary);
  fault.set_value(Cut(value, kFaultValueBytes).front());
  *unit_.add_faults() = std::move(fault);
}

void Faults::AddOnlyHere(std::string_view code, const Place& place, std::string_view name,
                         std::string_view value, std::string_view summary) {
  for (std::string& part : Cut(value, kFaultValueBytes)) {
    v1::ImportFault fault = Fault(code, place, name, summary);
    fault.set_value(std::move(part));
    fault.set_value_only_here(true);
    *unit_.add_faults() = std::move(fault);
  }
}

Group::Group(const Element& element, std::string path, v1::Source& source, Faults& faults)
    : element_(element),
      path_(std::move(path)),
      source_(source),
      faults_(faults),
      taken_(element.children.size(), false) {
  Arrive(element, path_);
}

void Group::KeepRaw(std::string_view name, std::string_view value) {
  v1::SourceValue& kept = *source_.add_values();
  kept.set_name(std::string(name));
  kept.set_value(std::string(value));
}

void Group::Arrive(const Element& element, const std::string& path) {
  const Place place{path, element.line};
  if (element.taken_as_another()) {
    faults_.Add("NAME_TAKEN_AS", place, element.name, "",
                "The form does not know this name; it was taken as " + std::string(element.as) +
                    (element.negated ? ", with the opposite value." : "."));
  }
  for (const Attribute& attribute : element.attributes) {
    const std::string name = element.name + "/@" + attribute.name;
    KeepRaw(name, attribute.value);
    faults_.Add("UNKNOWN_ATTRIBUTE", place, name, attribute.value,
                "The form has no attributes; the value is kept as the source's own.");
  }
}

void Group::Missing(std::string_view own_name) {
  faults_.Add("MISSING_ELEMENT", place(), own_name, "",
              "The form requires this element here; it is absent or empty.");
}

const Element* Group::One(std::string_view own_name, Need need) {
  const Element* first = nullptr;
  for (std::size_t i = 0; i < element_.children.size(); ++i) {
    const Element& child = element_.children[i];
    if (taken_[i] || child.as != own_name) continue;
    taken_[i] = true;
    if (first == nullptr) {
      first = &child;
      continue;
    }
    ListWhole(child, PathOf(child), "DUPLICATE_ELEMENT",
              "The form allows this element once here; the first was taken, this one is kept as "
              "the source's own.");
  }
  if (first == nullptr && need == Need::kMust) Missing(own_name);
  return first;
}

std::vector<const Element*> Group::Each(std::string_view own_name, Need need) {
  std::vector<const Element*> all;
  for (std::size_t i = 0; i < element_.children.size(); ++i) {
    if (taken_[i] || element_.children[i].as != own_name) continue;
    taken_[i] = true;
    all.push_back(&element_.children[i]);
  }
  if (all.empty() && need == Need::kMust) Missing(own_name);
  return all;
}

void Group::Spoilt(std::string_view code, const Element& element, std::string_view value,
                   std::string_view summary) {
  KeepRaw(element.name, value);
  faults_.Add(code, {PathOf(element), element.line}, element.name, value, summary);
}

std::string Group::TextOf(const Element& element, std::size_t longest) {
  const std::string path = PathOf(element);
  if (!element.children.empty()) {
    ListWhole(element, path, "MISPLACED_ELEMENT",
              "A value is expected here, not elements; they are kept as the source's own.");
    return {};
  }
  Arrive(element, path);
  const std::string_view text = element.text();
  if (text.size() > longest) {
    Spoilt("VALUE_TOO_LONG", element, text,
           "The value is longer than " + std::to_string(longest) +
               " bytes; it is kept as the source's own.");
    return {};
  }
  return std::string(text);
}

std::string Group::DayOf(const Element& element) {
  std::string text = TextOf(element);
  if (text.empty() || ParseDay(text)) return text;
  Spoilt("BAD_DATE", element, text, "A day between 1900 and 2199, as YYYY-MM-DD, is expected.");
  return {};
}

const Element* Group::Value(std::string_view own_name, Need need) {
  const Element* element = One(own_name, need);
  const bool blank = element != nullptr && element->runs.empty() && element->children.empty();
  if (blank && need == Need::kMust) Missing(own_name);
  return element;
}

std::string Group::Text(std::string_view own_name, Need need) {
  const Element* element = Value(own_name, need);
  return element == nullptr ? std::string{} : TextOf(*element);
}

std::string Group::Identifier(std::string_view own_name) {
  const Element* element = One(own_name);
  return element == nullptr ? std::string{} : TextOf(*element, kIdentifierBytes);
}

std::string Group::Day(std::string_view own_name, Need need) {
  const Element* element = Value(own_name, need);
  return element == nullptr ? std::string{} : DayOf(*element);
}

std::optional<bool> Group::Flag(std::string_view own_name, Need need) {
  const Element* element = Value(own_name, need);
  const std::string text = element == nullptr ? std::string{} : TextOf(*element);
  if (text.empty()) return std::nullopt;
  const auto flag = ParseFlag(text);
  if (!flag) {
    Spoilt("BAD_FLAG", *element, text, "One of 0, 1, true, false is expected.");
    return std::nullopt;
  }
  if (!element->negated) return flag;
  KeepRaw(element->name, text);
  return !*flag;
}

std::optional<std::uint32_t> Group::Count(std::string_view own_name, Need need) {
  const Element* element = Value(own_name, need);
  const std::string text = element == nullptr ? std::string{} : TextOf(*element);
  if (text.empty()) return std::nullopt;
  const auto count = ParseCount(text);
  if (!count) Spoilt("BAD_NUMBER", *element, text, "A whole number is expected.");
  return count;
}

std::optional<double> Group::Amount(std::string_view own_name, Need need) {
  const Element* element = Value(own_name, need);
  const std::string text = element == nullptr ? std::string{} : TextOf(*element);
  if (text.empty()) return std::nullopt;
  const auto amount = ParseAmount(text);
  if (!amount) Spoilt("BAD_NUMBER", *element, text, "A number is expected.");
  return amount;
}

void Group::Keep(std::string_view own_name) {
  for (const Element* element : Each(own_name)) {
    const std::string text = TextOf(*element);
    if (!text.empty()) KeepRaw(element->name, text);
  }
}

void Group::ListWhole(const Element& element, const std::string& path, std::string_view code,
                      std::string_view summary) {
  Arrive(element, path);
  for (const Run& run : element.runs) {
    KeepRaw(element.name, run.text);
    faults_.Add(code, {path, run.line}, element.name, run.text, summary);
  }
  if (element.runs.empty() && element.children.empty()) {
    faults_.Add(code, {path, element.line}, element.name, "", summary);
  }
  for (const Element& child : element.children) {
    ListWhole(child, path + "/" + child.label, code, summary);
  }
}

void Group::Close() {
  for (const Run& run : element_.runs) {
    KeepRaw(element_.name, run.text);
    faults_.Add("STRAY_TEXT", {path_, run.line}, element_.name, run.text,
                "Text stands between the elements; it is kept as the source's own.");
  }
  for (std::size_t i = 0; i < element_.children.size(); ++i) {
    if (taken_[i]) continue;
    const Element& child = element_.children[i];
    if (child.as.empty()) {
      ListWhole(child, PathOf(child), "UNKNOWN_ELEMENT",
                "The form does not know this element; it is kept as the source's own.");
    } else {
      ListWhole(child, PathOf(child), "MISPLACED_ELEMENT",
                "The form does not expect this element here; it is kept as the source's own.");
    }
  }
}

}  // namespace caseload::exchange::xml
