// SPDX-License-Identifier: Apache-2.0
// The person, and what every entry needs: its key, its case, its worker.
#include "exchange/ssd_child.h"

#include "exchange/ssd_child_rows.h"
#include "exchange/xml_keys.h"
#include "exchange/xml_values.h"

namespace caseload::exchange {

std::string KeyReference(std::string_view key) { return xml::Reference(key); }

std::string KeyOf(std::string_view kind, std::string_view id) {
  return std::string(kind).append("/").append(xml::Escaped(id));
}

SsdChild::SsdChild(SsdFolder& folder, std::uint32_t number, v1::ImportUnit& unit)
    : folder_(folder),
      number_(number),
      unit_(unit),
      key_(KeyOf("child", folder.people().Text(number))) {}

void SsdChild::Assemble() {
  ReadPerson();
  ReadAddresses();
  ReadIdentifiers();
  ReadEpisodes();
  ReadAssessments();
  ReadCinPlans();
  ReadEnquiries();
  ReadConferences();
  ReadProtectionPlans();
  ReadReviews();
  ReadVisits();
  ReadLookedAfter();
  ReadMissing();
  ReadContacts();
  ReadInvolvements();
}

void SsdChild::ReadPerson() {
  v1::Person& person = *unit_.add_people();
  v1::Identifier& id = *person.add_identifiers();
  id.set_scheme("la_child_id");
  id.set_value(folder_.people().Text(number_));
  person.mutable_source()->set_form("ssd");
  person.mutable_source()->set_key(key_);
  bool described = false;
  EachRow(SsdObject::kPerson, [&](SsdRow& row) {
    if (std::exchange(described, true)) {
      row.Refuse("SECOND_ROW", "pers_person_id",
                 "The person has a row already; this one is not read.");
      return;
    }
    row.Text("pers_person_id");
    const std::string_view forename = row.Text("pers_forename");
    const std::string_view surname = row.Text("pers_surname");
    if (!forename.empty() || !surname.empty()) {
      v1::PersonName& name = *person.add_names();
      name.set_forename(std::string(forename));
      name.set_surname(std::string(surname));
    }
    person.set_sex(std::string(row.Text("pers_sex")));
    person.set_gender(std::string(row.Text("pers_gender")));
    person.set_ethnicity(std::string(row.Text("pers_ethnicity")));
    person.set_nationality(std::string(row.Text("pers_nationality")));
    person.set_upn_unknown_reason(std::string(row.Text("pers_upn_unknown")));
    person.set_born_on(row.Day("pers_dob"));
    person.set_expected_on(row.Day("pers_expected_dob"));
    person.set_died_on(row.Day("pers_death_date"));
    if (const auto mother = row.Flag("pers_is_mother")) person.set_is_mother(*mother);
    if (const auto send = row.Flag("pers_send_flag")) person.set_send(*send);
    for (const auto& [column, scheme] :
         {std::pair{"pers_common_child_id", "nhs"}, std::pair{"pers_legacy_id", "legacy"}}) {
      const std::string_view value = row.Text(column);
      if (value.empty()) continue;
      v1::Identifier& other = *person.add_identifiers();
      other.set_scheme(scheme);
      other.set_value(std::string(value));
    }
    row.Finish(key_, *person.mutable_source());
  });
  if (!described) {
    AddFault(*unit_.mutable_faults(), "UNKNOWN_REFERENCE", {"person.csv"}, "",
             "Other files speak of a person whom this file does not describe.");
  }
}

void SsdChild::ReadAddresses() {
  v1::Person& person = *unit_.mutable_people(0);
  v1::Source& source = *person.mutable_source();
  EachRow(SsdObject::kAddress, [&](SsdRow& row) {
    v1::Address& address = *person.add_addresses();
    row.Text("addr_person_id");
    const std::string_view text = row.Text("addr_address_json");
    if (const auto read = ReadAddressLines(text)) {
      for (const std::string& line : read->lines) address.add_lines(line);
      if (!read->all) address.set_source_text(std::string(text));
    } else {
      address.set_source_text(std::string(text));
    }
    address.set_kind(std::string(row.Text("addr_address_type")));
    address.set_from_on(row.Day("addr_address_start_date"));
    address.set_until_on(row.Day("addr_address_end_date"));
    address.set_postcode(std::string(row.Text("addr_address_postcode")));
    KeepRest(row, source);
  });
}

void SsdChild::ReadIdentifiers() {
  v1::Person& person = *unit_.mutable_people(0);
  v1::Source& source = *person.mutable_source();
  EachRow(SsdObject::kLinkedIdentifiers, [&](SsdRow& row) {
    row.Text("link_person_id");
    v1::Identifier& id = *person.add_identifiers();
    id.set_scheme(IdentifierScheme(row.Text("link_identifier_type")));
    id.set_value(std::string(row.Text("link_identifier_value")));
    id.set_valid_from_on(row.Day("link_valid_from_date"));
    id.set_valid_until_on(row.Day("link_valid_to_date"));
    KeepRest(row, source);
  });
  EachRow(SsdObject::kDisability, [&](SsdRow& row) {
    row.Text("disa_person_id");
    const std::string_view code = row.Text("disa_disability_code");
    if (!code.empty()) person.add_disabilities(std::string(code));
    KeepRest(row, source);
  });
}

std::string SsdChild::KeyOnce(std::string key) {
  const int count = ++keys_used_[key];
  if (count > 1) key.append("#").append(std::to_string(count));
  return key;
}

SsdChild::Episode* SsdChild::EpisodeOpenOn(std::string_view day) {
  if (day.empty()) return nullptr;
  Episode* latest = nullptr;
  for (Episode& episode : episodes_) {
    if (episode.from.empty() || day < episode.from) continue;
    if (!episode.until.empty() && episode.until < day) continue;
    if (latest == nullptr || latest->from <= episode.from) latest = &episode;
  }
  return latest;
}

SsdChild::Episode* SsdChild::EpisodeFor(SsdRow& row, std::string_view referral_column,
                                        std::string_view day) {
  const std::string_view referral = row.Look(referral_column);
  if (!referral.empty()) {
    for (Episode& episode : episodes_) {
      if (episode.referral_id != referral) continue;
      row.Text(referral_column);
      return &episode;
    }
    row.Fault("UNKNOWN_REFERENCE", referral_column,
              "The person has no episode of this referral; the one open on the day was taken.");
  }
  return EpisodeOpenOn(day);
}

SsdChild::Plan* SsdChild::PlanFor(SsdRow& row, std::string_view plan_column) {
  const std::string_view id = row.Look(plan_column);
  if (id.empty()) return nullptr;
  for (Plan& plan : plans_) {
    if (plan.protection && plan.plan_id == id) {
      row.Text(plan_column);
      return &plan;
    }
  }
  row.Fault("UNKNOWN_REFERENCE", plan_column, "The person has no plan of this number.");
  return nullptr;
}

v1::Entry& SsdChild::AddEntry(const Episode* episode, std::string_view kind, std::string_view day) {
  v1::Entry& entry = *unit_.add_entries();
  std::string key = episode != nullptr ? episode->key : key_;
  key.append("/").append(kind).append("/").append(xml::DayOrUndated(std::string(day)));
  entry.mutable_source()->set_key(KeyOnce(std::move(key)));
  entry.set_occurred_on(std::string(day));
  if (episode != nullptr) {
    entry.add_case_ids(KeyReference(episode->key));
  } else {
    entry.add_person_ids(KeyReference(key_));
  }
  return entry;
}

v1::Entry& SsdChild::AddPersonEntry(const Episode* episode, std::string_view kind,
                                    std::string_view day) {
  v1::Entry& entry = AddEntry(nullptr, kind, day);
  if (episode != nullptr) {
    entry.clear_person_ids();
    entry.add_case_ids(KeyReference(episode->key));
  }
  return entry;
}

void SsdChild::Finish(SsdRow& row, v1::Entry& entry) {
  const std::string key = entry.source().key();
  row.Finish(key, *entry.mutable_source());
}

std::string SsdChild::Worker(SsdRow& row, std::string_view column) {
  const std::string_view id = row.Look(column);
  if (id.empty()) return {};
  if (folder_.workers().Find(id)) return KeyReference(KeyOf("worker", row.Text(column)));
  if (folder_.file(SsdObject::kProfessionals) != nullptr) {
    row.Fault("UNKNOWN_REFERENCE", column, "No professional of this number is in the delivery.");
  }
  return {};
}

std::string SsdChild::Team(SsdRow& row, std::string_view column) {
  const std::string_view id = row.Look(column);
  if (id.empty()) return {};
  if (folder_.teams().Find(id)) return KeyReference(KeyOf("team", row.Text(column)));
  if (folder_.file(SsdObject::kDepartment) != nullptr) {
    row.Fault("UNKNOWN_REFERENCE", column,
              "No department or team of this number is in the delivery.");
  }
  return {};
}

}  // namespace caseload::exchange
