// SPDX-License-Identifier: Apache-2.0
#include "app/caseload.h"

#include <google/protobuf/util/time_util.h>

#include <charconv>

#include "app/reading.h"

namespace caseload::app {
namespace {

using google::protobuf::util::TimeUtil;

std::optional<store::Kind> KindOfDimension(v1::MixDimension dimension) {
  if (dimension == v1::MIX_DIMENSION_WORKER) return store::Kind::kWorker;
  if (dimension == v1::MIX_DIMENSION_TEAM) return store::Kind::kTeam;
  return std::nullopt;
}

// The instant up to which everything was counted: the one asked for, else that of the last change
// counted, so that asking again with it gives the same numbers.
Outcome SetKnownAt(const v1::Moment& moment, const Desk& desk, v1::GetMixResponse& response) {
  if (moment.has_known_at()) {
    *response.mutable_known_at() = moment.known_at();
    return Nothing{};
  }
  Instant instant = desk.clock().Now();
  if (response.sequence() > 0) {
    auto rows = desk.reader().ReadJournal(response.sequence() - 1, 1);
    if (!rows) return rows.error();
    if (!rows->empty()) instant = rows->front().recorded_at;
  }
  *response.mutable_known_at() = TimeUtil::MicrosecondsToTimestamp(instant.micros);
  return Nothing{};
}

}  // namespace

Result<std::string> Caseload::NumberOf(store::Kind kind, const std::string& id) const {
  if (id.empty()) return std::string();
  auto record = ReadRecord(desk_, kind, id, {}, "filters.values");
  if (!record) return record.error();
  return std::to_string(record->number);
}

Result<mix::Question> Caseload::ToQuestion(const v1::GetMixRequest& request,
                                           const Then& then) const {
  mix::Question question;
  question.basis = request.basis();
  question.unit = request.unit();
  question.as_of = then.as_of ? *then.as_of : desk_.clock().Today();
  if (request.has_period()) {
    question.period = mix::Period{request.period().kind(), *ParseDate(request.period().from_on()),
                                  *ParseDate(request.period().until_on())};
  }
  if (!then.now) question.known_sequence = then.sequence;
  for (const int dimension : request.by())
    question.by.push_back(static_cast<v1::MixDimension>(dimension));
  for (const auto& asked : request.filters()) {
    mix::Filter filter{asked.dimension(), {}};
    const auto kind = KindOfDimension(asked.dimension());
    for (const auto& value : asked.values()) {
      auto number = kind ? NumberOf(*kind, value) : Result<std::string>(value);
      if (!number) return number.error();
      filter.values.push_back(*std::move(number));
    }
    question.filters.push_back(std::move(filter));
  }
  question.suppress = !request.unsuppressed();
  question.history_complete_from =
      imports_.HistoryCompleteFrom(then.now ? facts_.sequence() : then.sequence);
  return question;
}

Outcome Caseload::NameKey(v1::MixDimension dimension, v1::MixKey& key) const {
  const auto kind = KindOfDimension(dimension);
  if (!kind || key.value().empty()) return Nothing{};
  std::uint32_t number = 0;
  std::from_chars(key.value().data(), key.value().data() + key.value().size(), number);
  auto id = desk_.reader().IdOfNumber(*kind, number);
  if (!id) return id.error();
  if (!*id) return Error{v1::ERROR_REASON_INTERNAL, "facts name a record that is not there"};
  key.set_value(**id);
  if (*kind == store::Kind::kTeam) {
    auto team = ReadMessage<v1::Team>(desk_, **id, {}, "team_id");
    if (!team) return team.error();
    key.set_label(team->name());
  } else {
    auto worker = ReadMessage<v1::Worker>(desk_, **id, {}, "worker_id");
    if (!worker) return worker.error();
    key.set_label(worker->name());
  }
  return Nothing{};
}

Outcome Caseload::NameKeys(v1::GetMixResponse& response) const {
  for (auto& row : *response.mutable_rows()) {
    for (int i = 0; i < row.keys_size(); ++i) {
      if (auto failed = NameKey(response.by(i), *row.mutable_keys(i)); !failed) return failed;
    }
  }
  return Nothing{};
}

Result<v1::GetMixResponse> Caseload::Mix(const v1::GetMixRequest& request) {
  if (auto wrong = mix::CheckRequest(request); !wrong) return wrong.error();
  if (request.at_least_sequence() > facts_.sequence()) {
    return Error{v1::ERROR_REASON_SEQUENCE_NOT_REACHED,
                 "the server has not reached that sequence: try again"};
  }
  auto then = Resolve(desk_, request.moment());
  if (!then) return then.error();
  auto question = ToQuestion(request, *then);
  if (!question) return question.error();
  auto response = mix_.Answer(*question, desk_.clock().Today());
  if (!response) return response;
  if (request.has_period()) *response->mutable_period() = request.period();
  if (auto failed = SetKnownAt(request.moment(), desk_, *response); !failed) return failed.error();
  if (auto failed = NameKeys(*response); !failed) return failed.error();
  return response;
}

// The worker's open cases by track, counted like any mix: nothing is suppressed, since a worker's
// own caseload and their manager's view of it are not published figures.
Result<v1::GetWorkerCaseloadResponse> Caseload::OfWorker(
    const v1::GetWorkerCaseloadRequest& request) {
  auto worker = ReadMessage<v1::Worker>(desk_, request.worker_id(), {}, "worker_id");
  if (!worker) return worker.error();
  v1::GetMixRequest asked;
  asked.set_basis(v1::MIX_BASIS_ANY);
  asked.set_unit(v1::MIX_UNIT_CASES);
  *asked.mutable_moment() = request.moment();
  asked.add_by(v1::MIX_DIMENSION_TRACK);
  auto& filter = *asked.add_filters();
  filter.set_dimension(v1::MIX_DIMENSION_WORKER);
  filter.add_values(request.worker_id());
  asked.set_unsuppressed(true);
  auto by_track = Mix(asked);
  if (!by_track) return by_track.error();
  asked.set_unit(v1::MIX_UNIT_CHILDREN);
  asked.clear_by();
  auto children = Mix(asked);
  if (!children) return children.error();
  if (by_track->total().has_none() || children->total().has_none()) {
    return Error{v1::ERROR_REASON_NOT_KNOWN_THEN,
                 "the history is not complete back to that day",
                 {{"moment.as_of_on", "lies before the complete history"}}};
  }
  v1::GetWorkerCaseloadResponse response;
  response.set_worker_id(request.worker_id());
  response.set_cases(by_track->total().number());
  response.set_children(children->total().number());
  *response.mutable_by_track() = by_track->rows();
  if (worker->has_full_time_equivalent()) {
    response.set_full_time_equivalent(worker->full_time_equivalent());
    if (worker->full_time_equivalent() > 0) {
      response.set_cases_per_full_time(static_cast<double>(response.cases()) /
                                       worker->full_time_equivalent());
    }
  }
  response.set_as_of_on(by_track->as_of_on());
  response.set_sequence(by_track->sequence());
  return response;
}

}  // namespace caseload::app
