// SPDX-License-Identifier: Apache-2.0
// Feeds one file to the parser, a piece at a time, and takes its digest on the way.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "exchange/digest.h"
#include "exchange/exchange.h"
#include "exchange/file_failure.h"
#include "exchange/xml_parser.h"

namespace caseload::exchange::xml {

class File {
 public:
  // FILE_UNREADABLE when the path is no readable file.
  static Expected<std::unique_ptr<File>> Open(const std::filesystem::path& path, Events& events);

  // Parses the next piece; false when the file has been read to its end and the XML is complete.
  Expected<bool> Step();
  Progress progress() const { return progress_; }
  std::string name() const { return LastPart(path_); }
  // Of the whole file, once Step() has said false.
  const std::string& digest() const { return hex_; }

 private:
  explicit File(Events& events) : parser_(events) {}

  std::filesystem::path path_;
  std::ifstream stream_;
  Parser parser_;
  Digest digest_;
  std::string hex_;
  std::string piece_;
  Progress progress_;
};

}  // namespace caseload::exchange::xml
