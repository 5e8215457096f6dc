// SPDX-License-Identifier: Apache-2.0
// The words in which a vignette speaks of chronology entries.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <optional>
#include <string>
#include <vector>

#include "caseload/v1/chronology.pb.h"

namespace caseload::rules {

// Words between commas, without the blanks around them.
std::vector<std::string> Parts(const std::string& text);
// Takes "2024-01-01" out of "from 2024-01-01"; nothing when the part does not begin with the word.
std::optional<std::string> AfterWord(const std::string& part, const std::string& word);
// False when it is no day.
bool SetRecorded(const std::string& day, google::protobuf::Timestamp& at);

// "child protection plan in first, from 2022-01-01, until 2022-06-01, 1 plan before". False when
// not understood.
bool ReadEntry(const std::string& text, v1::Entry& entry);

}  // namespace caseload::rules
