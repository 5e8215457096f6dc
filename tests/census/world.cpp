// SPDX-License-Identifier: Apache-2.0
#include "census/world.h"

#include <algorithm>
#include <stdexcept>

namespace caseload::rules {
namespace {

std::optional<bool> FlagOf(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  if (text == "1" || text == "true") return true;
  if (text == "0" || text == "false") return false;
  return std::nullopt;
}

// "['6a', '6b']" are two.
std::vector<std::string> Several(const std::string& text) {
  if (text.empty() || text[0] != '[')
    return text.empty() ? std::vector<std::string>{} : std::vector<std::string>{text};
  std::vector<std::string> found;
  for (auto from = text.find('\''); from != text.npos;) {
    const auto to = text.find('\'', from + 1);
    if (to == text.npos) break;
    found.push_back(text.substr(from + 1, to - from - 1));
    from = text.find('\'', to + 1);
  }
  return found;
}

void Identify(v1::Person& child, const char* scheme, const std::string& value) {
  if (value.empty()) return;
  auto& added = *child.add_identifiers();
  added.set_scheme(scheme);
  added.set_value(value);
}

}  // namespace

World::World(const CensusCase& from) : from_(from) {
  AddPeople();
  AddCharacteristics();
  AddEpisodes();
  AddAssessments();
  AddFactors();
  AddEnquiries();
  AddCinPlans();
  AddProtectionPlans();
  AddReviews();
}

std::optional<std::string> World::RecordAt(const Place& place) const {
  const auto found = at_.find(place);
  return found == at_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> World::Shown(const std::string& record) const {
  const auto found = shown_.find(record);
  return found == shown_.end() ? std::nullopt : std::optional(found->second);
}

std::string World::Name(const std::string& table, std::size_t row) const {
  return table + " " + std::to_string(row);
}

void World::Stands(const std::string& record, const std::string& table, std::size_t row) {
  at_[{table, row}] = record;
  shown_[record] = record;
}

Subject& World::ChildOf(const std::string& table, std::size_t row) {
  const auto& rows = from_.TableOf(table);
  const std::string& id = rows.At(row, "LAchildID");
  const std::string name = id.empty() ? Name(table, row) : id;
  const auto [found, is_new] = child_by_id_.emplace(name, children_.size());
  if (is_new) {
    auto& child = children_.emplace_back().child;
    child.set_person_id("child " + name);
    Identify(child, "la_child_id", id);
  }
  return children_[found->second];
}

void World::AddPeople() {
  const auto& rows = from_.TableOf("ChildIdentifiers");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string& id = rows.At(i, "LAchildID");
    child_by_id_.emplace(id.empty() ? Name("ChildIdentifiers", i) : id, children_.size());
    auto& child = children_.emplace_back().child;
    child.set_person_id("child in row " + std::to_string(i));
    Stands(child.person_id(), "ChildIdentifiers", i);
    Identify(child, "la_child_id", id);
    Identify(child, "upn", rows.At(i, "UPN"));
    Identify(child, "former_upn", rows.At(i, "FormerUPN"));
    child.set_upn_unknown_reason(rows.At(i, "UPNunknown"));
    child.set_born_on(IsoDay(rows.At(i, "PersonBirthDate")));
    child.set_expected_on(IsoDay(rows.At(i, "ExpectedPersonBirthDate")));
    child.set_died_on(IsoDay(rows.At(i, "PersonDeathDate")));
    child.set_sex(rows.At(i, rows.Has("Sex") ? "Sex" : "GenderCurrent"));
  }
}

void World::AddCharacteristics() {
  const auto& rows = from_.TableOf("ChildCharacteristics");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& child = ChildOf("ChildCharacteristics", i).child;
    child.set_ethnicity(rows.At(i, "Ethnicity"));
    Stands(child.person_id(), "ChildCharacteristics", i);
  }
  const auto& disabilities = from_.TableOf("Disabilities");
  for (std::size_t i = 0; i < disabilities.size(); ++i) {
    auto& child = ChildOf("Disabilities", i).child;
    const auto& code = disabilities.At(i, "Disability");
    if (!code.empty()) child.add_disabilities(code);
    Stands(child.person_id(), "Disabilities", i);
  }
}

