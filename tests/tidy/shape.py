# SPDX-License-Identifier: Apache-2.0
"""The shape of files: how long, how they begin, what they are called, whether a script can be run."""
import re

from tree import line_of

LINES = 400
FUNCTION_LINES = 60
SPDX = "SPDX-License-Identifier: Apache-2.0"
SOURCE_SUFFIXES = (".h", ".hpp", ".cpp", ".cc", ".c", ".py", ".sh", ".cmake", ".ts", ".proto", "CMakeLists.txt")
VENDORED = "api/google/"
# Names that say nothing: a file of this name takes in whatever comes along.
EMPTY_NAMES = {"util", "utils", "common", "helper", "helpers", "manager", "managers", "data", "info", "misc"}
NAMED_HOUSES = ("api/", "core/", "clients/", "plugins/", "scripts/", "tests/")

# Everything in which a brace is no brace comes first.
TOKENS = re.compile(
    r"""//[^\n]*|/\*.*?\*/
      |^[ \t]*\#(?:[^\n]*\\\n)*[^\n]*
      |R"(?P<fence>[^()\s]{0,16})\(.*?\)(?P=fence)"
      |"(?:\\.|[^"\\\n])*"
      |\b[0-9][0-9a-fA-FxX'.]*
      |'(?:\\.|[^'\\\n])*'
      |(?P<mark>[{};])""",
    re.M | re.S | re.X,
)
SCOPE = re.compile(r"\b(namespace|class|struct|enum|union)\b[^()]*$|extern\s*(\"C\")?\s*$")
ASSIGNED = re.compile(r"[^=!<>]=[^=]\s*[^()]*$")
NOISE = re.compile(r"//[^\n]*|/\*.*?\*/|^[ \t]*#[^\n]*", re.M | re.S)
MORE_INITIALISERS = re.compile(r"\s*[,{]")


def functions(text):
    """(first line, lines between the braces, name) of each function outside other functions."""
    scopes, depth, began, statement = 0, 0, None, 0
    for token in TOKENS.finditer(text):
        mark = token["mark"]
        if mark == "{":
            if began is None:
                head = NOISE.sub("", text[statement:token.start()])
                if SCOPE.search(head):
                    scopes += 1
                elif depth == scopes and "(" in head and head.count("(") == head.count(")") and not ASSIGNED.search(head):
                    began = (depth, line_of(text, token.start()), head)
            depth += 1
        elif mark == "}":
            depth -= 1
            if began and depth == began[0]:
                level, line, head = began
                began = None
                if MORE_INITIALISERS.match(text, token.end()):
                    continue  # a member's braces in a constructor's list: the body is yet to come
                name = re.search(r"([\w:~]+)\s*\(", head)
                yield line, line_of(text, token.start()) - line - 1, name[1] if name else "function"
            elif began is None and depth < scopes:
                scopes = depth
        if mark and began is None:
            statement = token.end()


def _beginning(path, lines):
    if not lines or SPDX not in lines[0]:
        yield path, 1, f"the first line must be // {SPDX}"
    if path.endswith((".h", ".hpp")):
        if len(lines) < 2 or not re.match(r"(//|/?\*)", lines[1].strip()):
            yield path, 2, "a header says in one sentence what it is for"
        if not any(re.match(r"#\s*(pragma once|ifndef)", line) for line in lines):
            yield path, 1, "a header needs #pragma once"


def _name(path):
    if path.startswith(NAMED_HOUSES) and not path.startswith(VENDORED):
        for part in re.split(r"[/_.\-]", path):
            if part.lower() in EMPTY_NAMES:
                yield path, 1, f"'{part}' says nothing: name it for what it is"


def problems(tree):
    for path in tree.paths:
        yield from _name(path)
        lines = tree.lines(path)
        if path.endswith(SOURCE_SUFFIXES) and not path.startswith(VENDORED) and len(lines) > LINES:
            yield path, LINES, f"{len(lines)} lines, limit {LINES}: which idea is missing a file?"
        if lines and lines[0].startswith("#!") and not tree.executable(path):
            yield path, 1, "a script must be executable"
        if path.startswith("scripts/") and "." not in path and not (lines and lines[0].startswith("#!")):
            yield path, 1, "a script must name its interpreter"
    for path in tree.cpp():
        yield from _beginning(path, tree.lines(path))
        for line, length, name in functions(tree.text(path)):
            if length > FUNCTION_LINES:
                yield path, line, f"{name} has {length} lines, limit {FUNCTION_LINES}"
