// SPDX-License-Identifier: Apache-2.0
// Yields a dataset's units in their order: faults of the folder, teams, workers, people, families,
// mothers.
#include <set>

#include "exchange/exchange.h"
#include "exchange/ssd_child.h"
#include "exchange/ssd_child_rows.h"

namespace caseload::exchange {
namespace {

constexpr int kFaultsPerUnit = 500;

class SsdReader final : public UnitReader {
 public:
  explicit SsdReader(SsdFolder folder) : folder_(std::move(folder)) {
    header_.set_form("ssd");
    header_.set_digest(folder_.digest());
    folder_faults_.Swap(&folder_.faults());
    OrderTeams();
    const SsdFile* mother = folder_.file(SsdObject::kMother);
    ends_[0] =
        (static_cast<std::uint64_t>(folder_faults_.size()) + kFaultsPerUnit - 1) / kFaultsPerUnit;
    ends_[1] = ends_[0] + teams_in_order_.size();
    ends_[2] = ends_[1] + folder_.workers().size();
    ends_[3] = ends_[2] + folder_.people().size();
    ends_[4] = ends_[3] + folder_.families().size();
    ends_[5] = ends_[4] + (mother != nullptr ? mother->marks.size() : 0);
  }

  const v1::Import& header() const override { return header_; }

  Expected<std::optional<v1::ImportUnit>> Next() override {
    if (failure_) return *failure_;
    if (done_ == ends_[5]) return std::optional<v1::ImportUnit>();
    v1::ImportUnit unit;
    const auto place = [&](int part) {
      return static_cast<std::uint32_t>(done_ - (part == 0 ? 0 : ends_[part - 1]));
    };
    if (done_ < ends_[0]) {
      ReadFolderFaults(place(0), unit);
    } else if (done_ < ends_[1]) {
      ReadTeam(teams_in_order_[place(1)], unit);
    } else if (done_ < ends_[2]) {
      ReadWorker(place(2), unit);
    } else if (done_ < ends_[3]) {
      SsdChild(folder_, place(3), unit).Assemble();
    } else if (done_ < ends_[4]) {
      ReadFamily(place(4), unit);
    } else {
      ReadMother(place(5), unit);
    }
    if (SomethingBroke()) {
      failure_ = Failure{"FILE_UNREADABLE", "a file could not be read on", "", 0};
      return *failure_;
    }
    unit.set_position(++done_);
    return std::optional<v1::ImportUnit>(std::move(unit));
  }

  // Files are read several times and out of order: how much is done goes by units.
  Progress progress() const override {
    const double part =
        ends_[5] == 0 ? 1.0 : static_cast<double>(done_) / static_cast<double>(ends_[5]);
    return {static_cast<std::uint64_t>(part * static_cast<double>(folder_.bytes())),
            folder_.bytes()};
  }

 private:
  template <class Take>
  void ReadMark(SsdObject object, const RowMark& mark, v1::ImportUnit& unit, Take take) {
    SsdFile& file = *folder_.file(object);
    CsvRow read;
    file.reader->Seek(mark.offset, mark.line);
    if (!file.reader->Next(read)) return;
    SsdRow row(file.name, file.columns, read, *unit.mutable_faults());
    take(row);
  }

  bool SomethingBroke() {
    for (const SsdShape& shape : SsdShapes()) {
      const SsdFile* file = folder_.file(shape.object);
      if (file != nullptr && file->reader->broken()) return true;
    }
    return false;
  }

  // A team comes after the team it is part of; a circle of teams is broken where it is met.
  void OrderTeams() {
    const SsdFile* file = folder_.file(SsdObject::kDepartment);
    if (file == nullptr) return;
    std::vector<std::optional<std::uint32_t>> parents(folder_.teams().size());
    v1::ImportUnit unused;
    for (const RowMark& mark : file->marks) {
      ReadMark(SsdObject::kDepartment, mark, unused, [&](SsdRow& row) {
        if (!parents[mark.about]) {
          parents[mark.about] = folder_.teams().Find(row.Look("dept_team_parent_id"));
        }
      });
    }
    std::vector<bool> placed(parents.size());
    for (std::uint32_t team = 0; team < parents.size(); ++team) {
      std::vector<std::uint32_t> chain;
      for (std::optional<std::uint32_t> at = team; at && !placed[*at]; at = parents[*at]) {
        placed[*at] = true;
        chain.push_back(*at);
      }
      teams_in_order_.insert(teams_in_order_.end(), chain.rbegin(), chain.rend());
    }
    placed_at_.resize(parents.size());
    for (std::uint32_t i = 0; i < teams_in_order_.size(); ++i) placed_at_[teams_in_order_[i]] = i;
  }

  void ReadFolderFaults(std::uint32_t part, v1::ImportUnit& unit) {
    const int from = static_cast<int>(part) * kFaultsPerUnit;
    for (int i = from; i < from + kFaultsPerUnit && i < folder_faults_.size(); ++i) {
      *unit.add_faults() = folder_faults_[i];
    }
  }

