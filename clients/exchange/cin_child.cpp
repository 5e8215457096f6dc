// SPDX-License-Identifier: Apache-2.0
// The child's identifiers and characteristics; its episodes are read in cin_episode.cpp.
#include "exchange/cin_child.h"

#include "exchange/cin_checks.h"
#include "exchange/cin_episode.h"
#include "exchange/xml_group.h"
#include "exchange/xml_scan.h"
#include "exchange/xml_values.h"

namespace caseload::exchange {

namespace {

using xml::Need;

void AddIdentifier(v1::Person& person, std::string_view scheme, const std::string& value) {
  if (value.empty()) return;
  v1::Identifier& identifier = *person.add_identifiers();
  identifier.set_scheme(std::string(scheme));
  identifier.set_value(value);
}

// Until 2024 the census asked for GenderCurrent (1, 2, 0, 9), since 2025 for Sex (M, F, U). Both
// are codes of their own set; which of them it was is kept, since a 1 means nothing without it.
void ReadSex(xml::Group& group, v1::Person& person) {
  const xml::Element* sex = group.One("Sex");
  const xml::Element* gender =
      group.One("GenderCurrent", sex == nullptr ? Need::kMust : Need::kMay);
  for (const xml::Element* element : {sex, gender}) {
    if (element == nullptr) continue;
    const std::string code = group.TextOf(*element);
    if (code.empty()) continue;
    if (person.sex().empty()) person.set_sex(code);
    group.KeepRaw(element->as, code);
  }
}

std::string ReadIdentifiers(const xml::Element& element, const std::string& path,
                            v1::Person& person, xml::Faults& faults) {
  xml::Group group(element, path, *person.mutable_source(), faults);
  std::string id = group.Identifier("LAchildID");
  AddIdentifier(person, "la_child_id", id);
  AddIdentifier(person, "upn", group.Text("UPN"));
  AddIdentifier(person, "former_upn", group.Text("FormerUPN"));
  person.set_upn_unknown_reason(group.Text("UPNunknown"));
  person.set_born_on(group.Day("PersonBirthDate"));
  person.set_expected_on(group.Day("ExpectedPersonBirthDate"));
  person.set_died_on(group.Day("PersonDeathDate"));
  ReadSex(group, person);
  group.Close();
  return id;
}

void ReadCharacteristics(const xml::Element& element, const std::string& path, v1::Person& person,
                         xml::Faults& faults) {
  xml::Group group(element, path, *person.mutable_source(), faults);
  person.set_ethnicity(group.Text("Ethnicity", Need::kMust));
  if (const xml::Element* disabilities = group.One("Disabilities")) {
    xml::Group inner(*disabilities, group.PathOf(*disabilities), *person.mutable_source(), faults);
    for (const xml::Element* disability : inner.Each("Disability")) {
      const std::string code = inner.TextOf(*disability);
      if (!code.empty()) person.add_disabilities(code);
    }
    inner.Close();
  }
  group.Close();
}

}  // namespace

std::string CinChildren::ReadPerson(xml::Group& group, v1::Person& person, xml::Faults& faults) {
  std::string id;
  if (const auto* identifiers = group.One("ChildIdentifiers", Need::kMust)) {
    id = ReadIdentifiers(*identifiers, group.PathOf(*identifiers), person, faults);
  }
  if (const auto* characteristics = group.One("ChildCharacteristics", Need::kMust)) {
    ReadCharacteristics(*characteristics, group.PathOf(*characteristics), person, faults);
  }
  return id;
}

RepeatedChild* CinChildren::RepeatedOf(const xml::Unit& unit, const std::string& id) {
  if (id.empty() || !repeated_ids_.contains(xml::IdHash(id))) return nullptr;
  return &repeated_.try_emplace(id, unit).first->second;
}

v1::ImportUnit CinChildren::Read(const xml::Unit& unit) {
  v1::ImportUnit records;
  xml::Faults faults(records);
  v1::Person& person = *records.add_people();
  v1::Source& source = *person.mutable_source();
  source.set_form(std::string("cin"));
  source.set_path(unit.path);
  source.set_line(unit.element.line);

  xml::Group group(unit.element, unit.path, source, faults);
  std::string id;
  RepeatedChild* repeated = nullptr;
  const auto earlier = repeated_.find(LookLaChildId(unit));
  if (earlier != repeated_.end()) {
    id = earlier->first;
    repeated = &earlier->second;
    AddIdentifier(person, "la_child_id", id);
    group.Each("ChildIdentifiers");
    group.Each("ChildCharacteristics");
    faults.Add("DUPLICATE_ID", group.place(), "LAchildID", id,
               "The same LAchildID stands at an earlier child; both are taken as one child.");
    repeated->ListDiffering(unit, faults);
  } else {
    id = ReadPerson(group, person, faults);
    repeated = RepeatedOf(unit, id);
  }
  if (id.empty()) {
    source.set_key("child/line-" + std::to_string(unit.element.line));
    faults.Add("MISSING_ID", group.place(), "LAchildID", "",
               "The child has no LAchildID; a later delivery cannot recognise this child.");
  } else {
    source.set_key("child/" + xml::Escaped(id));
  }
  person.set_person_id(xml::Reference(source.key()));
  xml::Keys own_keys;
  CinEpisodes episodes(records, faults, repeated == nullptr ? own_keys : repeated->keys(),
                       source.key());
  for (const xml::Element* details : group.Each("CINdetails", Need::kMust)) {
    episodes.Read(*details, group.PathOf(*details));
  }
  group.Close();
  CheckChild(records, faults);
  return records;
}

}  // namespace caseload::exchange
