// SPDX-License-Identifier: Apache-2.0
// Building the trees, within limits.
#include "exchange/xml_tree.h"

namespace caseload::exchange::xml {

namespace {

// The census is nine elements deep; an export that nests 64 is no return.
constexpr std::size_t kDepth = 64;
// The fullest child in a published sample has 60 elements. A unit must fit one message of 3 MiB,
// and each element can become a record and a fault.
constexpr std::size_t kElements = 2000;
constexpr std::size_t kBytes = std::size_t{256} << 10U;
// A value longer than this is no value of a return.
constexpr std::size_t kRunBytes = std::size_t{64} << 10U;
constexpr std::size_t kStrangeNames = 1000;

constexpr std::string_view kBlank = " \t\r\n";

void TrimEnd(std::string& text) {
  const std::size_t last = text.find_last_not_of(kBlank);
  text.resize(last == std::string::npos ? 0 : last + 1);
}

const Element* FindFirst(const Element& from, std::string_view own_name) {
  if (from.as == own_name) return &from;
  for (const Element& child : from.children) {
    if (const Element* found = FindFirst(child, own_name)) return found;
  }
  return nullptr;
}

Failure TooLarge(std::string what, std::string path, std::uint32_t line) {
  return Failure{"XML_TOO_LARGE", std::move(what), std::move(path), line};
}

}  // namespace

std::string_view Element::text() const {
  return group || runs.empty() ? std::string_view{} : std::string_view(runs.front().text);
}

std::optional<Known> TreeBuilder::Resolve(std::string_view name, std::uint32_t line) {
  auto known = Find(form_, name);
  if (known && known->exact) return known;
  auto found = strange_names_.find(name);
  if (found == strange_names_.end()) {
    if (strange_names_.size() >= kStrangeNames) {
      ++strange_unlisted_;
      return known;
    }
    found = strange_names_.emplace(std::string(name), StrangeName{0, line}).first;
  }
  ++found->second.count;
  return known;
}

std::optional<Failure> TreeBuilder::Weigh(std::size_t elements, std::size_t bytes,
                                          std::uint32_t line) {
  Weight& weight = unit_depth_ > 0 ? unit_weight_ : outside_weight_;
  weight.elements += elements;
  weight.bytes += bytes;
  if (weight.elements <= kElements && weight.bytes <= kBytes) return std::nullopt;
  if (unit_depth_ == 0) {
    return TooLarge("More than 2,000 elements or 256 KiB stand outside of the records.",
                    PathOfTop(), line);
  }
  return TooLarge("One record holds more than 2,000 elements or 256 KiB.", PathOfTop(), line);
}

std::string TreeBuilder::PathOfTop() const {
  std::string path;
  for (const Frame& frame : stack_) path += "/" + frame.element.label;
  return path;
}

std::optional<Failure> TreeBuilder::Begin(std::string_view name, std::vector<Attribute> attributes,
                                          std::uint32_t line) {
  if (stack_.size() >= kDepth) {
    return Failure{"XML_TOO_DEEP", "Elements are nested more than 64 deep.", "", line};
  }
  Frame frame;
  frame.element.name = name;
  frame.element.line = line;
  if (const auto known = Resolve(name, line)) {
    frame.element.as = known->as;
    frame.element.negated = known->negated;
  }
  frame.element.label = frame.element.name;
  if (!stack_.empty()) {
    stack_.back().in_run = false;
    stack_.back().element.group = true;
    const std::uint32_t number = ++stack_.back().counts[frame.element.name];
    if (number > 1 || Repeats(form_, frame.element.as)) {
      frame.element.label += "[" + std::to_string(number) + "]";
    }
  }
  if (unit_depth_ == 0 && !stack_.empty() && frame.element.as == form_.unit) {
    unit_depth_ = stack_.size() + 1;
    unit_weight_ = {};
  }
  std::size_t bytes = name.size();
  for (const Attribute& attribute : attributes) {
    bytes += attribute.name.size() + attribute.value.size();
  }
  frame.element.attributes = std::move(attributes);
  stack_.push_back(std::move(frame));
  return Weigh(1, bytes, line);
}

std::optional<Failure> TreeBuilder::Text(std::string_view text, std::uint32_t line) {
  if (stack_.empty()) return std::nullopt;
  Frame& frame = stack_.back();
  std::vector<Run>& runs = frame.element.runs;
  if (!frame.in_run) {
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return std::nullopt;
    text.remove_prefix(first);
    runs.push_back({"", line});
    frame.in_run = true;
  }
  runs.back().text += text;
  if (runs.back().text.size() > kRunBytes) {
    return TooLarge("A value is longer than 64 KiB.", PathOfTop(), line);
  }
  return Weigh(0, text.size(), line);
}

std::optional<Failure> TreeBuilder::End() {
  Element element = std::move(stack_.back().element);
  for (Run& run : element.runs) TrimEnd(run.text);
  if (unit_depth_ == stack_.size()) {
    std::string path = PathOfTop();
    // The label was moved out with the element.
    path += element.label;
    unit_depth_ = 0;
    stack_.pop_back();
    take_(Unit{std::move(element), std::move(path)});
    return std::nullopt;
  }
  stack_.pop_back();
  if (stack_.empty()) {
    root_ = std::move(element);
  } else {
    stack_.back().element.children.push_back(std::move(element));
  }
  return std::nullopt;
}

const Element* TreeBuilder::outside() const {
  if (root_) return &*root_;
  return stack_.empty() ? nullptr : &stack_.front().element;
}

std::string TreeBuilder::FirstOutside(std::string_view own_name) const {
  const Element* found = nullptr;
  if (root_) found = FindFirst(*root_, own_name);
  for (std::size_t i = 0; found == nullptr && i < stack_.size(); ++i) {
    found = FindFirst(stack_[i].element, own_name);
  }
  return found == nullptr ? std::string{} : std::string(found->text());
}

}  // namespace caseload::exchange::xml
