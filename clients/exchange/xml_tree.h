// SPDX-License-Identifier: Apache-2.0
// One unit of a delivery as a small tree, and all that stands outside of units as another.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "exchange/xml_form.h"
#include "exchange/xml_parser.h"

namespace caseload::exchange::xml {

// A piece of text that is not blank, ends trimmed.
struct Run {
  std::string text;
  std::uint32_t line = 0;
};

struct Element {
  std::string name;      // as it came
  std::string_view as;   // the form's own name for it; empty when the form knows none
  bool negated = false;  // came by a name that says the opposite
  bool group = false;    // other elements stand in it, be they handed over as units
  std::uint32_t line = 0;
  std::string
      label;  // name, and number among its siblings of the same name where there may be several
  std::vector<Run> runs;
  std::vector<Attribute> attributes;
  std::vector<Element> children;

  // The value of an element that is no group; empty when there is none.
  std::string_view text() const;
  bool taken_as_another() const { return !as.empty() && as != name; }
};

struct Unit {
  Element element;
  std::string path;
};

// A name that is not the form's own.
struct StrangeName {
  std::uint64_t count = 0;
  std::uint32_t first_line = 0;
};
using StrangeNames = std::map<std::string, StrangeName, std::less<>>;

// Builds units and hands each over when it is complete.
class TreeBuilder final : public Events {
 public:
  using Take = std::function<void(Unit&&)>;
  TreeBuilder(const Form& form, Take take) : form_(form), take_(std::move(take)) {}

  std::optional<Failure> Begin(std::string_view name, std::vector<Attribute> attributes,
                               std::uint32_t line) override;
  std::optional<Failure> Text(std::string_view text, std::uint32_t line) override;
  std::optional<Failure> End() override;

  // What stands outside of units, from the root down; not yet closed elements included. Null before
  // the root.
  const Element* outside() const;
  // The value of the first element of this name outside of units, as far as it has been read.
  std::string FirstOutside(std::string_view own_name) const;
  const StrangeNames& strange_names() const { return strange_names_; }
  // Strange names beyond those listed.
  std::uint64_t strange_names_unlisted() const { return strange_unlisted_; }

 private:
  struct Frame {
    Element element;
    std::unordered_map<std::string, std::uint32_t> counts;
    bool in_run = false;
  };
  std::optional<Known> Resolve(std::string_view name, std::uint32_t line);
  std::optional<Failure> Weigh(std::size_t elements, std::size_t bytes, std::uint32_t line);
  std::string PathOfTop() const;

  const Form& form_;
  Take take_;
  std::vector<Frame> stack_;
  std::optional<Element> root_;
  std::size_t unit_depth_ = 0;  // depth of the unit's element while in one, else 0
  struct Weight {
    std::size_t elements = 0;
    std::size_t bytes = 0;
  };
  Weight unit_weight_;
  Weight outside_weight_;
  StrangeNames strange_names_;
  std::uint64_t strange_unlisted_ = 0;
};

}  // namespace caseload::exchange::xml
