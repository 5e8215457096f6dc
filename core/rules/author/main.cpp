// SPDX-License-Identifier: Apache-2.0
// caseload-rule: packs, signs and proves a rule, without a server.
#include <google/protobuf/util/json_util.h>

#include <CLI/CLI.hpp>
#include <iostream>

#include "rules/author/files.h"
#include "rules/author/packing_up.h"
#include "rules/proof/proof.h"
#include "rules/reference_facts.h"
#include "taxonomy/packs.h"

namespace {

namespace fs = std::filesystem;
using namespace caseload;
using namespace caseload::rules;

fs::path BesideUs() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path();
}

int Fail(const Error& error) {
  std::cerr << "caseload-rule: " << error.message << "\n";
  return 1;
}

int Describe(const fs::path& library, const fs::path& worker) {
  const auto bytes = ReadWhole(library);
  if (!bytes) return Fail(bytes.error());
  const auto manifest = DescribeLibrary(*bytes, worker);
  if (!manifest) return Fail(manifest.error());
  google::protobuf::util::JsonPrintOptions readable;
  readable.add_whitespace = true;
  readable.preserve_proto_field_names = true;
  std::string json;
  (void)google::protobuf::util::MessageToJsonString(*manifest, &json, readable);
  std::cout << json;
  return 0;
}

int Pack(const PackingList& list, const fs::path& out, const fs::path& worker) {
  const auto package = PackUp(list, worker);
  if (!package) return Fail(package.error());
  if (auto written = WriteWhole(out, *package); !written) return Fail(written.error());
  return 0;
}

// The public half goes to whoever keeps the ring of keys.
int NewKey(const fs::path& file) {
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

int Sign(const fs::path& package, const fs::path& key_file) {
  const auto bytes = ReadWhole(package);
  if (!bytes) return Fail(bytes.error());
  const auto pem = ReadWhole(key_file);
  if (!pem) return Fail(pem.error());
  const auto key = PrivateKey::FromPem(*pem);
  if (!key) return Fail(key.error());
  const auto with_signature = SignPackage(*bytes, *key);
  if (!with_signature) return Fail(with_signature.error());
  if (auto written = WriteWhole(package, *with_signature); !written) return Fail(written.error());
  return 0;
}

int Validate(const fs::path& file, const fs::path& worker, const fs::path& packs_folder) {
  const auto packs = taxonomy::Packs::Load(packs_folder);
  if (!packs) return Fail(packs.error());
  const auto bytes = ReadWhole(file);
  if (!bytes) return Fail(bytes.error());
  const auto package = ReadPackage(*bytes);
  if (!package) return Fail(package.error());
  bool passed = true;
  for (const auto& check : Prove(*package, worker, {NumbersOf(*packs), ReferenceOf(*packs)})) {
    std::cout << (check.passed() ? "passed  " : "FAILED  ") << check.name() << ": "
              << check.detail() << "\n";
    passed = passed && check.passed();
  }
  return passed ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Packs, signs and proves a rule, without a server.");
  app.require_subcommand(1);
  fs::path worker = BesideUs() / "caseload-rule-worker";
  app.add_option("--rule-worker", worker, "Program that loads a rule")->capture_default_str();

  fs::path file;
  auto* describe = app.add_subcommand("describe", "What a library says of itself, as JSON");
  describe->add_option("LIBRARY", file)->required();

  PackingList list;
  fs::path out;
  auto* pack = app.add_subcommand("pack", "Makes a package (.clrule) of a library and its files");
  pack->add_option("LIBRARY", list.library)->required();
  pack->add_option("--file", list.files, "A vignette or document, or a folder of them");
  pack->add_option("--licence", list.licence, "SPDX identifier")->required();
  pack->add_option("--author", list.author, "Team or office that answers for it")->required();
  pack->add_option("--review-by", list.review_by_on, "Day (YYYY-MM-DD)")->required();
  pack->add_option("--out", out)->required();

  auto* key = app.add_subcommand("key", "Makes a private key, and prints its public half in hex");
  key->add_option("FILE", file)->required();

  fs::path key_file;
  auto* sign = app.add_subcommand("sign", "Signs a package");
  sign->add_option("PACKAGE", file)->required();
  sign->add_option("--key", key_file, "Private key in PEM")->required();

  auto* validate = app.add_subcommand("validate", "Runs a package in the sandbox");
  validate->add_option("PACKAGE", file)->required();
  fs::path packs = BesideUs().parent_path() / "share/caseload/packs/england";
  validate->add_option("--packs", packs, "Folder of code sets, calendar and clocks")
      ->capture_default_str();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    constexpr int kUsage = 2;
    return app.exit(error) == 0 ? 0 : kUsage;
  }
  if (*describe) return Describe(file, worker);
  if (*pack) return Pack(list, out, worker);
  if (*key) return NewKey(file);
  if (*sign) return Sign(file, key_file);
  return Validate(file, worker, packs);
}
