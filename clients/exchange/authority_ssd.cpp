// SPDX-License-Identifier: Apache-2.0
// One family at a time, a few hundred bytes a row.
#include "exchange/authority_ssd.h"

#include "exchange/authority_marginals.h"

namespace caseload::exchange {
namespace {

constexpr std::string_view kYes = "Y";
constexpr std::string_view kNo = "N";

std::string_view Said(const std::optional<bool>& flag) {
  return !flag ? std::string_view() : *flag ? kYes : kNo;
}

}  // namespace

struct AuthoritySsd::OfEpisode {
  const ChildLife& child;
  const EpisodeLife& episode;
  const AuthorityStaff& staff;
  std::string id;
  std::string referral;
  std::string team;
  std::string worker;
};

Expected<AuthoritySsd> AuthoritySsd::Create(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return Failure{"FILE_UNWRITABLE", "the folder cannot be made", folder.string()};
  AuthoritySsd made;
  for (const SsdShape& shape : SsdShapes()) {
    auto file = CsvWriter::Create(folder / (std::string(shape.name) + ".csv"), shape.columns);
    if (!file) return file.failure();
    made.files_.push_back(*std::move(file));
  }
  return made;
}

void AuthoritySsd::Write(const FamilyLife& family, const AuthorityStaff& staff, Spoiler& spoiler) {
  const std::string number = std::to_string(family.number);
  const std::string mother = "TM" + number;
  to(SsdObject::kPerson)
      .Write({mother, MadeUpForename(family.mother_forename), MadeUpSurname(family.surname), "F",
              "", EthnicityShares()[family.ethnicity].code, DayText(family.mother_born), "", "", "",
              "", "", "", kYes, ""});
  to(SsdObject::kFamily).Write({std::to_string(++rows_), "TF" + number, mother});
  for (const ChildLife& child : family.children) {
    const std::string id = ChildId(child);
    to(SsdObject::kFamily).Write({std::to_string(++rows_), "TF" + number, id});
    to(SsdObject::kMother).Write({std::to_string(++rows_), mother, id, DayText(child.born)});
    WriteChild(family, child, spoiler);
    for (std::size_t i = 0; i < child.episodes.size(); ++i) {
      const EpisodeLife& episode = child.episodes[i];
      const OfEpisode of{child,
                         episode,
                         staff,
                         id,
                         "R" + id + "-" + std::to_string(i + 1),
                         staff.teams()[staff.members()[episode.worker].team].id,
                         staff.members()[episode.worker].id};
      WriteEpisode(of, spoiler);
      WriteAssessments(of);
      WriteEnquiries(of);
      WritePlans(of);
      WriteVisits(of, spoiler);
    }
    WriteSpans(child, id);
    WriteAllocations(child, id, staff);
  }
}

void AuthoritySsd::WriteChild(const FamilyLife& family, const ChildLife& child, Spoiler& spoiler) {
  const std::string id = ChildId(child);
  const bool numbered = child.born != kNoDay && child.number % 40 != 0;
  to(SsdObject::kPerson)
      .Write({id, MadeUpForename(child.forename), MadeUpSurname(family.surname),
              std::string(1, child.sex), "", spoiler.Code(EthnicityShares()[child.ethnicity].code),
              spoiler.Date(child.born), "", "", numbered ? "" : "UN1", kNo, DayText(child.expected),
              DayText(child.died), kNo, ""});
  const std::string address = R"({"ROOM":"","FLOOR":"","FLAT":"","BUILDING":"","HOUSE":")" +
                              std::to_string(family.number % 200 + 1) + R"(","STREET":"Made-up )" +
                              MadeUpSurname(family.number % kSurnames) +
                              R"( Road","TOWN":"Inventown","UPRN":"","EASTING":"","NORTHING":""})";
  const Day first = child.episodes.front().referred;
  to(SsdObject::kAddress)
      .Write({std::to_string(++rows_), address, id, "HOME", DayText(first - 200), "", "ZZ99 9ZZ"});
  for (const std::uint8_t disability : child.disabilities) {
    to(SsdObject::kDisability)
        .Write({id, std::to_string(++rows_), DisabilityShares()[disability].code});
  }
  if (child.disabilities.empty()) {
    to(SsdObject::kDisability).Write({id, std::to_string(++rows_), "NONE"});
  }
  if (numbered) {
    to(SsdObject::kLinkedIdentifiers)
        .Write({std::to_string(++rows_), id, "Unique Pupil Number", UpnOf(child), "", ""});
  }
}

