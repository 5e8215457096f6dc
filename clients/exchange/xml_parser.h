// SPDX-License-Identifier: Apache-2.0
// Parses XML piece by piece and tells what it meets; refuses what could make a small file large.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/exchange.h"

namespace caseload::exchange::xml {

struct Attribute {
  std::string name;
  std::string value;
};

// Is told what the parser meets, in order. Each may answer with a failure, which stops the parser.
class Events {
 public:
  virtual ~Events() = default;
  virtual std::optional<Failure> Begin(std::string_view name, std::vector<Attribute> attributes,
                                       std::uint32_t line) = 0;
  // A piece of text; the line is the one of its first character that is not blank.
  virtual std::optional<Failure> Text(std::string_view text, std::uint32_t line) = 0;
  virtual std::optional<Failure> End() = 0;
};

// Never opens another file or an address. A DOCTYPE is refused: no return needs one, and it is
// where entities that grow without bound, or read other files, are declared.
class Parser {
 public:
  explicit Parser(Events& events);
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser();

  std::optional<Failure> Feed(std::string_view bytes);
  std::optional<Failure> Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace caseload::exchange::xml
