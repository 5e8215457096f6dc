// SPDX-License-Identifier: Apache-2.0
// The push parser of libxml2, without a tree, without entities, without messages that quote the
// file.
#include "exchange/xml_parser.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <algorithm>
#include <exception>
#include <limits>

#include "exchange/xml_broken.h"

namespace caseload::exchange::xml {

namespace {

// A piece of markup (a tag with its attributes, a comment) that is not over after so many bytes is
// no return.
constexpr std::size_t kMarkupBytes = std::size_t{1} << 20U;

std::string_view Chars(const xmlChar* text) {
  return text == nullptr ? std::string_view{} : reinterpret_cast<const char*>(text);
}

// libxml2 keeps an ampersand in an attribute as "&#38;" as long as it does not replace entities.
std::string Unescaped(std::string_view value) {
  constexpr std::string_view kAmpersand = "&#38;";
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    const bool escaped = value.substr(at, kAmpersand.size()) == kAmpersand;
    out += value[at];
    at += escaped ? kAmpersand.size() : 1;
  }
  return out;
}

std::vector<Attribute> ReadAttributes(const xmlChar** fields, int count) {
  constexpr int kFields = 5;  // local name, prefix, URI, first byte of the value, end of the value
  std::vector<Attribute> attributes;
  for (int i = 0; i < count; ++i) {
    const xmlChar** field = fields + std::ptrdiff_t{i} * kFields;
    const char* first = reinterpret_cast<const char*>(field[3]);
    const auto size = static_cast<std::size_t>(field[4] - field[3]);
    attributes.push_back({std::string(Chars(field[0])), Unescaped({first, size})});
  }
  return attributes;
}

// Text of two bytes a character is told by its first two; there, a NUL byte is half of a letter.
bool TwoBytesALetter(std::string_view start) {
  using std::string_view_literals::operator""sv;
  for (const std::string_view mark : {"\xFF\xFE"sv, "\xFE\xFF"sv, "<\0"sv, "\0<"sv}) {
    if (start.starts_with(mark)) return true;
  }
  return false;
}

}  // namespace

struct Parser::State {
  Events* events = nullptr;
  xmlSAXHandler handler{};
  xmlParserCtxtPtr context = nullptr;
  std::optional<Failure> failure;
  std::size_t bytes_since_event = 0;
  std::size_t open_elements = 0;
  bool begun = false;
  bool ends_a_tag = false;  // what was fed
  bool controls = false;    // in what was fed
  XmlFault fault;
  std::optional<bool> two_bytes;  // a letter; nothing before the first bytes
  std::uint32_t lines = 1;        // begun in what was fed

  BrokenAt Where(bool all_read) const {
    return {Line(), all_read, begun, begun && open_elements == 0, ends_a_tag, controls};
  }

  // What the library does not tell, and a failure is explained by.
  void Look(std::string_view bytes) {
    lines += static_cast<std::uint32_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    const std::size_t last = bytes.find_last_not_of(std::string_view(" \t\r\n\0", 5));
    if (last != std::string_view::npos) ends_a_tag = bytes[last] == '>';
    controls = controls || std::any_of(bytes.begin(), bytes.end(), [](char byte) {
                 return byte >= 0 && byte < ' ' && byte != '\t' && byte != '\r' && byte != '\n';
               });
  }

  std::uint32_t Line() const {
    if (context == nullptr || context->input == nullptr || context->input->line < 0) return 0;
    return static_cast<std::uint32_t>(context->input->line);
  }

  // Runs code of ours inside a callback of a C library, which no exception may cross.
  template <class Step>
  void Guarded(Step step) {
    bytes_since_event = 0;
    if (failure) return;
    try {
      failure = step();
    } catch (const std::exception&) {
      failure = Failure{"XML_TOO_LARGE", "There is not enough memory to read this.", "", Line()};
    }
    if (failure) xmlStopParser(context);
  }

  static State& Of(void* self) { return *static_cast<State*>(self); }

