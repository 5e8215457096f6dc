// SPDX-License-Identifier: Apache-2.0
// Asks the server for names, briefly.
#include "cli/known_operands.h"

#include <cstdlib>
#include <string_view>

#include "caseload/v1/caseload_service.pb.h"
#include "caseload/v1/reference_service.pb.h"
#include "cpp/listing.h"

namespace caseload::cli {
namespace {

constexpr std::int64_t kNamesMost = 1'000;
// Longer than this a person at a shell would not wait for a word.
constexpr std::chrono::milliseconds kPatience{700};

client::Connection Brief(const std::string& server) {
  client::ConnectOptions options;
  options.address = server;
  options.deadline = kPatience;
  options.retry.attempts = 1;
  return client::Connection(options);
}

std::vector<std::string> MeasureNames(const client::Connection& connection) {
  std::vector<std::string> names;
  const auto answer =
      client::Collect<v1::ListMeasuresResponse>(connection, v1::ListMeasuresRequest(), kNamesMost);
  if (!answer) return names;
  for (const auto& measure : answer->measures()) names.push_back(measure.name());
  return names;
}

std::vector<std::string> CodeSetNames(const client::Connection& connection) {
  std::vector<std::string> names;
  const auto answer =
      client::Collect<v1::ListCodeSetsResponse>(connection, v1::ListCodeSetsRequest(), kNamesMost);
  if (!answer) return names;
  for (const auto& set : answer->code_sets()) names.push_back(set.name());
  return names;
}

}  // namespace

std::string ServerNamed(std::span<const std::string> words, const std::string& usual) {
  constexpr std::string_view kOption = "--server";
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == kOption && i + 1 < words.size()) return words[i + 1];
    if (words[i].starts_with(std::string(kOption) + "="))
      return words[i].substr(kOption.size() + 1);
  }
  const char* named = std::getenv("CASELOAD_SERVER");
  return named == nullptr || *named == '\0' ? usual : named;
}

std::vector<std::string> KnownOperands(const CLI::App& command, const std::string& server) {
  if (command.get_parent() == nullptr) return {};
  const std::string verb = command.get_parent()->get_name() + " " + command.get_name();
  if (verb == "measure get") return MeasureNames(Brief(server));
  if (verb == "reference codes") return CodeSetNames(Brief(server));
  return {};
}

}  // namespace caseload::cli
