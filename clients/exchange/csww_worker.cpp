// SPDX-License-Identifier: Apache-2.0
// What the workforce census says of one worker.
#include "exchange/csww_worker.h"

#include "exchange/xml_group.h"
#include "exchange/xml_scan.h"
#include "exchange/xml_values.h"

namespace caseload::exchange {

namespace {

using xml::Need;

void ReadRole(xml::Group& group, v1::Worker& worker) {
  worker.set_role(group.Text("OrgRole"));
  worker.set_role_started_on(group.Day("RoleStartDate"));
  worker.set_role_ended_on(group.Day("RoleEndDate"));
  worker.set_leaving_reason(group.Text("ReasonLeave"));
  worker.set_born_on(group.Day("PersonBirthDate"));
  // 1 is the assessed and supported year in employment; the other stages have no field, so the code
  // is kept too.
  const std::string stage = group.Text("CFKSSstatus");
  if (stage.empty()) return;
  worker.set_newly_qualified(stage == "1");
  group.KeepRaw("CFKSSstatus", stage);
}

void ReadNumbers(xml::Group& group, v1::Worker& worker) {
  if (const auto agency = group.Flag("AgencyWorker", Need::kMust)) worker.set_agency(*agency);
  if (const auto fte = group.Amount("FTE")) worker.set_full_time_equivalent(*fte);
  if (const auto lost = group.Amount("WorkingDaysLost")) worker.set_working_days_lost(*lost);
  if (const auto weeks = group.Amount("ContractWeeks")) worker.set_contract_weeks(*weeks);
  if (const auto cases = group.Count("Cases30")) worker.set_reported_cases(*cases);
}

// A reason without an absence (Absat30Sept 0) says why the worker was away at some other time, or
// nothing at all: it is kept raw and makes no absence.
void ReadAbsence(xml::Group& group, const v1::Worker& worker, const std::string& absent_on,
                 v1::ImportUnit& unit) {
  const xml::Element* said = group.One("Absat30Sept");
  const std::string flag = said == nullptr ? std::string{} : group.TextOf(*said);
  const auto absent = xml::ParseFlag(flag);
  const std::string reason = group.Text("ReasonAbsence");
  if (absent && *absent) {
    v1::Absence& absence = *unit.add_absences();
    absence.set_worker_id(worker.worker_id());
    absence.set_reason(reason);
    absence.set_absent_on(absent_on);
    v1::Source& source = *absence.mutable_source();
    source.set_form("csww");
    source.set_key(worker.source().key() + "/absence/" + xml::DayOrUndated(absent_on));
    source.set_path(worker.source().path());
    source.set_line(worker.source().line());
    absence.set_absence_id(xml::Reference(source.key()));
    return;
  }
  if (absent) group.KeepRaw(said->name, flag);
  if (!absent && !flag.empty()) {
    group.Spoilt("BAD_FLAG", *said, flag, "One of 0, 1, true, false is expected.");
  }
  if (!reason.empty()) group.KeepRaw("ReasonAbsence", reason);
}

}  // namespace

v1::ImportUnit CswwWorkers::Read(const xml::Unit& unit) {
  v1::ImportUnit records;
  xml::Faults faults(records);
  v1::Worker& worker = *records.add_workers();
  v1::Source& source = *worker.mutable_source();
  source.set_form("csww");
  source.set_path(unit.path);
  source.set_line(unit.element.line);
  xml::Group group(unit.element, unit.path, source, faults);

  const std::string number = group.Identifier("SWENo");
  if (number.empty()) {
    source.set_key("worker/line-" + std::to_string(unit.element.line));
    faults.Add("MISSING_ID", group.place(), "SWENo", "",
               "The worker has no SWENo; a later delivery cannot recognise this worker.");
  } else {
    v1::WorkerIdentifier& identifier = *worker.add_identifiers();
    identifier.set_scheme("swe");
    identifier.set_value(number);
    const std::string base = "worker/" + xml::Escaped(number);
    const bool repeated = repeated_ids_.contains(xml::IdHash(number));
    source.set_key(repeated ? repeated_keys_.Next(base) : base);
    if (source.key() != base) {
      faults.Add(
          "DUPLICATE_ID", group.place(), "SWENo", number,
          "The same SWENo stands at an earlier worker; each is kept as a record of its own.");
    }
  }
  worker.set_worker_id(xml::Reference(source.key()));
  ReadNumbers(group, worker);
  ReadRole(group, worker);
  ReadAbsence(group, worker, absences_on_, records);
  for (const std::string_view name :
       {"GenderCurrent", "Sex", "Ethnicity", "QualInst", "QualLevel", "StepUpGrad", "StartOrigin",
        "LeaverDestination", "FTE30", "FrontlineGrad"}) {
    group.Keep(name);
  }
  group.Close();
  return records;
}

}  // namespace caseload::exchange
