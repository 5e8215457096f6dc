// SPDX-License-Identifier: Apache-2.0
#include "rules/manifest.h"

#include <google/protobuf/util/message_differencer.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>
#include <string_view>

#include "base/date.h"
#include "base/limits.h"
#include "rules/card.h"
#include "rules/contract.h"

namespace caseload::rules {
namespace {

// Numbers of the contract and what they are called outside of it.
struct Name {
  std::uint32_t number;
  std::string_view name;
};
constexpr std::array kSubjects{
    Name{CASELOAD_SUBJECT_CHILD, "child"}, Name{CASELOAD_SUBJECT_FAMILY, "family"},
    Name{CASELOAD_SUBJECT_WORKER, "worker"}, Name{CASELOAD_SUBJECT_TEAM, "team"},
    Name{CASELOAD_SUBJECT_AUTHORITY, "authority"}};
constexpr std::array kGroups{
    Name{CASELOAD_GROUP_CHILDREN, "children"}, Name{CASELOAD_GROUP_CASES, "cases"},
    Name{CASELOAD_GROUP_SPANS, "spans"},       Name{CASELOAD_GROUP_EVENTS, "events"},
    Name{CASELOAD_GROUP_CONCERNS, "concerns"}, Name{CASELOAD_GROUP_RELATIONS, "relations"},
    Name{CASELOAD_GROUP_WORKERS, "workers"},   Name{CASELOAD_GROUP_ALLOCATIONS, "allocations"},
    Name{CASELOAD_GROUP_ABSENCES, "absences"}, Name{CASELOAD_GROUP_MARKS, "marks"},
    Name{CASELOAD_GROUP_TALLIES, "tallies"}};
constexpr std::array kValues{Name{CASELOAD_VALUE_NUMBER, "number"}, Name{CASELOAD_VALUE_DAY, "day"},
                             Name{CASELOAD_VALUE_CONCERN, "concern"}};
constexpr std::array kKinds{v1::FINDING_KIND_UNSPECIFIED, v1::FINDING_KIND_PROMPT,
                            v1::FINDING_KIND_BREACH,      v1::FINDING_KIND_DUE,
                            v1::FINDING_KIND_DATA_GAP,    v1::FINDING_KIND_INFO};

std::optional<std::uint32_t> NumberOf(std::span<const Name> names, std::string_view name) {
  const auto found = std::ranges::find(names, name, &Name::name);
  return found == names.end() ? std::nullopt : std::optional(found->number);
}
std::string NameOf(std::span<const Name> names, std::uint32_t number) {
  const auto found = std::ranges::find(names, number, &Name::number);
  return found == names.end() ? std::string() : std::string(found->name);
}

// Names of the bits that are set, in the order of the contract.
template <class Names>
void NameBits(std::span<const Name> names, std::uint32_t bits, Names& to) {
  for (const Name& one : names) {
    if ((bits & one.number) != 0) *to.Add() = std::string(one.name);
  }
}

// Nothing for a name that is none.
template <class Names>
std::optional<std::uint32_t> BitsOf(std::span<const Name> names, const Names& from) {
  std::uint32_t bits = 0;
  for (const auto& name : from) {
    const auto bit = NumberOf(names, name);
    if (!bit) return std::nullopt;
    bits |= *bit;
  }
  return bits;
}

std::optional<CardText> TextOf(const v1::RuleSaying& saying) {
  CardText text{saying.code(), 0, saying.text(), saying.unit(), {}};
  const auto kind = std::ranges::find(kKinds, saying.kind());
  if (kind == kKinds.end()) return std::nullopt;
  text.kind = static_cast<std::uint32_t>(kind - kKinds.begin());
  for (const auto& name : saying.value_kinds()) {
    const auto value = NumberOf(kValues, name);
    if (!value) return std::nullopt;
    text.value_kinds.push_back(*value);
  }
  return text;
}

// The card the manifest would be made from; nothing when it names what is none.
std::optional<RuleCard> CardOf(const v1::RuleManifest& manifest) {
  const auto subjects = BitsOf(kSubjects, manifest.subjects());
  const auto groups = BitsOf(kGroups, manifest.facts_needed());
  if (!subjects || !groups) return std::nullopt;
  RuleCard card{manifest.rule_id(),
                manifest.version(),
                manifest.title(),
                manifest.basis(),
                *subjects,
                *groups,
                manifest.vocabulary(),
                {},
                {},
                manifest.contract_minor(),
                manifest.facts_schema_min(),
                manifest.facts_schema_max()};
  for (const auto& saying : manifest.sayings()) {
    auto text = TextOf(saying);
    if (!text) return std::nullopt;
    card.texts.push_back(*std::move(text));
  }
  for (const auto& set : manifest.parameters()) {
    card.parameters.push_back({set.name(), set.title(), set.unit(), set.basis(),
                               set.default_value(), set.least(), set.most()});
  }
  return card;
}

bool IsDigest(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::optional<std::string> WrongWithFiles(const v1::RuleManifest& manifest) {
  constexpr int kFiles = 200;
  if (manifest.files_size() > kFiles) return "it names more than 200 files";
  std::set<std::string_view> names;
  for (const auto& file : manifest.files()) {
    const bool plain = !file.name().empty() && file.name().size() <= 128 && file.name()[0] != '.' &&
                       file.name().find('/') == std::string::npos;
    if (!plain || !PrintableLine(file.name(), 128))
      return "it names a file that is no plain file name";
    if (!IsDigest(file.digest())) return "it names a file without its SHA-256";
    if (!names.insert(file.name()).second) return "it names a file twice";
  }
  return std::nullopt;
}

// The values that a parameter changes to.
std::optional<std::string> WrongWithDatedValues(const v1::RuleManifest& manifest) {
  std::set<std::string> days;
  for (const auto& parameter : manifest.parameters()) {
    std::string before;
    for (const auto& dated : parameter.dated_values()) {
      if (!ParseDate(dated.from_on()) || dated.from_on() <= before)
        return "its parameter " + parameter.name() + " does not change on one day after another";
      if (dated.value() < parameter.least() || dated.value() > parameter.most())
        return "its parameter " + parameter.name() + " changes to a value out of its range";
      if (dated.reference().empty() || !PrintableLine(dated.reference(), kLineCharacters))
        return "its parameter " + parameter.name() + " does not say on what a change rests";
      before = dated.from_on();
      days.insert(before);
    }
  }
  if (days.size() > limits::kRuleValuesDays) return "its parameters change on too many days";
  return std::nullopt;
}

}  // namespace

std::string SubjectName(std::uint32_t subject_kind) { return NameOf(kSubjects, subject_kind); }

v1::RuleManifest ManifestOf(const RuleCard& card) {
  v1::RuleManifest manifest;
  manifest.set_rule_id(card.id);
  manifest.set_version(card.version);
  manifest.set_title(card.title);
  manifest.set_basis(card.basis);
  manifest.set_contract_major(CASELOAD_RULE_ABI_MAJOR);
  manifest.set_contract_minor(card.contract_minor);
  manifest.set_facts_schema_min(card.facts_schema_min);
  manifest.set_facts_schema_max(card.facts_schema_max);
  manifest.set_vocabulary(card.vocabulary);
  NameBits(kSubjects, card.subjects, *manifest.mutable_subjects());
  NameBits(kGroups, card.facts_needed, *manifest.mutable_facts_needed());
  for (const auto& set : card.parameters) {
    auto& parameter = *manifest.add_parameters();
    parameter.set_name(set.name);
    parameter.set_title(set.title);
    parameter.set_unit(set.unit);
    parameter.set_basis(set.basis);
    parameter.set_default_value(set.otherwise);
    parameter.set_least(set.least);
    parameter.set_most(set.most);
  }
  for (const auto& text : card.texts) {
    auto& saying = *manifest.add_sayings();
    saying.set_code(text.code);
    saying.set_kind(kKinds.at(text.kind));
    saying.set_text(text.text);
    saying.set_unit(text.unit);
    for (const std::uint32_t kind : text.value_kinds) saying.add_value_kinds(NameOf(kValues, kind));
  }
  return manifest;
}

std::optional<std::string> WrongWith(const v1::RuleManifest& manifest) {
  if (auto wrong = WrongWithContract({manifest.contract_major(), manifest.facts_schema_min(),
                                      manifest.facts_schema_max(), manifest.vocabulary()})) {
    return wrong;
  }
  const auto card = CardOf(manifest);
  if (!card) return "it names a subject, a group of facts or a kind that this server does not know";
  if (auto wrong = WrongWith(*card)) return wrong;
  if (!IsDigest(manifest.library_digest())) return "it does not name its library by SHA-256";
  if (!PrintableLine(manifest.licence(), kLineCharacters) || manifest.licence().empty())
    return "it does not name its licence";
  if (!PrintableLine(manifest.author(), kLineCharacters) || manifest.author().empty())
    return "it does not say who answers for it";
  if (!ParseDate(manifest.review_by_on()))
    return "it does not say by which day it should be looked at again";
  if (auto wrong = WrongWithDatedValues(manifest)) return wrong;
  return WrongWithFiles(manifest);
}

std::optional<std::string> Disagreement(const v1::RuleManifest& manifest, const RuleCard& card) {
  const v1::RuleManifest said = ManifestOf(card);
  v1::RuleManifest signed_one = manifest;
  for (const char* added : {"library_digest", "library_bytes", "licence", "author", "review_by_on",
                            "limits_asked", "files"}) {
    const auto* field = v1::RuleManifest::descriptor()->FindFieldByName(added);
    signed_one.GetReflection()->ClearField(&signed_one, field);
  }
  for (auto& parameter : *signed_one.mutable_parameters()) parameter.clear_dated_values();
  google::protobuf::util::MessageDifferencer compare;
  std::string report;
  compare.ReportDifferencesToString(&report);
  if (compare.Compare(signed_one, said)) return std::nullopt;
  return "its library says something else than its manifest: " +
         Legible(report.substr(0, report.find('\n')), kLineCharacters);
}

}  // namespace caseload::rules
