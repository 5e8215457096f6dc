// SPDX-License-Identifier: Apache-2.0
// ImportDesk: somebody who brings deliveries to one server with the real client's own code, and
// looks at what is kept then.
#pragma once

#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "cpp/listing.h"
#include "cpp/sender.h"
#include "exchange/exchange.h"
#include "whole/caller.h"

namespace caseload::whole {

using Opener = exchange::Expected<std::unique_ptr<exchange::UnitReader>> (*)(
    const std::filesystem::path&, const exchange::ReadOptions&);

inline std::filesystem::path SharedFile(const std::string& name) {
  return std::filesystem::path(CASELOAD_SHARED_DIR) / "data" / name;
}
inline std::filesystem::path Census(const std::string& name) {
  return SharedFile("cin_census/samples/" + name + ".xml");
}

inline std::string ReadText(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
inline std::filesystem::path WriteText(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

// The real client program, at the server's address.
inline Ended RunClient(const ServerProcess& server, std::vector<std::string> words) {
  words.insert(words.begin(), {"--server", server.address(), "--timeout", "60"});
  return RunProgram(ClientProgram(), words);
}

class ImportDesk {
 public:
  explicit ImportDesk(const ServerProcess& server, const client::RetryPolicy& retry = {})
      : caller(server), connection(At(server, retry)) {}

  v1::StartImportResponse Start(const exchange::UnitReader& reader) const {
    v1::StartImportRequest request;
    *request.mutable_import_record() = reader.header();
    auto started = connection.Call<v1::StartImportResponse>(request);
    EXPECT_TRUE(started.ok()) << (started ? "" : started.problem().message);
    return started ? *started : v1::StartImportResponse();
  }

  client::Answer<client::Sent> Send(const v1::Import& begun, exchange::UnitReader& reader,
                                    const client::SendOptions& options = {},
                                    const client::SendProgress& progress = {}) const {
    const client::UnitSource source = [&]() -> client::Answer<std::optional<v1::ImportUnit>> {
      auto unit = reader.Next();
      if (!unit) return client::Problem{3, unit.failure().code, unit.failure().message};
      return *std::move(unit);
    };
    return client::SendUnits(connection, options, begun, source, progress);
  }

  v1::Import Finish(const v1::Import& begun, std::uint64_t units) const {
    v1::FinishImportRequest request;
    request.set_import_id(begun.import_id());
    request.set_unit_count(units);
    auto finished = connection.Call<v1::FinishImportResponse>(request);
    EXPECT_TRUE(finished.ok()) << (finished ? "" : finished.problem().message);
    return finished ? finished->import_record() : v1::Import();
  }

  // A whole delivery, from opening the file to the end.
  v1::Import Deliver(Opener open, const std::filesystem::path& path,
                     const exchange::ReadOptions& options = {}) const {
    auto reader = open(path, options);
    EXPECT_TRUE(reader) << path << (reader ? "" : ": " + reader.failure().message);
    if (!reader) return {};
    const v1::Import begun = Start(**reader).import_record();
    if (begun.state() == v1::IMPORT_STATE_FINISHED) return begun;
    const auto sent = Send(begun, **reader);
    EXPECT_TRUE(sent.ok()) << (sent ? "" : sent.problem().message);
    return sent ? Finish(begun, sent->accepted_through) : v1::Import();
  }

  // Every case, by its key in the source.
  std::map<std::string, v1::Case> Cases() const {
    grpc::ClientContext context;
    context.set_deadline(Patience());
    const auto stream = caller.cases->ExportCases(&context, v1::ExportCasesRequest());
    std::map<std::string, v1::Case> cases;
    v1::ExportCasesResponse chunk;
    while (stream->Read(&chunk)) {
      for (const auto& record : chunk.cases()) {
        const bool once = cases.emplace(record.source().key(), record).second;
        EXPECT_TRUE(once) << record.source().key() << " is kept twice";
      }
    }
    EXPECT_TRUE(stream->Finish().ok());
    return cases;
  }

  std::vector<v1::Entry> Entries(const std::string& case_id) const {
    v1::ListEntriesRequest request;
    request.set_case_id(case_id);
    auto listed = client::Collect<v1::ListEntriesResponse>(connection, request, 100'000);
    EXPECT_TRUE(listed.ok());
    if (!listed) return {};
    return {listed->entries().begin(), listed->entries().end()};
  }

  v1::Person Person(const std::string& person_id) const {
    v1::GetPersonRequest request;
    request.set_person_id(person_id);
    request.set_view(v1::PERSON_VIEW_FULL);
    return Must(*caller.people, &v1::PeopleService::Stub::GetPerson, request).person();
  }

  // "CODE name=value" of every fault of an import.
  std::multiset<std::string> Faults(const std::string& import_id) const {
    v1::ListImportFaultsRequest request;
    request.set_import_id(import_id);
    auto listed = client::Collect<v1::ListImportFaultsResponse>(connection, request, 100'000);
    EXPECT_TRUE(listed.ok());
    std::multiset<std::string> faults;
    if (!listed) return faults;
    for (const auto& fault : listed->faults())
      faults.insert(fault.code() + " " + fault.name() + "=" + fault.value());
    return faults;
  }

  // The journal's end.
  std::uint64_t Sequence() const {
    v1::GetMixRequest request;
    request.set_basis(v1::MIX_BASIS_ANY);
    request.set_unit(v1::MIX_UNIT_CASES);
    return Must(*caller.caseload, &v1::CaseloadService::Stub::GetMix, request).sequence();
  }

  // What changed after a place in the journal: how many new versions of each kind of record.
  std::map<std::string, int> ChangesAfter(std::uint64_t sequence) const {
    grpc::ClientContext context;
    context.set_deadline(Patience());
    v1::WatchCasesRequest request;
    request.set_after_sequence(sequence);
    request.set_until_caught_up(true);
    const auto stream = caller.cases->WatchCases(&context, request);
    std::map<std::string, int> changes;
    v1::WatchCasesResponse message;
    while (stream->Read(&message)) {
      for (const auto& change : message.changes()) ++changes[change.record_kind()];
    }
    EXPECT_TRUE(stream->Finish().ok());
    return changes;
  }

  // All that was imported, as text: equal for two servers that keep the same, whatever ids they
  // gave and whichever import brought it. Versions count: a record kept twice is not the same.
  std::map<std::string, std::string> Everything() const {
    std::map<std::string, std::string> kept;
    for (auto [key, record] : Cases()) {
      for (auto& entry : Entries(record.case_id())) {
        entry.clear_case_ids();
        if (entry.has_review()) entry.mutable_review()->clear_plan_entry_id();
        entry.clear_entry_id();
        kept[entry.source().key()] = WithoutStamp(entry);
      }
      v1::Person person = Person(record.child_id());
      person.clear_person_id();
      kept[person.source().key()] = WithoutStamp(person);
      record.clear_case_id();
      record.clear_child_id();
      for (auto& concern : *record.mutable_concerns()) {
        concern.clear_concern_id();
        concern.clear_entry_id();
        concern.clear_recorded_at();
      }
      kept[key] = WithoutStamp(record);
    }
    return kept;
  }

  Caller caller;
  client::Connection connection;

 private:
  static client::ConnectOptions At(const ServerProcess& server, const client::RetryPolicy& retry) {
    client::ConnectOptions options;
    options.address = server.address();
    options.retry = retry;
    return options;
  }

  template <class Record>
  static std::string WithoutStamp(Record record) {
    record.clear_recorded_at();
    record.mutable_source()->clear_import_id();
    return record.ShortDebugString();
  }
};

}  // namespace caseload::whole