  static void OnBegin(void* self, const xmlChar* name, const xmlChar* /*prefix*/,
                      const xmlChar* /*uri*/, int /*namespaces*/, const xmlChar** /*declared*/,
                      int attributes, int /*defaulted*/, const xmlChar** fields) {
    State& state = Of(self);
    state.begun = true;
    ++state.open_elements;
    state.Guarded([&] {
      return state.events->Begin(Chars(name), ReadAttributes(fields, attributes), state.Line());
    });
  }
  static void OnEnd(void* self, const xmlChar* /*name*/, const xmlChar* /*prefix*/,
                    const xmlChar* /*uri*/) {
    State& state = Of(self);
    --state.open_elements;
    state.Guarded([&] { return state.events->End(); });
  }
  static void OnText(void* self, const xmlChar* text, int size) {
    State& state = Of(self);
    state.Guarded([&]() -> std::optional<Failure> {
      const std::string_view piece(reinterpret_cast<const char*>(text),
                                   static_cast<std::size_t>(size));
      const std::size_t first = piece.find_first_not_of(" \t\r\n");
      const auto rest = first == std::string_view::npos ? std::string_view{} : piece.substr(first);
      // The library counts lines up to the end of the piece.
      const auto later = static_cast<std::uint32_t>(std::count(rest.begin(), rest.end(), '\n'));
      return state.events->Text(piece, state.Line() - std::min(later, state.Line()));
    });
  }
  static void OnDoctype(void* self, const xmlChar* /*name*/, const xmlChar* /*external*/,
                        const xmlChar* /*system*/) {
    State& state = Of(self);
    state.Guarded([&]() -> std::optional<Failure> {
      return Failure{"XML_DOCTYPE_REFUSED",
                     "The file declares a DOCTYPE. No return needs one, and entities declared "
                     "there could grow without bound or read other files.",
                     "", state.Line()};
    });
  }
  static void OnComment(void* self, const xmlChar* /*text*/) { Of(self).bytes_since_event = 0; }
  static void OnInstruction(void* self, const xmlChar* /*target*/, const xmlChar* /*text*/) {
    Of(self).bytes_since_event = 0;
  }
  // Without this the library would print it.
  static void OnError(void* self, xmlErrorPtr error) {
    State& state = Of(self);
    const bool first = state.fault.code == 0 && !state.failure;
    if (!first || error == nullptr || error->level != XML_ERR_FATAL) return;
    try {
      state.fault = XmlFault(*error);
    } catch (const std::exception&) {
      state.fault.code = XML_ERR_NO_MEMORY;
    }
  }
};

Parser::Parser(Events& events) : state_(std::make_unique<State>()) {
  xmlSAXHandler& handler = state_->handler;
  handler.initialized = XML_SAX2_MAGIC;
  handler.startElementNs = &State::OnBegin;
  handler.endElementNs = &State::OnEnd;
  handler.characters = &State::OnText;
  handler.ignorableWhitespace = &State::OnText;
  handler.cdataBlock = &State::OnText;
  handler.internalSubset = &State::OnDoctype;
  handler.comment = &State::OnComment;
  handler.processingInstruction = &State::OnInstruction;
  handler.serror = &State::OnError;
  state_->events = &events;
  state_->context = xmlCreatePushParserCtxt(&handler, state_.get(), nullptr, 0, nullptr);
  if (state_->context == nullptr) {
    state_->failure = Failure{"XML_TOO_LARGE", "There is not enough memory to read this.", "", 0};
    return;
  }
  xmlCtxtUseOptions(state_->context, XML_PARSE_NONET);
}

Parser::~Parser() { xmlFreeParserCtxt(state_->context); }

std::optional<Failure> Parser::Feed(std::string_view bytes) {
  State& state = *state_;
  if (state.failure || bytes.empty()) return state.failure;
  if (!state.two_bytes) state.two_bytes = TwoBytesALetter(bytes);
  const std::size_t nul = *state.two_bytes ? std::string_view::npos : bytes.find('\0');
  if (nul != std::string_view::npos) {
    // The library would take it for the end of the text. What stands before may be worse.
    if (nul == 0 || !Feed(bytes.substr(0, nul))) state.failure = BrokenByNul(state.lines);
    return state.failure;
  }
  state.Look(bytes);
  state.bytes_since_event += bytes.size();
  if (bytes.size() > std::size_t{std::numeric_limits<int>::max()}) {
    return state.failure =
               Failure{"XML_TOO_LARGE", "A piece is too large to be parsed.", "", state.Line()};
  }
  xmlParseChunk(state.context, bytes.data(), static_cast<int>(bytes.size()), 0);
  if (state.failure) return state.failure;
  if (state.context->wellFormed == 0) {
    state.failure = Broken(state.fault, state.Where(false));
  } else if (state.bytes_since_event > kMarkupBytes) {
    state.failure =
        Failure{"XML_TOO_LARGE", "A single tag, attribute or comment is longer than 1 MiB.", "",
                state.Line()};
  }
  return state.failure;
}

std::optional<Failure> Parser::Finish() {
  State& state = *state_;
  if (state.failure) return state.failure;
  xmlParseChunk(state.context, nullptr, 0, 1);
  if (!state.failure && state.context->wellFormed == 0) {
    state.failure = Broken(state.fault, state.Where(true));
  }
  return state.failure;
}

}  // namespace caseload::exchange::xml