void AuthoritySsd::WriteEpisode(const OfEpisode& of, Spoiler& spoiler) {
  const EpisodeLife& episode = of.episode;
  const bool nfa = episode.course == Course::kNoFurtherAction;
  to(SsdObject::kCinEpisodes)
      .Write({of.referral, of.id, DayText(episode.referred),
              nfa ? std::string() : spoiler.Code(NeedShares()[episode.need].code),
              SourceShares()[episode.source].code, "", "", nfa ? kYes : kNo, episode.reason,
              spoiler.Date(episode.closed), of.team, of.worker});
}

void AuthoritySsd::WriteAssessments(const OfEpisode& of) {
  int count = 0;
  for (const AssessmentLife& assessment : of.episode.assessments) {
    const std::string id = "S" + of.referral + "-" + std::to_string(++count);
    const bool done = assessment.authorised != kNoDay;
    const bool ended = of.episode.course == Course::kNotInNeed;
    to(SsdObject::kCinAssessments)
        .Write({id, of.id, of.referral, DayText(assessment.started), Said(assessment.seen),
                DayText(assessment.authorised), "",
                !done   ? ""
                : ended ? kYes
                        : kNo,
                of.team, of.worker});
    if (!done) continue;
    std::string codes = "[";
    for (const std::uint8_t factor : assessment.factors) {
      codes.append(codes.size() > 1 ? ", \"" : "\"").append(AuthorityFactors()[factor].code) += '"';
    }
    codes += codes.size() > 1 ? "]" : "\"21\"]";
    to(SsdObject::kAssessmentFactors).Write({std::to_string(++rows_), id, codes});
  }
}

void AuthoritySsd::WriteEnquiries(const OfEpisode& of) {
  int count = 0;
  int plans = 0;
  for (const EnquiryLife& enquiry : of.episode.enquiries) {
    const std::string number = of.referral + "-" + std::to_string(++count);
    const bool held = enquiry.conference != kNoDay;
    to(SsdObject::kS47Enquiry)
        .Write({"E" + number, of.referral, of.id, DayText(enquiry.started),
                DayText(held ? enquiry.conference : kNoDay), held ? kNo : kYes, "", of.worker,
                of.team});
    if (!held) continue;
    const std::string plan =
        enquiry.plan_decided ? "P" + of.referral + "-" + std::to_string(++plans) : "";
    to(SsdObject::kInitialCpConference)
        .Write({"I" + number, "M" + number, "E" + number, of.id, plan, of.referral, kNo,
                DayText(enquiry.target), DayText(enquiry.conference),
                enquiry.plan_decided ? kYes : kNo, "", of.team, of.worker});
  }
}

void AuthoritySsd::WritePlans(const OfEpisode& of) {
  int count = 0;
  for (const SpanLife& plan : of.episode.cin_plans) {
    to(SsdObject::kCinPlans)
        .Write({"N" + of.referral + "-" + std::to_string(++count), of.referral, of.id,
                DayText(plan.from), DayText(plan.until), of.team, of.worker});
  }
  count = 0;
  for (const ProtectionLife& plan : of.episode.protections) {
    const std::string id = "P" + of.referral + "-" + std::to_string(++count);
    to(SsdObject::kCpPlans)
        .Write({id, of.referral, "I" + of.referral + "-" + std::to_string(count), of.id,
                DayText(plan.span.from), DayText(plan.span.until),
                CategoryShares()[plan.initial].code, kNo, CategoryShares()[plan.latest].code});
    for (const ReviewLife& review : plan.reviews) {
      const std::string number = std::to_string(++rows_);
      const bool young = of.child.born != kNoDay && review.held - of.child.born < 4 * 365;
      to(SsdObject::kCpReviews)
          .Write({"V" + number, of.id, id, DayText(review.due), DayText(review.held), "M" + number,
                  plan.span.until == kNoDay || &review != &plan.reviews.back() ? kYes : kNo, kYes,
                  young ? "PN0" : "PN1"});
    }
  }
}

