// SPDX-License-Identifier: Apache-2.0
// Says in words why XML cannot be read. The library's own words may quote the file; these name
// elements at most.
#pragma once

#include <libxml/xmlerror.h>

#include <cstdint>
#include <string>

#include "exchange/exchange.h"

namespace caseload::exchange::xml {

// Where the parser stood when it gave up.
struct BrokenAt {
  std::uint32_t line = 0;    // for errors that carry none of their own
  bool all_read = false;     // no more bytes are to come
  bool begun = false;        // the root element was opened
  bool root_closed = false;  // and closed
  bool ends_a_tag = false;   // the last byte that is not blank is a >, as in all whole XML
  bool controls = false;     // a control character was among the bytes
};

// What went wrong first: the library goes on, and what it meets later follows from that.
struct XmlFault {
  int code = 0;
  std::uint32_t line = 0;
  std::string opened;  // names of elements, where one is closed by another
  std::string closed;
  int opened_line = 0;

  XmlFault() = default;
  explicit XmlFault(const xmlError& error);
};

Failure Broken(const XmlFault& fault, const BrokenAt& at);
Failure BrokenByNul(std::uint32_t line);

}  // namespace caseload::exchange::xml
