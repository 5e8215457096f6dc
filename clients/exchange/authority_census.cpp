// SPDX-License-Identifier: Apache-2.0
// The children in need census in the form of 2026: what ended in the year or had not ended, in the
// schema's order.
#include "exchange/authority_census.h"

#include "exchange/authority_marginals.h"

namespace caseload::exchange {
namespace {

void WriteHeader(XmlPen& pen, const char* collection, int year, Day reference) {
  pen.Begin("Message");
  pen.Begin("Header");
  pen.Begin("CollectionDetails");
  pen.Value("Collection", collection);
  pen.Value("Year", std::to_string(year));
  pen.Value("ReferenceDate", DayText(reference));
  pen.End("CollectionDetails");
  pen.Begin("Source");
  pen.Value("SourceLevel", "L");
  pen.Value("LEA", "999");
  pen.Value("SoftwareCode", "Caseload made-up authority");
  if (std::string_view(collection) == "CIN") {
    pen.Value("Release", "1");
    pen.Value("SerialNo", "001");
  }
  pen.Value("DateTime", DayText(reference) + "T00:00:00");
  pen.End("Source");
  pen.End("Header");
}

std::string Decimal(double value) {
  const auto hundredths = static_cast<long>(value * 100 + 0.5);
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + "." + (rest.size() < 2 ? "0" : "") + rest;
}

}  // namespace

AuthorityCin::AuthorityCin(const std::filesystem::path& file, const AuthorityPlan& plan)
    : pen_(file),
      first_(AsDay(plan.reference_on - std::chrono::years(1)) + 1),
      last_(AsDay(plan.reference_on)) {
  WriteHeader(pen_, "CIN", static_cast<int>(plan.reference_on.year()), last_);
  pen_.Begin("Children");
}

bool AuthorityCin::InYear(const SpanLife& span) const {
  return span.from <= last_ && (span.until == kNoDay || span.until >= first_);
}

void AuthorityCin::Write(const FamilyLife& family, Spoiler& spoiler) {
  for (const ChildLife& child : family.children) {
    for (const EpisodeLife& episode : child.episodes) {
      if (!InYear({episode.referred, episode.closed})) continue;
      WriteChild(child, spoiler);
      break;
    }
  }
}

void AuthorityCin::WriteChild(const ChildLife& child, Spoiler& spoiler) {
  ++children_;
  const bool numbered = child.born != kNoDay && child.number % 40 != 0;
  pen_.Begin("Child");
  pen_.Begin("ChildIdentifiers");
  pen_.Value("LAchildID", ChildId(child));
  pen_.Value("UPN", numbered ? UpnOf(child) : "");
  pen_.Value("UPNunknown", numbered ? "" : "UN1");
  pen_.Value("PersonBirthDate", spoiler.Date(child.born));
  pen_.Value("ExpectedPersonBirthDate", DayText(child.expected));
  // Now and then the name and codes of the other years still come, or come already.
  if (spoiler.Strikes() == (last_ >= AsDay(kSexAskedFrom))) {
    pen_.Value("GenderCurrent", child.sex == 'M' ? "1" : child.sex == 'F' ? "2" : "0");
  } else {
    pen_.Value("Sex", std::string(1, child.sex));
  }
  pen_.Value("PersonDeathDate", child.died <= last_ ? DayText(child.died) : "");
  pen_.End("ChildIdentifiers");
  pen_.Begin("ChildCharacteristics");
  pen_.Value("Ethnicity", spoiler.Code(EthnicityShares()[child.ethnicity].code));
  pen_.Begin("Disabilities");
  for (const std::uint8_t disability : child.disabilities) {
    pen_.Value("Disability", DisabilityShares()[disability].code);
  }
  if (child.disabilities.empty()) pen_.Value("Disability", "NONE");
  pen_.End("Disabilities");
  pen_.End("ChildCharacteristics");
  for (const EpisodeLife& episode : child.episodes) {
    if (InYear({episode.referred, episode.closed})) WriteEpisode(episode, spoiler);
  }
  pen_.End("Child");
}

void AuthorityCin::WriteEpisode(const EpisodeLife& episode, Spoiler& spoiler) {
  const bool nfa = episode.course == Course::kNoFurtherAction;
  pen_.Begin("CINdetails");
  pen_.Value("CINreferralDate", DayText(episode.referred));
  pen_.Value("ReferralSource", SourceShares()[episode.source].code);
  pen_.Value("PrimaryNeedCode",
             nfa ? std::string() : spoiler.Code(NeedShares()[episode.need].code));
  pen_.Value("CINclosureDate", spoiler.Date(episode.closed));
  pen_.Value("ReasonForClosure", episode.reason);
  for (const AssessmentLife& assessment : episode.assessments) {
    if (!InYear({assessment.started, assessment.authorised})) continue;
    pen_.Begin("Assessments");
    pen_.Value("AssessmentActualStartDate", DayText(assessment.started));
    pen_.Value("AssessmentAuthorisationDate", DayText(assessment.authorised));
    if (assessment.authorised != kNoDay) {
      pen_.Begin("FactorsIdentifiedAtAssessment");
      for (const std::uint8_t factor : assessment.factors) {
        pen_.Value("AssessmentFactors", AuthorityFactors()[factor].code);
      }
      if (assessment.factors.empty()) pen_.Value("AssessmentFactors", "21");
      pen_.End("FactorsIdentifiedAtAssessment");
    }
    pen_.End("Assessments");
  }
  for (const SpanLife& plan : episode.cin_plans) {
    if (!InYear(plan)) continue;
    pen_.Begin("CINPlanDates");
    pen_.Value("CINPlanStartDate", DayText(plan.from));
    pen_.Value("CINPlanEndDate", DayText(plan.until));
    pen_.End("CINPlanDates");
  }
  for (const EnquiryLife& enquiry : episode.enquiries) {
    const bool held = enquiry.conference != kNoDay;
    if ((held ? enquiry.conference : enquiry.started) < first_) continue;
    pen_.Begin("Section47");
    pen_.Value("S47ActualStartDate", DayText(enquiry.started));
    pen_.Value("InitialCPCtarget", DayText(enquiry.target));
    pen_.Value("DateOfInitialCPC", DayText(enquiry.conference));
    pen_.Value("ICPCnotRequired", held ? "0" : "1");
    pen_.End("Section47");
  }
  pen_.Value("ReferralNFA", spoiler.Strikes() ? (nfa ? "true" : "false") : (nfa ? "1" : "0"));
  for (const ProtectionLife& plan : episode.protections) {
    if (InYear(plan.span)) WriteProtection(plan);
  }
  pen_.End("CINdetails");
}

void AuthorityCin::WriteProtection(const ProtectionLife& plan) {
  pen_.Begin("ChildProtectionPlans");
  pen_.Value("CPPstartDate", DayText(plan.span.from));
  pen_.Value("CPPendDate", DayText(plan.span.until));
  pen_.Value("InitialCategoryOfAbuse", CategoryShares()[plan.initial].code);
  pen_.Value("LatestCategoryOfAbuse", CategoryShares()[plan.latest].code);
  pen_.Value("NumberOfPreviousCPP", std::to_string(plan.previous));
  if (!plan.reviews.empty()) {
    pen_.Begin("Reviews");
    for (const ReviewLife& review : plan.reviews) {
      pen_.Value("CPPreviewDate", DayText(review.held));
    }
    pen_.End("Reviews");
  }
  pen_.End("ChildProtectionPlans");
}

std::optional<Failure> AuthorityCin::Close() {
  pen_.End("Children");
  pen_.End("Message");
  return pen_.Close();
}

std::optional<Failure> WriteCsww(const std::filesystem::path& file, const AuthorityStaff& staff,
                                 int year) {
  XmlPen pen(file);
  WriteHeader(pen, "CSWW", year, staff.september());
  double agency = 0;
  int agency_heads = 0;
  for (const StaffMember& member : staff.members()) {
    if (!member.agency) continue;
    agency += member.full_time;
    ++agency_heads;
  }
  pen.Begin("LALevelVacancies");
  // Vacancies of Doncaster stand to agency staff as 37 to 32 (September 2025).
  pen.Value("NumberOfVacancies", Decimal(agency * 37 / 32));
  pen.Value("NoAgencyFTE", Decimal(agency));
  pen.Value("NoAgencyHeadcount", std::to_string(agency_heads));
  pen.End("LALevelVacancies");
  for (const StaffMember& member : staff.members()) {
    if (member.role == StaffRole::kSupport) continue;
    const bool manager = member.role == StaffRole::kManager;
    pen.Begin("CSWWWorker");
    pen.Value("AgencyWorker", member.agency ? "1" : "0");
    pen.Value("SWENo", member.id);
    pen.Value("FTE", Decimal(member.full_time) + "0000");
    pen.Value("PersonBirthDate", DayText(member.born));
    pen.Value("GenderCurrent", "0");
    pen.Value("Ethnicity", "NOBT");
    pen.Value("QualInst", "Made-up University");
    pen.Value("QualLevel", "2");
    pen.Value("StepUpGrad", "0");
    pen.Value("OrgRole", manager ? "3" : "5");
    pen.Value("RoleStartDate", DayText(member.role_started));
    pen.Value("StartOrigin", member.newly_qualified ? "1" : "9");
    pen.Value("Cases30", std::to_string(member.cases_in_september));
    pen.Value("WorkingDaysLost", Decimal(member.days_lost));
    pen.Value("ContractWeeks", "52.0");
    pen.Value("FrontlineGrad", "0");
    const bool absent = member.days_lost > 40;
    pen.Value("Absat30Sept", absent ? "1" : "0");
    pen.Value("ReasonAbsence", absent ? "SIC" : "");
    pen.Value("CFKSSstatus", member.newly_qualified ? "1" : manager ? "3" : "2");
    pen.End("CSWWWorker");
  }
  pen.End("Message");
  return pen.Close();
}

}  // namespace caseload::exchange
