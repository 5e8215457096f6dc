// SPDX-License-Identifier: Apache-2.0
// One sentence for each kind of error that returns are known to arrive with.
#include "exchange/xml_broken.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace caseload::exchange::xml {

namespace {

constexpr const char* kCutOff =
    "The XML ends before its last element is closed: the file is cut off.";

constexpr const char* kControl =
    "The file holds a control character, or the number of one, which XML does not allow.";
constexpr const char* kNoCharacters =
    "The file holds bytes that are no characters of its encoding (UTF-8 where it declares no "
    "other).";

// Cut: a name can be as long as a file.
std::string Name(const char* name) {
  constexpr std::size_t kShown = 80;
  std::string shown(std::string_view(name == nullptr ? "" : name).substr(0, kShown));
  while (!shown.empty() && (static_cast<unsigned char>(shown.back()) & 0x80U) != 0) {
    shown.pop_back();
  }
  return shown.empty() ? "another" : shown;
}

std::string ClosedByAnother(const XmlFault& fault) {
  return "The element " + fault.opened + ", opened on line " + std::to_string(fault.opened_line) +
         ", is closed by another name, " + fault.closed + ".";
}

// Those that stand inside of a tag, in words for who wrote the file.
std::string ExplainMarkup(int code) {
  switch (code) {
    case XML_ERR_GT_REQUIRED:
    case XML_ERR_LTSLASH_REQUIRED:
    case XML_ERR_SPACE_REQUIRED:
      return "A tag is not written as XML asks for: a > or a blank is missing.";
    case XML_ERR_LT_IN_ATTRIBUTE:
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      return "An attribute is not written as XML asks for: its value must stand in quotes.";
    case XML_ERR_ATTRIBUTE_REDEFINED:
      return "A tag holds the same attribute twice.";
    case XML_ERR_NAME_REQUIRED:
      return "A < or an & is followed by no name: written as text they are &lt; and &amp;.";
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_ENTITYREF_NO_NAME:
      return "An & begins no entity: written as text it is &amp;.";
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      return "An entity is used that XML does not define.";
    case XML_ERR_MISPLACED_CDATA_END:
      return "The characters ]]> stand in a text: written there they are ]]&gt;.";
    case XML_ERR_CDATA_NOT_FINISHED:
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_HYPHEN_IN_COMMENT:
    case XML_ERR_PI_NOT_FINISHED:
    case XML_ERR_PI_NOT_STARTED:
      return "A comment, a CDATA section or an instruction is not ended as XML asks for.";
    default:
      return "The XML is not well formed: its tags or attributes are not written as XML asks for.";
  }
}

std::string Explain(const XmlFault& fault, const BrokenAt& at) {
  if (at.all_read && at.begun && !at.root_closed && !at.ends_a_tag) return kCutOff;
  switch (fault.code) {
    case XML_ERR_NO_MEMORY:
      return "There is not enough memory to read this.";
    case XML_ERR_TAG_NAME_MISMATCH:
      return ClosedByAnother(fault);
    case XML_ERR_INVALID_CHAR:
      // The library says the same of half a letter and of a control character.
      return at.controls ? kControl : kNoCharacters;
    case XML_ERR_INVALID_ENCODING:
    case XML_I18N_CONV_FAILED:
    case XML_IO_ENCODER:
      return kNoCharacters;
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
      return "The file declares an encoding that is not known here; UTF-8 is.";
    case XML_ERR_INVALID_CHARREF:
    case XML_ERR_INVALID_HEX_CHARREF:
    case XML_ERR_INVALID_DEC_CHARREF:
      return kControl;
    case XML_ERR_RESERVED_XML_NAME:
      return "The XML declaration does not stand at the very beginning of the file.";
    case XML_ERR_VERSION_MISSING:
    case XML_ERR_XMLDECL_NOT_STARTED:
    case XML_ERR_XMLDECL_NOT_FINISHED:
      return "The XML declaration in the first line is not written as XML asks for.";
    default:
      break;
  }
  if (at.root_closed) return "Something stands after the end of the root element.";
  if (!at.begun && !at.all_read) return "The file does not begin as XML does.";
  if (!at.begun) return "The file is empty, is cut off or does not begin as XML does.";
  if (fault.code == XML_ERR_DOCUMENT_END || fault.code == XML_ERR_TAG_NOT_FINISHED) return kCutOff;
  return ExplainMarkup(fault.code);
}

}  // namespace

XmlFault::XmlFault(const xmlError& error)
    : code(error.code),
      line(static_cast<std::uint32_t>(std::max(error.line, 0))),
      opened(Name(error.str1)),
      closed(Name(error.str2)),
      opened_line(error.int1) {}

Failure Broken(const XmlFault& fault, const BrokenAt& at) {
  const std::uint32_t line = fault.line > 0 ? fault.line : at.line;
  return Failure{"XML_BROKEN", Explain(fault, at), "", std::max(line, std::uint32_t{1})};
}

Failure BrokenByNul(std::uint32_t line) {
  return Failure{"XML_BROKEN", "The file holds a NUL byte, which XML does not allow.", "", line};
}

}  // namespace caseload::exchange::xml
