// SPDX-License-Identifier: Apache-2.0
// What a rule about a family is shown of its children, out of a real record.
#include <gtest/gtest.h>

#include "app/said.h"
#include "base/private_key.h"
#include "fakes/desk_world.h"
#include "rules/author/packing_up.h"
#include "rules/guest_vignettes.h"
#include "rules/subjects.h"

namespace caseload::app {
namespace {

using fakes::DeskWorld;

// A brother and a sister with a case each, and their mother, who had one as a child.
struct AFamily : testing::Test {
  AFamily() {
    const PrivateKey office = *PrivateKey::New();
    v1::AddSigningKeyRequest key;
    key.mutable_signing_key()->set_public_key(office.public_key());
    key.mutable_signing_key()->set_holder("The rules office");
    key.set_because("it writes our rules");
    EXPECT_TRUE(DeskWorld::Wait<v1::AddSigningKeyResponse>([&](Done done) {
      world.backend->rule_versions().AddKey(world.asking, key, std::move(done));
    }));
    const rules::Folder folder;
    folder.Write("made_up.vignette.txt", rules::VignetteOf("family"));
    const auto package = rules::PackUp({CASELOAD_GUESTS "/family/guest_family.so",
                                        {folder.path()},
                                        "Apache-2.0",
                                        "The rules office of a made-up authority",
                                        "2027-03-31"},
                                       CASELOAD_RULE_WORKER);
    EXPECT_TRUE(package) << (package ? "" : package.error().message);
    auto version = world.Upload(*rules::SignPackage(*package, office));
    if (version) version = world.Validate(*version);
    if (version) version = world.Activate(*version);
    EXPECT_TRUE(version) << (version ? "" : version.error().message);
    world.ACase(mother.person_id(), "2001-01-10");
    world.ACase(brother.person_id(), "2024-01-10");
  }
  v1::Family Together(const std::string& sister_until = "") {
    v1::CreateFamilyRequest request;
    for (const auto* one : {&mother, &brother, &sister}) {
      auto& member = *request.mutable_family()->add_members();
      member.set_person_id(one->person_id());
      if (one == &sister) member.set_until_on(sister_until);
    }
    return DeskWorld::Wait<v1::CreateFamilyResponse>([&](Done done) {
             world.backend->people().CreateFamily(world.asking, request, std::move(done));
           })
        ->family();
  }
  // "open cases of children": what the rule says, and nothing when it is silent.
  std::string Said(const v1::Family& family, const std::string& as_of,
                   const std::string& known_at = "") {
    v1::EvaluateFamilyRequest request;
    request.set_family_id(family.family_id());
    DeskWorld::SetMoment(*request.mutable_moment(), as_of, known_at);
    const auto said = ByCode(world.backend->rules().EvaluateFamily(request));
    return said.contains("OPEN_CASES") ? said.at("OPEN_CASES").summary() : "";
  }

  DeskWorld world{"2024-03-01T09:00:00Z"};
  v1::Person mother = world.AChild("Mother", "1990-01-01");
  v1::Person brother = world.AChild("Brother");
  v1::Person sister = world.AChild("Sister", "2018-02-01");
};

TEST_F(AFamily, IsShownWithItsChildrenAndTheCasesOfEach) {
  const auto family = Together();
  EXPECT_EQ(Said(family, "2024-03-01"), "Open cases in the family: 1; children: 2");
  world.clock.Set("2024-06-03T09:00:00Z");
  world.ACase(sister.person_id(), "2024-02-10");
  EXPECT_EQ(Said(family, "2024-03-01"), "Open cases in the family: 2; children: 2");
  // It was written down late, and nobody knew then.
  EXPECT_EQ(Said(family, "2024-03-01", "2024-03-02T00:00:00Z"),
            "Open cases in the family: 1; children: 2");
  EXPECT_EQ(Said(family, "2024-01-09"), "");
}

TEST_F(AFamily, IsShownWithoutAChildWhoHasLeftIt) {
  EXPECT_EQ(Said(Together("2024-02-01"), "2024-03-01"), "Open cases in the family: 1; children: 1");
}

TEST_F(AFamily, IsOnceMoreThatOfTheMotherWhileSheIsAChild) {
  EXPECT_EQ(Said(Together(), "2007-12-31"), "Open cases in the family: 1; children: 1");
  EXPECT_EQ(Said(Together(), "2008-01-01"), "");
}

}  // namespace
}  // namespace caseload::app
