// SPDX-License-Identifier: Apache-2.0
// Answers from the contents of a pack; what would take a search is prepared by the loaders.
#include "taxonomy/packs.h"

#include <utility>

#include "taxonomy/contents.h"

namespace caseload::taxonomy {

const Code* Contents::Find(std::string_view set, std::string_view code) const {
  const auto found = code_of_name.find({set, code});
  return found == code_of_name.end() ? nullptr : found->second;
}

const CodeLinks* Contents::LinksOf(std::uint16_t number) const {
  return number < links.size() && links[number].code != nullptr ? &links[number] : nullptr;
}

Packs::Packs(std::unique_ptr<const Contents> contents) : contents_(std::move(contents)) {}
Packs::Packs(Packs&&) noexcept = default;
Packs& Packs::operator=(Packs&&) noexcept = default;
Packs::~Packs() = default;

Result<Packs> Packs::Load(const std::filesystem::path& folder) {
  auto contents = std::make_unique<Contents>();
  Faults faults;
  LoadCodes(folder, *contents, faults);
  LoadMappings(folder, *contents, faults);
  LoadCalendar(folder, *contents, faults);
  if (!faults.none()) return faults.ToError();
  return Packs(std::move(contents));
}

const std::string& Packs::title() const { return contents_->title; }
const std::string& Packs::version() const { return contents_->version; }
const std::string& Packs::jurisdiction() const { return contents_->jurisdiction; }

const Code* Packs::Find(std::string_view set, std::string_view code) const {
  return contents_->Find(set, code);
}

const Code* Packs::ByNumber(std::uint16_t number) const {
  const CodeLinks* links = contents_->LinksOf(number);
  return links == nullptr ? nullptr : links->code;
}

std::span<const Code* const> Packs::CodesOf(std::string_view set) const {
  const auto found = contents_->set_of_name.find(set);
  if (found == contents_->set_of_name.end()) return {};
  return contents_->sets[found->second].codes;
}

std::vector<Mapping> Packs::Map(std::string_view set, std::string_view code,
                                std::string_view to_set) const {
  std::vector<Mapping> found;
  const Code* from = Find(set, code);
  if (from == nullptr) return found;
  for (const Mapping& mapping : contents_->links[from->number].mappings) {
    if (mapping.to->set == to_set) found.push_back(mapping);
  }
  return found;
}

const Code* Packs::CoreOf(const Code& code) const {
  const CodeLinks* links = contents_->LinksOf(code.number);
  return links == nullptr ? nullptr : links->core;
}

const Code* Packs::GroupOf(const Code& core) const {
  const CodeLinks* links = contents_->LinksOf(core.number);
  return links == nullptr ? nullptr : links->group;
}

bool Packs::ValidOn(const Code& code, Date day) {
  return (!code.valid_from || *code.valid_from <= day) &&
         (!code.valid_until || day <= *code.valid_until);
}

std::string Packs::LabelOn(const Code& code, Date day) const {
  const std::string* label = &code.label;
  if (const CodeLinks* links = contents_->LinksOf(code.number)) {
    for (const Label& known : links->labels) {
      if (!known.from || *known.from <= day) label = &known.text;
    }
  }
  return *label;
}

std::span<const CodeSet> Packs::sets() const { return contents_->sets; }
const Calendar& Packs::calendar() const { return contents_->calendar; }
std::span<const ClockRow> Packs::clocks() const { return contents_->clocks; }

std::string_view SetOfBasis(v1::ConcernBasis basis) {
  switch (basis) {
    case v1::CONCERN_BASIS_NEED:
      return "primary_need";
    case v1::CONCERN_BASIS_FACTOR:
      return "assessment_factor";
    case v1::CONCERN_BASIS_CATEGORY_INITIAL:
    case v1::CONCERN_BASIS_CATEGORY_LATEST:
      return "category_of_abuse";
    case v1::CONCERN_BASIS_WORKER:
      return kConcernSet;
    default:
      return "";
  }
}

}  // namespace caseload::taxonomy
