// SPDX-License-Identifier: Apache-2.0
#include "app/people.h"
#include "rpc/services.h"

namespace caseload::rpc {

void BindPeopleService(Doors& doors, app::People& people) {
  doors.Change(people, &app::People::Create);
  doors.Change(people, &app::People::Update);
  doors.Change(people, &app::People::Link);
  doors.Change(people, &app::People::EndLink);
  doors.Change(people, &app::People::CreateFamily);
  doors.Change(people, &app::People::UpdateFamily);
  doors.Read(people, &app::People::Get);
  doors.Read(people, &app::People::Search);
  doors.Read(people, &app::People::History);
  doors.Read(people, &app::People::ListLinks);
  doors.Read(people, &app::People::GetFamily);
  doors.Read(people, &app::People::ListFamilies);
}

}  // namespace caseload::rpc
