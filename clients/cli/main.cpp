// SPDX-License-Identifier: Apache-2.0
// The program `caseload`: hands the standard streams to the command line.
#include <sys/ioctl.h>
#include <unistd.h>

#include <exception>
#include <iostream>

#include "cli/program.h"

namespace {

int ScreenWidth() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const caseload::cli::Screen screen{std::cin,
                                       std::cout,
                                       std::cerr,
                                       isatty(STDIN_FILENO) == 1,
                                       isatty(STDOUT_FILENO) == 1,
                                       isatty(STDERR_FILENO) == 1,
                                       ScreenWidth()};
    return caseload::cli::Run(std::vector<std::string>(argv + 1, argv + argc), screen);
  } catch (const std::exception&) {
    // What an exception says may quote its input.
    std::cerr << "caseload: the program failed\n";
    return caseload::cli::kOther;
  }
}