  void ReadTeam(std::uint32_t number, v1::ImportUnit& unit) {
    bool described = false;
    for (const RowMark& mark : folder_.file(SsdObject::kDepartment)->About(number)) {
      ReadMark(SsdObject::kDepartment, mark, unit, [&](SsdRow& row) {
        if (std::exchange(described, true)) {
          row.Refuse("SECOND_ROW", "dept_team_id",
                     "The team has a row already; this one is not read.");
          return;
        }
        v1::Team& team = *unit.add_teams();
        row.Text("dept_team_id");
        team.set_name(std::string(row.Text("dept_team_name")));
        const auto parent = folder_.teams().Find(row.Look("dept_team_parent_id"));
        if (parent && placed_at_[*parent] < placed_at_[number]) {
          team.set_parent_team_id(KeyReference(KeyOf("team", row.Text("dept_team_parent_id"))));
        } else if (!row.Look("dept_team_parent_id").empty()) {
          row.Fault("UNKNOWN_REFERENCE", "dept_team_parent_id",
                    "The team it is part of is not in the delivery, or is part of this one.");
        }
        row.Finish(KeyOf("team", folder_.teams().Text(number)), *team.mutable_source());
      });
    }
  }

  void ReadWorker(std::uint32_t number, v1::ImportUnit& unit) {
    bool described = false;
    for (const RowMark& mark : folder_.file(SsdObject::kProfessionals)->About(number)) {
      ReadMark(SsdObject::kProfessionals, mark, unit, [&](SsdRow& row) {
        if (std::exchange(described, true)) {
          row.Refuse("SECOND_ROW", "prof_professional_id",
                     "The professional has a row already; this one is not read.");
          return;
        }
        FillWorker(row, number, *unit.add_workers());
      });
    }
  }

  void FillWorker(SsdRow& row, std::uint32_t number, v1::Worker& worker) {
    row.Text("prof_professional_id");
    worker.set_name(std::string(row.Text("prof_professional_name")));
    for (const auto& [column, scheme] : {std::pair{"prof_staff_id", "staff_id"},
                                         std::pair{"prof_social_worker_registration_no", "swe"}}) {
      const std::string_view value = row.Text(column);
      if (value.empty()) continue;
      v1::WorkerIdentifier& id = *worker.add_identifiers();
      id.set_scheme(scheme);
      id.set_value(std::string(value));
    }
    worker.set_job_title(std::string(row.Text("prof_professional_job_title")));
    if (const auto cases = row.Number("prof_professional_caseload")) {
      worker.set_reported_cases(static_cast<std::uint32_t>(*cases));
    }
    if (const auto fte = row.Number("prof_full_time_equivalency")) {
      worker.set_full_time_equivalent(*fte);
    }
    if (const auto agency = row.Flag("prof_agency_worker_flag")) worker.set_agency(*agency);
    // Some systems write the team's number here, some a name of their own.
    if (folder_.teams().Find(row.Look("prof_professional_department"))) {
      worker.set_team_id(KeyReference(KeyOf("team", row.Text("prof_professional_department"))));
    }
    row.Finish(KeyOf("worker", folder_.workers().Text(number)), *worker.mutable_source());
  }

  void ReadFamily(std::uint32_t number, v1::ImportUnit& unit) {
    v1::Family& family = *unit.add_families();
    const std::string key = KeyOf("family", folder_.families().Text(number));
    std::set<std::string> members;
    for (const RowMark& mark : folder_.file(SsdObject::kFamily)->About(number)) {
      ReadMark(SsdObject::kFamily, mark, unit, [&](SsdRow& row) {
        if (members.size() >= kRowsPerPerson) {
          row.Refuse("TOO_MANY_ROWS", "",
                     "Too many rows are about one family; this one is not taken.");
          return;
        }
        row.Text("fami_family_id");
        const std::string person(row.Text("fami_person_id"));
        if (members.insert(person).second) {
          family.add_members()->set_person_id(KeyReference(KeyOf("child", person)));
        }
        if (family.source().key().empty()) {
          row.Finish(key, *family.mutable_source());
        } else {
          KeepRest(row, *family.mutable_source());
        }
      });
    }
  }

  void ReadMother(std::uint32_t place, v1::ImportUnit& unit) {
    const std::span<const RowMark> marks = folder_.file(SsdObject::kMother)->marks;
    const RowMark& mark = marks[place];
    ReadMark(SsdObject::kMother, mark, unit, [&](SsdRow& row) {
      const std::string mother(row.Text("moth_person_id"));
      const std::string child = KeyOf("child", row.Text("moth_childs_person_id"));
      const std::string key = child + "/" + KeyOf("mother", mother);
      // The same pair again is the same relationship said twice.
      if (!mothers_.insert(key).second) {
        row.Refuse("SECOND_ROW", "moth_childs_person_id", "The relationship was given already.");
        return;
      }
      v1::Relationship& link = *unit.add_relationships();
      link.set_person_id(KeyReference(KeyOf("child", mother)));
      link.set_related_person_id(KeyReference(child));
      link.set_kind("mother");
      row.Finish(key, *link.mutable_source());
    });
    // Rows are ordered by child: what was remembered of the one before is no longer needed.
    if (place + 1 == marks.size() || marks[place + 1].about != mark.about) mothers_.clear();
  }

  SsdFolder folder_;
  v1::Import header_;
  Faults folder_faults_;
  std::vector<std::uint32_t> teams_in_order_;
  std::vector<std::uint32_t> placed_at_;
  std::set<std::string> mothers_;
  std::uint64_t ends_[6] = {};  // units done after each part
  std::uint64_t done_ = 0;
  std::optional<Failure> failure_;
};

}  // namespace

Expected<std::unique_ptr<UnitReader>> OpenSsd(const std::filesystem::path& folder,
                                              const ReadOptions& options) {
  auto opened = SsdFolder::Open(folder, options);
  if (!opened) return opened.failure();
  return std::unique_ptr<UnitReader>(std::make_unique<SsdReader>(*std::move(opened)));
}

}  // namespace caseload::exchange
