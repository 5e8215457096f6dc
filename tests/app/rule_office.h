// SPDX-License-Identifier: Apache-2.0
// RuleOffice: those who write rules for a made-up authority, and sign them.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "base/private_key.h"
#include "fakes/desk_world.h"
#include "rules/author/packing_up.h"
#include "rules/guest_vignettes.h"
#include "rules/subjects.h"

namespace caseload::app {

class RuleOffice {
 public:
  explicit RuleOffice(fakes::DeskWorld& world) : world_(world) {}

  // Its key is in the ring.
  void IsTrusted() {
    v1::AddSigningKeyRequest request;
    request.mutable_signing_key()->set_public_key(key_.public_key());
    request.mutable_signing_key()->set_holder("The rules office");
    request.set_because("it writes our rules");
    ASSERT_TRUE(fakes::DeskWorld::Wait<v1::AddSigningKeyResponse>([&](Done done) {
      world_.backend->rule_versions().AddKey(world_.asking, request, std::move(done));
    }));
  }

  // A signed package of the library, with these stories.
  std::string PackageOf(const std::string& library, const std::string& stories) const {
    const rules::Folder folder;
    folder.Write("made_up.vignette.txt", stories);
    const auto package = rules::PackUp({library,
                                        {folder.path()},
                                        "Apache-2.0",
                                        "The rules office of a made-up authority",
                                        "2027-03-31"},
                                       CASELOAD_RULE_WORKER);
    EXPECT_TRUE(package) << (package ? "" : package.error().message);
    return *rules::SignPackage(*package, key_);
  }
  // Of a guest of tests/rules/plugins; steady_later is another version of steady.
  std::string PackageOfGuest(const std::string& guest) const {
    return PackageOf(CASELOAD_GUESTS "/" + guest + "/guest_" + guest + ".so",
                     rules::VignetteOf(guest));
  }
  // The same, uploaded and validated.
  v1::RuleVersion Validated(const std::string& guest) const {
    auto version = world_.Upload(PackageOfGuest(guest));
    if (version) version = world_.Validate(*version);
    EXPECT_TRUE(version) << (version ? "" : version.error().message);
    return version ? *version : v1::RuleVersion();
  }

 private:
  fakes::DeskWorld& world_;
  const PrivateKey key_ = *PrivateKey::New();
};

}  // namespace caseload::app
