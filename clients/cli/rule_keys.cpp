// SPDX-License-Identifier: Apache-2.0
// caseload rule key add | list | revoke: whose signature under a rule counts.
#include "caseload/v1/rule_service.pb.h"
#include "cli/list_verb.h"

namespace caseload::cli {
namespace {

// Bytes of hex digits; nothing for other text.
std::optional<std::string> BytesOf(const std::string& hex) {
  if (hex.size() % 2 != 0 || hex.find_first_not_of("0123456789abcdef") != hex.npos)
    return std::nullopt;
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2)
    bytes.push_back(static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16)));
  return bytes;
}

std::vector<std::string> RowOf(const v1::SigningKey& key) {
  return {key.key_id(), key.holder(), key.rule_id_prefix(), key.revoked_because()};
}
const std::vector<Column> kColumns{{"key_id"}, {"holder"}, {"rule_id_prefix"}, {"revoked_because"}};

struct Asked {
  v1::AddSigningKeyRequest add;
  v1::RevokeSigningKeyRequest revoke;
  std::string key;
  std::int64_t limit = 200;
};

ExitCode Add(Session& session, Asked& asked) {
  auto bytes = BytesOf(asked.key);
  if (!bytes) return session.FailUsage("the key is not given in hex digits");
  asked.add.mutable_signing_key()->set_public_key(*std::move(bytes));
  const auto answer = session.connection().Call<v1::AddSigningKeyResponse>(asked.add);
  if (!answer) return session.Fail(answer.problem());
  return session.ShowCard(*answer, {kColumns, {RowOf(answer->signing_key())}});
}

client::Answer<v1::ListSigningKeysResponse> Keys(Session& session, std::int64_t limit) {
  return client::Collect<v1::ListSigningKeysResponse>(session.connection(),
                                                      v1::ListSigningKeysRequest(), limit);
}

ExitCode Revoke(Session& session, Asked& asked) {
  constexpr std::int64_t kAll = 10'000;
  const auto listed = Keys(session, kAll);
  if (!listed) return session.Fail(listed.problem());
  for (const auto& key : listed->signing_keys()) {
    if (key.key_id() != asked.key) continue;
    asked.revoke.set_signing_key_id(key.signing_key_id());
    asked.revoke.set_etag(key.etag());
    const auto answer = session.connection().Call<v1::RevokeSigningKeyResponse>(asked.revoke);
    if (!answer) return session.Fail(answer.problem());
    return session.ShowCard(*answer, {kColumns, {RowOf(answer->signing_key())}});
  }
  session.err() << "caseload: no key in the ring has this id\n";
  return kNotFound;
}

ExitCode List(Session& session, const Asked& asked) {
  return ShowList<v1::ListSigningKeysResponse>(session, v1::ListSigningKeysRequest(), asked.limit,
                                               kColumns, [](const auto& answer, auto& rows) {
                                                 for (const auto& key : answer.signing_keys())
                                                   rows.push_back(RowOf(key));
                                               });
}

}  // namespace

void AddRuleKeys(CLI::App& group, Session& session) {
  CLI::App* keys = AddGroup(group, "key", "Keys whose holders may sign rules");
  auto asked = std::make_shared<Asked>();
  auto& key = *asked->add.mutable_signing_key();
  CLI::App* add = keys->add_subcommand("add", "Let the holder of a key sign rules");
  add->add_option("KEY", asked->key, "Public key in hex, as caseload-rule key prints it")
      ->required()
      ->type_name("");
  add->add_option("--holder", *key.mutable_holder(), "Team or office")->required();
  add->add_option("--prefix", *key.mutable_rule_id_prefix(),
                  "It may sign only rules whose names begin so");
  add->add_option("--because", *asked->add.mutable_because(), "Why; kept with the change")
      ->required();
  Runs(*add, session, [&session, asked] { return Add(session, *asked); });
  CLI::App* list = keys->add_subcommand("list", "List the keys, revoked ones included");
  AddLimit(*list, asked->limit);
  Runs(*list, session, [&session, asked] { return List(session, *asked); });
  CLI::App* revoke = keys->add_subcommand("revoke", "Take nothing more that the key signs");
  revoke->add_option("KEY", asked->key, "Its id, as key list shows it")->required()->type_name("");
  revoke->add_option("--because", *asked->revoke.mutable_because(), "Why; kept with the change")
      ->required();
  Runs(*revoke, session, [&session, asked] { return Revoke(session, *asked); });
}

}  // namespace caseload::cli
