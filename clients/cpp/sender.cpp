// SPDX-License-Identifier: Apache-2.0
// Keeps a window of messages that were sent but not acknowledged, and sends them again on the next
// stream.
#include "cpp/sender.h"

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <algorithm>
#include <deque>

#include "caseload/v1/import_service.grpc.pb.h"

namespace caseload::client {
namespace {

// What the server takes in one message.
constexpr std::size_t kUnitBytesMost = 3 * 1024 * 1024;

using Stream = grpc::ClientReaderWriter<v1::SendUnitsRequest, v1::SendUnitsResponse>;

Problem Interrupted(const grpc::Status& status) {
  if (!status.ok()) return ReadProblem(status);
  return {static_cast<int>(grpc::StatusCode::UNAVAILABLE), "UNREACHABLE",
          "the server ended the import before it had kept everything"};
}

bool MayGoOn(const Problem& why, bool moved) {
  if (why.grpc_code == static_cast<int>(grpc::StatusCode::UNAVAILABLE)) return true;
  if (why.grpc_code == static_cast<int>(grpc::StatusCode::DEADLINE_EXCEEDED)) return moved;
  return why.reason == "IMPORT_POSITION";
}

class Delivery {
 public:
  Delivery(const Connection& connection, const SendOptions& options, const v1::Import& record,
           const UnitSource& source, const SendProgress& progress)
      : connection_(connection),
        options_(options),
        import_id_(record.import_id()),
        source_(source),
        progress_(progress),
        stub_(v1::ImportService::NewStub(connection.channel())) {
    sent_.accepted_through = record.accepted_through();
  }

  Answer<Sent> Run() {
    int fruitless = 0;
    while (true) {
      const std::uint64_t before = sent_.accepted_through;
      const grpc::Status status = RunStream();
      if (source_problem_) return *source_problem_;
      if (status.ok() && exhausted_ && window_.empty()) return sent_;
      const bool moved = sent_.accepted_through > before;
      fruitless = moved ? 0 : fruitless + 1;
      const Problem why = Interrupted(status);
      if (!MayGoOn(why, moved) || fruitless >= connection_.options().retry.attempts) return why;
      connection_.Pause(std::max(1, fruitless));
      if (auto problem = FindPlace()) return *problem;
    }
  }

 private:
  grpc::Status RunStream() {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + options_.stream_deadline);
    const auto stream = stub_->SendUnits(&context);
    bool alive = true;
    for (const auto& message : window_) alive = alive && stream->Write(message);
    while (alive && !exhausted_) {
      alive = window_.size() < options_.window ? SendNext(*stream) : ReadOne(*stream);
    }
    if (source_problem_) context.TryCancel();
    if (alive) stream->WritesDone();
    while (ReadOne(*stream)) continue;
    return stream->Finish();
  }

  bool SendNext(Stream& stream) {
    v1::SendUnitsRequest message = Gather();
    if (message.units().empty()) return true;
    window_.push_back(std::move(message));
    return stream.Write(window_.back());
  }

  bool ReadOne(Stream& stream) {
    v1::SendUnitsResponse response;
    if (!stream.Read(&response)) return false;
    sent_.counts = response.counts();
    Accepted(response.accepted_through());
    if (progress_) progress_(sent_);
    return true;
  }

  // A message may have been kept in part, when it was cut by the end of a stream.
  void Accepted(std::uint64_t through) {
    sent_.accepted_through = std::max(sent_.accepted_through, through);
    while (!window_.empty()) {
      auto& units = *window_.front().mutable_units();
      const auto kept = std::find_if(units.begin(), units.end(),
                                     [&](const auto& unit) { return unit.position() > through; });
      units.erase(units.begin(), kept);
      if (!units.empty()) return;
      window_.pop_front();
    }
  }

  v1::SendUnitsRequest Gather() {
    v1::SendUnitsRequest message;
    message.set_import_id(import_id_);
    std::size_t bytes = 0;
    while (static_cast<std::size_t>(message.units_size()) < options_.units_per_message) {
      if (!held_) held_ = NextUnit();
      if (!held_) break;
      const std::size_t unit_bytes = held_->ByteSizeLong();
      if (bytes > 0 && bytes + unit_bytes > options_.bytes_per_message) break;
      bytes += unit_bytes;
      message.add_units()->Swap(&*held_);
      held_.reset();
    }
    return message;
  }

  // The next unit that is not kept yet; nothing at the end or when the source fails.
  std::optional<v1::ImportUnit> NextUnit() {
    while (!exhausted_) {
      auto unit = source_();
      if (!unit || !*unit) {
        if (!unit) source_problem_ = unit.problem();
        exhausted_ = true;
        break;
      }
      v1::ImportUnit& found = **unit;
      found.set_position(++position_);
      if (position_ <= sent_.accepted_through) continue;
      if (found.ByteSizeLong() <= kUnitBytesMost) return std::move(found);
      source_problem_ =
          Problem{static_cast<int>(grpc::StatusCode::RESOURCE_EXHAUSTED), "TOO_LARGE",
                  "unit " + std::to_string(position_) + " of the delivery is larger than 3 MiB"};
      exhausted_ = true;
    }
    return std::nullopt;
  }

  // What the server has kept may be more than it could say before the stream broke.
  std::optional<Problem> FindPlace() {
    v1::GetImportRequest request;
    request.set_import_id(import_id_);
    const auto answer = connection_.Call<v1::GetImportResponse>(request);
    if (!answer) return answer.problem();
    const std::uint64_t through = answer->import_record().accepted_through();
    if (through < sent_.accepted_through) {
      return Problem{
          static_cast<int>(grpc::StatusCode::DATA_LOSS), "IMPORT_POSITION",
          "the server has lost units that it said it had kept: import the delivery again"};
    }
    Accepted(through);
    return std::nullopt;
  }

  const Connection& connection_;
  const SendOptions options_;
  const std::string import_id_;
  const UnitSource& source_;
  const SendProgress& progress_;
  const std::unique_ptr<v1::ImportService::Stub> stub_;
  std::deque<v1::SendUnitsRequest> window_;
  std::optional<v1::ImportUnit> held_;
  std::optional<Problem> source_problem_;
  std::uint64_t position_ = 0;
  bool exhausted_ = false;
  Sent sent_;
};

}  // namespace

Answer<Sent> SendUnits(const Connection& connection, const SendOptions& options,
                       const v1::Import& import_record, const UnitSource& source,
                       const SendProgress& progress) {
  return Delivery(connection, options, import_record, source, progress).Run();
}

}  // namespace caseload::client