void World::AddEpisodes() {
  const auto& rows = from_.TableOf("CINdetails");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& subject = ChildOf("CINdetails", i);
    auto& added = subject.cases.emplace_back();
    added.set_case_id("case " + std::to_string(i));
    Stands(added.case_id(), "CINdetails", i);
    const auto child = static_cast<std::size_t>(&subject - children_.data());
    case_by_id_.try_emplace({child, rows.At(i, "CINdetailsID")}, added.case_id());
    added.set_referred_on(IsoDay(rows.At(i, "CINreferralDate")));
    added.set_referral_source(rows.At(i, "ReferralSource"));
    added.set_closed_on(IsoDay(rows.At(i, "CINclosureDate")));
    added.set_closure_reason(rows.At(i, "ReasonForClosure"));
    if (const auto none = FlagOf(rows.At(i, "ReferralNFA")))
      added.set_referral_no_further_action(*none);
    if (const auto& need = rows.At(i, "PrimaryNeedCode"); !need.empty()) {
      auto& concern = *added.add_concerns();
      concern.set_concern_id("need " + std::to_string(i));
      concern.set_basis(v1::CONCERN_BASIS_NEED);
      concern.set_code(need);
      shown_[concern.concern_id()] = added.case_id();
    }
    if (const auto& day = rows.At(i, "DateOfInitialCPC"); !day.empty()) {
      auto& held = subject.entries.emplace_back();
      held.set_entry_id("conference " + std::to_string(i));
      held.add_case_ids(added.case_id());
      held.set_occurred_on(IsoDay(day));
      held.mutable_initial_conference();
      shown_[held.entry_id()] = added.case_id();
    }
  }
}

v1::Case& World::CaseOf(Subject& child, const std::string& table, std::size_t row) {
  const auto& rows = from_.TableOf(table);
  const bool names_it = rows.Has("CINdetailsID");
  if (!names_it && !child.cases.empty() && from_.TableOf("CINdetails").size() > 0)
    return child.cases.front();
  // Where a case names no episodes, plans that go by one number are those of one.
  const std::string& id = rows.At(row, names_it ? "CINdetailsID" : "CPPID");
  const auto number = static_cast<std::size_t>(&child - children_.data());
  const auto [found, is_new] = case_by_id_.try_emplace({number, id}, "made up for " + id);
  if (is_new) child.cases.emplace_back().set_case_id(found->second);
  return *std::find_if(child.cases.begin(), child.cases.end(),
                       [&](const auto& one) { return one.case_id() == found->second; });
}

v1::Entry& World::AddEntry(const std::string& table, std::size_t row) {
  auto& child = ChildOf(table, row);
  const auto& of = CaseOf(child, table, row);
  auto& entry = child.entries.emplace_back();
  entry.set_entry_id(Name(table, row));
  entry.add_case_ids(of.case_id());
  child_of_[entry.entry_id()] = static_cast<std::size_t>(&child - children_.data());
  Stands(entry.entry_id(), table, row);
  return entry;
}

v1::Entry& World::FindEntry(const std::string& id) {
  for (auto& entry : children_[child_of_.at(id)].entries) {
    if (entry.entry_id() == id) return entry;
  }
  throw std::runtime_error("there is no entry " + id);
}

void World::AddConcern(v1::Entry& entry, v1::ConcernBasis basis, const std::string& code) {
  if (code.empty()) return;
  for (auto& of : children_[child_of_.at(entry.entry_id())].cases) {
    if (of.case_id() != entry.case_ids(0)) continue;
    auto& concern = *of.add_concerns();
    concern.set_concern_id(entry.entry_id() + " concern " + std::to_string(of.concerns_size()));
    concern.set_basis(basis);
    concern.set_code(code);
    concern.set_entry_id(entry.entry_id());
    shown_[concern.concern_id()] = entry.entry_id();
    return;
  }
}

