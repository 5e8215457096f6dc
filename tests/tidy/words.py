# SPDX-License-Identifier: Apache-2.0
"""Words that have no place here: paths of somebody's machine, unfinished work, and talk that is not about the project."""
import re

from shape import VENDORED
from tree import line_of

# (what, pattern, only in these files or None for all, never in these). Written so that no pattern matches itself.
FORBIDDEN = (
    ("a path of somebody's machine", r"(?<![\w.$}~/-])/(?:work|root|home)/[\w.-]+", None, ()),
    ("files outside the project are for tests only", r"\.\./(?:shared)\b", None, ("tests/", ".ci/")),
    ("unfinished work needs a reference: (#123)", r"\b(?:TO[D]O|FIX[M]E|XX[X]|HAC[K])\b(?!\(#\d+\))", "code", ()),
    ("a package registry's host", r"\b(?:registry\.npm[j]s|deb\.deb[i]an|pypi\.o[r]g|proxy\.gol[a]ng)", None, ()),
    ("the project speaks of itself alone", r"\b(?:C[E]O|DEVELOPERS\.m[d]|[Tt]he brief\b|[Aa]s instructe[d]|[Tt]his (?:chat|conversatio[n]))", None, ()),
    ("a test that never runs", r"\b(?:TEST|TEST_F|TEST_P)\(\s*\w+,\s*DISABLE[D]_", "code", ()),
    ("'case' is a keyword in most languages: case_record, case_id", r"^\s*(?:\w+\s+)?\w+\s+case\s*=\s*\d+", "proto", ()),
    ("a type of this name takes in whatever comes along", r"^\s*(?:class|struct|enum class)\s+\w*(?:Manager|Helper|Utils?)\b(?=[^;]*$)", "code", ()),
)
CODE = (".h", ".hpp", ".cpp", ".cc", ".c", ".proto", ".py", ".sh", ".ts", ".cmake", "CMakeLists.txt")
_COMPILED = [(what, re.compile(pattern, re.M), only, never) for what, pattern, only, never in FORBIDDEN]


def _looked_at(path, only):
    if only == "proto":
        return path.endswith(".proto")
    return only is None or path.endswith(CODE) or path.startswith(("scripts/", ".ci/"))


def problems(tree):
    for path in tree.paths:
        if path.startswith(VENDORED) or path == "LICENSE":
            continue
        text = tree.text(path)
        for what, pattern, only, never in _COMPILED:
            if not _looked_at(path, only) or path.startswith(never):
                continue
            for match in pattern.finditer(text):
                yield path, line_of(text, match.end()), f"{what} ({match[0].strip()[:40]})"