void AuthoritySsd::WriteVisits(const OfEpisode& of, Spoiler& spoiler) {
  for (const VisitLife& visit : of.episode.visits) {
    const std::string id = "C" + std::to_string(++rows_);
    if (visit.protection < 0) {
      to(SsdObject::kCinVisits)
          .Write({id, of.id, spoiler.Date(visit.day), Said(visit.seen), Said(visit.alone),
                  Said(visit.bedroom)});
    } else {
      to(SsdObject::kCpVisits)
          .Write({id, of.id, "P" + of.referral + "-" + std::to_string(visit.protection + 1),
                  spoiler.Date(visit.day), Said(visit.seen), Said(visit.alone),
                  Said(visit.bedroom)});
    }
  }
}

void AuthoritySsd::WriteSpans(const ChildLife& child, const std::string& id) {
  for (const SpanLife& span : child.looked_after) {
    const std::string number = std::to_string(++rows_);
    to(SsdObject::kClaEpisodes)
        .Write({"L" + number, id, DayText(span.from), "S", "N1", DayText(span.until),
                span.until == kNoDay ? "" : "E8", "K" + number, "", "", DayText(span.from), ""});
  }
  for (const MissingLife& missing : child.missing) {
    to(SsdObject::kMissing)
        .Write({std::to_string(++rows_), id, DayText(missing.span.from), missing.away ? "A" : "M",
                DayText(missing.span.until), missing.offered ? kYes : kNo,
                !missing.offered   ? "NA"
                : missing.accepted ? kYes
                                   : kNo});
  }
  for (const ContactLife& contact : child.contacts) {
    to(SsdObject::kContacts)
        .Write({"O" + std::to_string(++rows_), id, DayText(contact.day),
                SourceShares()[contact.source].code, "",
                contact.referral ? R"({"NEW_REFERRAL_FLAG":"Y"})" : R"({"NFA_FLAG":"Y"})"});
  }
}

void AuthoritySsd::WriteAllocations(const ChildLife& child, const std::string& id,
                                    const AuthorityStaff& staff) {
  for (const AllocationLife& held : child.allocations) {
    const StaffMember& worker = staff.members()[held.worker];
    to(SsdObject::kInvolvements)
        .Write({std::to_string(++rows_), worker.id,
                held.social_worker ? "Allocated Case Worker" : "Family Support Worker",
                staff.teams()[worker.team].id, DayText(held.span.from), DayText(held.span.until),
                held.end_reason, id, "R" + id + "-" + std::to_string(held.episode + 1)});
  }
}

std::optional<Failure> AuthoritySsd::Close(const AuthorityStaff& staff) {
  for (const StaffTeam& team : staff.teams()) {
    to(SsdObject::kDepartment).Write({team.id, team.name, team.parent, ""});
  }
  for (const StaffMember& member : staff.members()) {
    const bool registered = member.role != StaffRole::kSupport;
    const std::string full_time = member.full_time >= 1    ? "1"
                                  : member.full_time > 0.7 ? "0.8"
                                                           : "0.6";
    to(SsdObject::kProfessionals)
        .Write({member.id, "ST" + member.id, member.name, registered ? member.id : "",
                member.role == StaffRole::kManager   ? "Team Manager"
                : member.role == StaffRole::kSupport ? "Family Support Worker"
                                                     : "Social Worker",
                registered ? std::to_string(member.cases_in_september) : "",
                staff.teams()[member.team].id, full_time, member.agency ? kYes : kNo});
  }
  for (CsvWriter& file : files_) {
    if (auto why = file.Close()) return why;
  }
  return std::nullopt;
}

}  // namespace caseload::exchange
