// SPDX-License-Identifier: Apache-2.0
#include "rules/author/verbs.h"

#include <google/protobuf/util/json_util.h>

#include <chrono>
#include <iostream>

#include "rules/author/explaining.h"
#include "rules/author/files.h"
#include "rules/author/rehearsal.h"
#include "rules/author/scaffold.h"
#include "rules/author/timing.h"
#include "rules/proof/proof.h"
#include "rules/reference_facts.h"
#include "taxonomy/packs.h"

namespace caseload::rules {
namespace {

namespace fs = std::filesystem;

int Fail(const Error& error) {
  std::cerr << "caseload-rule: " << error.message << "\n";
  return 1;
}

int Ended(const Outcome& outcome) { return outcome ? 0 : Fail(outcome.error()); }

// A rule's author works on the day it is: nothing that a rule says hangs on it.
Date Today() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return {static_cast<std::int32_t>(now.time_since_epoch().count())};
}

// The rule, with the words it is asked in. They live as long as it.
struct Bench {
  std::unique_ptr<const taxonomy::Packs> packs;
  std::unique_ptr<Candidate> candidate;
};

Result<Bench> Take(const Places& places, const fs::path& rule) {
  auto packs = taxonomy::Packs::Load(places.packs);
  if (!packs) return packs.error();
  Bench bench{std::make_unique<const taxonomy::Packs>(*std::move(packs)), nullptr};
  auto candidate =
      Candidate::Open(rule, {places.worker, {NumbersOf(*bench.packs), ReferenceOf(*bench.packs)}});
  if (!candidate) return candidate.error();
  bench.candidate = *std::move(candidate);
  return bench;
}

}  // namespace

int DoNew(const Places& places, const fs::path& folder, const std::string& rule_id) {
  constexpr int kMonthsToReview = 12;
  const auto name =
      BeginRule({places.starter, folder, rule_id, AddMonths(Today(), kMonthsToReview)});
  if (!name) return Fail(name.error());
  std::cout << "A rule begins in " << folder.string() << ". Build and try it there:\n"
            << "  cmake -G Ninja -S . -B build && cmake --build build\n"
            << "  caseload rule test build/lib/caseload/rules/" << *name << ".so vignettes\n";
  return 0;
}

int DoDescribe(const Places& places, const fs::path& library) {
  const auto bytes = ReadWhole(library);
  if (!bytes) return Fail(bytes.error());
  const auto manifest = DescribeLibrary(*bytes, places.worker);
  if (!manifest) return Fail(manifest.error());
  google::protobuf::util::JsonPrintOptions readable;
  readable.add_whitespace = true;
  readable.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(*manifest, &json, readable);
  std::cout << json;
  return 0;
}

int DoPack(const Places& places, const PackingList& list, const fs::path& out) {
  const auto package = PackUp(list, places.worker);
  if (!package) return Fail(package.error());
  return Ended(WriteWhole(out, *package));
}

// The public half goes to whoever keeps the ring of keys.
int DoKey(const fs::path& file) {
  const auto key = PrivateKey::New();
  if (!key) return Fail(key.error());
  const auto pem = key->ToPem();
  if (!pem) return Fail(pem.error());
  if (auto written = WriteSecret(file, *pem); !written) return Fail(written.error());
  constexpr char kDigits[] = "0123456789abcdef";
  for (const char byte : key->public_key()) {
    const auto value = static_cast<unsigned char>(byte);
    std::cout << kDigits[value >> 4] << kDigits[value & 15];
  }
  std::cout << "\n";
  return 0;
}

int DoSign(const fs::path& package, const fs::path& key_file) {
  const auto bytes = ReadWhole(package);
  if (!bytes) return Fail(bytes.error());
  const auto pem = ReadWhole(key_file);
  if (!pem) return Fail(pem.error());
  const auto key = PrivateKey::FromPem(*pem);
  if (!key) return Fail(key.error());
  const auto with_signature = SignPackage(*bytes, *key);
  if (!with_signature) return Fail(with_signature.error());
  return Ended(WriteWhole(package, *with_signature));
}

int DoValidate(const Places& places, const fs::path& file) {
  const auto packs = taxonomy::Packs::Load(places.packs);
  if (!packs) return Fail(packs.error());
  const auto bytes = ReadWhole(file);
  if (!bytes) return Fail(bytes.error());
  const auto package = ReadPackage(*bytes);
  if (!package) return Fail(package.error());
  bool passed = true;
  for (const auto& check :
       Prove(*package, places.worker, {NumbersOf(*packs), ReferenceOf(*packs)})) {
    std::cout << (check.passed() ? "passed  " : "FAILED  ") << check.name() << ": "
              << check.detail() << "\n";
    passed = passed && check.passed();
  }
  return passed ? 0 : 1;
}

int DoTest(const Places& places, const Trying& trying) {
  const auto bench = Take(places, trying.rule);
  if (!bench) return Fail(bench.error());
  auto files = bench->candidate->vignettes();
  auto given = VignetteFiles(trying.vignettes);
  if (!given) return Fail(given.error());
  for (auto& file : *given) files.push_back(std::move(file));
  if (files.empty())
    return Fail({v1::ERROR_REASON_NOT_FOUND,
                 "there is no vignette to ask it: name files or folders that hold some"});
  const auto rehearsed =
      Rehearse(*bench->candidate, files, trying.all_days ? Days::kAll : Days::kChanges, std::cout);
  if (!rehearsed) return Fail(rehearsed.error());
  return rehearsed->AllPassed() ? 0 : 1;
}

int DoExplain(const Places& places, const Trying& trying) {
  Question question{.title = trying.title};
  if (!trying.on.empty()) {
    question.on = ParseDate(trying.on);
    if (!question.on)
      return Fail(
          {v1::ERROR_REASON_FIELDS_INVALID, "--on " + trying.on + " is not a day (YYYY-MM-DD)"});
  }
  auto settings = SettingsOf(trying.set);
  if (!settings) return Fail(settings.error());
  question.settings = *std::move(settings);
  const auto bench = Take(places, trying.rule);
  if (!bench) return Fail(bench.error());
  const auto files = VignetteFiles(trying.vignettes);
  if (!files) return Fail(files.error());
  return Ended(Explain(*bench->candidate, files->front(), question, std::cout));
}

int DoBench(const Places& places, const Trying& trying) {
  const auto settings = SettingsOf(trying.set);
  if (!settings) return Fail(settings.error());
  const auto bench = Take(places, trying.rule);
  if (!bench) return Fail(bench.error());
  return Ended(Time(*bench->candidate, *settings, trying.rounds, std::cout));
}

}  // namespace caseload::rules
