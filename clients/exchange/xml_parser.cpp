// SPDX-License-Identifier: Apache-2.0
// The push parser of libxml2, without a tree, without entities, without messages that quote the
// file.
#include "exchange/xml_parser.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <exception>
#include <limits>

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

// The library's own words may quote the file; these do not.
std::string Explain(int code) {
  switch (code) {
    case XML_ERR_DOCUMENT_EMPTY:
      return "The file is empty or does not begin as XML does.";
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_TAG_NOT_FINISHED:
      return "The XML ends before its last element is closed: the file is cut off.";
    case XML_ERR_TAG_NAME_MISMATCH:
      return "An element is closed by another name than it was opened with.";
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_I18N_CONV_FAILED:
      return "The file holds bytes that are no characters of the encoding it declares.";
    case XML_ERR_UNDECLARED_ENTITY:
      return "An entity is used that XML does not define.";
    default:
      return "The XML is not well formed (libxml2 error " + std::to_string(code) + ").";
  }
}

}  // namespace

struct Parser::State {
  Events* events = nullptr;
  xmlSAXHandler handler{};
  xmlParserCtxtPtr context = nullptr;
  std::optional<Failure> failure;
  std::size_t bytes_since_event = 0;

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
    state.Guarded([&] {
      return state.events->Begin(Chars(name), ReadAttributes(fields, attributes), state.Line());
    });
  }
  static void OnEnd(void* self, const xmlChar* /*name*/, const xmlChar* /*prefix*/,
                    const xmlChar* /*uri*/) {
    State& state = Of(self);
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
  // Errors are read from the context; without this the library would print them.
  static void OnError(void* /*self*/, xmlErrorPtr /*error*/) {}
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
  if (state.failure) return state.failure;
  state.bytes_since_event += bytes.size();
  if (bytes.size() > std::size_t{std::numeric_limits<int>::max()}) {
    return state.failure = Failure{"XML_TOO_LARGE", "A piece is too large to be parsed.", "", 0};
  }
  xmlParseChunk(state.context, bytes.data(), static_cast<int>(bytes.size()), 0);
  if (state.failure) return state.failure;
  if (state.context->wellFormed == 0) {
    const xmlError& error = state.context->lastError;
    state.failure = Failure{"XML_BROKEN", Explain(error.code), "",
                            static_cast<std::uint32_t>(std::max(error.line, 0))};
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
    const xmlError& error = state.context->lastError;
    state.failure = Failure{"XML_BROKEN", Explain(error.code), "",
                            static_cast<std::uint32_t>(std::max(error.line, 0))};
  }
  return state.failure;
}

}  // namespace caseload::exchange::xml
