// SPDX-License-Identifier: Apache-2.0
// Verbs: each adds its command to the tree; one source file a verb.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <functional>
#include <optional>
#include <string>

#include "caseload/v1/moment.pb.h"
#include "cli/session.h"

namespace caseload::cli {

void AddHealth(CLI::App& program, Session& session);
void AddImport(CLI::App& program, Session& session);
void AddImportList(CLI::App& import, Session& session);
void AddImportFaults(CLI::App& import, Session& session);
void AddMix(CLI::App& program, Session& session);
void AddMeasure(CLI::App& program, Session& session);
void AddCaseList(CLI::App& cases, Session& session);
void AddCaseShow(CLI::App& cases, Session& session);
void AddCaseHistory(CLI::App& cases, Session& session);
void AddCaseWatch(CLI::App& cases, Session& session);
void AddCaseOpen(CLI::App& cases, Session& session);
void AddCaseClose(CLI::App& cases, Session& session);
void AddRecordVisit(CLI::App& cases, Session& session);
void AddPersonSearch(CLI::App& person, Session& session);
void AddPersonShow(CLI::App& person, Session& session);
void AddPersonHistory(CLI::App& person, Session& session);
void AddWorker(CLI::App& program, Session& session);
void AddRule(CLI::App& program, Session& session);
// Under rule.
void AddRuleVersions(CLI::App& group, Session& session);
void AddRuleSteps(CLI::App& group, Session& session);
void AddRuleKeys(CLI::App& group, Session& session);
void AddRuleStatistics(CLI::App& group, Session& session);
void AddRuleReplay(CLI::App& group, Session& session);
void AddFinding(CLI::App& program, Session& session);
void AddFindingWatch(CLI::App& findings, Session& session);
void AddRuleVignettes(CLI::App& group, Session& session);
void AddRuleBackTest(CLI::App& group, Session& session);
void AddEvaluate(CLI::App& program, Session& session);
void AddCall(CLI::App& program, Session& session);
void AddMakeAuthority(CLI::App& program, Session& session);
void AddReference(CLI::App& program, Session& session);
void AddCompletion(CLI::App& program, Session& session);

// The verb's work, run once the command line is understood.
void Runs(CLI::App& verb, Session& session, std::function<ExitCode()> work);

// A command that only holds others.
CLI::App* AddGroup(CLI::App& program, const std::string& name, const std::string& description);

// --as-of and --known-at. The moment must live as long as the verb.
void AddMoment(CLI::App& verb, v1::Moment& moment);
void AddKnownAt(CLI::App& verb, google::protobuf::Timestamp& known_at);
// "2024-03-31T10:00:00Z", or a day: its last instant in UTC.
std::optional<google::protobuf::Timestamp> ReadInstant(const std::string& text);
// Refuses what is not YYYY-MM-DD.
CLI::Validator Day();

// --limit, how many of a list are wanted.
void AddLimit(CLI::App& verb, std::int64_t& limit);
// Says on the error stream that a list goes on.
void TellMore(const Session& session, bool more, std::int64_t limit);

}  // namespace caseload::cli