// An assessment with several factors stands in as many rows that say the same but for the factor.
void World::AddAssessments() {
  const auto& rows = from_.TableOf("Assessments");
  std::map<std::vector<std::string>, std::string> known;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::vector<std::string> own;
    for (const char* column : {"LAchildID", "CINdetailsID", "AssessmentID",
                               "AssessmentActualStartDate", "AssessmentAuthorisationDate"})
      own.push_back(rows.At(i, column));
    const bool again =
        rows.Has("AssessmentFactors") && rows.Has("LAchildID") && known.contains(own);
    if (again) {
      at_[{"Assessments", i}] = known.at(own);
    } else {
      auto& entry = AddEntry("Assessments", i);
      known[own] = entry.entry_id();
      entry.mutable_assessment();
      entry.set_occurred_on(IsoDay(rows.At(i, "AssessmentActualStartDate")));
      entry.set_ended_on(IsoDay(rows.At(i, "AssessmentAuthorisationDate")));
    }
    auto& entry = FindEntry(at_.at({"Assessments", i}));
    for (const auto& code : Several(rows.At(i, "AssessmentFactors")))
      AddConcern(entry, v1::CONCERN_BASIS_FACTOR, code);
  }
}

// The list of factors says again what the rows of assessments may say themselves.
void World::AddFactors() {
  const auto& rows = from_.TableOf("AssessmentFactorsList");
  const auto& assessments = from_.TableOf("Assessments");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t of = 0; of < assessments.size(); ++of) {
      const auto same = [&](const char* column) {
        return rows.At(i, column) == assessments.At(of, column);
      };
      if (!same("LAchildID") || !same("AssessmentID")) continue;
      const auto& entry_id = at_.at({"Assessments", of});
      at_[{"AssessmentFactorsList", i}] = entry_id;
      if (!assessments.Has("AssessmentFactors"))
        AddConcern(FindEntry(entry_id), v1::CONCERN_BASIS_FACTOR, rows.At(i, "AssessmentFactor"));
      break;
    }
  }
}

void World::AddEnquiries() {
  const auto& rows = from_.TableOf("Section47");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& entry = AddEntry("Section47", i);
    entry.set_occurred_on(IsoDay(rows.At(i, "S47ActualStartDate")));
    auto& enquiry = *entry.mutable_section47_enquiry();
    enquiry.set_conference_target_on(IsoDay(rows.At(i, "InitialCPCtarget")));
    enquiry.set_conference_on(IsoDay(rows.At(i, "DateOfInitialCPC")));
    if (const auto none = FlagOf(rows.At(i, "ICPCnotRequired")))
      enquiry.set_conference_not_required(*none);
  }
}

void World::AddCinPlans() {
  const auto& rows = from_.TableOf("CINplanDates");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& entry = AddEntry("CINplanDates", i);
    entry.mutable_cin_plan();
    entry.set_occurred_on(IsoDay(rows.At(i, "CINPlanStartDate")));
    entry.set_ended_on(IsoDay(rows.At(i, "CINPlanEndDate")));
  }
}

void World::AddProtectionPlans() {
  const auto& rows = from_.TableOf("ChildProtectionPlans");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& entry = AddEntry("ChildProtectionPlans", i);
    entry.set_occurred_on(IsoDay(rows.At(i, "CPPstartDate")));
    entry.set_ended_on(IsoDay(rows.At(i, "CPPendDate")));
    auto& plan = *entry.mutable_protection_plan();
    const auto& before = rows.At(i, "NumberOfPreviousCPP");
    if (!before.empty() && before.find_first_not_of("0123456789") == before.npos)
      plan.set_previous_plans(static_cast<std::uint32_t>(std::stoul(before)));
    AddConcern(entry, v1::CONCERN_BASIS_CATEGORY_INITIAL, rows.At(i, "InitialCategoryOfAbuse"));
    AddConcern(entry, v1::CONCERN_BASIS_CATEGORY_LATEST, rows.At(i, "LatestCategoryOfAbuse"));
  }
}

void World::AddReviews() {
  const auto& rows = from_.TableOf("Reviews");
  const auto& plans = from_.TableOf("ChildProtectionPlans");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto& entry = AddEntry("Reviews", i);
    entry.set_occurred_on(IsoDay(rows.At(i, "CPPreviewDate")));
    entry.mutable_review();
    for (std::size_t of = 0; of < plans.size(); ++of) {
      const auto same = [&](const char* column) {
        return rows.At(i, column) == plans.At(of, column);
      };
      if (!same("LAchildID") || !same("CPPID")) continue;
      entry.mutable_review()->set_plan_entry_id(at_.at({"ChildProtectionPlans", of}));
      break;
    }
  }
}

}  // namespace caseload::rules
